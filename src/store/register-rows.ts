import { updateRows, versionsStand } from './bulk'
import type { Database } from './database'
import type { DeploymentRow, OrganisationRow, SystemRow, VendorRow } from './reach'
import { deployments, organisation, systems, vendors } from './schema'
import type { Writing } from './writing'
import { combine, nothing } from './writing'

type Changed = {
  organisation?: OrganisationRow | null
  vendors?: readonly VendorRow[]
  systems?: readonly SystemRow[]
  deployments?: readonly DeploymentRow[]
}

/** Register records that an act of ours changed (their `version` already raised), each with its audit row. */
export function writeRegisterRows(db: Pick<Database, 'run'>, action: string, changed: Changed): Writing {
  const before = (rows: readonly { id: string; version: number }[]) => rows.map(({ id, version }) => ({ id, version: version - 1 }))
  const acts = (entity: string, rows: readonly { id: string }[]) =>
    rows.map((after) => ({ action: `${entity}.${action}`, entity, entityId: after.id, after }))
  const organisations = changed.organisation ? [changed.organisation] : []
  const { vendors: ofVendors = [], systems: ofSystems = [], deployments: ofDeployments = [] } = changed
  return combine(
    organisations.length
      ? {
          acts: acts('organisation', organisations),
          write: (applies) => updateRows(db, organisation, organisations, { applies }),
          guard: versionsStand(organisation, before(organisations)),
        }
      : nothing,
    ofVendors.length
      ? {
          acts: acts('vendor', ofVendors),
          write: (applies) => updateRows(db, vendors, ofVendors, { applies }),
          guard: versionsStand(vendors, before(ofVendors)),
        }
      : nothing,
    ofSystems.length
      ? {
          acts: acts('system', ofSystems),
          write: (applies) => updateRows(db, systems, ofSystems, { applies }),
          guard: versionsStand(systems, before(ofSystems)),
        }
      : nothing,
    ofDeployments.length
      ? {
          acts: acts('deployment', ofDeployments),
          write: (applies) => updateRows(db, deployments, ofDeployments, { applies }),
          guard: versionsStand(deployments, before(ofDeployments)),
        }
      : nothing,
  )
}
