import { z } from 'zod'
import { severities } from '../core/kind'

const severity = z.enum(severities)
const work = z.object({ deploymentId: z.string(), ownerId: z.string().nullable(), severity, dueOn: z.string(), count: z.number() })
const waiting = z.object({ caseId: z.string(), severity, day: z.string() })

/** What a reminder is about, as it was when it was made. `late` = some of it fell on an earlier day, on which nothing ran. */
export const reminderPayload = z.object({
  day: z.string(),
  late: z.boolean(),
  due: z.array(work),
  object: z.array(waiting),
  triage: z.array(waiting),
  /** Told because somebody else has not done it in time. */
  escalatedReviews: z.array(work),
  escalatedCases: z.array(waiting),
})
export type ReminderPayload = z.infer<typeof reminderPayload>
