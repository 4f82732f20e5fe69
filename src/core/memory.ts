import { z } from 'zod'

/**
 * What a source's history taught, as plain JSON kept with the source's state: states seen before, statements that flicker, its usual
 * language and mass. Bounded in size however long the history.
 */
export const memory = z.object({
  version: z.literal(1),
  captures: z.number(),
  language: z.string().nullable(),
  /** Fingerprints seen, with when and how often; the oldest are dropped. */
  states: z.array(z.object({ fingerprint: z.string(), firstAt: z.string(), lastAt: z.string(), count: z.number() })),
  /** Keys (hashed) of statements that came and went without consequence, with how often. */
  volatile: z.record(z.string(), z.number()),
  extra: z.record(z.string(), z.unknown()),
})
export type Memory = z.infer<typeof memory>
export const emptyMemory: Memory = { version: 1, captures: 0, language: null, states: [], volatile: {}, extra: {} }
