import { deploymentFields } from '../../core/register-record'
import { deploymentRowFrom } from '../../flows/register-row'
import { deploymentById, deploymentsPage } from '../../store/register'
import { deployments } from '../../store/schema'
import { visible } from '../../store/visibility'
import type { App, AppDeps } from '../environment'
import { recordRoutes } from './record-routes'

/** Deployments: our uses of systems, with their purpose, owner, data, people affected and legal facts. */
export function deploymentsRoutes(app: App, deps: AppDeps): void {
  const { db } = deps.ports
  recordRoutes(app, deps, {
    path: 'deployments',
    tag: 'Deployments',
    entity: 'deployment',
    noun: 'dep',
    fields: deploymentFields,
    list: { sort: ['name', 'id', 'createdAt', 'updatedAt'], filter: ['unitId', 'systemId', 'vendorId', 'ownerId', 'status', 'q'] },
    page: (caller, request) => deploymentsPage(db, caller, request),
    find: (caller, id) => deploymentById(db, id, visible.deployment(caller, deployments.id)),
    rowFrom: deploymentRowFrom,
    derived: async () => new Map(),
    readOnly: {},
  })
}
