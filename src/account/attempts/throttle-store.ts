import type { Tx } from '../../db/db.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Tries } from './throttle.ts'

export async function findTries(tx: Tx, key: string): Promise<Tries | undefined> {
  const row = await tx.selectFrom('sign_in_throttle').selectAll().where('key', '=', key).executeTakeFirst()
  return row && toTries(row)
}

/** The same, locked until the transaction ends, also when nothing failed yet: of many at once each sees what the one before noted. */
export async function lockTries(tx: Tx, key: string, _now?: Instant): Promise<Tries> {
  const row = await tx
    .insertInto('sign_in_throttle')
    .values({ key, failures: 0, last_failed_at: new Date(0).toISOString(), locked_until: null, locks: 0 })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
    .returningAll()
    .executeTakeFirstOrThrow()
  return toTries(row)
}

export async function saveTries(tx: Tx, key: string, tries: Tries): Promise<void> {
  await tx
    .updateTable('sign_in_throttle')
    .set({
      failures: tries.failures,
      last_failed_at: tries.lastFailedAt,
      locked_until: tries.lockedUntil,
      locks: tries.locks,
    })
    .where('key', '=', key)
    .execute()
}

/** Counts anew. The row stays, so that whoever waits for its lock still gets it. */
export async function clearTries(tx: Tx, key: string): Promise<void> {
  await tx.updateTable('sign_in_throttle').set({ failures: 0, locked_until: null, locks: 0 }).where('key', '=', key).execute()
}

/** Removes what last failed before then. */
export async function deleteOldTries(tx: Tx, before: Instant): Promise<void> {
  await tx.deleteFrom('sign_in_throttle').where('last_failed_at', '<', before).execute()
}

function toTries(row: { failures: number; last_failed_at: Instant; locked_until: Instant | null; locks: number }): Tries {
  return {
    failures: row.failures,
    lastFailedAt: row.last_failed_at,
    lockedUntil: row.locked_until,
    locks: row.locks,
  }
}
