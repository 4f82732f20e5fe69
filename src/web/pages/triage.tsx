import { pack } from '../../core/pack'
import { fieldByPackName } from '../../core/profile'
import { setsOf } from '../../flows/offer-edits'
import type { CasePage, Joinable } from '../../store/case-page'
import type { Finding } from '../../store/findings'
import { Day, Icon, Instant } from '../ui/signs'
import { Handing, type People } from './handing'

const hourMs = 3_600_000

/** Reasons for "not material" that the pack lists for these kinds, once each. */
export const listedReasons = (kinds: readonly string[]) =>
  [...new Set(kinds.flatMap((kind) => pack().triggers.get(kind)?.not_material_when ?? []))].slice(0, 8)

type May = { triage: boolean; approve: boolean }
type TriageProps = { view: CasePage; finding: Finding; may: May; people: People; joinable: readonly Joinable[]; now: string }

/** Triage in two clicks, or what was answered, by whom, and how it can be taken back. */
export const Triage = ({ view, finding, may, people, joinable, now }: TriageProps) => {
  const { case: one, names } = view
  const waits = one.answer === null && (one.state === 'open' || one.state === 'snoozed')
  if (waits && may.triage) return <TriageForm view={view} finding={finding} people={people} joinable={joinable} now={now} />
  const by = one.triagedBy ? (names.get(one.triagedBy) ?? 'somebody') : 'nobody'
  const undoable =
    may.triage && one.triagedAt !== null && Date.parse(now) - Date.parse(one.approvedAt ?? one.triagedAt) <= hourMs && !one.joinedInto
  return (
    <section class="box" aria-labelledby="answered">
      <h2 id="answered">{waits ? 'Waits for triage' : one.answer === 'material' ? 'Material' : 'Not material'}</h2>
      {one.triagedAt ? (
        <p>
          Answered by {by}, <Instant at={one.triagedAt} now={now} />. {one.reason}
        </p>
      ) : (
        <p class="soft">A risk owner answers whether this is material to us.</p>
      )}
      {one.approvedBy && one.approvedAt ? (
        <p>
          Agreed by {names.get(one.approvedBy) ?? 'somebody'}, <Instant at={one.approvedAt} now={now} />.
        </p>
      ) : null}
      <Standing view={view} now={now} />
      {one.state === 'awaiting-second-signature' ? <SecondSignature id={one.id} may={may} /> : null}
      {undoable ? (
        <form method="post" action={`/cases/${one.id}/undo`}>
          <button class="btn wide" type="submit">
            Undo this answer
          </button>
          <p class="hint">Within an hour of the answer.</p>
        </form>
      ) : null}
      {may.triage && one.state !== 'closed' ? (
        <Handing view={view} finding={finding} people={people} joinable={joinable} now={now} />
      ) : null}
    </section>
  )
}

/** With whom the case is, and until when it was put off. */
const Standing = ({ view: { case: one, names }, now }: { view: CasePage; now: string }) => (
  <>
    {one.assigneeId ? <p class="small">With {names.get(one.assigneeId) ?? 'somebody'}.</p> : null}
    {one.state === 'snoozed' && one.snoozedUntil ? (
      <p class="small">
        Put off until <Day day={one.snoozedUntil} now={now} />. {one.snoozeReason}
      </p>
    ) : null}
  </>
)

const SecondSignature = ({ id, may }: { id: string; may: May }) =>
  may.approve ? (
    <form method="post" action={`/cases/${id}/approve`}>
      <button class="btn go wide" type="submit">
        Agree: not material
      </button>
    </form>
  ) : (
    <p class="hint">A second person with the role of risk owner or administrator must agree. Never the same person.</p>
  )

const TriageForm = ({ view, finding, people, joinable, now }: Omit<TriageProps, 'may'>) => {
  const { case: one } = view
  const offered = Object.entries(setsOf(finding)).filter(([name]) =>
    one.offeredEdits.some((edit) => edit.field === fieldByPackName(name)?.name),
  )
  return (
    <section class="box stick" aria-labelledby="triage">
      <h2 id="triage">Is this material to us?</h2>
      <Standing view={view} now={now} />
      <form method="post" action={`/cases/${one.id}/triage`}>
        <input type="hidden" name="answer" value="material" />
        <input type="hidden" name="finding" value={finding.id} />
        <button class="btn go wide" type="submit" data-key="o">
          Open the case <kbd>o</kbd>
        </button>
        <details>
          <summary>Say why, and note it in the register</summary>
          <div class="field">
            <label for="why-material">Because</label>
            <textarea id="why-material" name="reason" rows={2}>
              The reviews listed here are needed.
            </textarea>
          </div>
          {offered.length ? (
            <fieldset>
              <legend class="label">Note in the register</legend>
              {offered.map(([name, value]) => (
                <label class="pick">
                  <input type="checkbox" name="set" value={name} />
                  <span>
                    {name.replace(/^\w+\./, '').replaceAll('_', ' ')}:{' '}
                    {typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
                      ? String(value)
                      : JSON.stringify(value)}
                  </span>
                </label>
              ))}
            </fieldset>
          ) : null}
        </details>
      </form>
      <details>
        <summary class="btn wide" data-key="n">
          Not material <kbd>n</kbd>
        </summary>
        <form method="post" action={`/cases/${one.id}/triage`}>
          <input type="hidden" name="answer" value="not-material" />
          <input type="hidden" name="finding" value={finding.id} />
          <fieldset>
            <legend class="label">Because</legend>
            {listedReasons(finding.kinds).map((reason) => (
              <label class="pick">
                <input type="radio" name="why" value={reason} /> {reason}
              </label>
            ))}
            <label class="pick">
              <input type="radio" name="why" value="" /> Another reason
            </label>
          </fieldset>
          <div class="field">
            <label for="why-not">In your words</label>
            <textarea id="why-not" name="reason" rows={2} />
          </div>
          <button class="btn wide" type="submit">
            Close as not material
          </button>
        </form>
      </details>
      <Handing view={view} finding={finding} people={people} joinable={joinable} now={now} />
      <p class="hint">
        {one.severity === 'critical'
          ? 'Opening the case gives the owners their reviews. Critical: a second person must agree that it is not material.'
          : 'Opening the case gives the owners their reviews.'}{' '}
        You can undo for an hour.
      </p>
    </section>
  )
}

/** What a person can do with a finding that has no case yet. */
export const FindingAct = ({ finding, may }: { finding: Finding; may: boolean }) => (
  <section class="box" aria-labelledby="confirm">
    <h2 id="confirm">
      <Icon name="prov" />{' '}
      {finding.state === 'dismissed' ? 'Dismissed' : finding.state === 'not-confirmed' ? 'Not seen again' : 'Seen once so far'}
    </h2>
    <p class="soft">
      {finding.state === 'dismissed'
        ? finding.reason
        : finding.state === 'not-confirmed'
          ? 'The second fetch did not show it again. Nothing follows from it, unless you know better.'
          : 'A second fetch decides. You can decide now.'}
    </p>
    {may && finding.state !== 'dismissed' ? (
      <>
        <form method="post" action={`/findings/${finding.id}/confirm`}>
          <button class="btn go wide" type="submit">
            Confirm it
          </button>
        </form>
        <form method="post" action={`/findings/${finding.id}/dismiss`}>
          <div class="field">
            <label for="why-dismiss">Not so, because</label>
            <input id="why-dismiss" type="text" name="reason" required />
          </div>
          <button class="btn wide" type="submit">
            Dismiss it
          </button>
        </form>
      </>
    ) : null}
  </section>
)
