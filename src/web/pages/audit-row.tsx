import { auditHash } from '../../store/audit'
import { auditBySeq, recordedBefore } from '../../store/audit-trail'
import { namesOf } from '../../store/case-page'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { notFound } from '../problem'
import { Head, KeyValues } from '../ui/parts'
import { Instant, State } from '../ui/signs'
import { Table } from '../ui/table'
import { actionWords, auditPlaces, entityWords } from './audit-words'
import { show } from './show'

type Change = { name: string; before: string; after: string }

const fieldsOf = (text: string | null | undefined): Record<string, unknown> => {
  const state: unknown = text ? JSON.parse(text) : {}
  return typeof state === 'object' && state !== null ? Object.fromEntries(Object.entries(state)) : {}
}
const shown = (value: unknown): string => {
  const text = value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 600 ? `${text.slice(0, 599)}…` : text
}

/** The fields that an act changed, with what stood there before. */
function changed(before: Record<string, unknown>, after: Record<string, unknown>): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter(
      (name) => name !== 'version' && name !== 'updatedAt' && JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
    )
    .map((name) => ({ name, before: shown(before[name]), after: shown(after[name]) }))
}

/** One act: what it changed of its record, its place in the chain, and what is recorded of the same record before and after. */
export function auditRowPage(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/audit/:seq', async (c) => {
    const seq = Number(c.req.param('seq'))
    const row = Number.isSafeInteger(seq) && seq > 0 ? await auditBySeq(ports.db, callerOf(c), seq) : null
    if (!row) throw notFound()
    const before = await recordedBefore(ports.db, row)
    const names = await namesOf(ports.db, [row.actorId])
    const now = ports.now()
    const place = auditPlaces[row.entity]
    const changes = changed(fieldsOf(before?.after), fieldsOf(row.after))
    const fits = auditHash(ports.digest, row) === row.hash
    return show(c, deps, {
      title: `Act ${row.seq}`,
      section: 'audit',
      crumbs: [
        { href: '/audit', label: 'Audit trail' },
        {
          href: `/audit?entity=${row.entity}&id=${encodeURIComponent(row.entityId)}`,
          label: `All acts on this ${entityWords(row.entity).toLowerCase()}`,
        },
      ],
      children: (
        <>
          <Head title={actionWords(row.action)}>
            <p class="row">
              <span>{row.actorId ? (names.get(row.actorId) ?? row.actorId) : 'A rule of ours'}</span>
              <Instant at={row.at} now={now} />
              <State icon={fits ? 'check' : 'fail'} tone={fits ? 'good' : 'critical'}>
                {fits ? 'Its hash fits' : 'Its hash does not fit: it was changed'}
              </State>
            </p>
          </Head>
          <KeyValues
            rows={[
              { name: 'Number', value: row.seq },
              { name: 'Instant', value: row.at },
              {
                name: entityWords(row.entity),
                value: place && row.after !== null ? <a href={`/${place}/${row.entityId}`}>{row.entityId}</a> : row.entityId,
              },
              { name: 'Hash', value: <span class="mono wrap">{row.hash}</span> },
              { name: 'Hash of the act before', value: <span class="mono wrap">{row.prev}</span> },
              { name: 'Recorded before', value: before ? <a href={`/audit/${before.seq}`}>Act {before.seq}</a> : 'This is the first' },
            ]}
          />
          <section class="sec">
            <h2>{row.after === null ? 'It was removed' : before ? 'What it changed' : 'What was recorded'}</h2>
            {changes.length ? (
              <Table
                label="Fields"
                columns={[
                  { head: 'Field', cell: ({ name }) => <span class="mono">{name}</span> },
                  { head: 'Before', cell: (one) => <span class="wrap">{one.before || <span class="faint">Nothing</span>}</span> },
                  { head: 'After', cell: (one) => <span class="wrap">{one.after || <span class="faint">Nothing</span>}</span> },
                ]}
                rows={changes}
              />
            ) : (
              <p class="soft">Nothing but its version.</p>
            )}
          </section>
        </>
      ),
    })
  })
}
