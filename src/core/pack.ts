import { z } from 'zod'
import { severities } from './kind'
import obligationsJson from './reference/obligations.json'
import questionsJson from './reference/questionnaire.json'
import triggersJson from './reference/triggers.json'

/** The condition language of the pack; what the operators mean is in `conditions.ts`. */
export type Expression =
  | { all: Expression[] }
  | { any: Expression[] }
  | { cond: string }
  | { field: string; eq: string | number | boolean }
  | { field: string; ne: string | number | boolean }
  | { field: string; in: (string | number | boolean)[] }
  | { field: string; contains_any: string[] }
  | { field: string; contains_field: string }
  | { field: string; before_chapter_iii_date: true }

const scalar = z.union([z.string(), z.number(), z.boolean()])
const expression: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(expression) }),
    z.strictObject({ any: z.array(expression) }),
    z.strictObject({ cond: z.string() }),
    z.strictObject({ field: z.string(), eq: scalar }),
    z.strictObject({ field: z.string(), ne: scalar }),
    z.strictObject({ field: z.string(), in: z.array(scalar) }),
    z.strictObject({ field: z.string(), contains_any: z.array(z.string()) }),
    z.strictObject({ field: z.string(), contains_field: z.string() }),
    z.strictObject({ field: z.string(), before_chapter_iii_date: z.literal(true) }),
  ]),
)

export const anchors = [
  'detected',
  'effective_date',
  'effective_date_minus_2',
  'effective_date_minus_7',
  'objection_deadline_minus_2',
  'detected_or_90_days_before_effective',
  'third_failed_poll',
  'none',
] as const
export type Anchor = (typeof anchors)[number]

/** Strongest first, as the rule `merge` orders them. */
export const actions = ['redo', 'decide', 'recheck', 'update'] as const
export type Action = (typeof actions)[number]

const link = z.strictObject({
  id: z.string(),
  action: z.enum(actions),
  when: z.array(z.string()),
  why: z.string(),
  effective_conditions: z.array(z.string()),
})
export type Link = z.infer<typeof link>

const trigger = z.strictObject({
  id: z.string(),
  group: z.string(),
  name: z.string(),
  definition: z.string(),
  example_wording: z.array(z.string()),
  evidence_needed: z.array(z.string()),
  default_severity: z.enum(severities),
  responsible_role: z.string(),
  due_days: z.int().min(0).nullable(),
  due_anchor: z.enum(anchors),
  due_rationale: z.string(),
  not_material_when: z.array(z.string()),
  detected_in: z.array(z.string()),
  obligations: z.array(link),
  invalidates_questions: z.array(z.string()),
  after_state: z.record(z.string(), z.unknown()).optional(),
})
/** A change kind as the pack defines it: what it means, how severe it is, when it is due and which duties it points at. */
export type Trigger = z.infer<typeof trigger>

const obligation = z.strictObject({
  id: z.string(),
  framework: z.string(),
  edition: z.string(),
  ref: z.string(),
  title: z.string(),
  summary: z.string(),
  applies_when: z.string(),
  review_kind: z.string(),
  force: z.enum(['law', 'standard', 'guidance']),
  duty_on: z.string(),
  conditions: z.array(z.string()),
  applies_from: z.record(z.string(), z.iso.date()),
  date_certainty: z.enum(['certain', 'disputed']),
  status_at_as_of: z.string(),
  stale_when: z.string(),
  sources: z.array(z.string()),
})
export type Obligation = z.infer<typeof obligation>

const question = z.strictObject({
  id: z.string(),
  section: z.string(),
  question: z.string(),
  obligations: z.array(z.string()),
  expected_evidence: z.string(),
  invalidated_by: z.array(z.string()),
})
export type Question = z.infer<typeof question>

const rules = z.object({
  as_of: z.iso.date(),
  conditions: z.record(z.string(), z.strictObject({ text: z.string(), expr: expression })),
  roles: z.record(z.string(), z.string()),
  severities: z.record(z.enum(severities), z.string()),
  anchors: z.record(z.enum(anchors), z.string()),
  engine_rules: z.array(z.strictObject({ id: z.string(), rule: z.string() })),
  triggers: z.array(trigger),
})

