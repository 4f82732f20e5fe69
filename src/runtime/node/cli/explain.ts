import type { Difference } from '../../../core/change'
import { sequencesIn } from '../corpus'
import { type Command, Failure, number, text, Usage } from './command'
import { type Replayed, replayed } from './replay'

const mostShown = 60
const longest = 400

export const explainCommand: Command = {
  name: 'explain',
  summary: 'Explain one step of recorded history: what was compared, what was dropped by which rule, how the verdict came about.',
  usage: `telltale explain DIR --sequence ID --step N [--confirm]

Replays the sequence up to the step and prints its verdict, the way to it, every difference with the rule that graded it,
and what was held back.`,
  positionals: true,
  options: { sequence: { type: 'string' }, step: { type: 'string' }, confirm: { type: 'boolean' } },
  run: async ({ values, positionals, out }) => {
    const folder = positionals[0]
    const wanted = text(values, 'sequence')
    if (!folder || !wanted || text(values, 'step') === undefined) throw new Usage('explain takes a folder, --sequence ID and --step N')
    const at = number(values, 'step', { fallback: 0 })
    const sequence = (await sequencesIn(folder)).find(({ id }) => id === wanted)
    if (!sequence) throw new Failure(`No sequence ${wanted} in ${folder}.`)
    for await (const step of replayed(folder, sequence, values.confirm === true)) {
      if (step.step !== at) continue
      out(values.json === true ? `${JSON.stringify(explained(step))}\n` : told(step))
      return 0
    }
    throw new Failure(`No step ${at} in ${wanted}.`)
  },
}

/** The same as data: texts instead of statements. */
function explained({ sequence, step, capture, examination }: Replayed) {
  const { outcome, judgement, trail, differences, heldBack, kinds, effective, objectBy, confirmation } = examination
  return {
    sequence,
    step,
    at: capture.at,
    verdict: outcome,
    judgement,
    confirmation,
    trail,
    differences: differences.map((difference) => ({
      ...textsOf(difference),
      section: difference.section,
      grade: difference.grade,
      rule: difference.rule,
      why: difference.why,
    })),
    heldBack,
    kinds,
    effective,
    objectBy,
  }
}

const textsOf = ({ before, after }: Difference) => ({
  before: before.map((statement) => statement.text).join('\n') || null,
  after: after.map((statement) => statement.text).join('\n') || null,
})

function told(step: Replayed): string {
  const { sequence, at, verdict, judgement, trail, differences, heldBack, kinds, effective, objectBy } = explained(step)
  const lines = [
    `${sequence} step ${step.step}, captured ${at}`,
    `verdict: ${verdict}${judgement.reason ? ` (${judgement.verdict}: ${judgement.reason})` : ''}`,
    '',
    'the way to it:',
    ...trail.map((line) => `  ${line}`),
    '',
    `differences: ${differences.length}`,
    ...differences
      .slice(0, mostShown)
      .flatMap(({ before, after, section, grade, rule, why }) => [
        `  ${grade} by rule ${rule}: ${why}${section ? ` [${section}]` : ''}`,
        ...(before ? [`    - ${cut(before)}`] : []),
        ...(after ? [`    + ${cut(after)}`] : []),
      ]),
    '',
    `held back: ${heldBack.length}`,
    ...heldBack.slice(0, mostShown).map(({ text: held, rule }) => `  ${rule}: ${cut(held)}`),
    '',
    `kinds: ${kinds.map(({ kind, rule }) => `${kind} (${rule})`).join(', ') || 'none'}`,
    ...(effective ? [`effective ${effective.day}: "${effective.text}"`] : []),
    ...(objectBy ? [`objection until ${objectBy.day}: "${objectBy.text}"`] : []),
  ]
  return `${lines.join('\n')}\n`
}

const cut = (said: string): string =>
  (said.length > longest ? `${said.slice(0, longest)} …` : said).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ')
