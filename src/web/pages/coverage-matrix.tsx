import type { Coverage } from '../../flows/coverage'
import { dayInWords, plural, timeLeft } from '../ui/days'
import { Icon } from '../ui/signs'
import { frameworkName } from './change-words'
import type { CoverageView } from './coverage'
import { type CoverageAddress, obligationsOfTab } from './coverage-query'

export const signs = {
  current: { icon: 'check', tone: 'good', cell: undefined },
  due: { icon: 'due', tone: 'medium', cell: 'due' },
  late: { icon: 'late', tone: 'critical', cell: 'late' },
  provisional: { icon: 'prov', tone: 'medium', cell: 'prov' },
  'not-applicable': { icon: 'na', tone: 'none', cell: undefined },
} as const

export function cellWords({ state, dueOn }: Pick<Coverage, 'state' | 'dueOn'>, now: string): string {
  if (state === 'late') return dueOn ? timeLeft(dueOn, now) : 'Late'
  if (state === 'due') return dueOn ? `Due ${dayInWords(dueOn, now, false)}` : 'Due'
  return state === 'current' ? 'Current' : state === 'provisional' ? 'Provisional' : 'n/a'
}

/** Obligations by uses: each cell leads to its reason. */
export const Matrix = ({ view, address, now }: { view: CoverageView; address: CoverageAddress; now: string }) => {
  const { columns, obligations, cells, systems, query, picked } = view
  const rowOf = (obligationId: string) => columns.items.flatMap((use) => cells.get(`${obligationId}.${use.id}`) ?? [])
  const wanted = (one: Coverage) =>
    query.show === 'all'
      ? one.state !== 'not-applicable'
      : query.show === 'provisional'
        ? one.state === 'provisional'
        : one.state === 'due' || one.state === 'late'
  const shown = obligations.filter((one) => rowOf(one.id).some(wanted))
  const hidden = obligations.filter((one) => !shown.includes(one))
  return (
    <>
      {hidden.length ? (
        <details class="small mt">
          <summary>
            {plural(hidden.length, 'obligation')}{' '}
            {query.show === 'all' ? `${hidden.length === 1 ? 'applies' : 'apply'} to none of these uses` : 'without such a state here'}
          </summary>
          <p class="soft">
            {hidden.map((one, index) => (
              <>
                {index ? ', ' : ''}
                {columns.items[0] ? <a href={`${address({ cell: `${one.id}.${columns.items[0].id}` })}#why`}>{one.ref}</a> : one.ref}
              </>
            ))}
          </p>
        </details>
      ) : null}
      {shown.length ? (
        <section class="scroll mt" aria-label="Coverage matrix" tabindex={0}>
          <table class="matrix">
            <caption class="vh">{frameworkName(obligationsOfTab(query.tab).framework)} by use</caption>
            <thead>
              <tr>
                <th scope="col">Obligation</th>
                {columns.items.map((use) => (
                  <th scope="col">
                    <a href={`/deployments/${use.id}`}>{use.name}</a>
                    <span class="sub">{systems.get(use.systemId)}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr>
                  <th scope="row">
                    <strong>{one.ref}</strong>
                    <span class="sub">{one.title}</span>
                  </th>
                  {rowOf(one.id).map((cell) => {
                    const id = `${cell.obligationId}.${cell.deploymentId}`
                    const { icon, tone, cell: wash } = signs[cell.state]
                    return (
                      <td class={wash}>
                        <a class={tone} href={`${address({ cell: id })}#why`} aria-current={id === picked ? 'true' : undefined}>
                          <Icon name={icon} />
                          <span>{cellWords(cell, now)}</span>
                        </a>
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <p class="mt soft">None of these obligations applies to the uses shown.</p>
      )}
    </>
  )
}
