import { z } from 'zod'

/** An address for POST. Whether it may be reached is for the outbound gate, at the moment of sending. */
export const httpAddress = z
  .string()
  .trim()
  .max(2000)
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'expected an address that begins with https:// or http://',
  )
  .refine((text) => !URL.canParse(text) || !new URL(text).username, 'must not hold a user name or password')
