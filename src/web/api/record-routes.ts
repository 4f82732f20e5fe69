import { z } from '@hono/zod-openapi'
import { fieldByPackName, type Noun } from '../../core/profile'
import { completenessOf, recordId, toRecord } from '../../core/register-record'
import type { Begun } from '../../flows/register-row'
import { type NotLiveYet, removeRecord, type SaveRefusal, saveRecord } from '../../flows/save-record'
import { provisionalFieldsAsOf } from '../../store/history'
import type { Page } from '../../store/page'
import { type RegisterEntity, type RegisterRow, registerPageAsOf } from '../../store/register'
import { provisionalFieldsOf } from '../../store/to-dos'
import { demandVersion, record, stale } from '../answer'
import { demandAsOf } from '../as-of'
import type { Caller } from '../authorise'
import { anyFields, edited } from '../edit'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, type ListRequest, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound, Problem } from '../problem'
import { demandWithin } from '../within-units'

/** One of the three nouns of the register that are written and read alike. */
export type RecordNoun<E extends RegisterEntity, F extends string> = {
  path: 'vendors' | 'systems' | 'deployments'
  tag: string
  entity: E
  noun: Noun
  /** What may be written. */
  fields: z.ZodObject
  list: ListOptions<F>
  page: (caller: Caller, request: ListRequest<F>) => Promise<Page<RegisterRow<E>> | { problem: 'bad-cursor' }>
  /** The row, if the caller may see it. */
  find: (caller: Caller, id: string) => Promise<RegisterRow<E> | null>
  rowFrom: (given: Record<string, unknown>, begun: Begun, before: RegisterRow<E> | null) => RegisterRow<E>
  /** Facts that are kept as records of their own, by id of the row. */
  derived: (rows: readonly RegisterRow<E>[]) => Promise<Map<string, Record<string, unknown>>>
  /** Schemas of what is read only. */
  readOnly: Record<string, z.ZodType>
}

const id = z.object({ id: z.string() })
const asOf = z.object({ asOf: z.string().optional() })
const common = {
  version: z.number().int(),
  demo: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  provisionalFields: z.array(z.string()),
  /** How many of the facts that the rules read are known. */
  completeness: z.object({ known: z.number().int(), of: z.number().int() }),
}

