import { catalogue } from '../../../collectors/catalogue'
import type { CatalogueVendor } from '../../core/catalogue'
import { addFromCatalogue } from '../../flows/add-from-catalogue'
import { takenFromCatalogue } from '../../store/register-page'
import { callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { notFound, Problem } from '../problem'
import { plural } from '../ui/days'
import { Empty, Head } from '../ui/parts'
import { actorOf } from './act'
import { sourceTypeName } from './change-words'
import { Keys } from './changes'
import { doneAt } from './flash'
import { show } from './show'

const kinds = { 'model-provider': 'Model maker', 'ai-saas': 'AI product', 'saas-with-ai': 'Product with AI features' } as const
const most = 40

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
    const taken = await takenFromCatalogue(
      ports.db,
      found.slice(0, most).map((vendor) => vendor.id),
    )
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
                <Entry vendor={vendor} mayPick={mayPick} taken={taken.get(vendor.id) ?? null} />
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
    const { typed, all } = await formFields(c)
    // without the form's mark nothing was chosen, and all of it is taken
    const sources = typed.chosen ? all('source') : undefined
    const done = await addFromCatalogue(ports, actorOf(c), { id: c.req.param('id'), sources })
    if (done.ok) return c.redirect(doneAt(`/vendors/${done.vendor.id}`, 'taken'), 303)
    if (done.reason === 'there-already') return c.redirect(`/vendors/${done.vendorId}`, 303)
    if (done.reason === 'not-in-catalogue') throw notFound()
    throw new Problem(409, done.reason, 'That unit is not there.')
  })
}

type EntryProps = { vendor: CatalogueVendor; mayPick: boolean /** Its id in the register, once it was taken. */; taken: string | null }

const Entry = ({ vendor, mayPick, taken }: EntryProps) => {
  const off = vendor.sources.filter((source) => !source.enabled).length
  const what = (
    <>
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
        <Sources vendor={vendor} pick={mayPick && !taken} />
      </details>
    </>
  )
  if (taken || !mayPick)
    return (
      <li>
        <div class="sh">
          <h2>{vendor.name}</h2>
          {taken ? (
            <p>
              <a href={`/vendors/${taken}`}>
                In the register<span class="vh">: {vendor.name}</span>
              </a>
            </p>
          ) : null}
        </div>
        {what}
      </li>
    )
  return (
    <li>
      <form method="post" action={`/catalogue/${vendor.id}`}>
        <input type="hidden" name="chosen" value="true" />
        <div class="sh">
          <h2>{vendor.name}</h2>
          <button class="btn" type="submit">
            Take into the register<span class="vh">: {vendor.name}</span>
          </button>
        </div>
        {what}
      </form>
    </li>
  )
}

/** The pages on which a vendor announces changes; with `pick` each can be left out. */
const Sources = ({ vendor, pick }: { vendor: CatalogueVendor; pick: boolean }) => (
  <ul class="mt">
    {vendor.sources.map((source) => {
      const name = (
        <>
          {sourceTypeName(source.type)}: <span class="soft">{source.url.replace(/^https?:\/\//, '')}</span>
          {source.offBecause ? <span class="sub">Switched off: {source.offBecause}</span> : null}
        </>
      )
      return (
        <li>
          {pick ? (
            <label class="pick">
              <input type="checkbox" name="source" value={source.id} checked /> <span>{name}</span>
            </label>
          ) : (
            name
          )}
        </li>
      )
    })}
  </ul>
)