export type Pack = {
  asOf: string
  conditions: z.infer<typeof rules>['conditions']
  roles: Record<string, string>
  severities: Record<string, string>
  anchors: Record<Anchor, string>
  engineRules: Map<string, string>
  /** In the order of the pack, which is the order in which reasons are told. */
  triggers: Map<string, Trigger>
  obligations: Map<string, Obligation>
  questions: Map<string, Question>
}

/**
 * Which pack a result was computed with: the day its law stands at, and the SHA-256 over the SHA-256 of its files (lines of `hash  name`, sorted by
 * name). A test recomputes it from the files, so it cannot be forgotten when they change.
 */
export const packVersion = { asOf: '2026-11-21', hash: '7f5d2097c9373b3b1219aca4ed4dd86b6170a9eddf3d9797aafaf9f0423fd4ae' }

function once<T>(read: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: read() }
    return made.value
  }
}

/** The rules with their long parts as they stand in the file. */
const outline = once(() => {
  const given = rules.extend({ conditions: z.unknown(), triggers: z.array(z.looseObject({ id: z.string() })) }).parse(triggersJson)
  return { rules: given, triggers: byId(given.triggers) }
})

let cached: Pack | null = null

/**
 * The reference pack. Each part is parsed when it is first asked for, since most runs need hardly one; throws when it does not have the shape that the
 * rules were written for.
 */
export function pack(): Pack {
  cached ??= readPack()
  return cached
}

function readPack(): Pack {
  const { as_of, engine_rules, ...said } = outline().rules
  const conditions = once(() => rules.shape.conditions.parse(said.conditions))
  const triggers = once(() => new Map([...outline().triggers.keys()].map((id) => [id, triggerOf(id)])))
  const obligations = once(() => byId(z.array(obligation).parse(obligationsJson)))
  const questions = once(() => byId(z.array(question).parse(questionsJson)))
  return {
    asOf: as_of,
    roles: said.roles,
    severities: said.severities,
    anchors: said.anchors,
    engineRules: new Map(engine_rules.map(({ id, rule }) => [id, rule])),
    get conditions() {
      return conditions()
    },
    get triggers() {
      return triggers()
    },
    get obligations() {
      return obligations()
    },
    get questions() {
      return questions()
    },
  }
}

const byId = <T extends { id: string }>(rows: T[]) => new Map(rows.map((row) => [row.id, row]))

const parsed = new Map<string, Trigger>()

/** The pack's definition of a kind. Throws on a kind that the pack does not know: callers check at the edge. */
export function triggerOf(kind: string): Trigger {
  const held = parsed.get(kind)
  if (held) return held
  const made = trigger.parse(known(outline().triggers.get(kind), 'kind', kind))
  parsed.set(kind, made)
  return made
}

/** An obligation by its id. Throws on an id that the pack does not know. */
export const obligationOf = (id: string): Obligation => known(pack().obligations.get(id), 'obligation', id)

function known<T>(found: T | undefined, what: string, id: string): T {
  if (!found) throw new Error(`the pack knows no ${what} "${id}"`)
  return found
}

const frameworks: Record<string, string> = {
  'eu-ai-act': 'AI Act',
  iso42001: 'ISO/IEC 42001',
  iso27001: 'ISO/IEC 27001',
  gdpr: 'GDPR',
  'nist-ai-rmf': 'NIST AI RMF',
  dora: 'DORA',
  nis2: 'NIS2',
}

/** The frameworks of the pack by id, in its order. */
export const frameworksOfPack = (): string[] => [...new Set([...pack().obligations.values()].map(({ framework }) => framework))]

/** The roles of the pack that answer for reviews, sorted. */
export const rolesOfPack = (): string[] =>
  [...new Set([...pack().triggers.values()].map(({ responsible_role }) => responsible_role))].sort()

/** How a duty is cited: `AI Act Art 26(1)`, `ISO/IEC 42001 Clause 8.1`; guidance by the name of its document. */
export const citation = ({ framework, edition, ref }: Pick<Obligation, 'framework' | 'edition' | 'ref'>) =>
  `${frameworks[framework] ?? `${edition},`} ${ref}`
