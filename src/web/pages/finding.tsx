import { namingOf } from '../../core/naming'
import type { CasePage } from '../../store/case-page'
import { type ChangeLine, changeLine } from '../../store/changes-page'
import { isVisible } from '../../store/visibility'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { notFound } from '../problem'
import { Clock } from '../ui/clock'
import { dayInWords, daysInWords, plural } from '../ui/days'
import { CalledOut, Diff, type Passage } from '../ui/diff'
import { Facts, Head } from '../ui/parts'
import { AnnouncementSign, CaseState, Day, Demo, FindingState, Icon, Instant, SeveritySign } from '../ui/signs'
import { SupplyChainPicture } from '../ui/supply-chain'
import { CaseStory } from './case-story'
import { changeTitle, kindName, originName, reportName, sourceTypeName } from './change-words'
import { Keys } from './changes'
import { CaptureFooter, HeldBack, HowDecided, WhyAnnounced } from './evidence-parts'
import { FindingDispute } from './finding-dispute'
import { clockOf, factsOf } from './finding-facts'
import { type FindingView, findingView, shownOpen } from './finding-view'
import { Obligations } from './obligations'
import { Unchanged } from './passage-around'
import { Reached } from './reached'
import { show } from './show'
import { FindingAct, Triage } from './triage'
import { whyMoved } from './why-moved'

/** The page that must be understood in a minute: what changed, whether we were told, what it touches, by when to act. */
export function findingPages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/findings/:id', async (c) => {
    const caller = callerOf(c)
    const id = c.req.param('id')
    const line = (await isVisible(ports.db, caller, 'findings', id)) ? await changeLine(ports.db, id) : null
    if (!line) throw notFound()
    const view = await findingView(deps, caller, line)
    const title = changeTitle(line.vendorName, line.finding, line.sourceType)
    return show(c, deps, {
      title,
      section: 'changes',
      crumbs: crumbsOf(line),
      children: <FindingPage title={title} view={view} now={ports.now()} />,
    })
  })
}

const crumbsOf = ({ finding, vendorName, sourceType }: ChangeLine) => [
  { href: '/changes', label: 'Changes' },
  { href: `/vendors/${finding.vendorId}`, label: vendorName },
  ...(finding.sourceId && sourceType ? [{ href: `/sources/${finding.sourceId}`, label: sourceTypeName(sourceType) }] : []),
]

/** What is shown side by side: the passages of the change that are material first, or what a person reported. */
function passagesOf({ change, line }: FindingView): Passage[] {
  if (change) return change.change.differences
  if (line.finding.origin === 'contradiction') return []
  return line.finding.quotes.map(({ side, text }) => ({
    before: side === 'removed' ? text : null,
    after: side === 'removed' ? null : text,
    section: null,
    why: '',
  }))
}

