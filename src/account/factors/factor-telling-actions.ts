import type { Context } from '../../context.ts'
import type { Tx } from '../../db/db.ts'
import { INSTALLATION } from '../../kernel/ids.ts'
import type { Client } from '../../kernel/seat.ts'
import { logEventBy } from '../../log/actions.ts'
import { type Author, authorOf } from '../../log/index.ts'
import { queueLetter } from '../../mail/actions.ts'
import type { Account } from '../credentials/actions.ts'
import { toLogEvent } from './event-words.ts'
import type { FactorEvent } from './factor-event.ts'
import { toFactorLetter } from './factor-letter.ts'

/** Tells the log and the owner what happened to the second factors of an account, in the transaction in which it happens. */
export async function tell(context: Context, tx: Tx, account: Account, from: Client, event: FactorEvent): Promise<void> {
  const byOwner = !NOT_BY_OWNER.includes(event.kind)
  await note(context, tx, account, from, toLogEvent(event, account), byOwner)
  await queueLetter(context, tx, toFactorLetter(event, account, { at: context.now(), from, address: context.settings.origin }))
}

/** Tells the log alone. `byOwner`: whoever did it had proved to be the owner; otherwise it is not known who did. */
export async function note(
  context: Context,
  tx: Tx,
  { id, name }: Account,
  from: Client,
  event: Parameters<typeof logEventBy>[5],
  byOwner: boolean,
): Promise<void> {
  const author: Author = byOwner ? authorOf({ id, name }) : { kind: 'unknown' }
  await logEventBy(context, tx, INSTALLATION, author, from, event)
}

const NOT_BY_OWNER: readonly FactorEvent['kind'][] = ['factor.lock', 'passkey.copy', 'recovery.void']
