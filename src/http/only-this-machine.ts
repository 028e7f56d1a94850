import type { MiddlewareHandler } from 'hono'

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Until there are accounts, only this machine may ask: the Host must be a loopback name (a web page elsewhere could point
 * its own name here), and whoever changes something must come from a page of ours.
 */
export function onlyThisMachine(): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('Host') ?? new URL(c.req.url).host
    if (!LOCAL.has(host.replace(/:\d+$/, '')))
      return c.text('このサーバは、このパソコンからだけ使えます。 / Local use only.', 403)
    if (
      c.req.method !== 'GET' &&
      c.req.method !== 'HEAD' &&
      !isOurs(c.req.header('Origin'), c.req.header('Sec-Fetch-Site'), host)
    ) {
      return c.text('ほかのサイトからの操作は受け付けません。 / Cross-site request refused.', 403)
    }
    await next()
    return
  }
}

/** A browser says where a form comes from; a program such as curl says nothing and is let in from this machine. */
function isOurs(origin: string | undefined, site: string | undefined, host: string): boolean {
  if (origin !== undefined) return origin === `http://${host}`
  return site === undefined || site === 'same-origin' || site === 'none'
}
