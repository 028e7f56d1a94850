import type { Server } from 'node:http'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createAdaptorServer } from '@hono/node-server'

/** How long a client may take, in milliseconds: for the headers, for the whole request, and between two requests. */
type Patience = { headers: number; request: number; idle: number; check: number }

/** A workbook of 10 MB may take two minutes; a connection rests longer than proxies keep theirs, so that they are the ones to close. */
const PATIENCE: Patience = { headers: 15_000, request: 150_000, idle: 75_000, check: 5_000 }
/** The largest head of a request in bytes: an address of 8,000, cookies, and what proxies add. */
const LARGEST_HEAD = 24 * 1024
const MOST_HEADERS = 100
/** Connections at a time; more are closed at once rather than slowing everybody down. */
const MOST_CONNECTIONS = 5000

/** A server that cuts off whoever sends slowly, or too much before the first word; with a key and certificate it speaks TLS alone. */
export function createNodeServer(
  fetch: (request: Request, env: object) => unknown,
  patience: Patience = PATIENCE,
  tls?: { key: string; cert: string },
): Server {
  const server = createAdaptorServer({
    fetch,
    createServer: tls ? createTlsServer : createServer,
    serverOptions: {
      ...tls,
      headersTimeout: patience.headers,
      requestTimeout: patience.request,
      keepAliveTimeout: patience.idle,
      connectionsCheckingInterval: patience.check,
      maxHeaderSize: LARGEST_HEAD,
    },
  }) as Server
  server.maxHeadersCount = MOST_HEADERS
  server.maxConnections = MOST_CONNECTIONS
  return server
}

/** Takes no more connections, and lets requests under way finish for at most `ms`. */
export function closeServer(server: Server, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), ms)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
