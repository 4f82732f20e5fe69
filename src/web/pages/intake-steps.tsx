import { documentsFor, tierOf } from '../../core/intake/tier'
import type { VendorRequest } from '../../store/vendor-requests'
import { dayMs, plural } from '../ui/days'
import { Icon } from '../ui/signs'

/** What is to be done next, and where on the page of the request. */
export function nextAct(row: VendorRequest, now: string): { words: string; at: string } {
  const unanswered = tierOf(row.factors).weighed.filter(({ answer }) => !answer).length
  const needed = documentsFor(row.factors)
  const unasked = needed.filter((one) => !row.documents[one.id]?.askedOn && !row.documents[one.id]?.receivedOn).length
  const waiting = needed.flatMap(({ id }) => {
    const { askedOn, receivedOn } = row.documents[id] ?? {}
    return askedOn && !receivedOn ? [askedOn] : []
  })
  if (row.state === 'asked') return { words: 'Take it on', at: '#next' }
  if (row.state !== 'in-progress') return { words: 'Nothing', at: '#next' }
  if (unanswered) return { words: `Answer ${plural(unanswered, 'question')}`, at: '#tier' }
  if (unasked) return { words: `Ask for ${plural(unasked, 'document')}`, at: '#docs' }
  const [oldest] = waiting.sort()
  if (oldest) {
    const days = Math.max(0, Math.round((Date.parse(now.slice(0, 10)) - Date.parse(oldest)) / dayMs))
    return {
      words: `Wait for ${plural(waiting.length, 'document')}, ${days ? `${plural(days, 'day')} so far` : 'asked today'}`,
      at: '#docs',
    }
  }
  return { words: 'Hand it over', at: '#hand-over' }
}

type Step = { href: string; label: string; done: boolean; begun: boolean }

/** The steps of an intake with how far each has come. */
export const Steps = ({ row, matches, gaps, now }: { row: VendorRequest; matches: number; gaps: number | null; now: string }) => {
  const { weighed } = tierOf(row.factors)
  const known = weighed.filter(({ answer }) => answer).length
  const needed = documentsFor(row.factors)
  const received = needed.filter((one) => row.documents[one.id]?.receivedOn).length
  const steps: Step[] = [
    { href: '#main', label: 'Request', done: true, begun: true },
    {
      href: '#dup',
      label: row.vendorId ? 'Joined to a vendor' : matches ? `Duplicate check, ${matches} alike` : 'Duplicate check',
      done: !matches || row.vendorId !== null,
      begun: true,
    },
    { href: '#tier', label: `Tier, ${known} of ${weighed.length} answers`, done: known === weighed.length, begun: known > 0 },
    {
      href: '#docs',
      label: `Documents, ${received} of ${needed.length}`,
      done: received === needed.length && known === weighed.length,
      begun: Object.keys(row.documents).length > 0,
    },
    { href: '#con', label: gaps === null ? 'Contract' : `Contract, ${plural(gaps, 'gap')}`, done: gaps === 0, begun: gaps !== null },
    { href: '#hand-over', label: 'Hand-over', done: row.state === 'handed-over', begun: row.state === 'handed-over' },
  ]
  const next = nextAct(row, now)
  const current = steps.find((step) => step.href === next.at)
  return (
    <section>
      <h2>Steps</h2>
      <ol class="steps">
        {steps.map((step) => (
          <li aria-current={step === current ? 'step' : undefined}>
            <Icon name={step.done ? 'closed' : step.begun ? 'progress' : 'open'} />
            <a href={step.href}>
              {step.label}
              <span class="vh">{step.done ? ': done' : step.begun ? ': begun' : ': to do'}</span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  )
}
