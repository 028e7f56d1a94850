import type { Context } from '../context.ts'
import { listSealed, type SealedColumn, updateSealed } from '../db/sealed-column.ts'
import { type Secrets, versionOf } from '../secrets.ts'

/** How many were sealed anew, and how many could not be read, since no secret that is kept sealed them. */
export type Sealed = { anew: number; unreadable: number }

/**
 * Seals with the newest version of the secret what an older one sealed, a hundred rows in one transaction: whoever reads meanwhile
 * reads the one or the other, and after a crash it goes on where it stopped.
 */
export async function sealAnew({ db, secrets }: Context, column: SealedColumn): Promise<Sealed> {
  const done: Sealed = { anew: 0, unreadable: 0 }
  for (let after = ''; ; ) {
    const last = await db.transact('admin', async (tx) => {
      const rows = await listSealed(tx, column, after, PART)
      for (const { key, sealed } of rows) {
        const purpose = column.purposeOf(key)
        if (versionOf(sealed) === secrets.version && sealed.includes('.')) continue
        const text = readable(secrets, sealed, purpose)
        if (text === undefined) done.unreadable += 1
        else await updateSealed(tx, column, key, secrets.seal(text, purpose))
        if (text !== undefined) done.anew += 1
      }
      return rows.length < PART ? undefined : rows.at(-1)?.key
    })
    if (last === undefined) return done
    after = last
  }
}

function readable(secrets: Secrets, sealed: string, purpose: string): string | undefined {
  try {
    return secrets.unseal(sealed, purpose)
  } catch {
    // By a secret that is lost, as the server says when it starts: nothing can be done about it here.
    return undefined
  }
}

const PART = 100
