import { setCookie } from 'hono/cookie'
import type { App } from '../environment'
import { formFields } from '../form-data'
import { doneAt } from './flash'

const year = 365 * 86_400

/** Switches the keys of the pages off or on in this browser, by a cookie that the script reads (WCAG 2.1.4), and leads back to where one was. */
export function keysPages(app: App): void {
  app.post('/keys', async (c) => {
    const { typed } = await formFields(c)
    setCookie(c, 'telltale-keys', typed.keys === 'off' ? 'off' : 'on', {
      path: '/',
      maxAge: year,
      sameSite: 'Lax',
      secure: c.req.url.startsWith('https:'),
    })
    return c.redirect(doneAt(backFrom(c.req.header('referer'), c.req.url), typed.keys === 'off' ? 'keys-off' : 'keys-on'), 303)
  })
}

/** The page that the form stood on, where it is one of ours. */
function backFrom(referer: string | undefined, here: string): string {
  if (!referer || !URL.canParse(referer)) return '/'
  const from = new URL(referer)
  from.searchParams.delete('done')
  // two slashes at the beginning would name another host
  return from.host === new URL(here).host && !from.pathname.startsWith('//') ? `${from.pathname}${from.search}` : '/'
}
