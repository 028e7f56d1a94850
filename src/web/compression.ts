import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { WebContext } from './app.tsx'

const compress = promisify(gzip)

/** Shorter answers fit into one packet as they are. */
const WORTH_IT = 1400

/**
 * Answers in text go out compressed by gzip to whoever takes it, whole and off the thread that answers: hono's own makes a stream
 * of each, which costs as much as the page. On this machine alone nothing is compressed: loopback is faster.
 */
export async function compression(c: WebContext, next: () => Promise<void>): Promise<void> {
  await next()
  const { headers, status } = c.res
  if (!TEXT.test(headers.get('Content-Type') ?? '') || headers.has('Content-Encoding') || c.req.method === 'HEAD') return
  headers.append('Vary', 'Accept-Encoding')
  if (!/\bgzip\b(?!\s*;\s*q=0(\.0*)?(,|$))/i.test(c.req.header('Accept-Encoding') ?? '')) return
  const body = Buffer.from(await c.res.arrayBuffer())
  const packed = body.length < WORTH_IT ? body : await compress(body, { level: LEVEL })
  if (packed !== body) headers.set('Content-Encoding', 'gzip')
  headers.delete('Content-Length')
  c.res = undefined
  c.res = new Response(new Uint8Array(packed), { status, headers })
}

const TEXT = /^(text\/|application\/(json|javascript|manifest\+json)|image\/svg)/
/** A third of the work of the usual 6, for a tenth more bytes. */
const LEVEL = constants.Z_BEST_SPEED + 2
