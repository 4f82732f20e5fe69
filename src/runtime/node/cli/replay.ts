import { once } from 'node:events'
import { open } from 'node:fs/promises'
import type { Capture } from '../../../core/capture'
import type { Examination } from '../../../core/examination'
import { emptyMemory } from '../../../core/memory'
import { examine } from '../../../flows/examine'
import { captureOf, type Sequence, sequencesIn, sourceOf } from '../corpus'
import { type Command, Failure, text, Usage } from './command'

export const replayCommand: Command = {
  name: 'replay',
  summary: 'Replay recorded history through the pipeline and write a verdict a step.',
  usage: `telltale replay DIR --out FILE [--sequence ID] [--confirm]

Reads DIR/sequences.jsonl and DIR/bodies, steps strictly in order, nothing stored. A line a step:
{"sequence","step","verdict","kinds","quotes","diff"}.
  --sequence ID  only this sequence
  --confirm      report a change at the step that confirms it, not at its own`,
  positionals: true,
  options: { out: { type: 'string' }, sequence: { type: 'string' }, confirm: { type: 'boolean' } },
  run: async ({ values, positionals, out, err, terminal }) => {
    const folder = positionals[0]
    const file = text(values, 'out')
    if (!folder || !file) throw new Usage('replay takes a folder and --out FILE')
    const wanted = text(values, 'sequence')
    const sequences = (await sequencesIn(folder)).filter((sequence) => !wanted || sequence.id === wanted)
    if (sequences.length === 0) throw new Failure(wanted ? `No sequence ${wanted} in ${folder}.` : `No sequences in ${folder}.`)
    const target = (await open(file, 'w')).createWriteStream()
    const started = performance.now()
    let steps = 0
    for (const [index, sequence] of sequences.entries()) {
      if (terminal) err(`${index + 1}/${sequences.length} ${sequence.id}\n`)
      for await (const line of replayed(folder, sequence, values.confirm === true)) {
        steps++
        if (!target.write(`${JSON.stringify(lineOf(line))}\n`)) await once(target, 'drain')
      }
    }
    target.end()
    await once(target, 'finish')
    const seconds = (performance.now() - started) / 1000
    const summary = {
      sequences: sequences.length,
      steps,
      seconds: Number(seconds.toFixed(1)),
      stepsPerSecond: Number((steps / seconds).toFixed(1)),
      peakRssBytes: process.resourceUsage().maxRSS * 1024,
    }
    out(
      values.json === true
        ? `${JSON.stringify(summary)}\n`
        : `${steps} steps of ${sequences.length} sequences in ${summary.seconds} s (${summary.stepsPerSecond} a second)\n`,
    )
    return 0
  },
}

export type Replayed = { sequence: string; step: number; examination: Examination; capture: Capture }

/**
 * The steps of one sequence in order. Without `confirm` a change is confirmed by its own capture at once, as if a second fetch had agreed;
 * with it the next step is that second fetch. What the guard calls partial is never confirmed by itself.
 */
export async function* replayed(folder: string, sequence: Sequence, confirm: boolean): AsyncGenerator<Replayed> {
  const source = sourceOf(sequence)
  let before: Examination['reading'] = null
  let memory = emptyMemory
  let candidate: Examination['candidate'] = null
  for (const step of sequence.steps) {
    const capture = await captureOf(folder, sequence, step)
    const examination = await examine({ source, capture, before, memory, candidate, settled: !confirm })
    ;({ memory, candidate } = examination)
    if (examination.becomesCurrent && examination.reading) before = examination.reading
    yield { sequence: sequence.id, step: step.step, examination, capture }
  }
}

function lineOf({ sequence, step, examination }: Replayed) {
  const { outcome, candidate, kinds, quotes, differences } = examination
  const waits = outcome === 'material' && candidate !== null
  const verdict = outcome === 'baseline' || waits ? 'same' : outcome
  const told = verdict === 'material' || verdict === 'cosmetic'
  return {
    sequence,
    step,
    verdict,
    kinds: told ? kinds.map(({ kind }) => kind) : [],
    quotes: told ? quotes.map(({ side, text }) => ({ side: side === 'removed' ? 'removed' : 'added', text })) : [],
    diff: told
      ? differences
          .flatMap(({ before, after }) => [...before, ...after])
          .map((statement) => statement.text)
          .join('\n')
      : '',
  }
}
