import { foldText } from '../canonical'
import type { Day } from '../day'
import { fieldsOf, modelDatesIn, modelsOfRow } from '../model-dates'
import { formsOf } from '../model-name'
import type { Statement } from '../statement'
import { announcedWords, endWords } from '../words/models'
import { type Dispute, type Held, stated } from './dispute'

const mostDisputes = 20

/** A model that a list still offers after the day on which a table of deprecations says it stopped. A list that says so itself agrees. */
export function modelDisputes(documents: readonly Held[], today: Day): Dispute[] {
  const found = new Map<string, Dispute>()
  const ended = documents
    .filter(({ type }) => type === 'deprecations')
    .flatMap((table) =>
      modelDatesIn(table.statements, table.type)
        .filter(({ kind, day }) => kind === 'committed' && day < today)
        .map((told) => ({ ...told, sourceId: table.sourceId })),
    )
  const byForm = new Map(ended.flatMap((told) => formsOf(told.model).map((form) => [form, told] as const)))
  for (const list of documents.filter(({ type }) => type === 'models-api' || type === 'docs' || type === 'model-card'))
    for (const statement of list.statements) {
      if (!isOffer(statement)) continue
      const told = modelsOfRow(statement)
        .flatMap(formsOf)
        .flatMap((form) => byForm.get(form) ?? [])[0]
      if (!told || found.has(told.model)) continue
      found.set(told.model, {
        check: 'models',
        fact: told.model,
        kind: 'model-retired-or-withdrawn',
        quotes: [stated(list.sourceId, [statement]), { side: 'stated', text: told.quote, sourceId: told.sourceId }],
        why: `A list still offers ${told.model}, which stopped on ${told.day} by the table of deprecations.`,
      })
    }
  return [...found.values()].slice(0, mostDisputes)
}

/** A row that lists a model and says nothing of its end, under no heading that does; a field that is empty or "false" says nothing. */
function isOffer(statement: Statement): boolean {
  const { role, text, section } = statement
  if (role !== 'row' && role !== 'record' && role !== 'item') return false
  const fields = fieldsOf(statement)?.map(({ column, value }) => (saysNo.test(value.trim()) ? '' : `${column} ${value}`))
  const words = foldText([section ?? '', ...(fields ?? [text])].join(' '))
  return !endWords.test(words) && !announcedWords.test(words)
}

const saysNo = /^(?:false|no|none|null|n\/?a|tbd|[-–—]*)$/i
