import type { Child } from 'hono/jsx'
import { namesOf } from '../../store/case-page'
import { type Comment, commentsOf } from '../../store/comments'
import type { Finding } from '../../store/findings'
import { type Told, toldOf } from '../../store/told'
import { type Caller, can } from '../authorise'
import type { AppDeps } from '../environment'
import { Icon, Instant } from '../ui/signs'
import type { FindingView } from './finding-view'

/** What has happened with a change: who was told, who answered what, what was said. */
export async function storyOf({ ports: { db } }: AppDeps, caller: Caller, finding: Finding) {
  const [told, said] = await Promise.all([
    toldOf(db, { findingId: finding.id, caseId: finding.caseId }),
    finding.caseId ? commentsOf(db, finding.caseId) : [],
  ])
  const names = await namesOf(
    db,
    said.map((one) => one.personId),
  )
  return { told, said, names, mayComment: can(caller, 'write-register'), reader: caller.personId }
}
export type Story = Awaited<ReturnType<typeof storyOf>>

type Step = { at: string; icon: string; what: Child; more?: Child }

const events: Record<string, string> = {
  'finding.provisional': 'the first sight of it',
  'finding.not-confirmed': 'that it was not seen again',
  'finding.dismissed': 'that it was dismissed',
  'finding.confirmed': 'that it is confirmed',
  'finding.announced': 'that it was announced after all',
  'case.opened': 'the new case',
  'case.triaged': 'that it is material',
  'case.assigned': 'that the case is theirs',
  'case.commented': 'a comment',
  reminder: 'what is due',
}
export const eventWords = (event: string) => events[event] ?? event.replace(/[.-]/g, ' ')

/** How a notice stands, in words: sent, waiting for what, or parked and why. */
export const toldHow = ({ notice, channelName }: Told, now: string): Child =>
  notice.state === 'parked' ? (
    <>not sent: {notice.fault ?? 'it could not be delivered'}</>
  ) : notice.state === 'waiting' ? (
    notice.digestId ? (
      <>waits for the next digest</>
    ) : notice.tries ? (
      <>
        tried {notice.tries === 1 ? 'once' : `${notice.tries} times`}, next <Instant at={notice.nextTryAt} now={now} />
        {notice.fault ? `: ${notice.fault}` : ''}
      </>
    ) : (
      <>
        to be sent{' '}
        {notice.nextTryAt > now && notice.nextTryAt < '9' ? (
          <>
            from <Instant at={notice.nextTryAt} now={now} />
          </>
        ) : (
          'on the next round'
        )}
      </>
    )
  ) : (
    <>
      {notice.fault ?? (channelName ? 'sent' : 'told')}
      {notice.sentAt ? (
        <>
          {' '}
          <Instant at={notice.sentAt} now={now} />
        </>
      ) : null}
    </>
  )

const toldSteps = (told: readonly Told[], now: string): Step[] =>
  told.map((one) => ({
    at: one.notice.sentAt ?? one.notice.at,
    icon: one.notice.state === 'parked' ? 'fail' : one.notice.state === 'waiting' ? 'due' : 'told',
    what: (
      <>
        {one.personName ?? one.channelName ?? 'Somebody'}: {eventWords(one.notice.event)}, {toldHow(one, now)}.
      </>
    ),
  }))

function steps({ line: { finding }, opened, story }: FindingView, now: string): Step[] {
  const one = opened?.case
  const name = (id: string | null) => (id ? (opened?.names.get(id) ?? 'somebody') : 'a rule')
  const all: (Step | null)[] = [
    { at: finding.detectedAt, icon: 'info', what: 'Seen.' },
    finding.confirmedAt ? { at: finding.confirmedAt, icon: 'check', what: 'Confirmed; its case and reviews stand from here.' } : null,
    one?.triagedAt
      ? {
          at: one.triagedAt,
          icon: 'pen',
          what: `${name(one.triagedBy)}: ${one.answer === 'material' ? 'material' : 'not material'}. ${one.reason ?? ''}`,
        }
      : null,
    one?.approvedAt ? { at: one.approvedAt, icon: 'second', what: `${name(one.approvedBy)} agreed.` } : null,
    one?.closedAt ? { at: one.closedAt, icon: 'closed', what: 'The case is closed.' } : null,
    ...toldSteps(story.told, now),
    ...story.said.map((comment) => saidStep(comment, story)),
  ]
  return all.filter((step) => step !== null).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

function saidStep(comment: Comment, { names, reader }: Story): Step {
  const who = names.get(comment.personId) ?? 'Somebody'
  if (comment.takenBackAt) return { at: comment.at, icon: 'na', what: <span class="soft">{who} took a comment back.</span> }
  return {
    at: comment.at,
    icon: 'person',
    what: (
      <>
        <strong>{who}:</strong> <span class="said">{comment.text}</span>
      </>
    ),
    more:
      comment.personId === reader ? (
        <form class="inline noprint" method="post" action={`/cases/${comment.caseId}/comments/${comment.id}/take-back`}>
          <button class="btn link" type="submit">
            Take back<span class="vh"> “{comment.text.slice(0, 40)}”</span>
          </button>
        </form>
      ) : null,
  }
}

/** In order of time: seen, told to whom, answered by whom, said by whom; and the place to say something. */
export const CaseStory = ({ view, now }: { view: FindingView; now: string }) => {
  const { opened, story } = view
  return (
    <section class="sec" id="story">
      <div class="sh">
        <h2>What has happened since</h2>
        <p class="small noprint">
          <a href={`/why?finding=${view.line.finding.id}`}>Why was I not told?</a>
        </p>
      </div>
      <ul class="checks">
        {steps(view, now).map((step) => (
          <li>
            <Icon name={step.icon} />
            <div>
              <p>{step.what}</p>
              <span class="sub">
                <Instant at={step.at} now={now} /> {step.more}
              </span>
            </div>
          </li>
        ))}
        {story.told.length ? null : (
          <li>
            <Icon name="na" />
            <p class="soft">Nobody has been told by message.</p>
          </li>
        )}
      </ul>
      {opened && story.mayComment ? (
        <form class="noprint mt" method="post" action={`/cases/${opened.case.id}/comments`}>
          <div class="field">
            <label for="say">Say something of this case</label>
            <span class="hint" id="h-say">
              Who has to do with it is told. Vendors never see it.
            </span>
            <textarea id="say" name="text" rows={2} required maxlength={5_000} aria-describedby="h-say" />
          </div>
          <p>
            <button class="btn" type="submit">
              Say it
            </button>
          </p>
        </form>
      ) : null}
    </section>
  )
}
