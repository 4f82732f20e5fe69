import { z } from 'zod'
import json from '../../src/core/reference/worked-examples.json'
import { packRecord } from '../../src/core/vendor-change'

const links = z.array(z.string())
const outcome = z.object({ severity: z.string(), due: z.string().nullable(), active: links, provisional: links })

/** The worked examples of the pack, typed. */
export const workedExamples = z
  .array(
    z.object({
      name: z.string(),
      register: z.union([packRecord, z.array(packRecord)]),
      change: z.record(z.string(), z.unknown()),
      expected: outcome.extend({
        tasks: z.array(z.looseObject({ obligation: z.string(), deployment: z.string().optional() })),
        complete: links.optional(),
        deployments: z.record(z.string(), outcome).optional(),
      }),
    }),
  )
  .parse(json)
