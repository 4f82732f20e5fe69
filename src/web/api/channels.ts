import { z } from '@hono/zod-openapi'
import { severities } from '../../core/kind'
import { addChannel, channelFields, editChannel, newChannel, removeChannel, rotateKey } from '../../flows/save-channel'
import { testChannel, testInWords } from '../../flows/test-channel'
import { type Channel, channelById } from '../../store/channels'
import { channels, personRoles } from '../../store/schema'
import { allOfThem, filterBy, selectPage } from '../../store/select-page'
import { reaches } from '../administering'
import { demandVersion, record, stale } from '../answer'
import { type Caller, can } from '../authorise'
import { anyFields, edited } from '../edit'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound, Problem } from '../problem'

const tag = 'Channels'
const id = z.object({ id: z.string() })
const list: ListOptions<'type'> = { sort: ['name', 'id', 'createdAt'], filter: ['type'] }

const channelSchema = z
  .object({
    id: z.string(),
    type: z.string(),
    name: z.string(),
    address: z.string(),
    minSeverity: z.enum(severities),
    digest: z.enum(['at-once', 'daily', 'weekly']),
    enabled: z.boolean(),
    unitIds: z.array(z.string()).nullable(),
    roles: z.array(z.enum(personRoles)).nullable(),
    timeZone: z.string().nullable(),
    digestAt: z.string().nullable(),
    quietFrom: z.string().nullable(),
    quietTo: z.string().nullable(),
    version: z.number().int(),
    demo: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Channel')
const withSecret = channelSchema.extend({ secret: z.string().nullable() })
const tested = channelSchema.extend({ test: z.object({ sent: z.boolean(), says: z.string(), at: z.string() }) })

/** Without its key; an address that lets whoever has it post is whole for administrators alone. */
const shown = ({ secret: _, ...channel }: Channel, caller: Caller) => ({
  ...channel,
  address:
    channel.type === 'email' || (can(caller, 'administer') && reaches(caller, channel.unitIds))
      ? channel.address
      : `${new URL(channel.address).origin}/…`,
})

/** Channels: where news go besides people's own mail. */
export function channelsRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports
  const channel = async (channelId: string): Promise<Channel> => (await channelById(db, channelId)) ?? absent()

  endpoint(
    app,
    { method: 'get', path: '/channels', tag, summary: 'Channels, page by page', query: listQuery(list), answer: pageSchema(channelSchema) },
    async ({ c, caller }) => {
      const request = listRequest(c, list, ports.now())
      if (request.asOf !== null) throw invalid([{ path: 'asOf', message: 'channels are listed as they are now' }])
      const sortable = { name: channels.name, id: channels.id, createdAt: channels.createdAt }
      const where = allOfThem([filterBy(channels.type, request.filters.type)])
      const page = pageOrProblem(await selectPage(db, channels, { id: channels.id, sortable, where, request }))
      return c.json({ ...page, items: page.items.map((one) => shown(one, caller)) })
    },
  )

  endpoint(
    app,
    { method: 'get', path: '/channels/{id}', tag, summary: 'One channel', params: id, answer: channelSchema },
    async ({ c, caller, params }) => record(c, shown(await channel(params.id), caller)),
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/channels',
      tag,
      summary: 'Add a channel; the key of a webhook is shown this once',
      body: newChannel,
      answer: withSecret,
      status: 201,
    },
    async ({ c, caller, body }) => {
      const done = await addChannel(ports, caller, body, caller.unitIds)
      if (!done.ok) return refuse(done)
      c.set('secretFields', ['secret'])
      return record(c, { ...shown(done.channel, caller), secret: done.secret }, 201)
    },
  )

  for (const method of ['put', 'patch'] as const) {
    const shownBody = method === 'put' ? channelFields : channelFields.partial()
    const summary = method === 'put' ? 'Replace a channel' : 'Edit a channel'
    endpoint(
      app,
      { method, path: '/channels/{id}', tag, summary, params: id, body: anyFields, shownBody, answer: channelSchema, versioned: true },
      async ({ c, caller, params, body }) => {
        const before = await channel(params.id)
        demandVersion(c, before.version)
        const done = await editChannel(ports, caller, before, edited(channelFields, shown(before, caller), body, method), caller.unitIds)
        return done.ok ? record(c, shown(done.channel, caller)) : refuse(done)
      },
    )
  }

  endpoint(
    app,
    { method: 'delete', path: '/channels/{id}', tag, summary: 'Remove a channel', params: id, answer: null, status: 204, versioned: true },
    async ({ c, caller, params }) => {
      const before = await channel(params.id)
      demandVersion(c, before.version)
      const done = await removeChannel(ports, caller, before)
      return done.ok ? c.body(null, 204) : refuse(done)
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/channels/{id}/test',
      tag,
      summary: 'Send a test, now; what became of it stands in "test"',
      params: id,
      answer: tested,
    },
    async ({ c, caller, params }) => {
      const one = await channel(params.id)
      const answer = await testChannel(ports, one, caller)
      return record(c, { ...shown(one, caller), test: { sent: answer.ok, says: testInWords(answer), at: ports.now() } })
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/channels/{id}/rotate',
      tag,
      summary: 'Give a webhook a new key, shown this once',
      params: id,
      answer: withSecret,
    },
    async ({ c, caller, params }) => {
      const done = await rotateKey(ports, caller, await channel(params.id))
      if (!done.ok) return refuse(done)
      c.set('secretFields', ['secret'])
      return record(c, { ...shown(done.channel, caller), secret: done.secret })
    },
  )
}

function absent(): never {
  throw notFound()
}

function refuse(refusal: Exclude<Awaited<ReturnType<typeof removeChannel>>, { ok: true }>): never {
  switch (refusal.reason) {
    case 'id-taken':
      throw new Problem(409, 'already-exists', 'There is a channel with this id.')
    case 'changed':
      throw stale()
    case 'bad-field':
      throw invalid([{ path: refusal.path, message: refusal.message }])
    case 'unknown':
      throw notFound()
  }
}
