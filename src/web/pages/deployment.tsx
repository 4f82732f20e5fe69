import { factFields } from '../../core/profile'
import { completenessOf } from '../../core/register-record'
import { modelsInUse } from '../../flows/models-in-use'
import { decisionsThatCount } from '../../flows/show-decisions'
import { blockingReviews } from '../../store/blocking'
import { namesOf } from '../../store/case-page'
import { exitsOfDeployment } from '../../store/exits'
import { systemsUpward } from '../../store/model-dates'
import { type Deployment, deploymentById, systemById, vendorById } from '../../store/register'
import { parentNames, reviewsOfDeployment } from '../../store/register-page'
import { reviewsOfToDos, toDosOf } from '../../store/to-dos'
import { isVisible } from '../../store/visibility'
import { type Caller, callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { notFound } from '../problem'
import { plural, sentence } from '../ui/days'
import { Facts, Head, KeyValues, Meter, Path } from '../ui/parts'
import { Demo, Due, Icon } from '../ui/signs'
import { DecisionLine, DecisionState } from './decision-parts'
import { factWords } from './fact-words'
import { legalStatus } from './legal-status'
import { ModelsOf } from './model-table'
import { fieldWords } from './review'
import { ReviewTable } from './reviews'
import { show } from './show'

const shown = 30

/** Our use of a system: its reviews, what is not known about it, and its facts. */
export function deploymentPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/deployments/:id', async (c) => {
    const caller = callerOf(c)
    const id = c.req.param('id')
    const deployment = (await isVisible(ports.db, caller, 'deployments', id)) ? await deploymentById(ports.db, id) : null
    if (!deployment) throw notFound()
    const view = await gather(deps, caller, deployment)
    return show(c, deps, {
      title: deployment.name,
      section: 'register',
      crumbs: [
        { href: '/register/deployments', label: 'Register: deployments' },
        ...(view.system ? [{ href: `/systems/${view.system.id}`, label: view.system.name }] : []),
      ],
      children: <DeploymentPage view={view} now={ports.now()} />,
    })
  })
}

async function gather({ ports: { db, now } }: AppDeps, caller: Caller, deployment: Deployment) {
  const [system, reviews, toDos, names] = await Promise.all([
    systemById(db, deployment.systemId),
    reviewsOfDeployment(db, deployment.id, 200),
    toDosOf(db, [deployment.id, deployment.systemId]),
    namesOf(db, [deployment.ownerId]),
  ])
  const [decided, blocking, exits, vendor, parents, settled] = await Promise.all([
    decisionsThatCount({ db }, [deployment.id], now()),
    blockingReviews(db, [{ id: deployment.id, status: deployment.facts.status }]),
    system ? exitsOfDeployment(db, system.vendorId, deployment.id) : [],
    system ? vendorById(db, system.vendorId) : null,
    system ? parentNames(db, [system.id]) : new Map<string, { id: string; name: string }[]>(),
    reviewsOfToDos(
      db,
      toDos.filter((toDo) => toDo.state === 'open').map((toDo) => toDo.id),
      200,
    ),
  ])
  const models = system ? await modelsInUse({ db, now }, caller, { systemIds: await systemsUpward(db, system.id) }) : []
  return {
    deployment,
    models,
    decision: decided.get(deployment.id) ?? null,
    blocking: blocking.get(deployment.id) ?? [],
    exits,
    system,
    vendor,
    parents: system ? (parents.get(system.id) ?? []) : [],
    reviews,
    toDos: toDos.filter((toDo) => toDo.state === 'open'),
    settles: (id: string) => settled.get(id)?.length ?? 0,
    owner: deployment.ownerId ? (names.get(deployment.ownerId) ?? 'unknown') : null,
    mayEdit: can(caller, 'write-cases'),
  }
}
type View = Awaited<ReturnType<typeof gather>>

