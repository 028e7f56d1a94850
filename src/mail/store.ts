import { type Selectable, sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { SealedColumn } from '../db/sealed-column.ts'
import type { Tables } from '../db/tables.ts'
import type { MailId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { letterPurpose } from './letter.ts'

/** A letter as it is kept: what it says is sealed, except in one of before there were seals. */
export type KeptLetter = {
  id: MailId
  to: string
  subject: string
  body: string
  sealed: boolean
  createdAt: Instant
  attempts: number
}

export async function insertLetter(
  tx: Tx,
  letter: Pick<KeptLetter, 'id' | 'to' | 'subject' | 'body'>,
  now: Instant,
): Promise<void> {
  await tx
    .insertInto('mail')
    .values({
      id: letter.id,
      recipient: letter.to,
      subject: letter.subject,
      body: letter.body,
      sealed: true,
      created_at: now,
      sent_at: null,
      next_attempt_at: now,
    })
    .execute()
}

/**
 * Takes the oldest letter that is due and puts its next attempt off to `until`, so that no other node takes it meanwhile. One that
 * another node is just taking is passed over. What is to wait beyond `latest` was put off by a clock that went back since, and is due.
 */
export async function claimLetter(
  tx: Tx,
  { now, until, latest }: { now: Instant; until: Instant; latest: Instant },
): Promise<KeptLetter | undefined> {
  const row = await tx
    .updateTable('mail')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), next_attempt_at: until }))
    .where('id', '=', (eb) =>
      eb
        .selectFrom('mail')
        .select('id')
        .where('sent_at', 'is', null)
        .where((or) => or.or([or('next_attempt_at', '<=', now), or('next_attempt_at', '>', latest)]))
        .orderBy('created_at')
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst()
  return row && toLetter(row)
}

/** The letter was handed over: what it said is forgotten, since it may hold links that let somebody in. */
export async function markSent(tx: Tx, id: MailId, now: Instant): Promise<void> {
  await tx
    .updateTable('mail')
    .set({ sent_at: now, next_attempt_at: null, body: '', last_error: '' })
    .where('id', '=', id)
    .execute()
}

/** The attempt failed. Without a next one it is given up, and what it said is forgotten. */
export async function markFailed(tx: Tx, id: MailId, why: string, next: Instant | undefined): Promise<void> {
  await tx
    .updateTable('mail')
    .set({ last_error: why, next_attempt_at: next ?? null, ...(next ? {} : { body: '' }) })
    .where('id', '=', id)
    .execute()
}

/** Where letters are shown instead of sent: what waits counts as delivered, so that it is not sent out should a server be set later. */
export async function markShown(tx: Tx, now: Instant): Promise<number> {
  const result = await tx
    .updateTable('mail')
    .set({ sent_at: now, next_attempt_at: null })
    .where('sent_at', 'is', null)
    .where('next_attempt_at', 'is not', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export async function listLettersSince(tx: Tx, since: Instant): Promise<KeptLetter[]> {
  const rows = await tx
    .selectFrom('mail')
    .selectAll()
    .where('created_at', '>', since)
    .where('body', '!=', '')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map(toLetter)
}

export async function deleteLettersBefore(tx: Tx, before: Instant): Promise<number> {
  const result = await tx.deleteFrom('mail').where('created_at', '<=', before).executeTakeFirst()
  return Number(result.numDeletedRows)
}

export async function readOutbox(tx: Tx): Promise<{ waiting: number; givenUp: number; oldest: Instant | undefined }> {
  const row = await tx
    .selectFrom('mail')
    .select([
      sql<number>`count(next_attempt_at)::int`.as('waiting'),
      sql<number>`(count(*) - count(next_attempt_at))::int`.as('givenUp'),
      sql<Instant | null>`min(created_at) filter (where next_attempt_at is not null)`.as('oldest'),
    ])
    .where('sent_at', 'is', null)
    .executeTakeFirstOrThrow()
  return { waiting: row.waiting, givenUp: row.givenUp, oldest: row.oldest ?? undefined }
}

/** Letters that could not be delivered, newest first: to whom, about what, and why. */
export async function listGivenUp(tx: Tx): Promise<{ to: string; subject: string; createdAt: Instant; why: string }[]> {
  const rows = await tx
    .selectFrom('mail')
    .select(['recipient', 'subject', 'created_at', 'last_error'])
    .where('sent_at', 'is', null)
    .where('next_attempt_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    to: row.recipient,
    subject: row.subject,
    createdAt: row.created_at,
    why: row.last_error,
  }))
}

function toLetter(row: Selectable<Tables['mail']>): KeptLetter {
  return {
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    body: row.body,
    sealed: row.sealed,
    createdAt: row.created_at,
    attempts: row.attempts,
  }
}

/** Letters that wait or are shown, to be sealed anew. In the admin scope. */
export const sealedLetters: SealedColumn = {
  table: 'mail',
  key: 'id',
  column: 'body',
  holds: sql`sealed and body <> ''`,
  purposeOf: (id) => letterPurpose(id as MailId),
}
