import { type Check, type Dispute, type Held, stated } from '../core/cross-check/dispute'
import { modelDisputes } from '../core/cross-check/models'
import { subprocessorDisputes } from '../core/cross-check/subprocessors'
import { groupBy } from '../core/group'
import type { SourceType } from '../core/source'
import type { Ports } from '../ports'
import { ruleActor } from '../store/audit'
import { type Contradiction, contradictionsOf, heldDocuments, latestChange, writeContradictions } from '../store/contradictions'
import type { ChangeRow } from '../store/snapshots'
import { combine, nothing, persist, type Refusal } from '../store/writing'
import { readSnapshot } from './read-snapshot'
import { type FindingPorts, type NewFinding, recordFinding } from './record-finding'

export type CrossPorts = FindingPorts & Pick<Ports, 'bodies' | 'pipeline'>

/** What is held against what: a check needs a document of each side. */
const sides: { check: Exclude<Check, 'dates'>; one: readonly SourceType[]; other: readonly SourceType[] }[] = [
  { check: 'subprocessors', one: ['subprocessors'], other: ['dpa', 'changelog', 'release-notes'] },
  { check: 'models', one: ['deprecations'], other: ['models-api', 'docs', 'model-card'] },
]
export const crossTypes: readonly SourceType[] = [...new Set(sides.flatMap(({ one, other }) => [...one, ...other]))]

/**
 * Holds the current documents of a vendor against each other. What they contradict each other in is a confirmed finding of its own, once, with both
 * quotes; what they agree on again is settled. A check of which a document cannot be read is left as it stands. Answers how many findings were made.
 */
export async function crossCheck(ports: CrossPorts, vendorId: string): Promise<number> {
  const { db, now } = ports
  const all = await heldDocuments(db, vendorId, crossTypes)
  let made = 0
  for (const { check, one, other } of sides) {
    const meant = all.filter(({ type }) => one.includes(type) || other.includes(type))
    const isPossible = meant.some(({ type }) => one.includes(type)) && meant.some(({ type }) => other.includes(type))
    const held: Held[] = []
    if (isPossible)
      for (const { sourceId, type, snapshotId } of meant) {
        const statements = await readSnapshot(ports, snapshotId)
        if (statements) held.push({ sourceId, type, statements })
      }
    if (held.length < (isPossible ? meant.length : 0)) continue
    const today = now().slice(0, 10)
    const disputes = check === 'models' ? modelDisputes(held, today) : subprocessorDisputes(held, today)
    const systemsOf = new Map(meant.map(({ sourceId, systemIds }) => [sourceId, systemIds]))
    made += await settleAgainst(ports, { vendorId, check, disputes, systemsOf })
  }
  return made
}

/** A date that a document states of itself and that moved while nothing else did; settled when its words change after all. */
export async function checkDate(ports: CrossPorts, { vendorId, sourceId }: { vendorId: string; sourceId: string }): Promise<number> {
  const change = await latestChange(ports.db, sourceId)
  const disputes = change ? bumped(change) : []
  const known = (await contradictionsOf(ports.db, vendorId)).filter(
    ({ check, fact }) => check === 'dates' && fact.startsWith(`${sourceId} `),
  )
  return settleAgainst(ports, { vendorId, check: 'dates', disputes, systemsOf: new Map(), known })
}

function bumped({ verdict, recognised, differences, sourceId, id }: ChangeRow): Dispute[] {
  if (verdict !== 'cosmetic' || !recognised.some(({ kind }) => kind === 'date-bumped-no-change')) return []
  const [moved] = differences.filter(({ before, after }) => before !== null && after !== null)
  if (!moved) return []
  const line = (text: string | null) => stated(sourceId, [{ text: text ?? '' }])
  return [
    {
      check: 'dates',
      fact: `${sourceId} ${id}`,
      kind: 'date-bumped-no-change',
      quotes: [
        { ...line(moved.before), side: 'removed' },
        { ...line(moved.after), side: 'added' },
      ],
      why: 'The document says that it was updated, and nothing but its date is different.',
    },
  ]
}