const DeploymentPage = ({ view, now }: { view: View; now: string }) => {
  const { deployment, system, vendor, parents, reviews, toDos } = view
  const open = reviews.filter((review) => review.state !== 'closed')
  const facts = completenessOf('dep', deployment.facts)
  const line = (review: View['reviews'][number]) => ({
    review,
    deploymentName: deployment.name,
    systemName: system?.name ?? null,
    vendorName: vendor?.name ?? null,
    vendorId: vendor?.id ?? null,
  })
  return (
    <>
      <Head
        title={deployment.name}
        acts={
          view.mayEdit ? (
            <a class="btn" href={`/deployments/${deployment.id}/edit`}>
              Edit
            </a>
          ) : null
        }
      >
        <p class="row">
          <Demo demo={deployment.demo} />
          <span>{typeof deployment.facts.status === 'string' ? sentence(deployment.facts.status) : 'Status unknown'}</span>
          <span class="soft">{view.owner ? `Owner ${view.owner}` : 'No owner yet'}</span>
          {view.decision ? <DecisionState state={view.decision.state} /> : null}
          <Path names={[...parents.map((parent) => parent.name).slice(0, 2), system?.name ?? 'unknown', deployment.name]} />
        </p>
      </Head>
      <Facts
        facts={[
          {
            question: 'Open reviews',
            answer: String(open.length),
            support: open[0] ? (
              <>
                First: <Due day={open[0].dueOn} now={now} />
              </>
            ) : (
              'Nothing is due.'
            ),
          },
          { question: 'Legal status', answer: legalStatus(deployment.facts) },
          {
            question: 'Facts known',
            answer: `${facts.known} of ${facts.of}`,
            support: toDos.length
              ? `${plural(toDos.length, 'of them would settle', 'of them would settle')} provisional reviews.`
              : 'None stands in the way of a review.',
          },
          { question: 'Purpose', answer: typeof deployment.facts.purpose === 'string' ? deployment.facts.purpose.slice(0, 80) : 'Unknown' },
        ]}
      />
      <div class="cols mt">
        <div>
          <section>
            <h2>Open reviews</h2>
            {open.length ? (
              <ReviewTable lines={open.slice(0, shown).map(line)} now={now} short />
            ) : (
              <p class="soft">None. What we assessed stands as far as we know.</p>
            )}
            {open.length > shown ? (
              <p class="mt">
                <a href={`/reviews?view=open&deployment=${deployment.id}`}>All {open.length} open reviews</a>
              </p>
            ) : null}
          </section>
          <ModelsOf models={view.models} now={now} />
          {reviews.length > open.length ? (
            <section class="sec">
              <h2>Closed reviews</h2>
              <p>
                <a href={`/reviews?view=closed&deployment=${deployment.id}`}>{plural(reviews.length - open.length, 'closed review')}</a>
              </p>
            </section>
          ) : null}
        </div>
        <aside class="aside" aria-label="Facts">
          <Decided view={view} now={now} />
          <section>
            <h2>Facts known</h2>
            <p>
              <Meter {...facts} />
            </p>
            {toDos.length ? (
              <ul class="checks">
                {toDos.map((toDo) => (
                  <li>
                    <Icon name="prov" />
                    <p>
                      <a href={`/${toDo.entity === 'deployment' ? 'deployments' : 'systems'}/${toDo.entityId}/edit#f-${toDo.field}`}>
                        {sentence(fieldWords(toDo.field))}
                      </a>
                      <span class="sub">Makes {plural(view.settles(toDo.id), 'review')} provisional</span>
                    </p>
                  </li>
                ))}
              </ul>
            ) : (
              <p class="small soft">No unknown fact makes a review provisional.</p>
            )}
          </section>
          <section>
            <h2>Facts</h2>
            <KeyValues
              rows={factFields('dep').map((field) => ({
                name: sentence(fieldWords(field.pack)),
                value: factWords(deployment.facts[field.name]),
              }))}
            />
          </section>
        </aside>
      </div>
    </>
  )
}

/** The decision on the use, what keeps it from going live, and whether we leave. */
const Decided = ({ view: { deployment, decision, blocking, exits, mayEdit }, now }: { view: View; now: string }) => (
  <section>
    <h2>Decision</h2>
    {decision ? <DecisionLine decision={decision} now={now} /> : <p class="small soft">None yet.</p>}
    {blocking.length ? (
      <>
        <p class="small">
          <Icon name="lapsed" /> Cannot go live while {blocking.length === 1 ? 'this review is' : `${blocking.length} reviews are`} open:
        </p>
        <ul class="hits">
          {blocking.slice(0, 5).map((review) => (
            <li>
              <a href={`/reviews/${review.id}`}>{review.citation}</a>
            </li>
          ))}
        </ul>
      </>
    ) : null}
    {exits.map((exit) => (
      <p class="small">
        <a href={`/exits/${exit.id}`}>We leave: deletion not confirmed</a>
      </p>
    ))}
    {mayEdit ? (
      <p class="row">
        <a class="btn" href={`/decisions/new?deployment=${deployment.id}`}>
          Decide
        </a>
        <a class="btn link" href={`/exits/new?deployment=${deployment.id}`}>
          Leave
        </a>
      </p>
    ) : null}
  </section>
)
