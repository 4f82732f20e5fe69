import { obligationsOf } from '../../flows/coverage'
import { type CoverageSelection, coverageFilters } from '../../store/coverage'
import { isVisible, seesToday } from '../../store/visibility'
import { type Caller, callerOf } from '../authorise'
import type { AppContext, AppDeps } from '../environment'
import { notFound } from '../problem'
import { frameworkOrder } from './change-words'

/** AI Act Art 26, a deployer's duties paragraph by paragraph, and then framework by framework. */
const coverageTabs = ['art-26', ...frameworkOrder] as const
const isOfArticle26 = (id: string) => id.startsWith('aiact-26')

/** The obligations of a tab in the pack's order, with the framework that they are of. */
export function obligationsOfTab(tab: string) {
  const framework = tab === 'art-26' ? 'eu-ai-act' : tab
  const all = obligationsOf(framework)
  return { framework, obligations: tab === 'art-26' ? all.filter((one) => isOfArticle26(one.id)) : all }
}

/** The tabs of the frameworks that somebody looks at. */
export const tabsOf = ({ limits }: Pick<Caller, 'limits'>) =>
  coverageTabs.filter((tab) => limits?.frameworks?.includes(obligationsOfTab(tab).framework) ?? true)

export type CoverageQuery = {
  tab: string
  vendorId: string | null
  unitId: string | null
  show: CoverageSelection['show']
  by: 'use' | 'vendor'
}

export type CoverageAddress = (changes: Record<string, string | null>) => string

/** What the address asks for; what the caller may not see, or what is not there, is left out. */
export async function coverageQuery({ ports }: Pick<AppDeps, 'ports'>, c: AppContext): Promise<CoverageQuery> {
  const caller = callerOf(c)
  const [first, ...others] = tabsOf(caller)
  if (!first || !seesToday(caller, ports.now().slice(0, 10))) throw notFound()
  const vendor = c.req.query('vendor') || null
  const unit = c.req.query('unit') || null
  return {
    tab: [first, ...others].find((one) => one === c.req.query('framework')) ?? first,
    vendorId: vendor && (await isVisible(ports.db, caller, 'vendors', vendor)) ? vendor : null,
    unitId: unit && (caller.unitIds === null || caller.unitIds.includes(unit)) ? unit : null,
    show: coverageFilters.find((one) => one === c.req.query('show')) ?? 'all',
    by: c.req.query('by') === 'vendor' && !vendor ? 'vendor' : 'use',
  }
}

export const selectionOf = ({ tab, vendorId, unitId, show: shown }: CoverageQuery): CoverageSelection => {
  const { framework, obligations } = obligationsOfTab(tab)
  return { framework, obligationIds: obligations.map((one) => one.id), vendorId, unitId, show: shown }
}
