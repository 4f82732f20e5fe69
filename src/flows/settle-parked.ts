import type { Ports } from '../ports'
import { dropNotice, noticeById, retryParked } from '../store/notices'
import { carriesLink } from './notice-events'

type Done = { ok: true; ids: string[] } | { ok: false; reason: 'unknown' | 'not-parked' | 'sent' | 'link-forgotten' }

/**
 * Sends what was parked once more, from the next tick on, as if it had never been tried. What a digest carries goes with it. What was to carry a secret
 * link is not sent without: a new link is made instead.
 */
export async function retryNotice({ db, now, log }: Pick<Ports, 'db' | 'now' | 'log'>, id: string): Promise<Done> {
  const before = await noticeById(db, id)
  if (before?.state === 'parked' && carriesLink(before.event)) return { ok: false, reason: 'link-forgotten' }
  const ids = (await retryParked(db, id, now())).map((row) => row.id)
  if (ids.length) {
    log('notice.retried', { noticeId: id })
    return { ok: true, ids }
  }
  return { ok: false, reason: before ? 'not-parked' : 'unknown' }
}

/** Drops what was not sent: nobody is told. What was sent stays. */
export async function discardNotice({ db, log }: Pick<Ports, 'db' | 'log'>, id: string): Promise<Done> {
  const ids = (await dropNotice(db, id)).map((row) => row.id)
  if (ids.length) {
    log('notice.discarded', { noticeId: id })
    return { ok: true, ids }
  }
  return { ok: false, reason: (await noticeById(db, id)) ? 'sent' : 'unknown' }
}
