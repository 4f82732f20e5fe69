import { auditPlaces } from './audit-words'

const entityByPlace = Object.fromEntries(Object.entries(auditPlaces).map(([entity, place]) => [place, entity]))

/** From the page of a record to its rows of the audit trail. Nothing on other pages, or on the forms of a record. */
export const AuditLink = ({ path, may }: { path: string; may: boolean }) => {
  const [, place = '', id = ''] = /^\/([a-z]+)\/([^/]+)$/.exec(path) ?? []
  const entity = entityByPlace[place]
  return may && entity && id !== 'new' && id !== 'quiet' ? (
    <p class="small mt noprint">
      <a href={`/audit?entity=${entity}&id=${id}`}>Who did what to this record: its audit rows</a>
    </p>
  ) : null
}
