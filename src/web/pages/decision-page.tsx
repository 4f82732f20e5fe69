import type { BasisType } from '../../core/decision'
import { type Pinned, pinBasis } from '../../flows/pin-basis'
import { showDecisions } from '../../flows/show-decisions'
import { isCritical } from '../../flows/sign-decision'
import { namesOf } from '../../store/case-page'
import type { Decision } from '../../store/decisions'
import { type Deployment, deploymentById } from '../../store/register'
import { type Caller, can } from '../authorise'
import type { AppDeps } from '../environment'
import { dayInWords, daysInWords, sentence, shortHash } from '../ui/days'
import { Head } from '../ui/parts'
import { Demo, Icon, Instant } from '../ui/signs'
import { Table } from '../ui/table'
import { sourceTypeName } from './change-words'
import { BecauseList, DecisionState, decisionWord, Terms } from './decision-parts'

/** One decision: why it moved, its terms, what it rests on then and today, and its signatures. */
export const DecisionPage = ({ view, title, now }: { view: View; title: string; now: string }) => {
  const { decision, deployment, names, caller } = view
  const writes = can(caller, 'write-cases')
  return (
    <>
      <Head
        title={title}
        acts={
          writes && (decision.state === 'lapsed' || decision.state === 'in-question' || decision.state === 'degraded') ? (
            <a class="btn" href={`/decisions/new?deployment=${decision.deploymentId}`}>
              Decide anew
            </a>
          ) : null
        }
      >
        <p class="row">
          <DecisionState state={decision.state} />
          <Demo demo={decision.demo} />
          {deployment ? <a href={`/deployments/${deployment.id}`}>{deployment.name}</a> : null}
          {view.critical ? <span class="soft">Critical: two signatures</span> : null}
        </p>
      </Head>
      {decision.because.length ? (
        <section class="sec">
          <h2>{decisionWord(decision.state)} because</h2>
          <BecauseList because={decision.because} now={now} />
        </section>
      ) : null}
      {decision.supersededBy ? (
        <p>
          A <a href={`/decisions/${decision.supersededBy}`}>later decision</a> took its place.
        </p>
      ) : null}
      {decision.reason ? <p class="mt">{decision.reason}</p> : null}
      <section class="sec">
        <h2>Terms</h2>
        {decision.terms.length ? (
          <Terms decision={decision} names={names} now={now} mayFinish={(ownerId) => writes || ownerId === caller.personId} />
        ) : (
          <p class="soft">None.</p>
        )}
      </section>
      <section class="sec">
        <h2>What it rests on</h2>
        {decision.basis.length ? (
          <Table
            label="Basis"
            columns={[
              { head: 'What', cell: ({ item }) => basisWords[item.type] },
              { head: 'Name', cell: ({ found }) => (found ? nameInWords(found, now) : 'No longer there') },
              {
                head: 'Pinned at',
                cell: ({ hash }) => (
                  <span class="mono" title={hash}>
                    {shortHash(hash)}
                  </span>
                ),
              },
              {
                head: 'Today',
                cell: ({ found, hash }) =>
                  found?.fault
                    ? sentence(daysInWords(found.fault, now))
                    : found?.hash === hash
                      ? 'As it was'
                      : found
                        ? 'Edited since'
                        : 'Gone',
              },
            ]}
            rows={view.pinned.map((one, index) => ({ ...one, hash: decision.basis[index]?.hash ?? '' }))}
          />
        ) : (
          <p class="soft">Nothing is listed, so nothing but a review can move it.</p>
        )}
      </section>
      <Signatures view={view} now={now} />
      {decision.state === 'draft' && writes ? (
        <form method="post" action={`/decisions/${decision.id}/remove`} class="mt">
          <button class="btn link" type="submit">
            Remove this draft
          </button>
        </form>
      ) : null}
    </>
  )
}

/** A decision as it stands now, with all that its page tells; whether it is critical is kept from the day that it was signed. */
export async function decisionView({ ports }: AppDeps, caller: Caller, row: Decision) {
  const [[decision], deployment, pinned, critical, names] = await Promise.all([
    showDecisions(ports, [row], ports.now()),
    deploymentById(ports.db, row.deploymentId),
    pinBasis(ports, { unitIds: null }, row.basis),
    row.state === 'draft' || row.state === 'lapsed' ? isCritical(ports, row.deploymentId) : row.critical,
    namesOf(ports.db, [...row.signatures.map(({ personId }) => personId), ...row.terms.map(({ ownerId }) => ownerId)]),
  ])
  if (!decision) throw new Error('a decision was not shown')
  return { decision, deployment, pinned, critical, names, caller }
}

type View = { deployment: Deployment | null } & Awaited<ReturnType<typeof decisionView>>

const basisWords: Record<BasisType, string> = {
  snapshot: 'Page',
  claim: 'Answer',
  evidence: 'Evidence',
  certificate: 'Certificate',
  contract: 'Contract',
}

/** What is rested on as people name it: a page by what it is and the day on which it was read. */
const nameInWords = ({ page, name }: NonNullable<Pinned['found']>, now: string) =>
  page ? `${sourceTypeName(page.type)}, as read on ${dayInWords(page.at, now, false)}` : sentence(name)

/** Who signed, and the place to sign: never offered to whoever signed first. */
const Signatures = ({ view: { decision, names, critical, caller }, now }: { view: View; now: string }) => {
  const approves = can(caller, 'approve')
  const second = decision.state === 'awaiting-second-signature'
  const mine = decision.signatures.some(({ personId }) => personId === caller.personId)
  const open = decision.state === 'draft' || decision.state === 'lapsed' || second
  return (
    <section class="sign" aria-labelledby="sign">
      <h2 id="sign">{open ? (second ? 'Second signature' : decision.state === 'lapsed' ? 'Sign again' : 'Sign') : 'Signed'}</h2>
      {decision.signatures.length ? (
        <div class="lines">
          {decision.signatures.map(({ personId, at }) => (
            <p class="line">
              <Icon name="closed" /> {names.get(personId) ?? 'somebody who left'}
              <span class="sub">
                <Instant at={at} now={now} />
              </span>
            </p>
          ))}
        </div>
      ) : null}
      {open && approves && !(second && mine) ? (
        <form method="post" action={`/decisions/${decision.id}/sign`}>
          <p>
            {decision.state === 'lapsed'
              ? 'By signing again I say that the decision is right on what stands now. Each page is pinned as it reads today.'
              : 'By signing I say that the decision is right for this use, on what is listed above. It is kept with my name and the time.'}
          </p>
          <p class="mt">
            <button class="btn go" type="submit">
              {second ? 'Read and agreed: sign second' : critical ? 'Sign, and send for second signature' : 'Sign'}
            </button>
          </p>
          {critical && !second ? <p class="hint">It is critical: another risk owner or administrator signs second.</p> : null}
        </form>
      ) : open ? (
        <p class="hint">
          {second && mine ? 'You signed first, so another person must sign second.' : 'A risk owner or administrator signs.'}
        </p>
      ) : null}
    </section>
  )
}
