import { keepEverything, type Retention, retention } from '../../core/retention'
import { setRetention } from '../../flows/set-retention'
import { previewTrimming, type TrimPreview } from '../../flows/trim-captures'
import { vendorChoices } from '../../store/register-page'
import { heldNames, retentionOf } from '../../store/retention'
import { sourceNamed } from '../../store/sources'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors } from '../problem'
import { bytesInWords, plural } from '../ui/days'
import { type Fault, Faults, type Option, Select, TextField, type Typed } from '../ui/form'
import { actorOf } from './act'
import { doneAt } from './flash'
import { showSettings } from './settings-nav'

const path = '/settings/retention'
const labels = {
  bodyDays: 'Pages for so many days',
  bodyCount: 'Of each source at most so many pages',
  captureDays: 'Rows of checks for so many days',
  heldVendor: 'Vendor',
  heldSource: 'Source',
}
const numbers = ['bodyDays', 'bodyCount', 'captureDays'] as const
const lead = 'How long is kept what proves nothing. Empty: for ever, which is where an installation starts.'

/** How long bodies and rows are kept, what is under legal hold, and what would go: for an administrator. Every change is in the audit trail. */
export function retentionSettings(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  app.get(path, (c) => {
    const asked = c.req.query()
    return page(c, numbers.some((name) => asked[name] !== undefined) ? asked : null, [])
  })

  app.post(path, async (c) => {
    const { typed } = await formFields(c)
    const given = wanted(typed, await retentionOf(db))
    if (!given.ok) return page(c, typed, given.faults)
    const { bodyDays, bodyCount, captureDays } = given.rules
    await setRetention(ports, actorOf(c), { bodyDays, bodyCount, captureDays })
    return c.redirect(doneAt(path, 'saved'), 303)
  })

  app.post(`${path}/hold`, async (c) => {
    const { typed } = await formFields(c)
    const { heldVendors, heldSources } = await retentionOf(db)
    const source = (typed.heldSource ?? '').trim()
    const found = source ? await sourceNamed(db, source) : null
    if (source && !found) return page(c, null, [{ path: 'heldSource', message: 'is no source that is watched' }], typed)
    if (!found && !typed.heldVendor) return page(c, null, [{ path: 'heldVendor', message: 'is needed, or a source' }], typed)
    await setRetention(ports, actorOf(c), {
      heldVendors: typed.heldVendor ? [...new Set([...heldVendors, typed.heldVendor])].sort() : heldVendors,
      heldSources: found ? [...new Set([...heldSources, found.id])].sort() : heldSources,
    })
    return c.redirect(doneAt(path, 'held'), 303)
  })

  app.post(`${path}/release`, async (c) => {
    const { typed } = await formFields(c)
    const { heldVendors, heldSources } = await retentionOf(db)
    await setRetention(ports, actorOf(c), {
      heldVendors: heldVendors.filter((id) => id !== typed.vendor),
      heldSources: heldSources.filter((id) => id !== typed.source),
    })
    return c.redirect(doneAt(path, 'released'), 303)
  })

  /** `typed` null: what is set. */
  async function page(c: AppContext, typed: Typed | null, faults: readonly Fault[], holding: Typed = {}) {
    const set = await retentionOf(db)
    const shown = typed ?? Object.fromEntries(numbers.map((name) => [name, set[name] === null ? '' : String(set[name])]))
    const given = wanted(shown, set)
    const [preview, holds, vendors] = await Promise.all([
      given.ok ? previewTrimming(ports, given.rules) : null,
      heldNames(db, set),
      vendorChoices(db, callerOf(c), set.heldVendors),
    ])
    const told = [...faults, ...(given.ok || faults.length ? [] : given.faults)]
    const children = (
      <>
        <Faults faults={told} labels={labels} />
        <Limits typed={shown} faults={told} preview={preview} saved={typed === null} />
        <Holds
          holds={holds}
          vendors={vendors.filter(({ id }) => !set.heldVendors.includes(id)).map(({ id, name }) => ({ value: id, label: name }))}
          typed={holding}
          faults={told}
        />
      </>
    )
    return showSettings(c, deps, { current: path, lead, children }, told.length ? 400 : 200)
  }
}

/** The settings with the numbers that were typed; empty = no limit. */
function wanted(typed: Typed, set: Retention): { ok: true; rules: Retention } | { ok: false; faults: Fault[] } {
  const given = Object.fromEntries(numbers.map((name) => [name, typed[name]?.trim() ? Number(typed[name]) : null]))
  const parsed = retention.safeParse({ ...keepEverything, ...set, ...given })
  if (parsed.success) return { ok: true, rules: parsed.data }
  return { ok: false, faults: fieldErrors(parsed.error).map(({ path }) => ({ path, message: 'is a whole number above 0, or empty' })) }
}

type LimitsProps = { typed: Typed; faults: readonly Fault[]; preview: TrimPreview | null; saved: boolean }

const Limits = ({ typed, faults, preview, saved }: LimitsProps) => (
  <form class="form" method="post" action={path}>
    <TextField
      name="bodyDays"
      label={labels.bodyDays}
      hint="The bytes of a page, since it was read."
      inputmode="numeric"
      typed={typed}
      faults={faults}
    />
    <TextField name="bodyCount" label={labels.bodyCount} hint="The newest stay." inputmode="numeric" typed={typed} faults={faults} />
    <TextField
      name="captureDays"
      label={labels.captureDays}
      hint="Checks that differed in nothing that is read."
      inputmode="numeric"
      typed={typed}
      faults={faults}
    />
    <p class="hint">
      Whatever a finding, evidence or the current text rests on stays, whatever is set here, and so does all that is under legal hold.
    </p>
    {preview ? (
      <p role="status" id="preview">
        {saved ? 'As it is set, ' : 'With these limits, '}
        {previewWords(preview)}
      </p>
    ) : null}
    <p class="row">
      <button class="btn go" type="submit">
        Save
      </button>
      <button class="btn" type="submit" formmethod="get" formaction={path}>
        Show what would be trimmed
      </button>
    </p>
  </form>
)

const previewWords = ({ bodies, bytes, captures, more }: TrimPreview) =>
  bodies || captures
    ? `the coming ticks would trim ${more ? 'more than ' : ''}${plural(bodies, 'page')} (${bytesInWords(bytes)} as stored) and ${plural(captures, 'row')}.`
    : 'nothing would be trimmed today.'

type Held = { kind: 'vendor' | 'source'; id: string; name: string }
type HoldsProps = { holds: readonly Held[]; vendors: readonly Option[]; typed: Typed; faults: readonly Fault[] }

const Holds = ({ holds, vendors, typed, faults }: HoldsProps) => (
  <section class="sec">
    <h2>Legal hold</h2>
    {holds.length ? (
      <ul class="hits">
        {holds.map(({ kind, id, name }) => (
          <li>
            <a href={`/${kind}s/${id}`}>{name}</a> <span class="sub">{kind}: everything of it stays</span>
            <form method="post" action={`${path}/release`}>
              <input type="hidden" name={kind} value={id} />
              <button class="btn" type="submit">
                Release<span class="vh"> {name}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    ) : (
      <p class="soft">Nothing is under legal hold.</p>
    )}
    <form class="form" method="post" action={`${path}/hold`}>
      <Select name="heldVendor" label={labels.heldVendor} blank="None" options={vendors} typed={typed} faults={faults} />
      <TextField name="heldSource" label={labels.heldSource} hint="Its address or id." typed={typed} faults={faults} />
      <p>
        <button class="btn" type="submit">
          Hold
        </button>
      </p>
    </form>
  </section>
)
