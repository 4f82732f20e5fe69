import type { Refusal } from '../../store/writing'
import { invalid, notFound, Problem } from '../problem'

/** Where a refusal of ours is the caller's fault at one field of the body. */
const fields: Record<string, { path: string; message: string }> = {
  'no-such-vendor': { path: 'vendorId', message: 'no such vendor' },
  'no-such-system': { path: 'systemId', message: 'no such system' },
  'other-vendor': { path: 'systemId', message: 'belongs to another vendor' },
  'no-such-evidence': { path: 'evidenceIds', message: 'no such evidence, or it was withdrawn' },
  'no-such-source': { path: 'support.sourceId', message: 'no such source of this vendor' },
  'no-such-question': { path: 'questionId', message: 'no such question' },
  'no-such-snapshot': { path: 'support.snapshotId', message: 'no such snapshot of this source' },
  'not-in-snapshot': { path: 'support.exact', message: 'does not stand in this snapshot' },
  'no-such-document': { path: 'support.evidenceId', message: 'no such document of this vendor' },
  'no-such-questionnaire': { path: 'support.questionnaireId', message: 'no such questionnaire of this vendor' },
  'no-such-claim': { path: 'replaces', message: 'no such claim on this question' },
  'no-such-certificate-evidence': { path: 'evidenceId', message: 'no such document of this vendor, or it was withdrawn' },
  'no-such-proof': { path: 'source.evidenceId', message: 'no such document of this vendor, or it was withdrawn' },
  'checked-in-future': { path: 'checkedOn', message: 'lies in the future' },
  'bad-days': { path: 'validTo', message: 'lies before validFrom' },
  'no-such-person': { path: 'personId', message: 'no such person here' },
  'no-such-request': { path: 'requestId', message: 'no such open request' },
  'no-such-case': { path: 'caseId', message: 'no such case' },
  'same-case': { path: 'caseId', message: 'a case cannot join itself' },
  'bad-parents': { path: 'sets.system.parent_system_ids', message: 'not systems that this one can rest on' },
  'bad-day': { path: 'until', message: 'not a day that can be chosen' },
  'not-in-change': { path: 'quote', message: 'does not stand in this change' },
  'named-twice': { path: 'id', message: 'named twice' },
}

/** Answers an expected refusal of a flow: what is not there 404, a wrong field 400, a state that does not allow it 409. `prefix` leads the field's path. */
export function refuse({ reason, detail }: Refusal, prefix = ''): never {
  if (reason === 'unknown') throw notFound()
  const field = fields[reason]
  if (field) throw invalid([{ path: `${prefix}${field.path}`, message: detail ?? field.message }])
  if (reason === 'file-refused') throw new Problem(415, reason, detail ?? 'The file is not of a kind that is kept.')
  throw new Problem(409, reason, detail ?? 'The state of the record does not allow this.')
}
