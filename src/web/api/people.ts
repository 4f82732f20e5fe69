import { z } from '@hono/zod-openapi'
import { issueAccessLink } from '../../flows/access-links'
import { addPerson, newPerson, someOfYours } from '../../flows/add-person'
import { editPerson, personFields } from '../../flows/edit-person'
import { signOutPerson } from '../../flows/end-sessions'
import { setPassword } from '../../flows/set-password'
import { pageAsOf } from '../../store/history'
import { type Person, personById } from '../../store/people'
import { readingsPage } from '../../store/readings'
import { people, personRoles } from '../../store/schema'
import { allOfThem, filterBy, selectPage } from '../../store/select-page'
import { baseOf, linkBaseOf } from '../address'
import { demandVersion, record, stale } from '../answer'
import { demandAsOf } from '../as-of'
import { anyFields, edited } from '../edit'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound, Problem } from '../problem'

const tag = 'People'
const id = z.object({ id: z.string() })
const list: ListOptions<'role' | 'state' | 'email'> = { sort: ['name', 'email', 'id', 'createdAt'], filter: ['role', 'state', 'email'] }

const personSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: z.enum([...personRoles, 'none']),
    unitIds: z.array(z.string()).nullable(),
    frameworks: z.array(z.string()).nullable(),
    periodFrom: z.string().nullable(),
    periodTo: z.string().nullable(),
    expiresOn: z.string().nullable(),
    awayFrom: z.string().nullable(),
    awayUntil: z.string().nullable(),
    delegateId: z.string().nullable(),
    state: z.enum(['active', 'invited', 'left']),
    timeZone: z.string().nullable(),
    rhythm: z.string().nullable(),
    digestAt: z.string().nullable(),
    quietFrom: z.string().nullable(),
    quietTo: z.string().nullable(),
    minSeverity: z.string().nullable(),
    hasPassword: z.boolean(),
    hasSingleSignOn: z.boolean(),
    version: z.number().int(),
    demo: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Person')

/** As it was then: the digest by which an altered password shows is for the audit trail. */
const past = z
  .looseObject({ passwordDigest: z.unknown(), oidcSubject: z.unknown() })
  .transform(({ passwordDigest: _, oidcSubject, ...person }) => ({ ...person, hasSingleSignOn: typeof oidcSubject === 'string' }))
const shown = ({ passwordHash, oidcSubject, ...person }: Person) => ({
  ...person,
  hasPassword: passwordHash !== null,
  hasSingleSignOn: oidcSubject !== null,
})

