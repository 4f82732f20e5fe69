import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seed } from '../../../src/flows/seed'
import { verify } from '../../../src/flows/verify'
import { writeBackup } from '../../../src/runtime/node/backup'
import { importCommand } from '../../../src/runtime/node/cli/import'
import { restoreBackup } from '../../../src/runtime/node/restore'
import { configOf, openRuntime, type Runtime } from '../../../src/runtime/node/runtime'
import { bodyOf } from '../../../src/store/bodies'
import { policy, round, stored } from '../../flows/watched'
import { type PagesServer, pagesServer } from './pages-server'

const dir = mkdtempSync(join(tmpdir(), 'telltale-backup-'))
const data = join(dir, 'data')
const at = '2026-11-21T09:00:00.000Z'
const count = 30
let days = 30
let pages: PagesServer
let live: Runtime
const opened: Runtime[] = []
async function open(dataDir: string): Promise<Runtime> {
  const env = { TELLTALE_LOG: 'silent', TELLTALE_ALLOW_PRIVATE: '127.0.0.1' }
  const runtime = await openRuntime(configOf({ env, values: { data: dataDir } }))
  opened.push(runtime)
  return runtime
}
const counts = async ({ ports: { db } }: Runtime) =>
  db.all(sql`select (select count(*) from captures) as captures, (select count(*) from snapshots) as snapshots, (select count(*) from findings) as findings,
    (select count(*) from reviews) as reviews, (select count(*) from bodies) as bodies, (select count(*) from audit) as audit`)

beforeAll(async () => {
  pages = await pagesServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(policy({ days: days + Number(request.url?.slice(1)) }))
  })
  const file = join(dir, 'sources.json')
  const sources = Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    url: `${pages.origin}/${index}`,
    vendor: `v${index % 3}`,
  }))
  writeFileSync(file, JSON.stringify({ sources }))
  const input = { positionals: [], terminal: false, env: { TELLTALE_LOG: 'silent' }, stdin: async () => '', out: () => {}, err: () => {} }
  expect(await importCommand.run({ ...input, values: { file, data } })).toBe(0)
  live = await open(data)
  await seed(live.ports, { vendors: 3, systems: 5, deployments: 8, sources: 0, findings: 4, reviews: 12 })
  await live.ports.db.run(sql`update sources set enabled = 0 where demo`)
  await round(live)
}, 300_000)
afterAll(async () => {
  await Promise.all([...opened.map((runtime) => runtime.close()), pages.close()])
  rmSync(dir, { recursive: true, force: true })
})

describe('a drill', () => {
  it('a backup taken while polls are written is one instant, and restored elsewhere it verifies', { timeout: 300_000 }, async () => {
    const file = join(dir, 'while-polling.tar.gz')
    days = 60
    const polling = round(live)
    const { manifest } = await writeBackup({ client: (await open(data)).opened.client, dataDir: data, at }, file)
    expect((await polling).changed.length).toBe(count)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const place = join(dir, 'elsewhere')
    const restored = await restoreBackup(file, place)
    expect(restored.at).toBe(manifest.at)
    expect(await verify((await open(place)).ports)).toMatchObject({
      ok: true,
      head: restored.head,
      rows: restored.rows,
      records: restored.records,
    })
  })

  it('what is restored is what there was: counts, head, every body byte for byte, and the key', { timeout: 300_000 }, async () => {
    const file = join(dir, 'at-rest.tar.gz')
    await writeBackup({ client: live.opened.client, dataDir: data, at }, file)
    const place = join(dir, 'new', 'place')
    const { head } = await restoreBackup(file, place)
    const copy = await open(place)
    expect(head).toBe((await verify(live.ports)).head)
    expect(await counts(copy)).toEqual(await counts(live))
    const { captures } = await stored(live)
    const kept = captures.flatMap(({ bodyKept, bodyHash }) => (bodyKept && bodyHash ? [bodyHash] : []))
    expect(kept.length).toBeGreaterThanOrEqual(2 * count)
    for (const hash of kept) {
      const [was, is] = [await bodyOf(live.ports, hash), await bodyOf(copy.ports, hash)]
      expect(was && is && Buffer.from(was).equals(is)).toBe(true)
      expect(live.ports.digest(is ?? '')).toBe(hash)
    }
    expect(readFileSync(join(place, 'secret.key'))).toEqual(readFileSync(join(data, 'secret.key')))
    expect(readdirSync(place).filter((name) => !/^telltale\.db(-wal|-shm)?$|^secret\.key$/.test(name))).toEqual([])
  })
})

describe('a restore writes nothing', () => {
  const file = join(dir, 'whole.tar.gz')
  const damagedFile = join(dir, 'damaged.tar.gz')
  const place = join(dir, 'nothing')
  beforeAll(() => writeBackup({ client: live.opened.client, dataDir: data, at }, file))

  it('where the place is not empty', async () => {
    const full = join(dir, 'full')
    mkdirSync(full)
    writeFileSync(join(full, 'note.txt'), 'mine')
    await expect(restoreBackup(file, full)).rejects.toThrow('not empty')
    expect(readdirSync(full)).toEqual(['note.txt'])
  })
  it.each([0.02, 0.3, 0.6, 0.95])('where some bytes of the file were changed, at %s of its length', async (part) => {
    const bytes = readFileSync(file)
    const index = Math.floor(bytes.length * part)
    // one bit alone may lie in a code that the compressed text never uses, and then the text is whole
    for (let at = index; at < Math.min(index + 32, bytes.length); at++) bytes.writeUInt8(bytes.readUInt8(at) ^ 0x5a, at)
    writeFileSync(damagedFile, bytes)
    await expect(restoreBackup(damagedFile, place)).rejects.toThrow(/damaged.*nothing was restored/)
    expect(existsSync(place)).toBe(false)
  })
  it.each([8, 400, 100_000])('where the last %i bytes are missing', async (missing) => {
    writeFileSync(damagedFile, readFileSync(file))
    truncateSync(damagedFile, Math.max(20, statSync(file).size - missing))
    await expect(restoreBackup(damagedFile, place)).rejects.toThrow(/damaged.*nothing was restored/)
    expect(existsSync(place)).toBe(false)
  })
  it('where the file is something else, and into an empty place leaves it empty', async () => {
    mkdirSync(place)
    writeFileSync(damagedFile, 'Dear all')
    await expect(restoreBackup(damagedFile, place)).rejects.toThrow('damaged')
    expect(readdirSync(place)).toEqual([])
    await expect(restoreBackup(dir, place)).rejects.toThrow('cannot be restored')
  })
  it('and a backup replaces no file', async () => {
    await expect(writeBackup({ client: live.opened.client, dataDir: data, at }, file)).rejects.toThrow('exists already')
  })
})
