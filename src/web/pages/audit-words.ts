import { sentence } from '../ui/days'
import { outcomeWords } from '../ui/signs'

/** Where a recorded entity has a page of its own: the path before its id. */
export const auditPlaces: Record<string, string> = {
  vendor: 'vendors',
  system: 'systems',
  deployment: 'deployments',
  source: 'sources',
  finding: 'findings',
  case: 'cases',
  review: 'reviews',
  claim: 'claims',
  decision: 'decisions',
  exit: 'exits',
  questionnaire: 'questionnaires',
  'vendor-request': 'intake',
}

const entities: Record<string, string> = {
  ...Object.fromEntries(Object.keys(auditPlaces).map((name) => [name, sentence(name.replace('-', ' '))])),
  deployment: 'Use',
  'case-deployment': 'Use reached by a case',
  organisation: 'Organisation',
  evidence: 'Evidence',
  certificate: 'Certificate',
  contract: 'Contract',
  contradiction: 'Contradiction',
  'model-date': 'Date of a model',
  'to-do': 'To-do',
  person: 'Person',
  unit: 'Unit',
  token: 'Token',
  channel: 'Channel',
  retention: 'Retention',
  'intake-link': 'Public address',
  'question-set': 'Set of questions',
}
export const entityOptions = Object.entries(entities).map(([value, label]) => ({ value, label }))
export const entityWords = (entity: string): string => entities[entity] ?? sentence(entity.replaceAll('-', ' '))

/** `review.sent-for-second-signature` → "Review: sent for second signature" */
export const actionWords = (action: string): string => {
  const [entity = '', did = ''] = action.split('.')
  return `${entityWords(entity)}: ${did.replaceAll('-', ' ')}`
}

/** How a case or a review came out, in the words of the pages. */
const answers = new Map<string, string>([
  ['material', 'Material'],
  ...Object.entries(outcomeWords).map(([id, words]): [string, string] => [id, sentence(words)]),
])

/** What a person wrote with an act, as recorded: the reason of a case, a review, a finding or a request, and how a review came out. */
export function saidIn(after: string | null): string | null {
  if (after === null) return null
  const state: unknown = JSON.parse(after)
  if (typeof state !== 'object' || state === null) return null
  const words = ['answer', 'outcome', 'outcomeReason', 'reason', 'snoozeReason', 'returnReason', 'withdrawnReason'].flatMap((name) => {
    const value: unknown = Reflect.get(state, name)
    return typeof value === 'string' && value !== ''
      ? [name === 'outcome' || name === 'answer' ? (answers.get(value) ?? value) : value]
      : []
  })
  const said = [...new Set(words)].join('. ').replace(/([.!?])\. /g, '$1 ')
  return said === '' ? null : said.length > 240 ? `${said.slice(0, 239)}…` : said
}
