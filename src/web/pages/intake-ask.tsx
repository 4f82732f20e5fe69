import { catalogue } from '../../../collectors/catalogue'
import { domainOf, type Matching, matchesOf } from '../../core/intake/near'
import { askByLink, linkBySecret } from '../../flows/intake-link'
import { linkVendor } from '../../flows/move-vendor-request'
import { publicRequest, requestFields, requestRowFrom, saveVendorRequest } from '../../flows/save-vendor-request'
import { allUnits, type Unit } from '../../store/units'
import { vendorsLike } from '../../store/vendor-requests'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound, Problem } from '../problem'
import { type Fault, Faults, Select, TextArea, TextField, type Typed } from '../ui/form'
import { Gate } from '../ui/layout'
import { Head } from '../ui/parts'
import { faultsWithin } from '../within-units'
import { actorOf } from './act'
import { doneAt } from './flash'
import { show } from './show'

const labels = {
  vendorName: 'Vendor',
  domain: 'Its domain',
  systemName: 'Product or model',
  purpose: 'What for',
  neededOn: 'Needed by',
  unitId: 'Unit',
  askedByName: 'Your name',
  askedByEmail: 'Your e-mail address',
}

type Found = { id: string; name: string; by: Matching; words: string }

/** Vendors of the register, as far as the caller sees them, that may be the one asked for. */
export async function knownAlready(
  { ports }: Pick<AppDeps, 'ports'>,
  c: AppContext,
  asked: { name: string; domain: string | null },
): Promise<Found[]> {
  const candidates = await vendorsLike(ports.db, callerOf(c), asked)
  return matchesOf(asked, candidates).map(({ known, by, words }) => ({ id: known.id, name: known.name, by, words }))
}

/** The vendor of the catalogue that is surely meant: the same domain, name or other name. */
export function catalogued(asked: { name: string; domain: string | null }): string | null {
  const all = [...catalogue().values()].map((one) => ({ ...one, parentGroup: null }))
  const [match] = matchesOf(asked, all)
  return match && match.by !== 'near' && match.by !== 'parent' ? match.known.id : null
}

/** What was typed, with the name taken from the domain where only that was given. */
function given(typed: Typed): Record<string, unknown> {
  const some = Object.fromEntries(Object.keys(labels).flatMap((name) => (typed[name]?.trim() ? [[name, typed[name].trim()]] : [])))
  const host = typed.domain ? domainOf(typed.domain) : null
  return { ...(host ? { vendorName: host } : {}), ...some }
}

/** Asking for a vendor: with an account, and by the public address without one. */
export function intakeAskPages(app: App, deps: AppDeps): void {
  const { ports } = deps

  type Shown = { typed?: Typed; faults?: readonly Fault[]; found?: readonly Found[]; status?: 200 | 400 }
  async function page(c: AppContext, { typed = {}, faults = [], found = [], status = 200 }: Shown) {
    const caller = callerOf(c)
    const units = (await allUnits(ports.db)).filter((unit) => caller.unitIds === null || caller.unitIds.includes(unit.id))
    return show(
      c,
      deps,
      {
        title: 'Ask for a vendor',
        section: 'intake',
        crumbs: [{ href: '/intake', label: 'Intake' }],
        children: <AskPage typed={typed} faults={faults} found={found} units={units} />,
      },
      status,
    )
  }

  app.get('/intake/new', (c) => page(c, { typed: { vendorName: c.req.query('name') ?? '' } }))

  app.post('/intake/new', async (c) => {
    const caller = callerOf(c)
    const { typed } = await formFields(c)
    const parsed = requestFields.safeParse({ ...given(typed), factors: {}, documents: {} })
    if (!parsed.success) return page(c, { typed, faults: fieldErrors(parsed.error), status: 400 })
    const outside = await faultsWithin(deps, caller, { unitId: parsed.data.unitId, vendorId: typed.vendorId || undefined })
    if (outside.length) return page(c, { typed, faults: outside, status: 400 })
    const asked = { name: parsed.data.vendorName, domain: parsed.data.domain ?? null }
    const found = typed.anyway || typed.vendorId ? [] : await knownAlready(deps, c, asked)
    if (found.length) return page(c, { typed, found })
    const row = requestRowFrom(
      { ...parsed.data, catalogueId: typed.vendorId ? null : catalogued(asked) },
      { id: ports.newId(), at: ports.now(), askedBy: caller.personId },
      null,
    )
    const done = await saveVendorRequest(ports, actorOf(c), row, null)
    if (!done.ok) return page(c, { typed, faults: [{ path: null, message: 'What it names is no longer there. Look again.' }], status: 400 })
    if (typed.vendorId) await linkVendor(ports, actorOf(c), row.id, typed.vendorId)
    return c.redirect(doneAt(`/intake/${row.id}`, 'asked'), 303)
  })

  const demandLink = async (c: AppContext) => {
    const link = await linkBySecret(ports, c.req.param('token') ?? '')
    if (!link) throw notFound()
    return link
  }
  const allowed = perAddress(deps)

  app.get('/ask/:token', async (c) => {
    await demandLink(c)
    return c.html(<PublicPage typed={{}} faults={[]} />)
  })

  app.post('/ask/:token', async (c) => {
    const link = await demandLink(c)
    if (!allowed(c)) throw tooMany()
    const { typed } = await formFields(c)
    const parsed = publicRequest.safeParse(Object.fromEntries(Object.entries(given(typed)).filter(([name]) => name in publicRequest.shape)))
    if (!parsed.success) return c.html(<PublicPage typed={typed} faults={fieldErrors(parsed.error)} />, 400)
    const done = await askByLink(ports, link, parsed.data)
    if (!done.ok) throw tooMany()
    return c.html(<PublicAsked />)
  })
}

