import { isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Origin } from '../kernel/seat.ts'
import type { WebContext } from './app.tsx'

/**
 * From where a request comes. Behind proxies the client's address is the one that the outermost of ours wrote into
 * X-Forwarded-For, counted from the end: what stands before it anybody may have written.
 */
export function originOf(c: WebContext, proxies: number): Origin {
  return { address: addressOf(c, proxies), agent: (c.req.header('User-Agent') ?? '').slice(0, 300), request: c.get('requestId') }
}

/** The address at the other end of the connection; nothing where the application is asked without one, as tests do. */
export function socketAddressOf(c: WebContext): string {
  return c.env && 'incoming' in (c.env as object) ? plain(getConnInfo(c).remote.address ?? '') : ''
}

function addressOf(c: WebContext, proxies: number): string {
  const forwarded = (c.req.header('X-Forwarded-For') ?? '').split(',')
  const claimed = plain(proxies > 0 ? (forwarded.at(-proxies) ?? '').trim() : '')
  return isIP(claimed) > 0 ? claimed : socketAddressOf(c)
}

/** Without the port or the brackets that some proxies write, and IPv4 as itself. */
function plain(address: string): string {
  return address
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .slice(0, 64)
}
