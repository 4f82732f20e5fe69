import { catalogue } from '../../../collectors/catalogue'
import type { CatalogueVendor } from '../../core/catalogue'
import { addFromCatalogue } from '../../flows/add-from-catalogue'
import { callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { notFound, Problem } from '../problem'
import { plural } from '../ui/days'
import { Empty, Head } from '../ui/parts'
import { actorOf } from './act'
import { sourceTypeName } from './change-words'
import { Keys } from './changes'
import { doneAt } from './flash'
import { show } from './show'

const kinds = { 'model-provider': 'Model maker', 'ai-saas': 'AI product', 'saas-with-ai': 'Product with AI features' } as const
const most = 60

/** Vendors that we know: picking one brings its systems, embedded AI features and sources along. */
export function cataloguePages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/catalogue', async (c) => {
    const find = c.req.query('find')?.trim() ?? ''
    const word = find.toLowerCase()
    const found = [...catalogue().values()].filter((vendor) =>
      [vendor.name, ...vendor.aliases, ...vendor.domains].some((text) => text.toLowerCase().includes(word)),
    )
    const mayPick = can(callerOf(c), 'write-register')
    return show(c, deps, {
      title: 'Catalogue',
      section: 'register',
      crumbs: [{ href: '/register/vendors', label: 'Register: vendors' }],
      children: (
        <>
          <Head
            title="Catalogue"
            acts={
              mayPick ? (
                <a class="btn" href="/vendors/new">
                  Not listed: add by hand
                </a>
              ) : null
            }
          >
            <p>
              {catalogue().size} vendors with their AI systems and the public pages on which they announce changes. Facts from public
              material, for you to confirm. Sources that need scripts or a key come switched off, with the reason.
            </p>
          </Head>
          <form class="filters" action="/catalogue" method="get">
            <div class="field grow">
              <label for="find">Find</label>
              <input id="find" type="search" name="find" value={find} placeholder="Name or domain" />
            </div>
            <button type="submit">Show</button>
            {find ? (
              <a class="btn link" href="/catalogue">
                Clear
              </a>
            ) : null}
          </form>
          {found.length ? (
            <ul class="hits">
              {found.slice(0, most).map((vendor) => (
                <Entry vendor={vendor} mayPick={mayPick} />
              ))}
            </ul>
          ) : (
            <Empty
              icon="info"
              title={`No vendor of the catalogue matches “${find}”`}
              acts={
                mayPick ? (
                  <a class="btn" href="/vendors/new">
                    Add it by hand
                  </a>
                ) : null
              }
            />
          )}
          {found.length > most ? (
            <p class="soft mt">
              The first {most} of {found.length} are shown. Search to narrow them down.
            </p>
          ) : null}
          <Keys />
        </>
      ),
    })
  })

  app.post('/catalogue/:id', async (c) => {
    const done = await addFromCatalogue(ports, actorOf(c), { id: c.req.param('id') })
    if (done.ok) return c.redirect(doneAt(`/vendors/${done.vendor.id}`, 'taken'), 303)
    if (done.reason === 'there-already') return c.redirect(`/vendors/${done.vendorId}`, 303)
    if (done.reason === 'not-in-catalogue') throw notFound()
    throw new Problem(409, done.reason, 'That unit is not there.')
  })
}

const Entry = ({ vendor, mayPick }: { vendor: CatalogueVendor; mayPick: boolean }) => {
  const off = vendor.sources.filter((source) => !source.enabled).length
  return (
    <li>
      <div class="sh">
        <h2>{vendor.name}</h2>
        {mayPick ? (
          <form method="post" action={`/catalogue/${vendor.id}`}>
            <button class="btn" type="submit">
              Take into the register<span class="vh">: {vendor.name}</span>
            </button>
          </form>
        ) : null}
      </div>
      <p class="soft small">
        {kinds[vendor.kind]}. {vendor.domains.slice(0, 3).join(', ')}. {plural(vendor.systems.length, 'system')},{' '}
        {plural(vendor.sources.length, 'source')}
        {off ? `, ${off} of them switched off` : ''}.
      </p>
      <details class="small">
        <summary>
          What comes along<span class="vh"> with {vendor.name}</span>
        </summary>
        <ul>
          {vendor.systems.map((system) => (
            <li>
              {system.name}: <span class="soft">{system.what}</span>
            </li>
          ))}
        </ul>
        <ul class="mt">
          {vendor.sources.map((source) => (
            <li>
              {sourceTypeName(source.type)}: <span class="soft">{source.url.replace(/^https?:\/\//, '')}</span>
              {source.offBecause ? <span class="sub">Switched off: {source.offBecause}</span> : null}
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}
