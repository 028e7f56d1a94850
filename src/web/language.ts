import { getCookie, setCookie } from 'hono/cookie'
import type { Settings } from '../context.ts'
import type { Lang } from '../ui/view.ts'
import type { WebContext } from './app.tsx'

/** The language of the screen: as asked for in the address, which is remembered, or as remembered. */
export function languageOf(c: WebContext, settings: Settings): Lang {
  const asked = c.req.query('lang')
  if (asked === 'ja' || asked === 'en') {
    setCookie(c, 'lang', asked, { path: '/', sameSite: 'Lax', httpOnly: true, secure: !settings.local, maxAge: 31_536_000 })
    return asked
  }
  return getCookie(c, 'lang') === 'en' ? 'en' : 'ja'
}
