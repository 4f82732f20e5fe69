import { noticeGiven } from '../../core/notice-given'
import { promisedNotice } from '../../core/vendor-facts'
import { certificatesOfVendor } from '../../store/certificates'
import { contractsPage } from '../../store/contracts'
import { contradictionsShown } from '../../store/contradictions'
import type { Vendor } from '../../store/register'
import { allSystemsOf, besideSystems, sourcesOfVendor } from '../../store/register-page'
import { supplyChainOf } from '../../store/supply-chain'
import { reviewsOfToDos, toDosOf } from '../../store/to-dos'
import { changeSums, documentsOf, latestTold, openReviewsOf } from '../../store/vendor-timeline'
import { type Caller, can } from '../authorise'
import type { AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { plural } from '../ui/days'
import { Due } from '../ui/signs'
import { kindsTitle } from './change-words'
import { periodOf } from './periods'

const mostBars = 6
const mostDocuments = 8

/** All that the page of a vendor and its summary show beside the timeline; of uses and contracts what the caller may see. */
export async function vendorView({ ports: { db, now } }: AppDeps, caller: Caller, vendor: Vendor) {
  const today = now().slice(0, 10)
  const systems = await allSystemsOf(db, vendor.id, caller)
  const ids = systems.map((system) => system.id)
  const [beside, sources, chain, year, told, open, contracts, documents, certificates, toDos, disputes] = await Promise.all([
    besideSystems(db, systems),
    sourcesOfVendor(db, vendor.id),
    supplyChainOf(db, caller, ids),
    changeSums(db, vendor.id, { from: periodOf({ period: '12-months' }, today).from, to: null }, caller),
    latestTold(db, vendor.id, mostBars, caller),
    openReviewsOf(db, caller, vendor.id, today),
    contractsPage(db, caller, {
      limit: 10,
      cursor: null,
      sort: { name: 'createdAt', descending: true },
      filters: { vendorId: [vendor.id] },
    }),
    documentsOf(db, vendor.id, mostDocuments, caller),
    certificatesOfVendor(db, vendor.id, mostDocuments, caller),
    toDosOf(db, [vendor.id, ...ids]),
    contradictionsShown(db, vendor.id, 100),
  ])
  const missing = toDos.filter((toDo) => toDo.state === 'open')
  const settled = await reviewsOfToDos(
    db,
    missing.map((toDo) => toDo.id),
    200,
  )
  const agreed = pageOrProblem(contracts).items
  const bars = told.flatMap((finding) => {
    const days = noticeGiven(finding)
    return days === null ? [] : [{ label: kindsTitle(finding.kinds, null), days }]
  })
  return {
    vendor,
    systems,
    beside,
    sources,
    chain,
    year,
    open,
    bars,
    promised: promisedNotice(agreed, vendor.facts, today).promisedDays,
    contracts: agreed,
    documents,
    certificates,
    disputes,
    toDos: missing.map((toDo) => ({ toDo, reviews: settled.get(toDo.id)?.length ?? 0 })),
    mayEdit: can(caller, 'write-register'),
    mayFile: can(caller, 'write-sources'),
  }
}
export type VendorView = Awaited<ReturnType<typeof vendorView>>

/** The four questions about a vendor, as the page and its summary answer them. */
export function factsOf({ year, promised, bars, open, sources, vendor, disputes }: Omit<VendorView, 'mayEdit' | 'mayFile'>, now: string) {
  const out = sources.filter((one) => one.source.enabled && one.health && !['ok', 'never-read', 'paused'].includes(one.health)).length
  return [
    {
      question: 'Changes, 12 months',
      answer: year.changes
        ? `${year.changes}, of which ${year.silent} silent (${Math.round((100 * year.silent) / year.changes)}%)`
        : 'None seen',
      support: `${year.open ? `${plural(year.open, 'change waits', 'changes wait')} for triage.` : 'None waits for triage.'}${correctionWords(disputes)}`,
    },
    {
      question: 'Notice',
      answer:
        promised !== null ? `${promised} days promised` : vendor.facts.changeNoticeDays === 'none' ? 'None promised' : 'Promise unknown',
      support: bars.length
        ? `Given ${bars
            .slice(0, 4)
            .map((bar) => bar.days)
            .join(', ')} days in the last ${Math.min(4, bars.length)}.`
        : 'No notice could be counted yet.',
    },
    {
      question: 'Open now',
      answer: plural(open.open, 'review'),
      support: open.first ? (
        <>
          {open.late ? `${open.late} late. ` : ''}First: <Due day={open.first} now={now} />
        </>
      ) : (
        'Nothing is due.'
      ),
    },
    {
      question: 'Watched',
      answer: plural(sources.length, 'source'),
      support: out ? `${out} out of reach.` : sources.length ? 'None out of reach.' : 'Nothing is watched yet.',
    },
  ]
}

/** How often two documents contradicted each other, and how often that was put right since. */
function correctionWords(disputes: VendorView['disputes']): string {
  const corrected = disputes.filter(({ contradiction }) => contradiction.settledAt !== null).length
  return disputes.length ? ` ${plural(disputes.length, 'contradiction')} between documents, ${corrected} corrected.` : ''
}
