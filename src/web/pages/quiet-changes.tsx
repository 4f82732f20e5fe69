import { quietChanges } from '../../store/changes-page'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { Empty, Head } from '../ui/parts'
import { Demo, Instant } from '../ui/signs'
import { Pager, Table } from '../ui/table'
import { sourceTypeName } from './change-words'
import { addressOf, ChangeTabs } from './changes'
import { show } from './show'

/** What was held back or only editorial, each with the rule that said so. */
export function quietChangesPage(app: App, deps: AppDeps): void {
  app.get('/changes/quiet', async (c) => {
    const source = c.req.query('source') ?? null
    const page = pageOrProblem(await quietChanges(deps.ports.db, callerOf(c), { sourceId: source }, c.req.query('cursor') ?? null))
    const now = deps.ports.now()
    return show(c, deps, {
      title: 'Held back and editorial',
      section: 'changes',
      children: (
        <>
          <Head title="Held back and editorial">
            <p>Differences that made no finding, each with the rule that held it back. If one matters after all, open it and raise it.</p>
          </Head>
          <ChangeTabs current="quiet" />
          {page.items.length ? (
            <>
              <Table
                label="Differences held back"
                columns={[
                  {
                    head: 'Change',
                    cell: ({ change, vendorName, sourceType, demo }) => (
                      <>
                        <a href={`/changes/${change.id}`}>
                          {vendorName}: {sourceTypeName(sourceType)}
                        </a>{' '}
                        <Demo demo={demo} />
                      </>
                    ),
                  },
                  { head: 'Seen', cell: ({ change }) => <Instant at={change.detectedAt} now={now} /> },
                  { head: 'Judged', cell: ({ change }) => (change.verdict === 'noise' ? 'Noise' : 'Editorial') },
                  { head: 'Differences', numeric: true, cell: ({ change }) => change.differences.length + change.heldBack.length },
                ]}
                rows={page.items}
              />
              <Pager
                shown={page.items.length}
                total={page.total}
                first={c.req.query('cursor') ? addressOf('/changes/quiet', { source }) : null}
                next={
                  page.next
                    ? `/changes/quiet?cursor=${encodeURIComponent(page.next)}${source ? `&source=${encodeURIComponent(source)}` : ''}`
                    : null
                }
                noun="differences"
              />
            </>
          ) : (
            <Empty icon="noise" title="Nothing has been held back">
              <p>Differences of layout, spelling or place are listed here, so that nothing is silent.</p>
            </Empty>
          )}
        </>
      ),
    })
  })
}
