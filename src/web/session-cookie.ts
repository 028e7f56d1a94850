import { deleteCookie, setCookie } from 'hono/cookie'
import type { Settings } from '../context.ts'
import type { WebContext } from './app.tsx'

/** The name of the cookie that holds a session's token. With TLS a browser takes `__Host-` for this host, this path and TLS alone. */
export function sessionCookie(settings: Settings): string {
  return settings.local ? 'session' : '__Host-session'
}

/** Hands the session's token to the browser: for no script, for our own pages, until `expiresAt`. */
export function giveSession(c: WebContext, settings: Settings, token: string, expiresAt: string): void {
  setCookie(c, sessionCookie(settings), token, { ...cookieFlags(settings), expires: new Date(expiresAt) })
}

/** Takes it back, and has the browser forget the pages that it kept meanwhile. The mark of a known browser and the language stay. */
export function takeSession(c: WebContext, settings: Settings): void {
  c.header('Clear-Site-Data', '"cache", "storage"')
  deleteCookie(c, sessionCookie(settings), cookieFlags(settings))
}

/** What every cookie of ours says that scripts have no business with: for our own pages, and over TLS where there is any. */
export function cookieFlags(settings: Settings) {
  return { path: '/', httpOnly: true, sameSite: 'Lax', secure: !settings.local } as const
}
