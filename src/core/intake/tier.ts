import { citation, obligationOf } from '../pack'
import { type IntakeDocument, intakeDocuments } from './documents'
import { type Factor, type FactorAnswer, factors, type VendorTier, vendorTiers } from './factors'

/** Answers by the factor's id; what is missing is unknown. */
export type Answers = Readonly<Record<string, unknown>>
export type Weighed = { factor: Factor; answer: FactorAnswer | null }
export type Tiering = {
  /** Null while nothing is known. */
  tier: VendorTier | null
  /** True while an unknown factor could still raise it: what is unknown never lowers a tier. */
  provisional: boolean
  weighed: Weighed[]
  /** Ids of the factors that decide it. */
  deciding: string[]
}

const list: readonly Factor[] = factors
const documents: readonly IntakeDocument[] = intakeDocuments

/** The tier that the answers give: the strictest that one of them asks for, each with its sentence. An answer that no factor knows counts as unknown. */
export function tierOf(answers: Answers): Tiering {
  const weighed = list.map((factor) => ({ factor, answer: factor.answers.find((one) => one.value === answers[factor.id]) ?? null }))
  const known = weighed.flatMap(({ factor, answer }) => (answer ? [{ id: factor.id, tier: answer.tier }] : []))
  const tier = vendorTiers.find((one) => known.some((each) => each.tier === one)) ?? null
  return {
    tier,
    provisional: tier !== 'critical' && known.length < list.length,
    weighed,
    deciding: known.filter((one) => one.tier === tier).map((one) => one.id),
  }
}

export type NeededDocument = { id: string; name: string; because: string; citation: string }

/** What to ask the vendor for, in the order of the list, each with why and the duty that wants it. */
export function documentsFor(answers: Answers): NeededDocument[] {
  const { tier } = tierOf(answers)
  return documents.flatMap(({ id, name, obligation, because, tiers, when }) => {
    const byTier = tiers !== undefined && (tier === null ? tiers.length === vendorTiers.length : tiers.includes(tier))
    const byAnswer = Object.entries(when ?? {}).some(([factor, values]) => values.some((value) => value === answers[factor]))
    return byTier || byAnswer
      ? [{ id, name, because: because === 'of the tier' ? `${tier} tier` : because, citation: citation(obligationOf(obligation)) }]
      : []
  })
}

/** What the answers say of a use of ours, as facts of a deployment by API name. Where two answers disagree, the fact stays unknown. */
export function useFacts(answers: Answers): Record<string, string | boolean> {
  const said = tierOf(answers).weighed.flatMap(({ answer }) => Object.entries(answer?.use ?? {}))
  return Object.fromEntries(said.filter(([name, value]) => said.every(([other, also]) => other !== name || also === value)))
}

export const documentName = (id: string): string => documents.find((one) => one.id === id)?.name ?? id
export const documentIds: readonly string[] = documents.map((one) => one.id)
