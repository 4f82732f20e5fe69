import { z } from '@hono/zod-openapi'
import { systemFields } from '../../core/register-record'
import { systemRowFrom } from '../../flows/register-row'
import { watchedDocuments } from '../../store/derived-facts'
import { systemById, systemsPage } from '../../store/register'
import { systems } from '../../store/schema'
import { visible } from '../../store/visibility'
import type { App, AppDeps } from '../environment'
import { recordRoutes } from './record-routes'

/** Systems: what vendors supply, built on one another through `parentSystemIds`. The documents they are watched by are sources of their own. */
export function systemsRoutes(app: App, deps: AppDeps): void {
  const { db } = deps.ports
  recordRoutes(app, deps, {
    path: 'systems',
    tag: 'Systems',
    entity: 'system',
    noun: 'system',
    fields: systemFields,
    list: { sort: ['name', 'id', 'createdAt', 'updatedAt'], filter: ['unitId', 'vendorId', 'state', 'kind', 'parentSystemId', 'q'] },
    page: (caller, request) => systemsPage(db, caller, request),
    find: (caller, id) => systemById(db, id, visible.system(caller, systems.id)),
    rowFrom: systemRowFrom,
    derived: async (rows) =>
      new Map([...(await watchedDocuments(db, rows))].map(([id, documents]) => [id, { watchedDocuments: documents }])),
    readOnly: {
      proposedByFindingId: z.string().nullable(),
      /** Not of the past: sources have one of their own. */
      watchedDocuments: z.array(z.object({ url: z.string(), kind: z.string(), cadence: z.string() })).optional(),
    },
  })
}
