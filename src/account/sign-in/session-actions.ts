import { createHash } from 'node:crypto'
import type { Context } from '../../context.ts'
import type { Db, Tx } from '../../db/db.ts'
import { earlier, later } from '../../kernel/calendar.ts'
import { type AccountId, INSTALLATION, type SessionId, type TenantId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'
import type { Client } from '../../kernel/seat.ts'
import { logEventBy } from '../../log/actions.ts'
import { authorOf } from '../../log/index.ts'
import type { Factor } from '../credentials/index.ts'
import { sessionsEnded } from '../credentials/index.ts'
import { SESSION_IDLES, SESSION_LASTS, sessionState } from './session.ts'
import * as store from './session-store.ts'

/** What a browser is given in the place of its session's former token. */
export type Renewed = { token: string; expiresAt: Instant }

/** What is kept of a session's token, or of any other one-time word: its SHA-256, base64url. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** The secret of a personal link: its hash, to find it by, and itself sealed for a purpose, to be sent and shown again. */
export function newLink({ secrets }: Pick<Context, 'secrets'>, purpose: string): { tokenHash: string; tokenSealed: string } {
  const token = secrets.newToken()
  return { tokenHash: hashToken(token), tokenSealed: secrets.seal(token, purpose) }
}

/** Begins a session, in the sign-in scope; the token goes into the cookie and nowhere else. `tenant` is where the person sits first. */
export async function startSession(
  context: Context,
  tx: Tx,
  wish: { account: AccountId; factors: Factor[]; from: Client; tenant: TenantId | null; onlyTenant?: TenantId | null },
): Promise<{ session: SessionId; token: string; expiresAt: Instant }> {
  const at = context.now()
  const token = context.secrets.newToken()
  const session = context.newId<SessionId>()
  const expiresAt = later(at, SESSION_LASTS)
  await store.insertSession(tx, {
    id: session,
    tokenHash: hashToken(token),
    account: wish.account,
    tenant: wish.tenant,
    onlyTenant: wish.onlyTenant ?? null,
    factors: wish.factors,
    at,
    expiresAt,
    address: wish.from.address,
    agent: wish.from.agent,
  })
  return { session, token, expiresAt }
}

/**
 * Notes that a session is used, for `saveSeen` to save. False when it was not used for twelve hours: it is over then, and whoever
 * holds it is not signed in.
 */
export function touchSession(context: Context, { session, seenAt }: { session: SessionId; seenAt: Instant }): boolean {
  const noted = notedOf(context.db)
  const state = sessionState(noted.get(session) ?? seenAt, context.now())
  if (state === 'to-note') noted.set(session, context.now())
  return state !== 'over'
}

/** Saves when sessions were last used: to be called every minute and when the server stops, so that a page that reads writes nothing. */
export async function saveSeen(context: Context): Promise<number> {
  const noted = notedOf(context.db)
  const sessions = [...noted]
  if (sessions.length === 0) return 0
  await context.db.transact('signIn', (tx) => store.updateSeen(tx, sessions))
  for (const [session, at] of sessions) if (noted.get(session) === at) noted.delete(session)
  return sessions.length
}

const seen = new WeakMap<Db, Map<SessionId, Instant>>()

/** When each session was used since that was saved last. */
function notedOf(db: Db): Map<SessionId, Instant> {
  const noted = seen.get(db) ?? new Map<SessionId, Instant>()
  seen.set(db, noted)
  return noted
}

/** Ends the session of a browser that signs out, or signs in anew. */
export async function endSession(context: Context, token: string, from: Client): Promise<void> {
  await context.db.transact('signIn', async (tx) => {
    const ended = await store.deleteSessionByToken(tx, hashToken(token))
    if (!ended) return
    await logEnd(context, tx, { id: ended.account, name: ended.name }, from, { how: 'sign-out', count: 1 })
  })
}

/**
 * Notes, in the sign-in scope, that whoever sits at a session has proved who they are once more, and gives the session another token:
 * who holds the former one is out. Refuses where the session ended meanwhile.
 */
export async function renewSession(context: Context, tx: Tx, session: SessionId): Promise<Outcome<Renewed>> {
  const token = context.secrets.newToken()
  const renewed = await store.updateVerified(tx, session, { at: context.now(), tokenHash: hashToken(token) })
  return renewed ? accept({ token, ...renewed }) : refuse('sign-in.ended', ENDED)
}

/** Where an account is signed in now. */
export function readSessions(context: Context, account: AccountId): Promise<store.OwnSession[]> {
  return context.db.read('signIn', (tx) => store.listSessions(tx, account, context.now(), idleSince(context)))
}

/** Ends one session of the account, on whatever device. False when it is none of theirs. */
export function endOneSession(context: Context, owner: Owner, id: SessionId, from: Client): Promise<boolean> {
  return context.db.transact('signIn', async (tx) => {
    const ended = await store.deleteSession(tx, owner.id, id)
    if (!ended) return false
    await logEnd(context, tx, owner, from, { how: 'one', count: 1, agent: ended.agent, address: ended.address })
    return true
  })
}

/** Ends all sessions of an account but the one to keep, in the sign-in scope; tells the log how many, if any. */
export async function endSessions(
  context: Context,
  tx: Tx,
  owner: Owner,
  keep: SessionId | undefined,
  from: Client | undefined,
): Promise<number> {
  const ended = await store.deleteSessions(tx, owner.id, keep)
  if (ended === 0) return 0
  await logEnd(context, tx, owner, from, { how: keep ? 'others' : 'all', count: ended })
  return ended
}

/** The same, in a transaction of its own. */
export function endOtherSessions(context: Context, owner: Owner, keep: SessionId, from: Client): Promise<number> {
  return context.db.transact('signIn', (tx) => endSessions(context, tx, owner, keep, from))
}

/** Since when a session must have been used to be still good. */
export function idleSince(context: Context): Instant {
  return earlier(context.now(), SESSION_IDLES)
}

type Owner = { id: AccountId; name: string }

const ENDED = {
  ja: 'この間にサインインが終わりました。もう一度サインインしてください。',
  en: 'The session ended in the meantime. Please sign in again.',
}

async function logEnd(
  context: Context,
  tx: Tx,
  owner: Owner,
  from: Client | undefined,
  ending: Parameters<typeof sessionsEnded>[1],
): Promise<void> {
  const author = authorOf(owner)
  await logEventBy(context, tx, INSTALLATION, author, from, sessionsEnded(owner, ending))
}