/** People: who may sign in, with which role and for which units. Everybody sees who there is; an administrator changes it. */
export function peopleRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports
  const person = async (personId: string): Promise<Person> => (await personById(db, personId)) ?? absent()

  endpoint(
    app,
    { method: 'get', path: '/people', tag, summary: 'People, page by page', query: listQuery(list), answer: pageSchema(personSchema) },
    async ({ c }) => {
      const request = listRequest(c, list, ports.now())
      if (request.asOf !== null) {
        const then = pageOrProblem(await pageAsOf(db, 'person', { at: request.asOf, request, filters: request.filters, where: undefined }))
        return c.json({ ...then, items: then.items.map((state) => past.parse(state)) })
      }
      const sortable = { name: people.name, email: people.email, id: people.id, createdAt: people.createdAt }
      const { role, state, email } = request.filters
      const where = allOfThem([filterBy(people.role, role), filterBy(people.state, state), filterBy(people.email, email)])
      const page = pageOrProblem(await selectPage(db, people, { id: people.id, sortable, where, request }))
      return c.json({ ...page, items: page.items.map(shown) })
    },
  )

  endpoint(
    app,
    {
      method: 'get',
      path: '/people/{id}',
      tag,
      summary: 'One person',
      params: id,
      query: z.object({ asOf: z.string().optional() }),
      answer: personSchema,
    },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at !== null) return c.json(past.parse(await demandAsOf(deps, caller, { noun: 'people', entity: 'person', id: params.id, at })))
      return record(c, shown(await person(params.id)))
    },
  )

  endpoint(app, { method: 'get', path: '/me', tag, summary: 'Who sends this request', answer: personSchema }, async ({ c, caller }) =>
    record(c, shown(await person(caller.personId))),
  )

  endpoint(
    app,
    { method: 'post', path: '/people', tag, summary: 'Add a person', body: newPerson, answer: personSchema, status: 201 },
    async ({ c, caller, body }) => {
      const done = await addPerson(ports, caller, body, { within: caller.unitIds })
      return done.ok ? record(c, shown(done.person), 201) : refuse(done)
    },
  )

  for (const method of ['put', 'patch'] as const) {
    const summary =
      method === 'put'
        ? 'Replace a person'
        : 'Edit a person; state "left" ends their sessions and tokens, and successorId takes over what they hold'
    const shownBody = method === 'put' ? personFields : personFields.partial()
    endpoint(
      app,
      { method, path: '/people/{id}', tag, summary, params: id, body: anyFields, shownBody, answer: personSchema, versioned: true },
      async ({ c, caller, params, body }) => {
        const before = await person(params.id)
        demandVersion(c, before.version)
        const done = await editPerson(ports, caller, before, edited(personFields, shown(before), body, method), caller.unitIds)
        return done.ok ? record(c, shown(done.person)) : refuse(done)
      },
    )
  }

  endpoint(
    app,
    {
      method: 'post',
      path: '/people/{id}/link',
      tag,
      summary: 'A one-time link with which a person sets a password; an invitation where they have not come in yet. Shown this once',
      params: id,
      body: z.strictObject({ mail: z.boolean().default(false) }),
      answer: personSchema.extend({ link: z.string().nullable(), linkExpiresAt: z.string() }),
    },
    async ({ c, caller, params, body }) => {
      if (body.mail && !(deps.config.smtp && linkBaseOf(c, deps)))
        throw invalid([{ path: 'mail', message: 'needs TELLTALE_SMTP_URL and TELLTALE_PUBLIC_URL' }])
      const done = await issueAccessLink(ports, caller, params.id, { base: baseOf(c, deps), mail: body.mail })
      if (!done.ok) return done.reason === 'unknown' ? absent() : left()
      c.set('secretFields', ['link'])
      c.header('etag', `"${done.result.person.version}"`)
      return c.json({ ...shown(done.result.person), link: done.result.link, linkExpiresAt: done.result.expiresAt })
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/people/{id}/sign-out',
      tag,
      summary: 'End all sessions of a person; their tokens stay',
      params: id,
      body: z.strictObject({}),
      answer: personSchema,
    },
    async ({ c, caller, params }) => {
      const done = await signOutPerson(ports, caller, params.id)
      return done.ok ? record(c, shown(done.result)) : absent()
    },
  )

  const readingsList: ListOptions<never> = { sort: ['-at'], filter: [] }
  const readingSchema = z.object({ id: z.string(), personId: z.string(), at: z.string(), path: z.string() })
  endpoint(
    app,
    {
      method: 'get',
      path: '/people/{id}/readings',
      tag,
      summary: 'What an auditor has read, page by page',
      params: id,
      query: listQuery(readingsList),
      answer: pageSchema(readingSchema),
    },
    async ({ c, params }) => {
      await person(params.id)
      return c.json(pageOrProblem(await readingsPage(db, params.id, listRequest(c, readingsList, ports.now()))))
    },
  )

  const secret = z.strictObject({ password: newPerson.shape.password.unwrap() })
  endpoint(
    app,
    {
      method: 'post',
      path: '/people/{id}/password',
      tag,
      summary: 'Give a person a new password',
      params: id,
      body: secret,
      answer: personSchema,
    },
    async ({ c, caller, params, body }) => {
      const { email } = await person(params.id)
      await setPassword(ports, caller, { email, password: body.password })
      return record(c, shown(await person(params.id)))
    },
  )
}

function absent(): never {
  throw notFound()
}

function left(): never {
  throw new Problem(409, 'person-left', 'Who has left gets no link.')
}

type Refusal = Exclude<Awaited<ReturnType<typeof addPerson>> | Awaited<ReturnType<typeof editPerson>>, { ok: true }>

function refuse(refusal: Refusal): never {
  switch (refusal.reason) {
    case 'email-taken':
      throw new Problem(409, 'already-exists', 'There is a person with this e-mail address.')
    case 'id-taken':
    case 'someone-exists':
      throw new Problem(409, 'already-exists', 'There is a person with this id.')
    case 'changed':
      throw stale()
    case 'last-administrator':
      throw new Problem(409, 'in-use', 'This is the last administrator.')
    case 'no-such-successor':
      throw invalid([{ path: 'successorId', message: 'nobody here to hand over to' }])
    case 'wrong-period':
      throw invalid([{ path: 'periodTo', message: 'before periodFrom' }])
    case 'stays':
      throw invalid([{ path: 'successorId', message: 'only for somebody who leaves: expected state "left" with it' }])
    case 'bad-field':
      throw invalid([{ path: refusal.path, message: refusal.message }])
    case 'beyond-units':
      throw invalid([{ path: 'unitIds', message: someOfYours }])
    case 'no-such-unit':
      throw invalid([{ path: 'unitIds', message: `no such unit: ${refusal.unit}` }])
  }
}
