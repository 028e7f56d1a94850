import type { Context } from '../../context.ts'
import { INSTALLATION } from '../../kernel/ids.ts'
import { toWordsInJapan } from '../../kernel/instant.ts'
import { logEventBy } from '../../log/actions.ts'
import type { LogEvent } from '../../log/index.ts'
import { type Account, findAccountByKey, listTenants } from '../credentials/actions.ts'
import { limitsOf } from './limits-actions.ts'
import type { Refused } from './refusals.ts'

/**
 * Tells the log of attempts to sign in that were refused unseen: one entry per account once its lock is over, or once an hour, and
 * one for all addresses that have no account. To be called every minute, and with `all` when the server stops. Says how many
 * entries it made for the installation.
 */
export async function flushRefusals(context: Context, { all = false }: { all?: boolean } = {}): Promise<number> {
  const taken = limitsOf(context).refusals.take(context.now(), all)
  const strangers: Refused[] = []
  let entries = 0
  for (const [key, refused] of taken) {
    const told = await context.db.transact('signIn', async (tx) => {
      const account = key === '' ? undefined : await findAccountByKey(tx, key)
      if (!account) return false
      const deed = deedOf(refused, account)
      for (const tenant of [INSTALLATION, ...(await listTenants(tx, account.id, context.now()))]) {
        await logEventBy(context, tx, tenant, { kind: 'unknown' }, undefined, deed)
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
    logEventBy(context, tx, INSTALLATION, { kind: 'unknown' }, undefined, deedOf(together, undefined)),
  )
  return entries + 1
}

function deedOf(refused: Refused, account: Account | undefined): LogEvent {
  const ja = `(${toWordsInJapan(refused.from)}〜${toWordsInJapan(refused.to)}、${refused.clients.toLocaleString('ja')}個${refused.more ? '以上' : ''}の接続元から)`
  const en = `(${toWordsInJapan(refused.from, 'en')} to ${toWordsInJapan(refused.to, 'en')}, from ${refused.more ? 'at least ' : ''}${refused.clients.toLocaleString('en')} addresses)`
  const attempts = refused.attempts.toLocaleString('en')
  return {
    act: 'sign-in.refused',
    about: account?.id ?? '',
    words: account
      ? {
          ja: `${account.name}さんのアカウントへのサインインの試み${attempts}回を、パスワードを見ずに断りました${ja}`,
          en: `${attempts} attempts to sign in to the account of ${account.name} were refused without looking at the password ${en}`,
        }
      : {
          ja: `登録のないメールアドレスでのサインインの試み${attempts}回を断りました${ja}`,
          en: `${attempts} attempts to sign in with addresses that have no account were refused ${en}`,
        },
  }
}

/** Clients that came for several addresses are counted once each: at least as many as for any one of them. */
function add(one: Refused, other: Refused): Refused {
  return {
    attempts: one.attempts + other.attempts,
    clients: Math.max(one.clients, other.clients),
    more: true,
    from: one.from < other.from ? one.from : other.from,
    to: one.to > other.to ? one.to : other.to,
  }
}
