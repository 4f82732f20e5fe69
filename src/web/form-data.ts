import type { AppContext } from './environment'
import { invalid, Problem } from './problem'

/** The fields of a form as texts, every value of a name in its order. Files are passed over: see `formFile`. */
export async function formFields(c: AppContext): Promise<{ typed: Record<string, string>; all: (name: string) => string[] }> {
  const body = await c.req.parseBody({ all: true })
  const texts = (name: string) => [body[name]].flat().filter((value) => typeof value === 'string')
  const typed = Object.fromEntries(
    Object.keys(body).flatMap((name) =>
      texts(name)
        .slice(0, 1)
        .map((value) => [name, value.replace(/\r\n/g, '\n')]),
    ),
  )
  return { typed, all: texts }
}

/** An uploaded file; null when none was chosen. */
export async function formFile(c: AppContext, name: string): Promise<File | null> {
  const body = await c.req.parseBody()
  const value = body[name]
  return value instanceof File && value.size > 0 ? value : null
}

/** Whether the body says that it is a form with files. */
export const isMultipart = (c: AppContext): boolean => /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')

/** A multipart form, which the request then keeps: 415 when it is sent as something else, 400 when it does not hold together. */
export async function multipart(c: AppContext): Promise<FormData> {
  if (!isMultipart(c)) throw new Problem(415, 'wrong-media-type', 'Send multipart/form-data.')
  try {
    return await c.req.formData()
  } catch (error) {
    if (error instanceof TypeError) throw invalid([{ path: '', message: 'not a multipart form that holds together' }])
    throw error
  }
}
