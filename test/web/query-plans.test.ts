import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { routeAccess } from '../../src/web/routes'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

const plans = z.object({ rows: z.array(z.object({ detail: z.string() })) })
type Asked = { sql: string; args: unknown[] }
const statement = z.union([z.string(), z.object({ sql: z.string(), args: z.array(z.unknown()).default([]) })])
const asked = (given: unknown): Asked => {
  const one = statement.parse(given)
  return typeof one === 'string' ? { sql: one, args: [] } : one
}

/** Tables of which an installation has few rows, what a query itself has gathered by an index before, and SQLite's own steps. */
const small =
  /^(json_each|some|units|people|tokens|sessions|settings|organisation|channels|poll_hours|pauses|contracts|vendor_requests|saved_views|access_links|feed_addresses|sign_ons|exits|question_sets|above|below|seen|ranked|way|walk|used|about|clause|held|supported|one|__\w+|CONSTANT|\d+)\b|^\(subquery/

/** A table is walked through whole: without an index, or along one without an end or only to be sorted. */
function scans(plan: string[], sql: string): string[] {
  const walked = plan.filter((step) => /^SCAN /.test(step) && !small.test(step.slice(5)))
  const sorted = plan.some((step) => step === 'USE TEMP B-TREE FOR ORDER BY')
  // a limit ends nothing where most rows are thrown away because nothing made beforehand has them
  const sieved = plan.some((step) => /^BLOOM FILTER|AUTOMATIC/.test(step))
  const ended = /\blimit\b/i.test(sql) && !sorted && !sieved
  // in the order of its key, and as far as the page goes
  const paged = ended && !/\bwhere\b/i.test(sql)
  return walked.filter((step) => !(/ USING /.test(step) ? ended : paged))
}

/** What goes over everything, and why that is borne. */
const borne: [RegExp, string][] = [
  [/with recursive\s+watched\(id\)/, 'uses without a source: in a large installation readers share one answer a minute'],
  [/from source_states join sources on sources.id = source_states.source_id join vendors/, 'sources unverified for too long: the same'],
  [/^select "health", count\(\*\) from "source_states"/, 'sources by state, along an index: the same'],
  [/case "audit"."entity" when/, 'the trail as the people of some units see it: as far as the page is filled'],
  [/from "audit".*case audit.entity|from "audit" where/s, 'the same, taken out as a file'],
  [/^select count\(\*\) from \(select 1 from "cases" where \(?exists/, 'how many cases the people of some units see: up to 10,001'],
  [/group_concat\(distinct coalesce\("cause", "verdict"\)\)/, 'failures of the days that a report is about, by instant'],
  [/^select "systems"\."id".*"systems"\."facts".*from "systems".*model/s, 'systems that name a model, along an index of them alone'],
  [/^select count\(\*\) from "deployments"$/, 'how many uses there are, along an index'],
]

describe('no query walks through a large table', () => {
  let w: World
  let ids: Record<string, string>
  let tokens: string[]
  const heard: Asked[] = []
  let planOf: (explained: Asked) => Promise<string[]>

  beforeAll(async () => {
    w = await world()
    const made = await registerForWork(w)
    const mailed = await made.report({
      systemId: 'sys-lark',
      kinds: ['model-version-replaced'],
      silent: false,
      quote: 'lark-2 is replaced.',
    })
    const { json: source } = await w.send('POST', '/api/v1/sources', {
      token: made.people.admin.token,
      body: { url: 'https://terms.quietbox.example/', vendor: 'quietbox', systemIds: ['sys-notes'] },
    })
    const named = await w.send('POST', '/api/v1/systems', {
      token: made.people.admin.token,
      body: { id: 'sys-named', vendorId: 'quietbox', name: 'Names a model', modelIdentifiers: ['lark-2'], parentSystemIds: ['sys-lark'] },
    })
    expect(named.status).toBe(201)
    const [review] = await made.reviewsOf(mailed.caseId)
    ids = {
      vendors: 'quietbox',
      systems: 'sys-named',
      deployments: 'dep-new',
      findings: mailed.id,
      cases: mailed.caseId,
      reviews: review.id,
      sources: source.id,
    }
    const inUnit = await w.person('risk-owner', { email: 'in-unit@example.test', unitIds: ['hiring'] })
    tokens = [made.people.admin.token, inUnit.token]
    // the client is the library's: every statement goes through one of these two
    const client = z.object({ execute: z.function(), batch: z.function() }).parse(Reflect.get(w.ports.db, '$client'))
    const given = Reflect.get(w.ports.db, '$client')
    planOf = async (one) => plans.parse(await Reflect.apply(client.execute, given, [one])).rows.map((row) => row.detail)
    Reflect.set(given, 'execute', (one: unknown, ...rest: unknown[]) => {
      heard.push(asked(one))
      return Reflect.apply(client.execute, given, [one, ...rest])
    })
    Reflect.set(given, 'batch', (many: unknown, ...rest: unknown[]) => {
      heard.push(...z.array(z.unknown()).parse(many).map(asked))
      return Reflect.apply(client.batch, given, [many, ...rest])
    })
  })

  const readable = Object.keys(routeAccess).filter(
    (key) => key.startsWith('GET /') && routeAccess[key] !== 'open' && !key.includes('/metrics'),
  )
  const pathOf = (key: string) => {
    const path = key.slice('GET '.length)
    const noun = /([\w-]+)\/\{/.exec(path)?.[1] ?? ''
    return path.includes('{') ? (ids[noun] ? path.replace(/\{\w+\}/, ids[noun]) : null) : path
  }

  it.for(readable)('%s', async (key, { skip }) => {
    const path = pathOf(key)
    if (path === null || path.includes('{')) return skip('there is no such record here')
    const found = new Set<string>()
    for (const token of tokens) {
      heard.length = 0
      const { status } = await w.send('GET', path, { token })
      expect(status, path).not.toBe(500)
      for (const { sql, args } of [...heard]) {
        if (!/^\s*(select|with)\b/i.test(sql) || borne.some(([known]) => known.test(sql))) continue
        const plan = await planOf({ sql: `explain query plan ${sql}`, args })
        for (const step of scans(plan, sql)) found.add(`${step}: ${sql.replace(/\s+/g, ' ').slice(0, 300)}`)
      }
    }
    expect([...found]).toEqual([])
  })
})
