import { type ModelDateKind, modelDateKinds } from '../../core/model-dates'
import type { Standing } from '../../core/models-in-use'
import type { ModelInUse } from '../../flows/models-in-use'
import { dayInWords, plural } from '../ui/days'
import { Day } from '../ui/signs'
import { Table } from '../ui/table'
import { kindWords, toldWords } from './model-date-form'

/** Models with their kinds of date kept apart. */
export const ModelTable = ({ models, now, writes = false }: { models: readonly ModelInUse[]; now: string; writes?: boolean }) => {
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
        {
          head: 'Notice left',
          cell: (one) =>
            one.standing.daysLeft === null ? (
              <>
                Unknown
                {writes ? (
                  <span class="sub noprint">
                    <a href={`/models/dates/new?${new URLSearchParams({ model: one.model })}`}>
                      Record a date<span class="vh"> of {one.model}</span>
                    </a>
                  </span>
                ) : null}
              </>
            ) : (
              left(one.standing.daysLeft)
            ),
        },
        { head: 'In its place', cell: (one) => one.standing.replacement ?? 'None named' },
        { head: 'Uses', numeric: true, cell: (one) => one.uses.length },
      ]}
      rows={models}
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
      <Table
        label="Models and their dates"
        columns={[
          {
            head: 'Model',
            cell: (one) => (
              <>
                <span class="mono">{one.model}</span>
                <span class="sub">{one.systems.map(({ name }) => name).join(', ')}</span>
              </>
            ),
          },
          {
            head: 'Told',
            cell: ({ standing }) => {
              const told = modelDateKinds.flatMap((kind) => (standing[kind] ? [{ kind, of: standing[kind] }] : []))
              return told.length ? (
                told.map(({ kind, of }) => (
                  <div>
                    <span class="soft">{kindWords[kind]}</span> <Told told={of} now={now} />
                  </div>
                ))
              ) : (
                <span class="faint">Nothing</span>
              )
            },
          },
          { head: 'Notice left', cell: ({ standing }) => (standing.daysLeft === null ? 'Unknown' : left(standing.daysLeft)) },
          { head: 'In its place', cell: ({ standing }) => standing.replacement ?? 'None named' },
        ]}
        rows={models}
      />
    </section>
  ) : null

const Told = ({ told, now }: { told: Standing | null; now: string }) =>
  told ? (
    <>
      <Day day={told.day} now={now} weekday={false} />
      <span class="sub">
        {told.origin === 'source' && told.sourceId ? (
          <a href={`/sources/${told.sourceId}`}>Watched page</a>
        ) : told.told ? (
          <a href="/models#told">{toldWords[told.told.type]}</a>
        ) : (
          originWords[told.origin]
        )}
        {told.moved.length ? `, moved from ${told.moved.map(({ day }) => dayInWords(day, now, false)).join(', ')}` : ''}
      </span>
    </>
  ) : (
    <span class="faint">Not told</span>
  )

/** Where a date of ours comes from. */
export const originWords = { pack: 'Reference list', source: 'Watched page', person: 'A person' } as const

/** How long there is until a day, in words. */
export const left = (days: number) => (days < 0 ? `${plural(-days, 'day')} ago` : days === 0 ? 'today' : `${plural(days, 'day')} left`)

const mostNamed = 6
