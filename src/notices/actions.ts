import { adviceNewsIn, askedIn, headsFor, newsIn } from '../assessment/actions.ts'
import type { AdviceNews, News } from '../assessment/index.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import { type Joining, listJoinings } from '../joining/actions.ts'
import { DAY, earlier } from '../kernel/calendar.ts'
import type { Instant } from '../kernel/instant.ts'
import { findLook, moveLook, namesIn } from '../organisation/actions.ts'
import { may } from '../roles/permissions.ts'
import type { Actor } from '../roles/sight.ts'

/** What happened and concerns somebody; `fresh` since they last looked. */
export type Notice = { fresh: boolean; at: Instant } & (
  | { kind: 'news'; news: News; name: string }
  | { kind: 'advice'; news: AdviceNews; name: string }
  | { kind: 'joined'; joining: Joining }
)

/** What concerns somebody. */
export type Notices = {
  /** 該当なし that wait for them, the longest waiting first. */
  asked: (Awaited<ReturnType<typeof askedIn>>[number] & { by: string; fresh: boolean })[]
  /** What happened within a month, the newest first. */
  happened: Notice[]
  titles: ReadonlyMap<string, { title: string; edition: Parameters<CatalogueContext['edition']>[0] }>
  /** How many of all these are new. */
  fresh: number
}

/** In one transaction that only reads, seven statements at most. */
export function readNotices(context: CatalogueContext, actor: Actor): Promise<Notices> {
  const { tenant, person } = actor
  const month = earlier(context.now(), MOST_DAYS * DAY)
  return context.db.read({ tenant }, async (tx) => {
    const look = await findLook(tx, tenant, person)
    const isFresh = (at: Instant): boolean => look === null || at > look
    const known = await headsFor(tx, actor)
    const asked = await askedIn(tx, actor, known)
    const news = (await newsIn(tx, context, actor, known)).filter(({ concerns }) => concerns)
    const advice = await adviceNewsIn(tx, context, actor, known)
    const joinings = may(actor, 'people.invite') ? await listJoinings(tx, tenant, month) : []
    const names = asked.length + news.length + advice.length > 0 ? await namesIn(tx, tenant) : new Map<string, string>()
    const happened: Notice[] = [
      ...news.map((one) => ({
        kind: 'news' as const,
        news: one,
        name: names.get(one.by) ?? '',
        at: one.at,
        fresh: isFresh(one.at),
      })),
      ...advice.map((one) => ({
        kind: 'advice' as const,
        news: one,
        name: names.get(one.by) ?? '',
        at: one.at,
        fresh: isFresh(one.at),
      })),
      ...joinings.map((joining) => ({ kind: 'joined' as const, joining, at: joining.at, fresh: isFresh(joining.at) })),
    ].toSorted((one, other) => other.at.localeCompare(one.at))
    const waiting = asked.map((one) => ({
      ...one,
      by: names.get(one.answer.statedBy) ?? '',
      fresh: isFresh(one.answer.changedAt),
    }))
    return {
      asked: waiting,
      happened,
      titles: known.headOf,
      fresh: [...waiting, ...happened].filter(({ fresh }) => fresh).length,
    }
  })
}

/** How many are new: what there is since the last look alone, and nobody's name. Six statements at most. */
export function countNew(context: CatalogueContext, actor: Actor): Promise<number> {
  const { tenant, person } = actor
  const month = earlier(context.now(), MOST_DAYS * DAY)
  return context.db.read({ tenant }, async (tx) => {
    const look = await findLook(tx, tenant, person)
    const known = await headsFor(tx, actor)
    const asked = (await askedIn(tx, actor, known)).filter(({ answer }) => look === null || answer.changedAt > look)
    const news = (await newsIn(tx, context, actor, known, { unseen: true })).filter(({ concerns }) => concerns)
    const advice = await adviceNewsIn(tx, context, actor, known, look)
    const since = look !== null && look > month ? look : month
    const joinings = may(actor, 'people.invite') ? await listJoinings(tx, tenant, since) : []
    return asked.length + news.length + advice.length + joinings.length
  })
}

/** Somebody has seen what there was until a moment; not what came after the moment that is now. */
export function look(context: CatalogueContext, { tenant, person }: Actor, until: Instant): Promise<void> {
  const now = context.now()
  return context.db.transact({ tenant }, (tx) => moveLook(tx, tenant, person, until < now ? until : now))
}

const MOST_DAYS = 30
