import type { MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Settings } from '../context.ts'
import type { Web } from './app.tsx'
import { sessionCookie } from './session-cookie.ts'

/**
 * Lets in whoever names us rightly and comes from a page of ours. The Host must be the installation's own, or a loopback name on a
 * server for this machine: a page elsewhere could point its own name here. Whoever changes something must come from our own origin;
 * a program that names none may do what needs no session. What another site builds in (pictures, scripts) is nothing of ours: it may
 * only link here.
 */
export function hostAndOrigin(settings: Settings): MiddlewareHandler<Web> {
  const ours = new URL(settings.origin)
  return async (c, next) => {
    const host = (c.req.header('Host') ?? new URL(c.req.url).host).toLowerCase()
    if (settings.local && !LOOPBACK.has(host.replace(/:\d+$/, ''))) {
      c.set('turnedAway', 'host')
      return c.text('このサーバは、このパソコンからだけ使えます。 / Local use only.', 403)
    }
    if (!settings.local && host !== ours.host && host !== `${ours.host}:443` && !ANY_HOST.has(c.req.path)) {
      c.set('turnedAway', 'host')
      return c.text(`このアドレスでは使えません。${ours.origin} を開いてください。 / Not served under this name.`, 421)
    }
    const site = c.req.header('Sec-Fetch-Site')
    const asks = c.req.method === 'GET' || c.req.method === 'HEAD'
    const welcome = asks
      ? site === undefined || isOwnSite(site) || (c.req.header('Sec-Fetch-Mode') ?? 'navigate') === 'navigate'
      : comesFromUs(
          c.req.header('Origin'),
          site,
          settings.local ? `http://${host}` : ours.origin,
          getCookie(c, sessionCookie(settings)) !== undefined,
        )
    if (!welcome) c.set('turnedAway', 'foreign')
    if (!welcome) return c.text('ほかのサイトからの操作は受け付けません。 / Cross-site request refused.', 403)
    await next()
    return
  }
}

/** A browser says where a form comes from. A program that says nothing is let in, unless it carries a session: old browsers say nothing either. */
function comesFromUs(origin: string | undefined, site: string | undefined, ours: string, session: boolean): boolean {
  if (origin !== undefined) return origin === ours
  return site === undefined ? !session : isOwnSite(site)
}

function isOwnSite(site: string): boolean {
  return site === 'same-origin' || site === 'none'
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
/** A balancer and a collector of metrics ask each node by its own address. */
const ANY_HOST = new Set(['/health', '/metrics'])
