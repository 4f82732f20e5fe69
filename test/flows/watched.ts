import { pollRound, type RoundPorts } from '../../src/flows/poll-round'
import type { RoundReport } from '../../src/flows/round-report'
import { runBatch } from '../../src/store/database'
import { dueSources } from '../../src/store/due-sources'
import { captures, changes, findings, snapshots, sourceStates, sources, vendors } from '../../src/store/schema'
import { enabledOnly, syncSourceStates } from '../../src/store/source-states'
import type { World } from '../world'

type Given = { id: string; url: string; vendor?: string } & Partial<
  Pick<typeof sources.$inferInsert, 'type' | 'rules' | 'intervalMinutes' | 'collector'>
>

/** Puts sources (and the vendors they name) into the register as an import would. */
export async function watch({ ports: { db, now } }: Pick<World, 'ports'>, ...given: Given[]): Promise<void> {
  const at = now()
  const common = { version: 1, createdAt: at, updatedAt: at }
  for (const name of new Set(given.map(({ vendor }) => vendor ?? 'acme')))
    await db
      .insert(vendors)
      .values({ id: name, name, facts: {}, factSources: {}, domains: [], aliases: [], ...common })
      .onConflictDoNothing()
  for (const { vendor, id, url, ...more } of given)
    await db.insert(sources).values({
      id,
      url,
      vendorId: vendor ?? 'acme',
      systemIds: [],
      origin: new URL(url).origin,
      type: 'terms',
      intervalMinutes: 720,
      enabled: true,
      ...common,
      ...more,
    })
}

/** One round over all sources, a confirming fetch included, as `poll --once --all` makes it. */
export async function round({ ports }: { ports: RoundPorts }, { confirm = true } = {}): Promise<RoundReport> {
  await runBatch(ports.db, syncSourceStates(ports.db, ports.now()))
  return pollRound(ports, await dueSources(ports.db, enabledOnly), { perOrigin: 2, minGapMs: 0, concurrency: 16, confirm })
}

/** Everything that polling stored, for those who look for what is not there. */
export async function stored({ ports: { db } }: Pick<World, 'ports'>) {
  return {
    states: new Map((await db.select().from(sourceStates)).map((row) => [row.sourceId, row])),
    captures: await db.select().from(captures).orderBy(captures.sourceId, captures.ordinal),
    snapshots: await db.select().from(snapshots).orderBy(snapshots.at),
    changes: await db.select().from(changes).orderBy(changes.detectedAt),
    findings: await db.select().from(findings).orderBy(findings.detectedAt),
  }
}

/** An invented policy long enough to be one. */
export const policy = ({
  days = 30,
  extra = '',
  visit = 'a1',
  dated = '',
} = {}): string => `<!doctype html><html lang="en"><head><title>Terms of service</title>
<meta name="csrf-token" content="${visit}"></head><body><nav><a href="/?visit=${visit}">Home</a></nav><main><h1>Terms of service</h1>${dated}
<p>These terms govern the use of the service by our customers, who decide which of its features their staff may use.</p>
<p>We retain prompts and outputs for ${days} days after they are submitted and then delete them from all our systems.</p>
<p>The support desk answers on working days between nine and five, and planned maintenance is told a week ahead.</p>${extra}</main></body></html>`
