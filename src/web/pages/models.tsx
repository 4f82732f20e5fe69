import type { ModelDateKind } from '../../core/model-dates'
import type { Standing } from '../../core/models-in-use'
import { type ModelInUse, modelsInUse } from '../../flows/models-in-use'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { plural } from '../ui/days'
import { Empty, Facts, Head } from '../ui/parts'
import { Day, Demo, State } from '../ui/signs'
import { Table } from '../ui/table'
import { show } from './show'

const mostNamed = 6

/** Which models our uses rest on, when each ends by whose word, and whom that reaches. */
export function modelsPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/models', async (c) => {
    const models = await modelsInUse(ports, callerOf(c))
    return show(c, deps, {
      title: 'Models in use',
      section: 'register',
      crumbs: [{ href: '/register', label: 'Register' }],
      children: <ModelsPage models={models} now={ports.now()} />,
    })
  })
}

const ModelsPage = ({ models, now }: { models: readonly ModelInUse[]; now: string }) => {
  const soon = models.filter((one) => one.endsSoon)
  const undated = models.filter(({ standing }) => standing.daysLeft === null)
  return (
    <>
      <Head title="Models in use">
        <p>As systems name them, with the end of each as watched pages and the reference list tell it.</p>
      </Head>
      {models.length ? (
        <>
          <Facts
            facts={[
              { question: 'Models', answer: String(models.length), support: `${undated.length} of them without a known end.` },
              {
                question: 'Stop within 90 days',
                answer: String(soon.length),
                support: soon.length ? 'Those that have stopped included.' : 'None by a committed day.',
              },
              {
                question: 'Uses reached',
                answer: String(new Set(soon.flatMap(({ uses }) => uses.map(({ id }) => id))).size),
                support: 'They rest on a model that stops or has stopped.',
              },
            ]}
          />
          {soon.map((one) => (
            <Ending model={one} now={now} />
          ))}
          <section class="sec">
            <h2>All models</h2>
            <ModelTable models={models} now={now} />
          </section>
        </>
      ) : (
        <Empty icon="ask" title="No system names its models yet">
          <p>Write the exact identifiers on a system, and their ends are watched for.</p>
        </Empty>
      )}
    </>
  )
}

const left = (days: number) => (days < 0 ? `${plural(-days, 'day')} ago` : days === 0 ? 'today' : `${plural(days, 'day')} left`)

/** A model that stops soon: every system and use with its owner, and what takes its place. */
const Ending = ({ model: { model, standing, systems, uses }, now }: { model: ModelInUse; now: string }) => (
  <section class="sec">
    <h2>
      <span class="mono">{model}</span>
    </h2>
    <p class="row">
      <State icon="late" tone="critical">
        {standing.daysLeft !== null && standing.daysLeft < 0 ? 'Has stopped' : 'Stops'}
      </State>
      {standing.committed ? <Day day={standing.committed.day} now={now} /> : null}
      {standing.daysLeft === null ? null : <span>{left(standing.daysLeft)}</span>}
      <span>{standing.replacement ? `In its place: ${standing.replacement}` : 'No replacement is named'}</span>
    </p>
    <p class="small soft">
      Named by{' '}
      {systems.map((system, index) => (
        <>
          {index ? ', ' : ''}
          <a href={`/systems/${system.id}`}>{system.name}</a>
        </>
      ))}
      .
    </p>
    {uses.length ? (
      <Table
        label={`Uses that rest on ${model}`}
        columns={[
          {
            head: 'Use',
            cell: (use) => (
              <>
                <a href={`/deployments/${use.id}`}>{use.name}</a> <Demo demo={use.demo} />
              </>
            ),
          },
          { head: 'Owner', cell: (use) => use.ownerName ?? 'Nobody yet' },
          { head: 'Notice left', cell: () => (standing.daysLeft === null ? 'Unknown' : left(standing.daysLeft)) },
        ]}
        rows={uses.slice(0, 200)}
      />
    ) : (
      <p class="soft">No registered use rests on it.</p>
    )}
  </section>
)

const Told = ({ told, now }: { told: Standing | null; now: string }) =>
  told ? (
    <>
      <Day day={told.day} now={now} weekday={false} />
      <span class="sub">
        {told.origin === 'source' && told.sourceId ? (
          <a href={`/sources/${told.sourceId}`}>Watched page</a>
        ) : told.origin === 'person' ? (
          'A person'
        ) : (
          'Reference list'
        )}
        {told.moved.length ? `, moved from ${told.moved.map(({ day }) => day).join(', ')}` : ''}
      </span>
    </>
  ) : (
    <span class="faint">Not told</span>
  )

/** Models with their kinds of date kept apart. */
export const ModelTable = ({ models, now }: { models: readonly ModelInUse[]; now: string }) => {
  const dated = (kind: ModelDateKind) => (one: ModelInUse) => <Told told={one.standing[kind]} now={now} />
  return (
    <Table
      label="Models and their dates"
      columns={[
        {
          head: 'Model',
          cell: (one) => (
            <>
              <span class="mono">{one.model}</span>
              <span class="sub">
                {one.systems
                  .slice(0, mostNamed)
                  .map(({ name }) => name)
                  .join(', ')}
                {one.systems.length > mostNamed ? ` and ${one.systems.length - mostNamed} more` : ''}
              </span>
            </>
          ),
        },
        { head: 'Announced', low: true, cell: dated('announced') },
        { head: 'Not before', low: true, cell: dated('earliest') },
        { head: 'Committed', cell: dated('committed') },
        { head: 'Seen gone', low: true, cell: dated('observed') },
        { head: 'Notice left', cell: (one) => (one.standing.daysLeft === null ? 'Unknown' : left(one.standing.daysLeft)) },
        { head: 'In its place', cell: (one) => one.standing.replacement ?? 'None named' },
        { head: 'Uses', numeric: true, cell: (one) => one.uses.length },
      ]}
      rows={models.slice(0, 300)}
    />
  )
}

/** The models of one system or use; nothing where none is named. */
export const ModelsOf = ({ models, now }: { models: readonly ModelInUse[]; now: string }) =>
  models.length ? (
    <section class="sec" id="models">
      <div class="sh">
        <h2>Models</h2>
        <p class="small">
          <a href="/models">All models in use</a>
        </p>
      </div>
      <ModelTable models={models} now={now} />
    </section>
  ) : null
