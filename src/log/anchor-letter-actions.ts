import type { LogLetter } from '../config-values.ts'
import type { Context } from '../context.ts'
import { age, DAY, HOUR } from '../kernel/calendar.ts'
import { INSTALLATION } from '../kernel/ids.ts'
import { queueLetter } from '../mail/actions.ts'
import { fillLetter } from '../mail/index.ts'
import { keptOf } from './anchor.ts'
import { findLastOf } from './anchor-store.ts'
import { logEventBy } from './append-actions.ts'
import { anchorWritten } from './event-words.ts'
import letters from './letters.json'
import * as store from './store.ts'

/**
 * Writes the newest checkpoint of the installation's log, which tells of those of all organisations, to a mailbox outside the server:
 * `hoshitori log verify --checkpoint` compares it. To be called every hour; of several nodes one writes, once a day or a week. Says how
 * many letters it wrote.
 */
export function writeAnchorLetter(context: Context, { to, every }: LogLetter): Promise<number> {
  const now = context.now()
  return context.db.transact('admin', async (tx) => {
    const head = await store.lockHead(tx, INSTALLATION, null)
    const note = head?.head.checkpoint
    const standing = note === undefined ? undefined : keptOf(note)
    if (note === undefined || !standing) return 0
    const last = await findLastOf(tx, LETTER_ACT)
    if (last !== undefined && age(last, now) < SPANS[every]) return 0
    const facts = { at: { moment: now }, size: String(standing.size), note: note.trimEnd() }
    await queueLetter(context, tx, fillLetter(letters.anchor.ja, { to, lang: 'ja' }, facts, context.settings.origin))
    const author = { kind: 'command', command: 'anchor' } as const
    await logEventBy(context, tx, INSTALLATION, author, undefined, anchorWritten(standing.size))
    return 1
  })
}

const LETTER_ACT = 'log.anchor-letter'
/** An hour less than the span: the job comes by once an hour, and the letter shall not wander through the day. */
const SPANS = { daily: DAY - HOUR, weekly: 7 * DAY - HOUR }
