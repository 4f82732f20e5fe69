import { camelCase } from '../../src/core/profile'
import examples from '../../src/core/reference/worked-examples.json'
import type { World } from '../world'

type Example = {
  register: Record<string, unknown>
  expected: { tasks: { obligation: string; action: string; label: string; due: string }[] }
}
const list: unknown = examples

/** The first worked example of the pack: CV screening under Annex III 4(a). */
export const example = firstExample(list)

function firstExample(value: unknown): Example {
  if (!Array.isArray(value)) throw new Error('the worked examples are not a list')
  return value[0]
}

/** Its facts for `org`, `vendor`, `system` or `dep`, as the API spells them. */
export const facts = (prefix: string, others: Record<string, unknown> = {}) =>
  Object.fromEntries(
    Object.entries({ ...example.register, ...others })
      .filter(([name]) => name.startsWith(`${prefix}.`) && !name.endsWith('.id'))
      .map(([name, value]) => [camelCase(name.slice(prefix.length + 1)), value]),
  )

const plain = facts('dep', { 'dep.annex_iii_point': 'none', 'dep.profiling': false, 'dep.workers_subject': false })
const { personalData: _, ...halfKnown } = plain
const later = { 'system.first_placed_on_eu_market': '2028-01-01' }

/**
 * A small register: an applicant tool built on a vendor's model, a job-advert writer, and a vendor of two note takers, one of whose uses is not
 * fully described. Returns people by name with their tokens.
 */
export async function registerForWork({ send, person }: Pick<World, 'send' | 'person'>) {
  const people = {
    admin: await person('administrator'),
    owner: await person('risk-owner', { email: 'owner@example.test' }),
    second: await person('risk-owner', { email: 'second@example.test' }),
    analyst: await person('analyst'),
    auditor: await person('auditor'),
  }
  const post = async (path: string, body: unknown, who: keyof typeof people = 'admin') => {
    const answer = await send('POST', `/api/v1${path}`, { token: people[who].token, body })
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`)
    return answer.json
  }
  await post('/units', { id: 'hiring', name: 'hiring', roleHolders: { dpo: people.second.id } })
  await post('/units', { id: 'elsewhere', name: 'elsewhere' })
  const records: [string, object[]][] = [
    [
      'vendors',
      [
        { id: 'talentworks', name: 'Talentworks', ...facts('vendor') },
        { id: 'nimbus', name: 'Nimbus Models', ...facts('vendor') },
        { id: 'quietbox', name: 'Quietbox', ...facts('vendor') },
      ],
    ],
    [
      'systems',
      [
        { id: 'sys-lark', vendorId: 'nimbus', name: 'Lark', kind: 'model_api' },
        {
          kind: 'saas_embedded_feature',
          id: 'sys-new',
          vendorId: 'talentworks',
          name: 'CV ranking',
          ...facts('system', later),
          parentSystemIds: ['sys-lark'],
        },
        { kind: 'ai_product', ...facts('system'), id: 'sys-plain', vendorId: 'talentworks', name: 'Job advert writer' },
        { kind: 'ai_product', ...facts('system'), id: 'sys-notes', vendorId: 'quietbox', name: 'Meeting notes' },
        { kind: 'ai_product', ...facts('system'), id: 'sys-scribe', vendorId: 'quietbox', name: 'Scribe' },
      ],
    ],
    [
      'deployments',
      [
        { id: 'dep-new', systemId: 'sys-new', name: 'Screening', unitId: 'hiring', ownerId: people.owner.id, ...facts('dep') },
        { id: 'dep-plain', systemId: 'sys-plain', name: 'Job adverts', ...plain },
        { id: 'dep-notes', systemId: 'sys-notes', name: 'Notes', ...halfKnown },
        { id: 'dep-scribe', systemId: 'sys-scribe', name: 'Minutes', ...plain },
      ],
    ],
  ]
  for (const [noun, some] of records) for (const body of some) await post(`/${noun}`, body)
  const scope = ['sys-new', 'sys-plain', 'sys-notes', 'sys-scribe']
  const stands = await send('GET', '/api/v1/organisation', { token: people.admin.token })
  const set = await send('PATCH', '/api/v1/organisation', {
    token: people.admin.token,
    body: facts('org', { 'org.aims_scope_system_ids': scope }),
    headers: { 'if-match': stands.headers.get('etag') ?? '' },
  })
  if (set.status !== 200) throw new Error(`organisation: ${set.status} ${set.text}`)

  const get = async (path: string, who: keyof typeof people = 'admin') => {
    const answer = await send('GET', `/api/v1${path}`, { token: people[who].token })
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`)
    return answer.json
  }
  const act = (path: string, body: unknown, who: keyof typeof people = 'owner') =>
    send('POST', `/api/v1${path}`, { token: people[who].token, body })
  const report = (body: object) =>
    post('/findings', { detected: '2026-11-21', source: { type: 'letter', note: 'Of 20 November' }, ...body }, 'analyst')
  const reviewsOf = async (caseId: string) => (await get(`/reviews?limit=500&filter[caseId]=${caseId}`)).items
  return { people, post, get, act, report, reviewsOf }
}
