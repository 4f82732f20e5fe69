import { healthInWords, listed } from '../notify/words'
import { sourcesByIds } from '../store/notice-facts'
import type { NoticeRow } from '../store/notices'
import type { About, ComposePorts } from './compose-notice'
import { count, text, texts } from './notice-payload'

/** Sources that went quiet, stay so, or are read again: those of one cause together. */
export async function aboutSources({ db }: ComposePorts, { payload, event }: NoticeRow): Promise<About | null> {
  const rows = await sourcesByIds(db, texts(payload.sourceIds))
  const [first] = rows
  if (!first) return null
  const vendors = [...new Set(rows.map((one) => one.vendorName))]
  const many = count(payload.sources)
  const state = event === 'source.recovered' ? 'ok' : (text(payload.state) ?? '')
  const since = text(payload.lastGoodAt)
  return {
    title:
      many === 1
        ? `A source of ${first.vendorName} ${healthInWords(state)}`
        : `${many} sources of ${listed(vendors)}: each ${healthInWords(state)}`,
    lines: [
      event === 'source.recovered'
        ? 'What changed meanwhile is compared with what was read last.'
        : `${event === 'source.reminded' ? 'This lasts. ' : ''}Until it is mended, changes there go unseen.${since ? ` It was last read on ${since.slice(0, 10)}.` : ''}`,
    ],
    sections: [
      {
        heading: 'Where',
        items: rows
          .slice(0, 20)
          .map(({ id, url, vendorName: name }) => ({ text: name, detail: url, severity: null, path: `/sources/${id}` })),
        none: '',
      },
    ],
    path: many === 1 ? `/sources/${first.id}` : '/sources?state=out',
    act: many === 1 ? 'Open the source' : 'Open the sources',
    data: { sourceIds: rows.map(({ id }) => id), state, cause: text(payload.cause) },
  }
}
