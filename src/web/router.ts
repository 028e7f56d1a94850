import type { Hono } from 'hono'
import type { Context } from '../context.ts'
import { elapsed, MINUTE } from '../kernel/calendar.ts'
import { ACTS, type Act, isAct, may } from '../roles/permissions.ts'
import type { SignedIn, Viewer } from '../roles/viewer.ts'
import type { Web, WebContext } from './app.tsx'
import { askAgain, askToSignIn, askToSit, forbid, keepToOrganisation } from './refused.tsx'

/**
 * What a route asks of whoever calls it: nothing; a session of any kind; the account itself, by keys of its own (a session that an
 * organisation's provider opened is none of them); the same, proved a moment ago; or a permission in the organisation.
 */
type Need = 'anyone' | 'session' | 'account' | 'account-now' | Act

export type RouteEntry = { method: 'GET' | 'POST'; path: string; need: Need }

type Answer = Response | Promise<Response>
type Next = () => Promise<void>
/** What a handler is sure to have, by what its route needs. */
type Asked<N extends Need> = N extends 'anyone' ? undefined : N extends Act ? Viewer : SignedIn
type Handler<N extends Need> = (c: WebContext, who: Asked<N>, next: Next) => Answer | Promise<Response | undefined>

/** The way in which every feature adds a route: with what it needs. The table of them is what the tests of isolation go through. */
export type Router = {
  get<N extends Need>(path: string, need: N, handler: Handler<N>): void
  post<N extends Need>(path: string, need: N, handler: Handler<N>): void
}

/** Router to an app. Each notes its route, refuses whoever may not enter, and hands the others to the handler. */
export function routerFor(app: Hono<Web>, context: Pick<Context, 'now' | 'settings'>): Router {
  const add = <N extends Need>(method: RouteEntry['method'], path: string, need: N, handler: Handler<N>) => {
    tableOf(app).push({ method, path, need })
    app.on(method, path, async (c, next) => {
      const refusal = refused(c, need, context)
      if (refusal) return refusal
      const who = need === 'anyone' ? undefined : isAct(need) ? c.get('view').viewer : c.get('signedIn')
      return (await handler(c, who as Asked<N>, next)) ?? c.res
    })
  }
  return {
    get: (path, need, handler) => add('GET', path, need, handler),
    post: (path, need, handler) => add('POST', path, need, handler),
  }
}

/** Every route that was added through router, in order. */
export function routesOf(app: Hono<Web>): readonly RouteEntry[] {
  return tableOf(app)
}

/** How long a proof of who somebody is lasts for dangerous acts, in milliseconds. */
export const FRESH_FOR = 15 * MINUTE

/** Where somebody goes who is signed in and has no seat: to what the organisation asks first, or to choose one. */
export function withoutSeat({ barred }: SignedIn): string {
  if (barred?.kind === 'second-factor') return '/account/factors?required=1'
  return barred?.kind === 'provider' ? `/sign-in/organisation/${barred.slug}` : '/organisations'
}

function refused(c: WebContext, need: Need, { now, settings }: Pick<Context, 'now' | 'settings'>): Answer | undefined {
  if (need === 'anyone') return undefined
  const signedIn = c.get('signedIn')
  if (!signedIn) return askToSignIn(c)
  if (need === 'session') return undefined
  if (isAct(need)) {
    const { viewer } = c.get('view')
    if (!viewer) return askToSit(c, withoutSeat(signedIn))
    if (!may(viewer, need)) return forbid(c, need)
  } else if (signedIn.onlyTenant !== null) return keepToOrganisation(c)
  const dangerous = need === 'account-now' || (isAct(need) && ACTS[need].stepUp === true && c.req.method === 'POST')
  return dangerous && elapsed(signedIn.verifiedAt, now()) > FRESH_FOR ? askAgain(c, settings.origin) : undefined
}

const tables = new WeakMap<object, RouteEntry[]>()

function tableOf(app: Hono<Web>): RouteEntry[] {
  const table = tables.get(app) ?? []
  tables.set(app, table)
  return table
}
