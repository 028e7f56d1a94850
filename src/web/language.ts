import { getCookie, setCookie } from 'hono/cookie'
import type { Settings } from '../context.ts'
import type { Lang } from '../ui/view.ts'
import type { WebContext } from './app.tsx'
import { cookieFlags } from './session-cookie.ts'

/** The language of the screen: as asked for in the address, which is remembered, or as remembered. That of a file is its own. */
export function languageOf(c: WebContext, settings: Settings): Lang {
  const asked = c.req.query('lang')
  if (asked === 'ja' || asked === 'en') {
    if (!FILE.test(c.req.path)) setCookie(c, languageCookie(settings), asked, { ...cookieFlags(settings), maxAge: 31_536_000 })
    return asked
  }
  return getCookie(c, languageCookie(settings)) === 'en' ? 'en' : 'ja'
}

function languageCookie(settings: Settings): string {
  return settings.local ? 'lang' : '__Host-lang'
}

const FILE = /\.[a-z]+$/
