import { z } from '@hono/zod-openapi'
import { vendorFields } from '../../core/register-record'
import { vendorRowFrom } from '../../flows/register-row'
import { certificationsOf } from '../../store/certificates'
import { vendorById, vendorsPage } from '../../store/register'
import { vendors } from '../../store/schema'
import { visible } from '../../store/visibility'
import type { App, AppDeps } from '../environment'
import { recordRoutes } from './record-routes'

const text = z.string().nullable()

/** Vendors: third parties whose AI we use. Their certifications are records of their own. */
export function vendorsRoutes(app: App, deps: AppDeps): void {
  const { db } = deps.ports
  recordRoutes(app, deps, {
    path: 'vendors',
    tag: 'Vendors',
    entity: 'vendor',
    noun: 'vendor',
    fields: vendorFields,
    list: { sort: ['name', 'id', 'createdAt', 'updatedAt'], filter: ['unitId', 'catalogueId', 'tier', 'q'] },
    page: (caller, request) => vendorsPage(db, caller, request),
    find: (caller, id) => vendorById(db, id, visible.vendor(caller, vendors.id)),
    // here what is not named is not known, where a file does not speak of it at all
    rowFrom: (given, begun, before) => vendorRowFrom({ announcedBeforeDays: null, announcedAfterDays: null, ...given }, begun, before),
    derived: async (rows) => {
      const certifications = await certificationsOf(
        db,
        rows.map((row) => row.id),
      )
      return new Map([...certifications].map(([id, held]) => [id, { certifications: held }]))
    },
    readOnly: {
      catalogueId: z.string().nullable(),
      /** Not of the past: certificates have one of their own. */
      certifications: z.array(z.object({ scheme: z.string(), scope: text, certificateId: text, validUntil: text })).optional(),
    },
  })
}
