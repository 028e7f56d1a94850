import type { Hono } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Web, WebContext } from './app.tsx'
import { type RouteEntry, routesOf } from './router.ts'

/** Finds, for a request, the route that will answer it: by the table of the router, so that it is known before any of it runs. */
export function routeFinder(app: Hono<Web>): (c: WebContext) => RouteEntry | undefined {
  let known: Map<string, RouteEntry> | undefined
  return (c) => {
    known ??= new Map(routesOf(app).map((entry) => [`${entry.method} ${entry.path}`, entry]))
    for (const { method, path } of matchedRoutes(c)) {
      const entry = known.get(`${method} ${path}`)
      if (entry) return entry
    }
    return undefined
  }
}

/**
 * A path as the log may have it: the pattern of its route with identifiers and numbers of criteria filled in, and the name of
 * the parameter in place of anything else, since links of mails open router. Of a path without a route, plain words are kept.
 */
export function toLoggedPath(path: string, pattern: string | undefined): string {
  const segments = path.split('/')
  if (pattern === undefined)
    return segments
      .map((segment) => (isPlainWord(segment) ? segment : '…'))
      .join('/')
      .slice(0, 200)
  return pattern
    .split('/')
    .map((segment, index) => {
      const value = segments[index] ?? ''
      return segment.startsWith(':') && isHarmless(value) ? value : segment
    })
    .join('/')
}

/** A UUID, the number of a criterion, an edition, a page. */
function isHarmless(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) || /^\d{1,4}(-\d{1,2}){0,4}$/.test(value)
}

function isPlainWord(value: string): boolean {
  return /^[a-z.-]{0,20}$/.test(value) || isHarmless(value)
}