const FindingPage = ({ title, view, now }: { title: string; view: FindingView; now: string }) => {
  const { line, change, opened, around } = view
  const { finding } = line
  const passages = passagesOf(view)
  const useName = (id: string) =>
    opened?.uses.find((use) => use.deployment.id === id)?.deployment.name ?? opened?.drafts.get(id) ?? 'a system without a registered use'
  const whole = change ? `/sources/${change.source.id}/statements?snapshot=${change.change.toSnapshotId}` : ''
  const unchanged = (at: number, side: 'before' | 'after') => {
    const around = view.context[at]
    return around ? <Unchanged around={around} side={side} whole={whole} /> : null
  }
  const diffs = (some: readonly Passage[], from: number) =>
    some.map((passage, index) => (
      <Diff
        passage={passage}
        id={`d${from + index}`}
        above={unchanged(from + index, 'before')}
        below={unchanged(from + index, 'after')}
        was={change?.from ? <>until {<Instant at={change.to?.captureAt ?? change.change.detectedAt} now={now} />}</> : 'until then'}
        now={
          finding.effectiveOn ? (
            <>from {<Day day={finding.effectiveOn} now={now} weekday={false} />}</>
          ) : (
            <>since {<Instant at={finding.detectedAt} now={now} />}</>
          )
        }
        language={change?.to?.snapshot.language ?? null}
        footer={index === some.length - 1 && change ? <CaptureFooter change={change} /> : null}
      />
    ))
  return (
    <>
      <Head
        title={title}
        acts={
          <>
            {around.newer ? (
              <a class="btn" href={`/findings/${around.newer}`} aria-label="Newer change" data-key="k">
                Newer <kbd>k</kbd>
              </a>
            ) : null}
            {around.older ? (
              <a class="btn" href={`/findings/${around.older}`} aria-label="Older change" data-key="j">
                Older <kbd>j</kbd>
              </a>
            ) : null}
          </>
        }
      >
        <p class="row">
          <SeveritySign severity={opened?.case.severity ?? finding.severity} />
          <AnnouncementSign announcement={finding.announcement} />
          {opened ? <CaseState state={opened.case.state} /> : <FindingState state={finding.state} />}
          <Demo demo={finding.demo} />
          <span class="soft">
            {finding.origin === 'found' && line.sourceType ? sourceTypeName(line.sourceType) : originName(finding.origin)}
            {finding.reported ? ` by ${reportName(finding.reported.type)}` : ''}, seen <Instant at={finding.detectedAt} now={now} />
          </span>
          {opened || change ? <a href="#proof">To show an auditor</a> : null}
        </p>
      </Head>
      <Facts facts={factsOf(view, passages, now)} />
      <Clock {...clockOf(view)} now={now} />
      <div class="cols decide">
        <div>
          <FindingDispute view={view} now={now} />
          {diffs(passages.slice(0, shownOpen), 0)}
          {passages.length > shownOpen ? (
            <details class="mt">
              <summary>{plural(passages.length - shownOpen, 'more passage')} of the same change</summary>
              {diffs(passages.slice(shownOpen, shownOpen + 40), shownOpen)}
              {passages.length > shownOpen + 40 ? <p class="small soft">The rest is in the captures.</p> : null}
            </details>
          ) : null}
          <CalledOut passages={passages} language={change?.to?.snapshot.language ?? null} why={whyMoved(view)} />
          <WhyAnnounced finding={finding} change={change} now={now} />
          <section class="sec" id="obligations">
            <div class="sh">
              <h2>What must be looked at again, and why</h2>
              {opened ? (
                <p class="small">
                  {counted(opened)}
                  {view.may.triage && signable(opened) > 1 ? (
                    <>
                      . <a href={`/cases/${opened.case.id}/sign`}>Sign several at once</a>
                    </>
                  ) : null}
                </p>
              ) : null}
            </div>
            {opened?.case.notes.length ? (
              <ul class="checks small soft">
                {notesOf(opened.case.notes).map((note) => (
                  <li>
                    <Icon name="info" />
                    <p>{note}</p>
                  </li>
                ))}
              </ul>
            ) : null}
            <Obligations
              reviews={opened?.reviews ?? []}
              now={now}
              useName={useName}
              findingIds={[finding.id]}
              empty={
                <p class="soft">
                  {opened ? 'No use of ours is reached, so nothing is due.' : 'A provisional finding has no case yet, so nothing is due.'}
                </p>
              }
            />
            <Recognised view={view} now={now} />
          </section>
          {view.chain.systems.length ? (
            <section class="sec">
              <h2>Who rests on what changed</h2>
              <SupplyChainPicture
                chain={view.chain}
                title={line.vendorName}
                hit={{ systemIds: view.chain.roots, label: `changed ${dayInWords(finding.detectedAt.slice(0, 10), now, false)}` }}
                caption={`Red follows the change of ${line.vendorName}.`}
                list={{ href: `/vendors/${finding.vendorId}`, label: `everything about ${line.vendorName}` }}
              />
            </section>
          ) : null}
          {change ? <HeldBack change={change} mayRaise={view.may.confirm} /> : null}
          <CaseStory view={view} now={now} />
          {change ? <HowDecided change={change} /> : null}
        </div>
        {opened ? (
          <Triage view={opened} finding={finding} may={view.may} people={view.people} joinable={view.joinable} now={now} />
        ) : (
          <FindingAct finding={finding} may={view.may.confirm} />
        )}
        <aside class="aside" aria-label="What follows">
          <Reached view={view} now={now} />
        </aside>
      </div>
      <Keys />
    </>
  )
}

const raises = 'Raises severity: '
/** Notes of several uses, with the reasons that raise the severity in one of them. */
function notesOf(notes: readonly string[]): string[] {
  const reasons = notes
    .filter((note) => note.startsWith(raises))
    .flatMap((note) => note.slice(raises.length).replace(/\.$/, '').split(', '))
  const others = notes.filter((note) => !note.startsWith(raises))
  return [...(reasons.length ? [`${raises}${[...new Set(reasons)].join(', ')}.`] : []), ...others]
}

const signable = ({ reviews }: Pick<CasePage, 'reviews'>) =>
  reviews.filter(({ state }) => state === 'open' || state === 'in-progress').length

const counted = ({ reviews, uses }: Pick<CasePage, 'reviews' | 'uses'>) => {
  const obligations = new Set(reviews.map((review) => review.obligationId)).size
  return `${plural(obligations, 'obligation')}, ${plural(uses.length, 'use')}, one case`
}

const Recognised = ({ view: { line, change, opened }, now }: { view: FindingView; now: string }) => (
  <p class="small faint mt">
    {line.finding.kinds.length ? `Recognised as: ${line.finding.kinds.map(kindName).join('; ')}. ` : 'No kind was recognised. '}
    {change && line.finding.origin === 'found' ? `${namingOf(change.change.recognised) ?? ''} ` : ''}
    {opened ? `Rules of ${daysInWords(opened.case.packVersion, now)}.` : ''}
  </p>
)
