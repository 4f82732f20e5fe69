import type { Ports } from '../ports'
import { dropNotice, noticeById, retryParked } from '../store/notices'

type Done = { ok: true; ids: string[] } | { ok: false; reason: 'unknown' | 'not-parked' | 'sent' }

/** Sends what was parked once more, from the next tick on, as if it had never been tried. What a digest carries goes with it. */
export async function retryNotice({ db, now, log }: Pick<Ports, 'db' | 'now' | 'log'>, id: string): Promise<Done> {
  const ids = (await retryParked(db, id, now())).map((row) => row.id)
  if (ids.length) {
    log('notice.retried', { noticeId: id })
    return { ok: true, ids }
  }
  return { ok: false, reason: (await noticeById(db, id)) ? 'not-parked' : 'unknown' }
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
