import type { Difference } from '../../../core/change'
import { heldReason } from '../../../core/held'
import { measuresOf, type Weighed } from '../../../core/weigh'
import { sequencesIn } from '../corpus'
import { type Command, Failure, number, text, Usage } from './command'
import { type Replayed, replayed } from './replay'

const mostShown = 60
const mostQuotes = 5
const longest = 400

export const explainCommand: Command = {
  name: 'explain',
  summary: 'Explain one step of recorded history: what was compared, what was dropped by which rule, how the verdict came about.',
  usage: `telltale explain DIR --sequence ID --step N [--confirm]

Replays the sequence up to the step and prints its verdict, the way to it, how it was weighed, every difference with the rule
that graded it, what was held back and why, the kinds with what proves them, and the dates and versions that were read.`,
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
  const { outcome, judgement, trail, weighed, version, differences, heldBack, kinds, quotes, effective, objectBy, confirmation } =
    examination
  return {
    sequence,
    step,
    at: capture.at,
    verdict: outcome,
    judgement,
    confirmation,
    trail,
    weighed: weighed && { ...weighed, features: measuresOf(weighed) },
    version: version ?? null,
    differences: differences.map((difference) => ({
      ...textsOf(difference),
      section: difference.section,
      grade: difference.grade,
      rule: difference.rule,
      why: difference.why,
    })),
    heldBack: heldBack.map((held) => ({ ...held, reason: heldReason(held.rule) })),
    kinds: kinds.map((one) => ({ ...one, quotes: one.quotes.flatMap((at) => quotes[at] ?? []) })),
    effective,
    objectBy,
  }
}

const textsOf = ({ before, after }: Difference) => ({
  before: before.map((statement) => statement.text).join('\n') || null,
  after: after.map((statement) => statement.text).join('\n') || null,
})

function told(step: Replayed): string {
  const { sequence, at, verdict, judgement, confirmation, trail, weighed, version, differences, heldBack, kinds, effective, objectBy } =
    explained(step)
  const lines = [
    `${sequence} step ${step.step}, captured ${at}`,
    `verdict: ${verdict}${judgement.reason ? ` (${judgement.verdict}: ${judgement.reason})` : ''}`,
    '',
    'the way to it:',
    ...trail.map((line) => `  ${line}`),
    ...(confirmation ? [`  the second fetch ${confirmation}`] : []),
    ...(weighed ? ['', ...weighedTold(weighed)] : []),
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
    ...heldBack.slice(0, mostShown).map(({ text: held, rule, reason }) => `  ${rule}, ${reason}: ${cut(held)}`),
    '',
    `kinds: ${kinds.map(({ kind, rule }) => `${kind} (${rule})`).join(', ') || 'none'}`,
    ...kinds.flatMap(({ kind, quotes }) => quotes.slice(0, mostQuotes).map(({ side, text: said }) => `  ${kind}, ${side}: ${cut(said)}`)),
    ...(version?.was || version?.is
      ? [`version: ${version.was?.text ?? 'none'} → ${version.is?.text ?? 'none'}`.replace(/[\u0000-\u001f]/g, ' ')]
      : []),
    ...(effective ? [`effective ${effective.day ?? 'in words'}: "${cut(effective.text)}"`] : []),
    ...(objectBy ? [`objection until ${objectBy.day}: "${objectBy.text}"`] : []),
  ]
  return `${lines.join('\n')}\n`
}

function weighedTold({
  certainty,
  spared,
  editorial,
  features,
}: Omit<Weighed, 'features'> & { features: ReturnType<typeof measuresOf> }): string[] {
  return [
    `weighed: ${(certainty * 100).toFixed(1)} % sure that it is more than editorial; ${editorial ? 'so it is told as editorial' : spared ? `told at any weight, for it holds ${spared}` : 'so it is told'}`,
    ...features.map(
      ({ feature, value, weight, adds }) => `  ${feature}: measured ${value.toFixed(2)} × weight ${weight.toFixed(2)} = ${adds.toFixed(2)}`,
    ),
  ]
}

const cut = (said: string): string =>
  (said.length > longest ? `${said.slice(0, longest)} …` : said).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ')
