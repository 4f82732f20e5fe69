import { z } from 'zod'
import { dayText } from './day'
import { pack } from './pack'

/** A day where one is known; empty in the ways in which a register field is empty. */
const perhapsDay = z.union([dayText, z.null(), z.literal(''), z.literal('unknown')], { error: 'expected a day as YYYY-MM-DD' }).optional()

const kind = z
  .string()
  .refine((id) => pack().triggers.has(id), { error: (issue) => `the pack knows no kind ${JSON.stringify(issue.input)}` })

/**
 * A confirmed change as the rules take it, with the names of `semantics-input`. `detected` stands for today: the rules read no clock. `sets` are
 * register fields, by the pack's names, as they will be once the change is applied. An unknown kind is refused.
 */
export const vendorChange = z
  .looseObject({
    kind: kind.optional(),
    kinds: z.array(kind).optional(),
    detected: dayText,
    effective: perhapsDay,
    silent: z.boolean().nullish(),
    objection_deadline: perhapsDay,
    notice_deadline: perhapsDay,
    /** The day on which the vendor told us. */
    notified: perhapsDay,
    third_failed_poll: perhapsDay,
    /** Where several records are given: the system that changed. Without it every record is affected. */
    system: z.string().nullish(),
    sets: z.record(z.string(), z.unknown()).nullish(),
  })
  .refine((change) => change.kind !== undefined || !!change.kinds?.length, {
    error: 'expected kind, or kinds with at least one',
    path: ['kinds'],
  })

export type VendorChange = z.infer<typeof vendorChange>

/** The keys of a change that the rules read; another one is passed over. */
export const vendorChangeKeys: readonly string[] = Object.keys(vendorChange.shape)

export const packRecord = z.record(z.string(), z.unknown())

/** What one decision takes: one flat record, or several where a change reaches more than one deployment. */
export const decisionInput = z.strictObject({
  register: z.union([packRecord, z.array(packRecord)], { error: 'expected a register record or a list of them' }),
  change: vendorChange,
})
export type DecisionInput = z.infer<typeof decisionInput>

/** The kinds of a change, each once, in the order of the pack: the order in which they were given means nothing. */
export function kindsOf({ kind, kinds }: Pick<VendorChange, 'kind' | 'kinds'>): string[] {
  const given = new Set([...(kinds ?? []), ...(kind === undefined ? [] : [kind])])
  for (const id of given) if (!pack().triggers.has(id)) throw new Error(`the pack knows no kind "${id}"`)
  return [...pack().triggers.keys()].filter((id) => given.has(id))
}
