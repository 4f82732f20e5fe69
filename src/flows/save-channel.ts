import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { severities } from '../core/kind'
import { isTimeOfDay, isTimeZone } from '../core/local-time'
import { recordId } from '../core/register-record'
import { channelType, channelTypes } from '../notify/index'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { insertRows, updateRows } from '../store/bulk'
import { type Channel, channelById } from '../store/channels'
import { channels, notices, personRoles } from '../store/schema'
import { commit } from '../store/writing'
import { isWithin, someOfYours, type Within } from './add-person'

export const timeOfDay = z.string().refine(isTimeOfDay, 'expected a time such as 08:00')
export const timeZone = z.string().max(100).refine(isTimeZone, 'expected a time zone such as Europe/Berlin')

export const channelFields = z.strictObject({
  name: z.string().trim().min(1).max(200),
  address: z.string().trim().min(1).max(2000),
  minSeverity: z.enum(severities).default('medium'),
  digest: z.enum(['at-once', 'daily', 'weekly']).default('at-once'),
  enabled: z.boolean().default(true),
  unitIds: z.array(z.string()).max(1000).nullish(),
  roles: z.array(z.enum(personRoles)).max(personRoles.length).nullish(),
  timeZone: timeZone.nullish(),
  digestAt: timeOfDay.nullish(),
  quietFrom: timeOfDay.nullish(),
  quietTo: timeOfDay.nullish(),
})
export const newChannel = channelFields.extend({
  id: recordId.optional(),
  type: z.string().refine((type) => channelType(type) !== null, `expected one of ${channelTypes.map(({ type }) => type).join(', ')}`),
})

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'newSecret' | 'digest' | 'log'>
type Refusal = { ok: false; reason: 'id-taken' | 'changed' | 'unknown' } | { ok: false; reason: 'bad-field'; path: string; message: string }
/** `secret` is the key that a new channel signs with, answered this once. */
type Saved = { ok: true; channel: Channel; secret: string | null } | Refusal

/** What the audit trail keeps of a channel: neither its key nor an address that lets whoever has it post, but digests by which a change shows. */
export const auditedChannel = ({ secret, address, ...channel }: Channel, digest: Ports['digest']) => ({
  ...channel,
  address: channel.type === 'email' ? address : new URL(address).origin,
  addressDigest: digest(address),
  secretDigest: secret === null ? null : digest(secret),
})

/** A key in the form of Standard Webhooks: `whsec_` and 24 random bytes in base64. */
const newKey = (newSecret: Ports['newSecret']) => `whsec_${newSecret(24).replaceAll('-', '+').replaceAll('_', '/')}`

/**
 * Adds a channel. A webhook gets the key that its messages are signed with, which is answered this once. Whoever administers the units `within`
 * alone makes one for units of these.
 */
export async function addChannel(
  ports: Needs,
  actor: Actor,
  { id, type, ...given }: z.output<typeof newChannel>,
  within: Within = null,
): Promise<Saved> {
  const { db, now } = ports
  const wrong = faultOf(type, given) ?? beyond(within, given)
  if (wrong) return wrong
  const secret = channelType(type)?.signs ? newKey(ports.newSecret) : null
  const channel: Channel = {
    id: id ?? ports.newId(),
    type,
    secret,
    ...stored(given),
    demo: false,
    version: 1,
    createdAt: now(),
    updatedAt: now(),
  }
  const done = await commit(ports, actor, {
    acts: [{ action: 'channel.added', entity: 'channel', entityId: channel.id, after: auditedChannel(channel, ports.digest) }],
    write: (applies) => insertRows(db, channels, [channel], { applies }),
    guard: sql`not exists (select 1 from channels where id = ${channel.id}) and ${unitsAreThere(channel)}`,
  })
  if (done) {
    ports.log('channel.added', { channelId: channel.id, type })
    return { ok: true, channel, secret }
  }
  return (await channelById(db, channel.id)) ? { ok: false, reason: 'id-taken' } : noSuchUnit
}

