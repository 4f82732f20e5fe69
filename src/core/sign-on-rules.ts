import { z } from 'zod'

/** Who gets which role at their first single sign-on: by the value of one claim of the identity provider (a group, a department). */
export const signOnRules = z.strictObject({
  /** The claim's name, e.g. `groups`; null = nobody gets a role by a claim. */
  claim: z.string().trim().min(1).max(200).nullable(),
  rules: z
    .array(
      z.strictObject({
        value: z.string().trim().min(1).max(500),
        role: z.enum(['administrator', 'risk-owner', 'procurement', 'analyst', 'auditor']),
        /** Null = all units. */
        unitIds: z.array(z.string().min(1).max(200)).min(1).max(1000).nullable(),
      }),
    )
    .max(200),
  version: z.number().int(),
})
export type SignOnRules = z.infer<typeof signOnRules>
export type SignOnRule = SignOnRules['rules'][number]

export const noSignOnRules: SignOnRules = { claim: null, rules: [], version: 0 }

/** The first rule whose value the claim has, or holds where it is a list; null for none. */
export function ruleFor({ claim, rules }: Pick<SignOnRules, 'claim' | 'rules'>, claims: Record<string, unknown>): SignOnRule | null {
  if (claim === null || !Object.hasOwn(claims, claim)) return null
  const held = [claims[claim]].flat().map(String)
  return rules.find(({ value }) => held.includes(value)) ?? null
}

/** What is read of a provider's claims about who signed on (OpenID Connect Core 1.0, 5.1). */
export const signOnClaims = z.looseObject({
  sub: z.string().min(1).max(255),
  email: z.string().max(320).optional(),
  /** Some providers send it as text. */
  email_verified: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]).optional(),
  name: z.string().max(1000).optional(),
  preferred_username: z.string().max(1000).optional(),
})
