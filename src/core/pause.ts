import { z } from 'zod'

/** Why nothing is asked for, by whom and since when. */
export const pause = z.object({ reason: z.string(), at: z.string(), personId: z.string().nullable() })

/** Pauses by the hand of a person: of everything, and by vendor. */
export const pauses = z.object({ all: pause.nullable(), vendors: z.record(z.string(), pause) })
export type Pauses = z.infer<typeof pauses>
export const noPauses: Pauses = { all: null, vendors: {} }
