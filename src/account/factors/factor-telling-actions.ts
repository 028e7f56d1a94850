import type { Ground } from '../../context.ts'
import type { Tx } from '../../db/db.ts'
import { INSTALLATION } from '../../kernel/ids.ts'
import type { Words } from '../../kernel/refusal.ts'
import type { Origin } from '../../kernel/seat.ts'
import { logDeedBy } from '../../log/actions.ts'
import type { Author } from '../../log/index.ts'
import { queueLetter } from '../../mail/actions.ts'
import type { Account } from '../credentials/actions.ts'
import { eventWords, type FactorEvent } from './factor-event.ts'
import { toFactorLetter } from './factor-letter.ts'

/** Tells the log and the owner what happened to the second factors of an account, in the transaction in which it happens. */
export async function tell(ground: Ground, tx: Tx, account: Account, from: Origin, event: FactorEvent): Promise<void> {
  const byOwner = event.kind !== 'factor.lock' && event.kind !== 'passkey.copy'
  await note(ground, tx, account, from, { act: event.kind, words: eventWords(event), byOwner })
  await queueLetter(ground, tx, toFactorLetter(event, account, { at: ground.now(), from, address: ground.settings.origin }))
}

/** Tells the log alone. `byOwner`: whoever did it had proved to be the owner; otherwise it is not known who did. */
export async function note(
  ground: Ground,
  tx: Tx,
  { id, name }: Account,
  from: Origin,
  { act, words, byOwner }: { act: string; words: Words; byOwner: boolean },
): Promise<void> {
  const author: Author = byOwner ? { kind: 'account', account: id, name } : { kind: 'unknown' }
  await logDeedBy(ground, tx, INSTALLATION, author, from, {
    act,
    about: id,
    words: { ja: `${name}さんのアカウント: ${words.ja}`, en: `Account of ${name}: ${words.en}` },
  })
}
