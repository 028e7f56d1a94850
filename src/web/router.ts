import type { Hono, Context as HonoContext } from 'hono'
import type { Context } from '../context.ts'
import { age, MINUTE } from '../kernel/calendar.ts'
import { readAddress } from '../kernel/organisation-address.ts'
import { ACTS, type Act, isAct, may } from '../roles/permissions.ts'
import type { SignedIn, Viewer } from '../roles/viewer.ts'
import { pathOf, tenantOf } from './address.ts'
import type { Web, WebContext } from './app.tsx'
import { askAgain, askToSignIn, askToSit, forbid, keepToOrganisation } from './refused.tsx'

/**
 * What a route asks of whoever calls it: nothing; a session of any kind; the account itself, by keys of its own (a session that an
 * organisation's provider opened is none of them); the same, proved a moment ago; the same, proved for this very act, so that having
 * just signed in is not enough (the action uses the proof up); or a permission in the organisation.
 */
type Need = 'anyone' | 'session' | 'account' | 'account-now' | 'account-proved' | Act

export type RouteEntry = { method: 'GET' | 'POST'; path: string; need: Need }

type Answer = Response | Promise<Response>
type Next = () => Promise<void>
/** What a handler is sure to have, by what its route needs. */
type Asked<N extends Need> = N extends 'anyone' ? undefined : N extends Act ? Viewer : SignedIn
/** A request whose parameters are those that the path of its route names. */
type At<P extends string> = HonoContext<Web, P>
type Handler<P extends string, N extends Need> = (
  c: At<P>,
  who: Asked<N>,
  next: Next,
) => Answer | Promise<Response | undefined> | undefined
/** What stands in an address where the path of its route names a parameter. */
type Params<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Record<Name, string> & Params<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Record<Name, string>
    : unknown
/** Finds the thing that an address names, for whoever asks; nothing where it is not there, or not for them. */
type Load<P extends string, N extends Need, T> = (params: Params<P>, who: Asked<N>) => T | undefined | Promise<T | undefined>
type LoadedHandler<P extends string, N extends Need, T> = (c: At<P>, who: Asked<N>, thing: T) => Answer

type Add = {
  <const P extends string, N extends Need>(path: P, need: N, handler: Handler<P, N>): void
  /** Loads the thing first; without it the answer is 404, and the handler is not called. */
  <const P extends string, N extends Need, T extends object | string>(
    path: P,
    need: N,
    load: Load<P, N, T>,
    handler: LoadedHandler<P, N, T>,
  ): void
}

/** The way in which every feature adds a route: with what it needs. `docs/routes.md` lists them all. */
export type Router = { get: Add; post: Add }

/** Router to an app. Each notes its route, refuses whoever may not enter, and hands the others to the handler. */
export function routerFor(app: Hono<Web>, context: Pick<Context, 'now' | 'settings'>): Router {
  const add =
    (method: RouteEntry['method']): Add =>
    <P extends string, N extends Need, T>(
      path: P,
      need: N,
      first: Load<P, N, T> | Handler<P, N>,
      then?: LoadedHandler<P, N, T>,
    ) => {
      tableOf(app).push({ method, path, need })
      app.on(method, path, async (c, next) => {
        const refusal = refused(c, need, context)
        if (refusal) return refusal
        const who = (need === 'anyone' ? undefined : isAct(need) ? c.get('view').viewer : c.get('signedIn')) as Asked<N>
        if (!then) return (await (first as Handler<P, N>)(c as At<P>, who, next)) ?? c.res
        const thing = await (first as Load<P, N, T>)(c.req.param() as Params<P>, who)
        return thing === undefined ? c.notFound() : then(c as At<P>, who, thing)
      })
    }
  return { get: add('GET'), post: add('POST') }
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
  const moved = toRightAddress(c, need)
  if (moved) return moved
  if (need === 'anyone') return undefined
  const signedIn = c.get('signedIn')
  if (!signedIn) return askToSignIn(c)
  if (need === 'session') return undefined
  if (isAct(need)) {
    const { viewer } = c.get('view')
    if (!viewer) return placeless(c, signedIn)
    if (!may(viewer, need)) return forbid(c, need)
  } else if (signedIn.onlyTenant !== null) return keepToOrganisation(c)
  const dangerous = need === 'account-now' || (isAct(need) && ACTS[need].stepUp === true && c.req.method === 'POST')
  const asked = need === 'account-proved' ? signedIn.provedAt : dangerous ? signedIn.verifiedAt : now()
  return asked === null || age(asked, now()) > FRESH_FOR ? askAgain(c, settings.origin, need === 'account-proved') : undefined
}

/**
 * The address says where: what needs a permission is there within an organisation alone, and its address without one (of an old link or
 * form) leads to where the session sat last. What anybody may see has an address of its own for whoever has no seat there.
 */
function toRightAddress(c: WebContext, need: Need): Response | undefined {
  const { viewer, signedIn, to } = c.get('view')
  const asks = c.req.method === 'GET' || c.req.method === 'HEAD'
  const { pathname, search } = new URL(c.req.url)
  if (tenantOf(c) === undefined) {
    if (viewer && isAct(need)) return c.redirect(to(`${pathname}${search}`), asks ? 303 : 307)
    return viewer && pathname === '/' ? c.redirect(to(`/${search}`), 303) : undefined
  }
  const leaves = !viewer && !isAct(need) && signedIn?.barred === undefined && asks
  return leaves ? c.redirect(`${readAddress(pathname).path}${search}`, 303) : undefined
}

/** Whoever has no seat: an organisation that they have nothing to do with is answered as one that is not there. */
function placeless(c: WebContext, signedIn: SignedIn): Answer {
  if (signedIn.barred?.kind === 'provider' && c.req.method === 'GET') {
    return askToSit(c, `${withoutSeat(signedIn)}?next=${encodeURIComponent(pathOf(c))}`)
  }
  if (tenantOf(c) === undefined || signedIn.barred) return askToSit(c, withoutSeat(signedIn))
  c.set('turnedAway', 'seat')
  return c.req.method === 'POST' ? askToSit(c, '/organisations', 'seat.not-there') : c.notFound()
}

const tables = new WeakMap<object, RouteEntry[]>()

function tableOf(app: Hono<Web>): RouteEntry[] {
  const table = tables.get(app) ?? []
  tables.set(app, table)
  return table
}
