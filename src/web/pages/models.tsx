import { type ModelInUse, modelsInUse } from '../../flows/models-in-use'
import { type ModelDateRow, toldDatesPage } from '../../store/model-dates'
import { callerOf, can } from '../authorise'
import { listFile } from '../csv'
import type { App, AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { plural } from '../ui/days'
import { Empty, Facts, Head } from '../ui/parts'
import { Day, Demo, State } from '../ui/signs'
import { Table } from '../ui/table'
import { ListFiles } from './list-files'
import { ToldByPeople, toldWords } from './model-date-form'
import { left, ModelTable, originWords } from './model-table'
import { show } from './show'

const pageSize = 100
const mostTold = 50

/** Which models our uses rest on, when each ends by whose word, and whom that reaches. */
export function modelsPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/models', async (c) => {
    const caller = callerOf(c)
    const newest = { limit: mostTold, cursor: null, sort: { name: 'recordedAt', descending: true }, filters: {} }
    const [models, told] = await Promise.all([modelsInUse(ports, caller), toldDatesPage(ports.db, caller, newest)])
    const from = Math.max(0, Number.parseInt(c.req.query('from') ?? '0', 10) || 0)
    return show(c, deps, {
      title: 'Models in use',
      section: 'register',
      crumbs: [{ href: '/register', label: 'Register' }],
      children: (
        <ModelsPage
          models={models}
          from={from}
          told={pageOrProblem(told).items.filter(({ withdrawnAt }) => withdrawnAt === null)}
          writes={can(caller, 'write-sources')}
          now={ports.now()}
        />
      ),
    })
  })

  app.get('/models/file', async (c) => listFile(c, `models-${ports.now().slice(0, 10)}`, fileOf(await modelsInUse(ports, callerOf(c)))))
}

/** A row a model and use, as the page and the API tell them. */
function fileOf(models: readonly ModelInUse[]): string[][] {
  const head = [
    'model',
    'announced',
    'not_before',
    'committed',
    'seen_gone',
    'told_by',
    'days_left',
    'replacement',
    'systems',
    'vendors',
    'use',
    'owner',
  ]
  const rows = models.flatMap(({ model, standing, systems, uses }) => {
    const { announced, earliest, committed, observed, daysLeft, replacement } = standing
    const last = committed ?? earliest ?? observed ?? announced
    const each = [
      model,
      ...[announced, earliest, committed, observed].map((one) => one?.day ?? ''),
      last ? (last.told ? toldWords[last.told.type] : originWords[last.origin]) : '',
      daysLeft === null ? '' : String(daysLeft),
      replacement ?? '',
      systems.map(({ name }) => name).join('; '),
      [...new Set(systems.map(({ vendorName }) => vendorName))].join('; '),
    ]
    return uses.length ? uses.map(({ name, ownerName }) => [...each, name, ownerName ?? '']) : [[...each, '', '']]
  })
  return [head, ...rows]
}

type View = { models: readonly ModelInUse[]; from: number; told: readonly ModelDateRow[]; writes: boolean; now: string }

const ModelsPage = ({ models, from, told, writes, now }: View) => {
  const soon = models.filter((one) => one.endsSoon)
  const undated = models.filter(({ standing }) => standing.daysLeft === null)
  const more = models.length > from + pageSize ? from + pageSize : null
  return (
    <>
      <Head
        title="Models in use"
        acts={
          <>
            {writes && models.length ? (
              <a class="btn" href="/models/dates/new">
                Record a date
              </a>
            ) : null}
            {models.length ? <ListFiles path="/models/file" /> : null}
          </>
        }
      >
        <p>As systems name them, with the end of each as watched pages, the reference list and people tell it.</p>
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
          {from === 0 ? soon.slice(0, pageSize).map((one) => <Ending model={one} now={now} />) : null}
          <section class="sec">
            <h2>All models</h2>
            <ModelTable models={models.slice(from, from + pageSize)} now={now} writes={writes} />
            {from > 0 || more !== null ? (
              <p class="row mt">
                {from > 0 ? <a href="/models">From the first</a> : null}
                {more === null ? null : <a href={`/models?from=${more}`}>{plural(models.length - more, 'more model')}</a>}
              </p>
            ) : null}
          </section>
          <ToldByPeople dates={told} writes={writes} now={now} />
        </>
      ) : (
        <Empty icon="ask" title="No system names its models yet">
          <p>Write the exact identifiers on a system, and their ends are watched for.</p>
        </Empty>
      )}
    </>
  )
}

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