type Judged = {
  vendorId: string
  check: Check
  disputes: readonly Dispute[]
  systemsOf: ReadonlyMap<string, readonly string[]>
  known?: readonly Contradiction[]
}

async function settleAgainst(ports: CrossPorts, { vendorId, check, disputes, systemsOf, ...given }: Judged): Promise<number> {
  const { db, now, digest } = ports
  const known = given.known ?? (await contradictionsOf(db, vendorId)).filter((one) => one.check === check)
  const idOf = ({ fact }: Dispute) => digest(`contradiction\n${vendorId}\n${check}\n${fact}`).slice(0, 32)
  const byId = groupBy(known, ({ id }) => id)
  const stands = new Set(disputes.map(idOf))
  const agreed = new Set(known.filter(({ id, settledAt }) => settledAt === null && !stands.has(id)).map(({ id }) => id))
  if (agreed.size)
    await persist<null, Refusal>(ports, ruleActor, async () => {
      const rows = (await contradictionsOf(db, vendorId)).filter(({ id, settledAt }) => agreed.has(id) && settledAt === null)
      const settled = rows.map((row) => ({ ...row, settledAt: now(), version: (row.version ?? 0) + 1 }))
      const writing = settled.length ? writeContradictions(db, 'contradiction.settled', { settled }) : nothing
      return { ok: true, writing, result: null }
    })
  let made = 0
  for (const dispute of disputes) {
    const id = idOf(dispute)
    const [was] = byId.get(id) ?? []
    // a date that moved once moved once, whatever else the document did since
    if (was && (was.settledAt === null || check === 'dates')) continue
    if (await tell(ports, { id, vendorId, dispute, systemsOf })) made++
  }
  return made
}

type Told = { id: string; vendorId: string; dispute: Dispute; systemsOf: Judged['systemsOf'] }

async function tell(ports: CrossPorts, { id, vendorId, dispute, systemsOf }: Told): Promise<boolean> {
  const { db, now, newId } = ports
  const done = await persist<null, Refusal>(ports, ruleActor, async () => {
    const known = (await contradictionsOf(db, vendorId)).find((one) => one.id === id)
    if (known && known.settledAt === null) return { ok: false, reason: 'known' }
    const findingId = newId()
    const recorded = await recordFinding(ports, { ...findingOf(vendorId, dispute, systemsOf, now()), id: findingId }, 'confirmed')
    const { check, fact } = dispute
    const version = (known?.version ?? 0) + 1
    const row: Contradiction = { id, vendorId, findingId, check, fact, foundAt: now(), settledAt: null, version }
    const action = known ? 'contradiction.found-again' : 'contradiction.found'
    return { ok: true, writing: combine(recorded.writing, writeContradictions(db, action, { found: [row] })), result: null }
  })
  return done.ok
}

/** Neither document is a version of the other, so nothing is told as added or gone. */
const headlines: Record<Check, string | null> = {
  subprocessors: 'says two things of its sub-processors',
  models: 'says two things of its models',
  dates: null,
}

function findingOf(vendorId: string, { check, kind, quotes, why }: Dispute, systemsOf: Judged['systemsOf'], at: string): NewFinding {
  const named = quotes.map(({ sourceId }) => systemsOf.get(sourceId ?? '') ?? [])
  const everywhere = named.some((ids) => ids.length === 0)
  return {
    changeId: null,
    vendorId,
    systemIds: everywhere ? [] : [...new Set(named.flat())].sort(),
    sourceId: quotes[0].sourceId,
    kinds: [kind],
    announcement: 'unknown',
    announcedBy: null,
    announcementWhy: why,
    announcementOpenUntil: null,
    effectiveOn: null,
    effectiveWords: null,
    objectBy: null,
    quotes: [...quotes],
    headline: headlines[check],
    origin: 'contradiction',
    reason: why,
    detectedAt: at,
  }
}
