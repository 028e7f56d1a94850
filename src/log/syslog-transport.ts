import { connect as connectPlainly, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { connect } from 'node:tls'
import type { SyslogServer } from '../config-values.ts'
import { lookupFor, type Resolve } from '../guarded-lookup.ts'
import type { Destinations } from '../kernel/destinations.ts'

/** Hands messages to a collector; resolves once it has taken them all, and throws where it has not. */
export type Collector = { send(messages: readonly Buffer[], cut?: AbortSignal): Promise<void> }

/** How long to wait for the connection, for room to write, and for the collector to close, in milliseconds. */
const PATIENCE = 15_000
/** For how long a collector that broke off may have told so before we end, in milliseconds: longer than any way there and back. */
const REST = 1000

type Ways = {
  ca?: string | undefined
  destinations?: Destinations | undefined
  patience?: number
  rest?: () => Promise<unknown>
  resolve?: Resolve
}

/**
 * A connection for each batch. Syslog knows no receipt: that the collector read everything is known by its closing in answer to our
 * end, and not before. Its certificate must be sound; `ca` is one to trust besides. With a
 * list of destinations its name may lead to addresses of the list alone.
 */
export function syslogCollector(
  server: SyslogServer,
  { ca, destinations, patience = PATIENCE, rest = () => setTimeout(REST), resolve }: Ways = {},
): Collector {
  const { host, port } = server
  const lookup = lookupFor(host, destinations, resolve)
  const to = { host, port, ...(lookup && { lookup }) }
  return {
    send: (messages, cut) =>
      new Promise((resolve, reject) => {
        const socket: Socket = server.tls
          ? connect({ ...to, minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) })
          : connectPlainly(to)
        let [ended, answered] = [false, false]
        const fail = (why: string) => socket.destroy(new Error(`the collector at ${host}:${port} ${why}`))
        const stop = () => fail('was left alone: the server stops')
        cut?.addEventListener('abort', stop, { once: true })
        socket.setTimeout(patience, () => fail('does not answer'))
        socket.once('end', () => {
          answered = ended
        })
        socket.once('error', reject)
        socket.once('close', () => {
          cut?.removeEventListener('abort', stop)
          if (answered && socket.writableFinished) resolve()
          else reject(new Error(`the collector at ${host}:${port} broke off`))
        })
        socket.resume()
        socket.once(server.tls ? 'secureConnect' : 'connect', async () => {
          socket.write(Buffer.concat(messages))
          await rest()
          ended = true
          socket.end()
        })
      }),
  }
}
