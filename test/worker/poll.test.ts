import { applyD1Migrations, env } from 'cloudflare:test'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { openWorker } from '../../src/runtime/worker/ports'
import { enqueueDuePolls, pollMessage } from '../../src/runtime/worker/queue'
import { changes, findings, snapshots, sourceStates, sources, vendors } from '../../src/store/schema'

const site = () => inject('vendorSite')
const { ports } = openWorker(env)
const at = '2026-11-21T09:00:00.000Z'
const row = { facts: {}, factSources: {}, version: 1, createdAt: at, updatedAt: at }

async function source(id: string, path: string) {
  const url = `${site()}${path}`
  await ports.db.insert(sources).values({
    id,
    vendorId: 'acme',
    systemIds: [],
    url,
    origin: new URL(url).origin,
    type: 'terms',
    intervalMinutes: 720,
    enabled: true,
    version: 1,
    createdAt: at,
    updatedAt: at,
  })
}
/** Everything due, through messages as the queue would bring them. */
async function round() {
  const messages: { sourceIds: string[] }[] = []
  const past = { nextPollAt: '2000-01-01T00:00:00.000Z' }
  await ports.db.update(sourceStates).set(past)
  await enqueueDuePolls(ports, { sendBatch: async (batch) => messages.push(...batch.map(({ body }) => body)) })
  for (const message of messages) await pollMessage(ports, message)
  return messages
}

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
  await ports.db.insert(vendors).values({ id: 'acme', name: 'Acme', domains: [], aliases: [], ...row })
  await source('terms', '/terms')
  await source('away', '/away')
})

describe('in workerd, on D1', () => {
  it('the first poll of a local page makes a baseline and finds nothing', async () => {
    expect((await round()).flatMap(({ sourceIds }) => sourceIds).sort()).toEqual(['away', 'terms'])
    expect(await ports.db.select({ sourceId: snapshots.sourceId }).from(snapshots)).toEqual([{ sourceId: 'terms' }])
    expect(await ports.db.select().from(findings)).toEqual([])
  })

  it('a redirect to the metadata address is refused and is a state of health', async () => {
    const states = await ports.db
      .select({ id: sourceStates.sourceId, health: sourceStates.health, cause: sourceStates.cause })
      .from(sourceStates)
    expect(states.find(({ id }) => id === 'away')).toEqual({ id: 'away', health: 'unavailable', cause: 'refused-address' })
  })

  it('the same page again changes nothing', async () => {
    await round()
    expect(await ports.db.select().from(changes)).toEqual([])
  })

  it('a real change is one material change that quotes the words', async () => {
    await fetch(`${site()}/become?days=90`)
    await round()
    await round()
    const found = await ports.db.select({ verdict: changes.verdict, differences: changes.differences }).from(changes)
    expect(found.map(({ verdict }) => verdict)).toEqual(['material'])
    expect(JSON.stringify(found[0]?.differences)).toMatch(/30 days.*90 days|90 days.*30 days/)
  })
})
