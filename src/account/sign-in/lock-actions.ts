import type { Context } from '../../context.ts'
import type { Tx } from '../../db/db.ts'
import { DAY, earlier, later } from '../../kernel/calendar.ts'
import { INSTALLATION } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { networkOf } from '../../kernel/network.ts'
import type { Client } from '../../kernel/seat.ts'
import { logEventBy } from '../../log/actions.ts'
import { authorOf } from '../../log/index.ts'
import { queueLetter } from '../../mail/actions.ts'
import { clearTries, limitsOf } from '../attempts/actions.ts'
import { deviceKey, LOCK_AT, type Tries } from '../attempts/index.ts'
import * as tickets from '../credentials/actions.ts'
import { type Account, findAccount, listTenants } from '../credentials/actions.ts'
import { browserWords, signInFailed, signInLocked, signInUnlocked, toLetter } from '../credentials/index.ts'
import { findDevice, rememberDevice } from './device.ts'
import { hashToken } from './session-actions.ts'

/** How long the link works that lets the owner in while the account is locked, in milliseconds; so long no other is sent. */
const UNLOCK_LASTS = DAY

/** A wrong password that was looked at: the log keeps each, and the one that closes the lock is told to everybody it concerns. */
export async function noteFailure(
  context: Context,
  { account, known, after, from }: { account: Account | undefined; known: boolean; after: Tries; from: Client },
): Promise<void> {
  if (!account) return noteUnknown(context, from)
  await context.db.transact('signIn', async (tx) => {
    await logStranger(context, tx, from, signInFailed(account, known, after.failures))
    if (after.lockedUntil !== null) await closeLock(context, tx, account, known, after.lockedUntil, from)
  })
}

/** Whether a link still works that lets a browser in while the account is locked. */
export async function readUnlock(context: Context, token: string): Promise<boolean> {
  return context.db.transact('signIn', async (tx) => {
    const ticket = await tickets.findTicket(tx, 'unlock', hashToken(token), context.now())
    return ticket !== undefined
  })
}

/**
 * Lets the browser that came by the link try passwords again, as one that is known. The password itself is still asked for. Gives the
 * browser's mark; nothing when the link is over.
 */
export async function useUnlock(
  context: Context,
  token: string,
  from: Client,
  device: string | undefined,
): Promise<{ cookie: string; expiresAt: Instant; email: string } | undefined> {
  const now = context.now()
  return context.db.transact('signIn', async (tx) => {
    const ticket = await tickets.takeTicket(tx, 'unlock', hashToken(token), now)
    const account = ticket?.account && (await findAccount(tx, ticket.account))
    if (!account) return undefined
    const known = findDevice(device, account.id, now, context.secrets)
    if (known) await clearTries(tx, deviceKey(account.id, known))
    await logEventBy(context, tx, INSTALLATION, authorOf(account), from, signInUnlocked(account))
    return {
      ...rememberDevice(device, account.id, now, context.secrets.newToken().slice(0, 22), context.secrets),
      email: account.email,
    }
  })
}

async function closeLock(
  context: Context,
  tx: Tx,
  account: Account,
  known: boolean,
  until: Instant,
  from: Client,
): Promise<void> {
  const place = browserWords(known)
  const event = signInLocked(account, known, until)
  await logStranger(context, tx, from, event)
  for (const tenant of await listTenants(tx, account.id, context.now())) {
    await logEventBy(context, tx, tenant, { kind: 'unknown' }, from, event)
  }
  const now = context.now()
  if (await tickets.wasMadeSince(tx, 'unlock', account.id, { since: earlier(now, UNLOCK_LASTS), now })) return
  const token = context.secrets.newToken()
  const linkUntil = later(now, UNLOCK_LASTS)
  await tickets.insertTicket(tx, {
    hash: hashToken(token),
    kind: 'unlock',
    account: account.id,
    emailKey: null,
    payload: {},
    createdAt: now,
    expiresAt: linkUntil,
  })
  const { origin } = context.settings
  const link = `${origin}/sign-in/unlock/${token}`
  const facts = { origin, name: account.name, failures: LOCK_AT, until, link, linkUntil, place }
  await queueLetter(context, tx, toLetter('locked', account.lang, account.email, facts))
}

/** Addresses without an account: entries up to a bound, then counted. What was typed is not kept: it may be a password. */
async function noteUnknown(context: Context, from: Client): Promise<void> {
  const { unknown, unseen } = limitsOf(context)
  const now = context.now()
  if (unknown.wait('', now) > 0) return unseen.note('', networkOf(from.address), now, null)
  unknown.note('', now)
  await context.db.transact('signIn', (tx) => logStranger(context, tx, from, signInFailed(undefined, false, 0)))
}

function logStranger(context: Context, tx: Tx, from: Client, event: Parameters<typeof logEventBy>[5]): Promise<void> {
  return logEventBy(context, tx, INSTALLATION, { kind: 'unknown' }, from, event)
}
