import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Context, Settings } from '../../context.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { WebContext } from '../../web/app.tsx'
import { safeNext } from '../../web/safe-next.ts'
import { cookieFlags, giveSession, sessionCookie } from '../../web/session-cookie.ts'
import type { Admitted } from './admission-actions.ts'
import { endSession } from './session-actions.ts'
import type { Continued } from './sign-in-actions.ts'

/** Gives the browser of somebody who was let in what it needs, ends the session that it had before, and goes to `next`. */
export async function letIn(c: WebContext, context: Context, admitted: Admitted, next: unknown): Promise<Response> {
  const before = getCookie(c, sessionCookie(context.settings))
  if (before !== undefined) await endSession(context, before, c.get('from'))
  giveSession(c, context.settings, admitted.token, admitted.expiresAt)
  if (admitted.device) giveDevice(c, context.settings, admitted.device.token, admitted.device.expiresAt)
  deleteCookie(c, halfCookie(context.settings), cookieFlags(context.settings))
  return c.redirect(safeNext(next), 303)
}

/** After one proved factor: lets in, or goes on to the page of the second factor. */
export async function goOn(c: WebContext, context: Context, continued: Continued, next: unknown): Promise<Response> {
  if (continued.kind === 'admitted') return letIn(c, context, continued.admitted, next)
  setCookie(c, halfCookie(context.settings), continued.token, {
    ...cookieFlags(context.settings),
    expires: new Date(continued.expiresAt),
  })
  return c.redirect('/sign-in/second-factor', 303)
}

/** Hands the browser the mark by which it is known next time. */
export function giveDevice(c: WebContext, settings: Settings, cookie: string, expiresAt: Instant): void {
  setCookie(c, deviceCookie(settings), cookie, { ...cookieFlags(settings), expires: new Date(expiresAt) })
}

/** The token of a sign-in of which one factor is proved. */
export function halfSignedIn(c: WebContext, settings: Settings): string | undefined {
  return getCookie(c, halfCookie(settings))
}

/** The marks of the accounts that signed in with this browser before. */
export function deviceOf(c: WebContext, settings: Settings): string | undefined {
  return getCookie(c, deviceCookie(settings))
}

function halfCookie(settings: Settings): string {
  return settings.local ? 'sign-in' : '__Host-sign-in'
}

function deviceCookie(settings: Settings): string {
  return settings.local ? 'device' : '__Host-device'
}