/** Replaces a channel's fields where it still has the version that was read. What it is and its key stay. */
export async function editChannel(
  ports: Needs,
  actor: Actor,
  before: Channel,
  given: z.output<typeof channelFields>,
  within: Within = null,
): Promise<Saved> {
  const wrong = faultOf(before.type, given) ?? beyond(within, given)
  if (wrong) return wrong
  const channel: Channel = { ...before, ...stored(given), version: before.version + 1, updatedAt: ports.now() }
  return changed(ports, actor, before, channel, 'channel.edited')
}

/** Gives a webhook a new key, answered this once; from now on messages are signed with it. */
export async function rotateKey(ports: Needs, actor: Actor, before: Channel): Promise<Saved> {
  if (before.secret === null) return { ok: false, reason: 'bad-field', path: 'type', message: 'signs nothing and has no key' }
  const secret = newKey(ports.newSecret)
  const done = await changed(
    ports,
    actor,
    before,
    { ...before, secret, version: before.version + 1, updatedAt: ports.now() },
    'channel.key-rotated',
  )
  return done.ok ? { ...done, secret } : done
}

async function changed(ports: Needs, actor: Actor, before: Channel, channel: Channel, action: string): Promise<Saved> {
  const { db } = ports
  const done = await commit(ports, actor, {
    acts: [{ action, entity: 'channel', entityId: channel.id, after: auditedChannel(channel, ports.digest) }],
    write: (applies) => updateRows(db, channels, [channel], { applies }),
    guard: sql`exists (select 1 from channels where id = ${channel.id} and version = ${before.version}) and ${unitsAreThere(channel)}`,
  })
  if (done) return { ok: true, channel, secret: null }
  return (await channelById(db, channel.id))?.version === before.version ? noSuchUnit : { ok: false, reason: 'changed' }
}

/** Removes a channel, and with it what waits to be sent there. What was sent stays in the list. */
export async function removeChannel(ports: Needs, actor: Actor, before: Channel): Promise<{ ok: true } | Refusal> {
  const done = await commit(ports, actor, {
    acts: [{ action: 'channel.removed', entity: 'channel', entityId: before.id, after: null }],
    write: (applies) => [
      ports.db.delete(notices).where(sql`${notices.channelId} = ${before.id} and ${notices.state} = 'waiting' and ${applies}`),
      ports.db.delete(channels).where(sql`${channels.id} = ${before.id} and ${applies}`),
    ],
    guard: sql`exists (select 1 from channels where id = ${before.id} and version = ${before.version})`,
  })
  return done ? { ok: true } : { ok: false, reason: 'changed' }
}

const noSuchUnit: Refusal = { ok: false, reason: 'bad-field', path: 'unitIds', message: 'no such unit' }

const beyond = (within: Within, { unitIds }: z.output<typeof channelFields>): Refusal | null =>
  isWithin(within, unitIds ?? []) ? null : { ok: false, reason: 'bad-field', path: 'unitIds', message: someOfYours }

const unitsAreThere = ({ unitIds }: Pick<Channel, 'unitIds'>) =>
  sql`not exists (select 1 from json_each(${JSON.stringify(unitIds ?? [])}) where value not in (select id from units))`

function stored({ name, address, minSeverity, digest, enabled, ...given }: z.output<typeof channelFields>) {
  return {
    name,
    address,
    minSeverity,
    digest,
    enabled,
    unitIds: given.unitIds?.length ? given.unitIds : null,
    roles: given.roles?.length ? given.roles : null,
    timeZone: given.timeZone ?? null,
    digestAt: given.digestAt ?? null,
    quietFrom: given.quietFrom ?? null,
    quietTo: given.quietTo ?? null,
  }
}

/** What is wrong with the address for this kind of channel, or with the hours; null when nothing is. */
function faultOf(type: string, { address, quietFrom, quietTo }: z.output<typeof channelFields>): Refusal | null {
  const parsed = channelType(type)?.address.safeParse(address)
  if (parsed && !parsed.success)
    return { ok: false, reason: 'bad-field', path: 'address', message: parsed.error.issues[0]?.message ?? 'cannot be read' }
  if (((quietFrom ?? null) === null) !== ((quietTo ?? null) === null))
    return { ok: false, reason: 'bad-field', path: quietFrom ? 'quietTo' : 'quietFrom', message: 'quiet hours have a beginning and an end' }
  return null
}
