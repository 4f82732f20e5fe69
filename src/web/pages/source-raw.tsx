import { textOf } from '../../core/decode'
import { bodyOf } from '../../store/bodies'
import { capturesOfSource } from '../../store/sources-page'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { notFound } from '../problem'
import { bytesInWords } from '../ui/days'
import { Empty, Head } from '../ui/parts'
import { Instant } from '../ui/signs'
import { sourceTypeName } from './change-words'
import { show } from './show'
import { demandSource } from './source'

const mostSigns = 60_000

/** What was received, as it came: as text, never as the vendor's page. */
export function sourceRawPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/sources/:id/raw', async (c) => {
    const { source, vendorName } = await demandSource(deps, callerOf(c), c.req.param('id'))
    const [capture] = await capturesOfSource(ports.db, callerOf(c), source.id, c.req.query('capture') || null)
    if (!capture) throw notFound()
    const body = capture.bodyHash ? await bodyOf(ports, capture.bodyHash) : null
    const mediaType = capture.mediaType ?? ''
    const isText = !/pdf|zip|octet-stream|image\/|audio\/|video\//i.test(mediaType)
    const text = body && isText ? textOf({ body, mediaType: capture.mediaType }) : null
    return show(c, deps, {
      title: `${vendorName}: ${sourceTypeName(source.type)}, as received`,
      section: 'sources',
      crumbs: [
        { href: '/sources', label: 'Sources' },
        { href: `/vendors/${source.vendorId}`, label: vendorName },
        { href: `/sources/${source.id}`, label: sourceTypeName(source.type) },
      ],
      children: (
        <>
          <Head
            title="As received"
            acts={
              body ? (
                <a class="btn" href={`/api/v1/captures/${capture.id}/body`}>
                  Download the original
                </a>
              ) : null
            }
          >
            <p>
              Received <Instant at={capture.at} now={ports.now()} />
              {capture.status ? `, HTTP ${capture.status}` : ''}
              {capture.bytes === null ? '' : `, ${bytesInWords(capture.bytes)}`}
              {mediaType ? `, ${mediaType}` : ''}. Shown as text, never as the vendor’s page.
            </p>
            <p class="small">
              SHA-256 <span class="mono wrap">{capture.bodyHash ?? 'none'}</span>
            </p>
          </Head>
          {text !== null ? (
            <>
              <pre tabindex={0} class="wrap" aria-label="The capture as text">
                {text.slice(0, mostSigns)}
              </pre>
              {text.length > mostSigns ? (
                <p class="soft mt">The first {mostSigns.toLocaleString('en-GB')} signs are shown. The original holds the rest.</p>
              ) : null}
            </>
          ) : (
            <Empty icon="doc" title={body ? 'It is not text' : 'Its bytes are no longer kept'}>
              <p>
                {body
                  ? 'Download the original to look at it.'
                  : 'What it said stands in the snapshots; the bytes were trimmed, or never came.'}
              </p>
            </Empty>
          )}
        </>
      ),
    })
  })
}
