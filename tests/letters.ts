import type { Db } from '../src/db/db.ts'
import { unsealedText } from '../src/mail/actions.ts'
import { TEST_SECRETS } from './context.ts'

/** The letters to an address as their reader gets them, the oldest first. */
export async function lettersTo(db: Db, address: string): Promise<{ subject: string; body: string }[]> {
  const rows = await db.transact('admin', (tx) =>
    tx.selectFrom('mail').selectAll().where('recipient', '=', address).orderBy('id').execute(),
  )
  return rows.map(({ subject, ...kept }) => ({ subject, body: unsealedText({ secrets: TEST_SECRETS }, kept) }))
}
