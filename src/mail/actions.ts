import type { Db, Tx } from '../db/db.ts'
import type { Ground } from '../ground.ts'
import { DAY, earlier } from '../kernel/calendar.ts'
import type { MailId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { type Letter, tidyLetter } from './letter.ts'
import * as store from './store.ts'

export type { Letter } from './letter.ts'

/** Puts a letter into the outbox, in the transaction of the deed that it tells of: it goes out when that is committed, and not before. */
export async function queueLetter(ground: Ground, tx: Tx, letter: Letter): Promise<void> {
  await store.insertLetter(tx, ground.newId<MailId>(), tidyLetter(letter), ground.now())
  queued.set(ground.db, lettersQueued(ground) + 1)
}

/**
 * How many letters this process has put into the outbox. The server compares it before and after a request: where it has risen, a
 * deed has been committed whose letter can go out now instead of when the clock strikes next.
 */
export function lettersQueued(ground: Pick<Ground, 'db'>): number {
  return queued.get(ground.db) ?? 0
}

/** A letter as the page of this machine shows it. */
export type ShownLetter = Letter & { createdAt: Instant }

/** The letters of the last 24 hours, newest first. */
export function readShownLetters(ground: Ground): Promise<ShownLetter[]> {
  return ground.db.transact('door', (tx) => store.listLettersSince(tx, earlier(ground.now(), DAY)))
}

/** How the outbox stands: letters that wait, since when the oldest does, and those that were given up. */
export function readOutbox(
  ground: Pick<Ground, 'db'>,
): Promise<{ waiting: number; givenUp: number; oldest: Instant | undefined }> {
  return ground.db.transact('door', (tx) => store.readOutbox(tx))
}

/** Letters that could not be delivered, for whoever keeps the server. */
export function readGivenUp(ground: Pick<Ground, 'db'>): ReturnType<typeof store.listGivenUp> {
  return ground.db.transact('door', (tx) => store.listGivenUp(tx))
}

const queued = new WeakMap<Db, number>()
