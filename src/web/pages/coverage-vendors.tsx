import { groupBy } from '../../core/group'
import type { Coverage } from '../../flows/coverage'
import { plural, sentence } from '../ui/days'
import { Icon } from '../ui/signs'
import { frameworkName } from './change-words'
import type { CoverageView } from './coverage'
import { signs } from './coverage-matrix'
import { type CoverageAddress, obligationsOfTab } from './coverage-query'

/** From what needs somebody most to what needs nobody. */
const worst = ['late', 'due', 'provisional', 'current', 'not-applicable'] as const

/** What the uses of a vendor come to for one obligation: the state that needs somebody most, and how many are in it. Null without a use. */
function summed(cells: readonly Coverage[]): { state: Coverage['state']; count: number; of: number; first: Coverage } | null {
  for (const state of worst) {
    const some = cells.filter((one) => one.state === state)
    const [first] = some.toSorted((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1))
    if (first) return { state, count: some.length, of: cells.filter((one) => one.state !== 'not-applicable').length, first }
  }
  return null
}

const words: Record<Coverage['state'], string> = {
  late: 'late',
  due: 'due',
  provisional: 'provisional',
  current: 'current',
  'not-applicable': 'n/a',
}

/** Obligations by vendors: each cell says how it stands with all uses of the vendor, and leads to the one that needs somebody first. */
export const VendorMatrix = ({ view, address }: { view: CoverageView; address: CoverageAddress }) => {
  const { suppliers, used, obligations, cells, query } = view
  const byVendor = groupBy(used, (one) => one.vendorId)
  const rows = obligations.map((one) => ({
    one,
    sums: suppliers.items.map(({ id }) =>
      summed((byVendor.get(id) ?? []).flatMap(({ deployment }) => cells.get(`${one.id}.${deployment.id}`) ?? [])),
    ),
  }))
  const wanted = (state: Coverage['state'] | undefined) =>
    query.show === 'all'
      ? state !== undefined && state !== 'not-applicable'
      : query.show === 'provisional'
        ? state === 'provisional'
        : state === 'late' || state === 'due'
  const shown = rows.filter(({ sums }) => sums.some((sum) => wanted(sum?.state)))
  if (!shown.length)
    return (
      <p class="mt soft">
        {query.show === 'all'
          ? 'None of these obligations applies to uses of these vendors.'
          : 'No obligation is in such a state for these vendors.'}
      </p>
    )
  return (
    <>
      {rows.length > shown.length ? (
        <p class="small soft mt">
          {plural(rows.length - shown.length, 'obligation')} without such a state for these vendors{' '}
          {rows.length - shown.length === 1 ? 'is' : 'are'} left out.
        </p>
      ) : null}
      <section class="scroll mt" aria-label="Coverage by vendor" tabindex={0}>
        <table class="matrix">
          <caption class="vh">{frameworkName(obligationsOfTab(query.tab).framework)} by vendor</caption>
          <thead>
            <tr>
              <th scope="col">Obligation</th>
              {suppliers.items.map(({ id, name }) => (
                <th scope="col">
                  <a href={address({ by: null, vendor: id, cursor: null, cell: null })}>{name}</a>
                  <span class="sub">{plural((byVendor.get(id) ?? []).length, 'use')}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ one, sums }) => (
              <tr>
                <th scope="row">
                  <strong>{one.ref}</strong>
                  <span class="sub">{one.title}</span>
                </th>
                {sums.map((sum, index) => {
                  if (!sum) return <td />
                  const { icon, tone, cell } = signs[sum.state]
                  const open = sum.state === 'late' || sum.state === 'due' || sum.state === 'provisional'
                  const vendor = suppliers.items[index]?.id ?? null
                  return (
                    <td class={cell}>
                      <a
                        class={tone}
                        href={`${address({ by: null, vendor, cursor: null, cell: `${one.id}.${sum.first.deploymentId}` })}#why`}
                      >
                        <Icon name={icon} />
                        <span>
                          {open && sum.of > 1
                            ? `${sum.count} of ${sum.of} ${words[sum.state]}`
                            : sum.state === 'not-applicable'
                              ? 'n/a'
                              : sentence(words[sum.state])}
                        </span>
                      </a>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
