import { type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { AddressNotAllowed, guardedLookup, type Resolve } from '../guarded-lookup.ts'
import { type Destinations, isListed } from '../kernel/destinations.ts'
import { isLoopback, isPublic } from '../kernel/network.ts'
import type { OidcFailure } from './failure.ts'

/** How far a request to a stranger's server may go. */
export type FetchLimits = {
  /** Loopback and private addresses are allowed: only this machine reaches the installation, and its user reaches them anyway. */
  local: boolean
  /** Nobody else is reached, where there is such a list; an address of a network on it may be private. */
  destinations?: Destinations | undefined
  /** From the name's lookup to the last byte, in milliseconds. */
  timeoutMs: number
  /** The largest answer, in bytes. */
  largest: number
  resolve?: Resolve
}

/** Why a request came to nothing. */
export class FetchFailure extends Error {
  readonly failure: OidcFailure
  constructor(failure: OidcFailure, options?: ErrorOptions) {
    super(`the request came to nothing: ${failure}`, options)
    this.failure = failure
  }
}

export type BoundedFetch = (
  url: string,
  options: { method: string; headers: Record<string, string>; body?: unknown; signal?: AbortSignal },
) => Promise<Response>

/**
 * A fetch for addresses that somebody else typed. It speaks https with public addresses alone, and checks the very address that it
 * connects to. With a list of destinations it speaks with those alone. No redirects, no cookies, no connection kept, one deadline for
 * everything. Throws FetchFailure.
 */
export function toBoundedFetch(limits: FetchLimits): BoundedFetch {
  return async (address, options) => {
    const url = new URL(address)
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const { local, destinations } = limits
    const named = destinations === undefined || isListed(destinations, host)
    const allowed = (ip: string) => {
      if (url.protocol === 'http:') return local && named && isLoopback(ip)
      return (named && (local || isPublic(ip))) || (destinations !== undefined && isListed(destinations, ip))
    }
    if (!isSpoken(url, local) || (isIP(host) !== 0 && !allowed(host))) throw new FetchFailure('address')
    const deadline = AbortSignal.timeout(limits.timeoutMs)
    try {
      return await send(url, options, limits, guardedLookup(allowed, limits.resolve), deadline)
    } catch (cause) {
      if (deadline.aborted || options.signal?.aborted) throw new FetchFailure('slow', { cause })
      if (cause instanceof FetchFailure) throw cause
      throw new FetchFailure(cause instanceof AddressNotAllowed ? 'address' : 'unreachable', { cause })
    }
  }
}

function isSpoken(url: URL, local: boolean): boolean {
  return url.username === '' && url.password === '' && (url.protocol === 'https:' || (local && url.protocol === 'http:'))
}

function send(
  url: URL,
  options: Parameters<BoundedFetch>[1],
  limits: FetchLimits,
  guarded: LookupFunction,
  deadline: AbortSignal,
): Promise<Response> {
  const body = options.body === undefined || options.body === null ? undefined : String(options.body)
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? overHttps : overHttp)(url, {
      method: options.method,
      headers: { ...options.headers, 'accept-encoding': 'identity', ...(body && { 'content-length': Buffer.byteLength(body) }) },
      signal: options.signal ? AbortSignal.any([deadline, options.signal]) : deadline,
      lookup: guarded,
      agent: false,
    })
    request.once('error', reject)
    request.once('response', (answer) => read(answer, limits.largest).then(resolve, reject))
    request.end(body)
  })
}

async function read(answer: IncomingMessage, largest: number): Promise<Response> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largest) throw new FetchFailure('large')
    chunks.push(chunk)
  }
  const status = answer.statusCode ?? 0
  if (status < 200 || status > 599) throw new FetchFailure('unreachable')
  const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
  return new Response(WITHOUT_BODY.has(status) ? null : Buffer.concat(chunks), { status, headers })
}

const WITHOUT_BODY = new Set([204, 205, 304])
