import { z } from 'zod'
import { saveOrganisation } from '../flows/save-organisation'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { always, demoRecords, demoSetting, restingOnDemo, uncountPolls, withoutDemo } from '../store/demo-records'
import { theOrganisation } from '../store/organisation'
import { dropSetting, setting } from '../store/settings'
import { commit } from '../store/writing'
import { demoOrganisation } from './register'

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>
/** What `load` noted; a load that broke off has noted nothing. */
const demoState = z.object({ polled: z.array(z.object({ hour: z.string(), attempted: z.number(), failed: z.number() })) })
export type DemoRemoved =
  | { ok: true; records: number }
  | { ok: false; reason: 'not-loaded' }
  | { ok: false; reason: 'in-use'; names: string[] }

/**
 * Takes the demonstration away: every record of it with an audit row that says so, and what was captured for it. Own records stay; where some
 * rest on it, nothing is removed and they are named.
 */
export async function removeDemo(ports: Needs, actor: Actor): Promise<DemoRemoved> {
  const { db } = ports
  const names = await restingOnDemo(db)
  if (names.length) return { ok: false, reason: 'in-use', names }
  const records = await demoRecords(db)
  if (!records.length) return { ok: false, reason: 'not-loaded' }
  const kept = demoState.safeParse(await setting(db, demoSetting))
  const played = kept.success ? kept.data.polled : []
  const acts = records.map(({ entity, entityId }) => ({ action: `${entity}.removed`, entity, entityId, after: null }))
  const gone = await commit(ports, actor, {
    acts,
    write: (applies) => [...withoutDemo(db, applies), ...uncountPolls(db, played, applies)],
    guard: always,
  })
  if (!gone) throw new Error('the demonstration could not be removed')
  await forgetOrganisation(ports, actor)
  await dropSetting(db, demoSetting)
  ports.log('demo.removed', { records: records.length })
  return { ok: true, records: records.length }
}

/** The organisation's facts go with it while they are still those of the demonstration. */
async function forgetOrganisation(ports: Needs, actor: Actor): Promise<void> {
  const now = await theOrganisation(ports.db)
  if (now.name === demoOrganisation.name) await saveOrganisation(ports, actor, now, {})
}
