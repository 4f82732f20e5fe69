import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { knownIds } from '../store/register'
import { requestWriting, type VendorRequest } from '../store/vendor-requests'
import { type Persisted, persist, type Refusal } from '../store/writing'
import { requestNow } from './save-vendor-request'

export type RequestRefusal = Refusal<'unknown' | 'wrong-state' | 'no-such-person' | 'no-such-vendor' | 'no-such-request'>
type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>
type Done = Promise<Persisted<VendorRequest, RequestRefusal>>

/** Reads the request, asks `next` what it becomes, and writes that. */
function move(
  ports: Needs,
  actor: Actor,
  { id, action }: { id: string; action: string },
  next: (request: VendorRequest) => VendorRequest | RequestRefusal | Promise<VendorRequest | RequestRefusal>,
): Done {
  return persist<VendorRequest, RequestRefusal>(ports, actor, async () => {
    const before = await requestNow(ports.db, id)
    if (!before) return { ok: false, reason: 'unknown' }
    const after = await next(before)
    if ('ok' in after) return after
    const row = { ...after, version: before.version + 1, updatedAt: ports.now() }
    return { ok: true, writing: requestWriting(ports.db, action, { changed: [row] }), result: row }
  })
}

export const isOpenRequest = ({ state }: Pick<VendorRequest, 'state'>): boolean => state === 'asked' || state === 'in-progress'
const wrongState = ({ state }: VendorRequest): RequestRefusal => ({ ok: false, reason: 'wrong-state', detail: `The request is ${state}.` })

/** Somebody takes it on, or gives it to somebody. */
export const startRequest = (ports: Needs, actor: Actor, id: string, personId: string | null): Done =>
  move(ports, actor, { id, action: 'started' }, async (request) => {
    if (!isOpenRequest(request)) return wrongState(request)
    const assigneeId = personId ?? actor.personId
    if (assigneeId !== null && !(await knownIds(ports.db, 'people', [assigneeId])).has(assigneeId))
      return { ok: false, reason: 'no-such-person' }
    return { ...request, state: 'in-progress', assigneeId }
  })

/** It is for a vendor that is in the register already: what is handed over joins that one. Null parts the two again. */
export const linkVendor = (ports: Needs, actor: Actor, id: string, vendorId: string | null): Done =>
  move(ports, actor, { id, action: vendorId === null ? 'parted' : 'joined' }, async (request) => {
    if (!isOpenRequest(request)) return wrongState(request)
    if (vendorId !== null && !(await knownIds(ports.db, 'vendors', [vendorId])).has(vendorId))
      return { ok: false, reason: 'no-such-vendor' }
    return { ...request, state: 'in-progress', vendorId, assigneeId: request.assigneeId ?? actor.personId }
  })

/** The same vendor is asked for in another open request: this one ends, and says in which it goes on. */
export const joinRequest = (ports: Needs, actor: Actor, id: string, otherId: string): Done =>
  move(ports, actor, { id, action: 'joined' }, async (request) => {
    if (!isOpenRequest(request)) return wrongState(request)
    const other = otherId === id ? null : await requestNow(ports.db, otherId)
    if (!other || !isOpenRequest(other)) return { ok: false, reason: 'no-such-request' }
    return { ...request, state: 'withdrawn', reason: `Goes on in the request for ${other.vendorName} (${other.id}).` }
  })

/** Ends it without a vendor: declined by us, or withdrawn by who asked. It can be taken back. */
export const endRequest = (ports: Needs, actor: Actor, id: string, state: 'declined' | 'withdrawn', reason: string): Done =>
  move(ports, actor, { id, action: state }, (request) => (isOpenRequest(request) ? { ...request, state, reason } : wrongState(request)))

/** Takes back that it was declined or withdrawn. */
export const undoEnd = (ports: Needs, actor: Actor, id: string): Done =>
  move(ports, actor, { id, action: 'reopened' }, (request) =>
    request.state === 'declined' || request.state === 'withdrawn'
      ? { ...request, state: request.assigneeId ? 'in-progress' : 'asked', reason: null }
      : wrongState(request),
  )
