import { z } from '@hono/zod-openapi'
import { fieldByPackName } from '../../core/profile'
import { completenessOf, organisationFields, toRecord } from '../../core/register-record'
import { saveOrganisation } from '../../flows/save-organisation'
import { provisionalFieldsAsOf, stateAsOf } from '../../store/history'
import { type Organisation, organisationId, theOrganisation, undescribed } from '../../store/organisation'
import { provisionalFieldsOf } from '../../store/to-dos'
import { demandVersion, record, stale } from '../answer'
import { anyFields, edited } from '../edit'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf } from '../list'

const tag = 'Organisation'
const past = z.object({ asOf: z.string().optional() })
const answer = z
  .object({
    id: z.string(),
    ...organisationFields.shape,
    version: z.number().int(),
    updatedAt: z.string(),
    provisionalFields: z.array(z.string()),
    completeness: z.object({ known: z.number().int(), of: z.number().int() }),
  })
  .openapi('Organisation')

const namesOf = (fields: readonly string[] = []) => fields.map((field) => fieldByPackName(field)?.name ?? field)

/** The one organisation: what decides which law and which standards apply at all. */
export function organisationRoutes(app: App, { ports }: AppDeps): void {
  const { db } = ports

  async function shown(row: Organisation) {
    const open = await provisionalFieldsOf(db, 'organisation', [row.id])
    const { name, ...rest } = toRecord('org', row)
    return {
      ...rest,
      name: name || null,
      version: row.version,
      provisionalFields: namesOf(open.get(row.id)),
      completeness: completenessOf('org', row.facts),
    }
  }

  endpoint(app, { method: 'get', path: '/organisation', tag, summary: 'The organisation', query: past, answer }, async ({ c }) => {
    const at = asOfOf(c, ports.now())
    if (at === null) return record(c, await shown(await theOrganisation(db)))
    const state = (await stateAsOf(db, 'organisation', organisationId, at)) ?? undescribed
    const { facts, name, ...own } = z.looseObject({ facts: z.record(z.string(), z.unknown()) }).parse(state)
    const open = await provisionalFieldsAsOf(db, 'organisation', [organisationId], at)
    return c.json({
      ...toRecord('org', { facts, ...own }),
      name: name || null,
      provisionalFields: namesOf(open.get(organisationId)),
      completeness: completenessOf('org', facts),
    })
  })

  for (const method of ['put', 'patch'] as const) {
    const summary = method === 'put' ? 'Replace what is known of the organisation' : 'Edit what is known of the organisation'
    const shownBody = method === 'put' ? organisationFields : organisationFields.partial()
    endpoint(
      app,
      { method, path: '/organisation', tag, summary, body: anyFields, shownBody, answer, versioned: true },
      async ({ c, caller, body }) => {
        const before = await theOrganisation(db)
        demandVersion(c, before.version)
        const done = await saveOrganisation(ports, caller, before, edited(organisationFields, await shown(before), body, method))
        if (!done.ok) throw stale()
        return record(c, await shown(done.row))
      },
    )
  }
}
