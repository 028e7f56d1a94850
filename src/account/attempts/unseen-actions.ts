import type { Context } from '../../context.ts'
import { INSTALLATION } from '../../kernel/ids.ts'
import { logEventBy } from '../../log/actions.ts'
import { findAccountByKey, listTenants } from '../credentials/actions.ts'
import { signInsRefused } from '../credentials/index.ts'
import { limitsOf } from './limits-actions.ts'
import type { UnseenAttempts } from './unseen.ts'

/**
 * Tells the log of attempts to sign in that were refused unseen: one entry per account once its lock is over, or once an hour, and
 * one for all addresses that have no account. To be called every minute, and with `all` when the server stops. Says how many
 * entries it made for the installation.
 */
export async function tellUnseen(context: Context, { all = false }: { all?: boolean } = {}): Promise<number> {
  const taken = limitsOf(context).unseen.take(context.now(), all)
  const strangers: UnseenAttempts[] = []
  let entries = 0
  for (const [key, refused] of taken) {
    const told = await context.db.transact('signIn', async (tx) => {
      const account = key === '' ? undefined : await findAccountByKey(tx, key)
      if (!account) return false
      const event = signInsRefused(account, refused)
      for (const tenant of [INSTALLATION, ...(await listTenants(tx, account.id, context.now()))]) {
        await logEventBy(context, tx, tenant, { kind: 'unknown' }, undefined, event)
      }
      return true
    })
    if (told) entries += 1
    else strangers.push(refused)
  }
  const [first, ...more] = strangers
  if (!first) return entries
  const together = more.reduce(add, first)
  await context.db.transact('signIn', (tx) =>
    logEventBy(context, tx, INSTALLATION, { kind: 'unknown' }, undefined, signInsRefused(undefined, together)),
  )
  return entries + 1
}

/** Clients that came for several addresses are counted once each: at least as many as for any one of them. */
function add(one: UnseenAttempts, other: UnseenAttempts): UnseenAttempts {
  return {
    attempts: one.attempts + other.attempts,
    clients: Math.max(one.clients, other.clients),
    more: true,
    from: one.from < other.from ? one.from : other.from,
    to: one.to > other.to ? one.to : other.to,
  }
}