const tooMany = () =>
  new Problem(429, 'too-many-requests', 'Too many vendors were asked for within the hour. Try again later.', {
    headers: { 'retry-after': '3600' },
  })

const mostAnAddress = 10

/** At most ten requests an hour from one address, counted in this process by real time. */
function perAddress({ ports, clientAddress }: AppDeps): (c: AppContext) => boolean {
  let hour = 0
  let counts = new Map<string, number>()
  return (c) => {
    const now = Math.floor(ports.realNow() / 3_600_000)
    if (now !== hour) {
      hour = now
      counts = new Map()
    }
    const from = clientAddress?.(c) ?? 'unknown'
    const count = (counts.get(from) ?? 0) + 1
    counts.set(from, count)
    return count <= mostAnAddress
  }
}

const Asking = ({ typed, faults }: { typed: Typed; faults: readonly Fault[] }) => (
  <>
    <TextField
      name="vendorName"
      label="Vendor"
      hint="Its name; or only its domain below."
      typed={typed}
      faults={faults}
      autocomplete="off"
    />
    <TextField
      name="domain"
      label="Its domain"
      hint="An address of its site will do."
      typed={typed}
      faults={faults}
      placeholder="vendor.example"
    />
    <TextField name="systemName" label="Product or model" hint="If there is one in mind." typed={typed} faults={faults} />
    <TextArea name="purpose" label="What for" hint="What it will do, with which data, for whom." typed={typed} faults={faults} required />
    <TextField name="neededOn" label="Needed by" type="date" typed={typed} faults={faults} />
  </>
)

const AskPage = ({
  typed,
  faults,
  found,
  units,
}: {
  typed: Typed
  faults: readonly Fault[]
  found: readonly Found[]
  units: readonly Unit[]
}) => (
  <>
    <Head title="Ask for a vendor">
      <p>Say who and what for. We look whether it is here already, and what it would need.</p>
    </Head>
    <Faults faults={faults} labels={labels} />
    <form class="form" method="post" action="/intake/new">
      {found.length ? (
        // Enter in a field presses the first button of a form: what was typed is looked at again
        <button class="vh" type="submit" tabindex={-1} aria-hidden="true">
          Look again
        </button>
      ) : null}
      {found.length ? (
        <section class="faults" aria-labelledby="known">
          <h2 id="known">
            {found.length === 1 ? 'We may have this vendor already' : 'We may have this vendor already, under one of these'}
          </h2>
          <ul>
            {found.map((one) => (
              <li>
                <p>
                  <a href={`/vendors/${one.id}`}>{one.name}</a>: {one.words}
                </p>
                <button class="btn" type="submit" name="vendorId" value={one.id}>
                  Ask for another use of it<span class="vh">: {one.name}</span>
                </button>
              </li>
            ))}
          </ul>
          <p class="mt">
            <button class="btn" type="submit" name="anyway" value="1">
              None of these: ask anyway
            </button>
          </p>
        </section>
      ) : null}
      <Asking typed={typed} faults={faults} />
      {units.length ? (
        <Select
          name="unitId"
          label="Unit"
          blank="Everybody’s"
          options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
          typed={typed}
          faults={faults}
        />
      ) : null}
      <p>
        <button class={found.length ? 'btn' : 'btn go'} type="submit">
          {found.length ? 'Look again' : 'Ask'}
        </button>
      </p>
    </form>
  </>
)

const PublicPage = ({ typed, faults }: { typed: Typed; faults: readonly Fault[] }) => (
  <Gate title="Ask for a vendor">
    <div>
      <h1>Ask for a vendor</h1>
      <p class="soft">Whoever does the intake gets what you write here and comes back to you.</p>
    </div>
    <Faults faults={faults} labels={labels} />
    <form method="post" action="">
      <Asking typed={typed} faults={faults} />
      <TextField name="askedByName" label="Your name" typed={typed} faults={faults} required autocomplete="name" />
      <TextField name="askedByEmail" label="Your e-mail address" type="email" typed={typed} faults={faults} required autocomplete="email" />
      <button class="btn go" type="submit">
        Ask
      </button>
    </form>
  </Gate>
)

const PublicAsked = () => (
  <Gate title="Asked">
    <div>
      <h1>Asked</h1>
      <p class="soft">It is with whoever does the intake. You can close this page.</p>
    </div>
  </Gate>
)
