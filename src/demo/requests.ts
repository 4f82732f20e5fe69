import { requestFields, requestRowFrom } from '../flows/save-vendor-request'
import type { Ports } from '../ports'
import { requestWriting } from '../store/vendor-requests'
import { commit } from '../store/writing'
import { demoRequests } from './register'

const dayMs = 86_400_000

/** The demonstration's intake: what was asked for, by whom, and how far it has come. The clock of `ports` stands at the end of the story. */
export async function playRequests(
  ports: Pick<Ports, 'db' | 'now' | 'digest'>,
  { id, unitId }: { id: (key: string) => string; unitId: string },
): Promise<void> {
  const end = ports.now()
  const day = (ago: number) => new Date(Date.parse(end) - ago * dayMs).toISOString().slice(0, 10)
  for (const request of demoRequests) {
    const { key, ago, state, neededInDays, factors, documents, vendorName, domain, systemName, purpose } = request
    const days = Object.entries<{ askedAgo: number; receivedAgo?: number }>(documents).map(([name, { askedAgo, receivedAgo }]) => [
      name,
      { askedOn: day(askedAgo), receivedOn: receivedAgo === undefined ? null : day(receivedAgo) },
    ])
    const given = requestFields.parse({
      ...{ vendorName, domain, systemName, purpose, factors },
      neededOn: day(-neededInDays),
      unitId,
      documents: Object.fromEntries(days),
      assigneeId: 'with' in request ? id(request.with) : null,
    })
    const asker =
      'by' in request
        ? { askedBy: id(request.by) }
        : { askedBy: null, askedByName: request.askedByName, askedByEmail: request.askedByEmail }
    const at = new Date(Date.parse(end) - ago * dayMs).toISOString()
    const row = { ...requestRowFrom(given, { id: id(key), at, demo: true, ...asker }, null), state }
    const actor = { personId: 'by' in request ? id(request.by) : null }
    await commit(ports, actor, requestWriting(ports.db, 'asked', { added: [row] }))
  }
}
