import { z } from 'zod'

export const intakeLinkKey = 'intake-link'

/** The one public address at which a vendor can be asked for without an account; of its secret only the SHA-256 is kept. */
export const intakeLink = z.strictObject({
  id: z.literal(intakeLinkKey),
  hash: z.string(),
  /** Whose the requests are that come through it; null = everybody's. */
  unitId: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
})
export type IntakeLink = z.infer<typeof intakeLink>