/** List, one, add, replace, edit and remove for a noun of the register. */
export function recordRoutes<E extends RegisterEntity, F extends string>(app: App, deps: AppDeps, noun: RecordNoun<E, F>): void {
  const { ports } = deps
  const { path, tag, entity, fields, list } = noun
  const one = tag.toLowerCase().replace(/s$/, '')
  const answer = z
    .object({ id: z.string(), ...fields.shape, ...noun.readOnly, ...common })
    .openapi(one.replace(/^./, (letter) => letter.toUpperCase()))

  endpoint(
    app,
    { method: 'get', path: `/${path}`, tag, summary: `${tag}, page by page`, query: listQuery(list), answer: pageSchema(answer) },
    async ({ c, caller }) => {
      const request = listRequest(c, list, ports.now())
      if (request.asOf === null) {
        const page = pageOrProblem(await noun.page(caller, request))
        return c.json({ ...page, items: await shown(page.items) })
      }
      const page = pageOrProblem(await registerPageAsOf(ports.db, caller, entity, request, request.asOf))
      return c.json({ ...page, items: await shownStates(page.items, request.asOf) })
    },
  )

  endpoint(
    app,
    { method: 'get', path: `/${path}/{id}`, tag, summary: `One ${one}`, params: id, query: asOf, answer },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at !== null) {
        const state = await demandAsOf(deps, caller, { noun: path, entity, id: params.id, at })
        return c.json((await shownStates([state], at))[0])
      }
      return record(c, await only(await demand(caller, params.id)))
    },
  )

  const body = fields.extend({ id: recordId.optional() })
  endpoint(
    app,
    { method: 'post', path: `/${path}`, tag, summary: `Add a ${one}`, body, answer, status: 201 },
    async ({ c, caller, body: given }) => {
      const { id: wanted, ...rest } = given
      const begun = { id: typeof wanted === 'string' ? wanted : ports.newId(), at: ports.now() }
      const row = noun.rowFrom(rest, begun, null)
      await demandWithin(deps, caller, { ...row.facts, ...row })
      const done = await saveRecord(ports, caller, entity, row, null)
      return done.ok ? record(c, await only(done.row), 201) : refuse(done, one)
    },
  )

  for (const method of ['put', 'patch'] as const) {
    const summary = method === 'put' ? `Replace a ${one}: what is not named becomes unknown` : `Edit a ${one}`
    const shownBody = method === 'put' ? fields : fields.partial()
    endpoint(
      app,
      { method, path: `/${path}/{id}`, tag, summary, params: id, body: anyFields, shownBody, answer, versioned: true },
      async ({ c, caller, params, body: given }) => {
        const before = await demand(caller, params.id)
        demandVersion(c, before.version)
        const row = noun.rowFrom(edited(fields, await only(before), given, method), { id: before.id, at: ports.now() }, before)
        await demandWithin(deps, caller, { ...row.facts, ...row }, before.facts)
        const done = await saveRecord(ports, caller, entity, row, before)
        return done.ok ? record(c, await only(done.row)) : refuse(done, one)
      },
    )
  }

  endpoint(
    app,
    {
      method: 'delete',
      path: `/${path}/{id}`,
      tag,
      summary: `Remove a ${one} that nothing rests on`,
      params: id,
      answer: null,
      status: 204,
      versioned: true,
    },
    async ({ c, caller, params }) => {
      const before = await demand(caller, params.id)
      demandVersion(c, before.version)
      const done = await removeRecord(ports, caller, entity, before)
      return done.ok ? c.body(null, 204) : refuse(done, one)
    },
  )

  async function demand(caller: Caller, recordId: string): Promise<RegisterRow<E>> {
    const row = await noun.find(caller, recordId)
    if (!row) throw notFound()
    return row
  }

  async function shown(rows: readonly RegisterRow<E>[]) {
    const [derived, provisional] = await Promise.all([
      noun.derived(rows),
      provisionalFieldsOf(
        ports.db,
        entity,
        rows.map((row) => row.id),
      ),
    ])
    return rows.map((row) => ({
      ...toRecord(noun.noun, row),
      ...derived.get(row.id),
      version: row.version,
      provisionalFields: namesOf(provisional.get(row.id)),
      completeness: completenessOf(noun.noun, row.facts),
    }))
  }

  async function only(row: RegisterRow<E>) {
    const [item] = await shown([row])
    if (!item) throw new Error('a row was not shown')
    return item
  }

  /** States of the past: without what is derived from other records, which have a past of their own. */
  async function shownStates(states: readonly unknown[], at: string) {
    const rows = states.map((state) => past.parse(state))
    const open = await provisionalFieldsAsOf(
      ports.db,
      entity,
      rows.map((row) => row.id),
      at,
    )
    return rows.map((row) => ({
      ...toRecord(noun.noun, row),
      provisionalFields: namesOf(open.get(row.id)),
      completeness: completenessOf(noun.noun, row.facts),
    }))
  }
}

const past = z.looseObject({ id: z.string(), facts: z.record(z.string(), z.unknown()) })
const namesOf = (fields: readonly string[] = []) => fields.map((name) => fieldByPackName(name)?.name ?? name)

export function refuse(refusal: SaveRefusal | NotLiveYet, one: string): never {
  switch (refusal.reason) {
    case 'invalid':
      throw invalid(refusal.errors)
    case 'id-taken':
      throw new Problem(409, 'already-exists', `There is a ${one} with this id.`)
    case 'in-use':
      throw new Problem(409, 'in-use', `Other records rest on this ${one}.`)
    case 'not-live-yet':
      throw new Problem(409, refusal.reason, refusal.detail)
    case 'changed':
      throw stale()
  }
}
