import type { Context } from '../context.ts'
import type { Db, Tx } from '../db/db.ts'
import { DAY, earlier } from '../kernel/calendar.ts'
import type { MailId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { type Letter, letterPurpose, tidyLetter } from './letter.ts'
import * as store from './store.ts'

/** Puts a letter into the outbox, in the transaction of the action that it tells of: it goes out when that is committed, and not before. */
export async function queueLetter(context: Context, tx: Tx, letter: Letter): Promise<void> {
  const id = context.newId<MailId>()
  const { to, subject, text } = tidyLetter(letter)
  await store.insertLetter(tx, { id, to, subject, body: context.secrets.seal(text, letterPurpose(id)) }, context.now())
  queued.set(context.db, lettersQueued(context) + 1)
}

/**
 * How many letters this process has put into the outbox. The server compares it before and after a request: where it has risen, a
 * action has been committed whose letter can go out now instead of when the clock strikes next.
 */
export function lettersQueued(context: Pick<Context, 'db'>): number {
  return queued.get(context.db) ?? 0
}

/** A letter as the page of this machine shows it. */
export type ShownLetter = Letter & { createdAt: Instant }

/** The letters of the last 24 hours, newest first. */
export async function readShownLetters(context: Context): Promise<ShownLetter[]> {
  const kept = await context.db.read('signIn', (tx) => store.listLettersSince(tx, earlier(context.now(), DAY)))
  return kept.map((letter) => ({
    to: letter.to,
    subject: letter.subject,
    text: unsealedText(context, letter),
    createdAt: letter.createdAt,
  }))
}

/** What a letter says, of those that wait. Throws where it was sealed with a secret that is not kept. */
export function unsealedText(
  context: Pick<Context, 'secrets'>,
  { id, body, sealed }: Pick<store.KeptLetter, 'id' | 'body' | 'sealed'>,
): string {
  return sealed && body !== '' ? context.secrets.unseal(body, letterPurpose(id)) : body
}

/** How the outbox stands: letters that wait, since when the oldest does, and those that were given up. */
export function readOutbox(
  context: Pick<Context, 'db'>,
): Promise<{ waiting: number; givenUp: number; oldest: Instant | undefined }> {
  return context.db.read('signIn', (tx) => store.readOutbox(tx))
}

/** Letters that could not be delivered, for whoever keeps the server. */
export function readGivenUp(context: Pick<Context, 'db'>): ReturnType<typeof store.listGivenUp> {
  return context.db.read('signIn', (tx) => store.listGivenUp(tx))
}

export { sealedLetters } from './store.ts'

const queued = new WeakMap<Db, number>()
