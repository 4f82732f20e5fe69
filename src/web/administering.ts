import { channelById } from '../store/channels'
import type { Database } from '../store/database'
import { personById } from '../store/people'
import { unitById } from '../store/units'
import type { Caller } from './authorise'
import { asText } from './path-part'
import { Problem } from './problem'

type Hand = Pick<Caller, 'unitIds'>

/** Whether an administrator's hand reaches what belongs to these units (null = to all): theirs that is, and not beyond them. */
export const reaches = ({ unitIds }: Hand, theirs: readonly string[] | null): boolean =>
  unitIds === null || (theirs?.every((id) => unitIds.includes(id)) ?? false)

/** 403 where it does not. */
export function demandReach(caller: Hand, theirs: readonly string[] | null): void {
  if (!reaches(caller, theirs)) throw new Problem(403, 'not-allowed', 'This reaches beyond your units; an administrator of them all may.')
}

/** What is of the whole installation: an administrator of some units alone could reach the others by it. */
const ofAllUnits = [
  /^(PUT|PATCH) \/api\/v1\/organisation$/,
  /^\w+ \/api\/v1\/organisation\/sign-on$/,
  /^\w+ \/demo\//,
  /^\w+ \/settings\/(sign-on|cadences|retention)(\/|$)/,
  /^POST \/settings\/organisation$/,
]

/** Whether an administrator may come to a route at all, whatever record it is about. */
export const mayAdminister = ({ unitIds }: Hand, key: string): boolean =>
  unitIds === null || !ofAllUnits.some((pattern) => pattern.test(key))

const unitsOf: Record<string, (db: Database, id: string) => Promise<readonly string[] | null | undefined>> = {
  people: async (db, id) => (await personById(db, id))?.unitIds,
  units: async (db, id) => ((await unitById(db, id)) ? [id] : undefined),
  channels: async (db, id) => (await channelById(db, id))?.unitIds,
}

/**
 * Holds an administrator of some units to these: 403 at what is of the whole installation, and at a person, unit or channel that reaches beyond them.
 * What they may give to whom is for the flows to hold. What is not there is for the handler to say.
 */
export async function demandHand(db: Database, caller: Hand, key: string, path: string): Promise<void> {
  if (caller.unitIds === null) return
  if (!mayAdminister(caller, key)) demandReach(caller, null)
  const [, noun = '', id] = /^\/(?:api\/v1|settings)\/(people|units|channels)\/([^/]+)/.exec(path) ?? []
  const theirs = id === undefined ? undefined : await unitsOf[noun]?.(db, asText(id))
  if (theirs !== undefined) demandReach(caller, theirs)
}
