import { sql } from 'kysely'
import type { Db } from './db.ts'

const underWay = new WeakMap<Db, Promise<boolean>>()

/** Whether the database answers within `ms`. While one question is open, whoever asks meanwhile waits for the same answer. */
export async function pingDb(db: Db, ms: number): Promise<boolean> {
  const asked = underWay.get(db) ?? ask(db)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false)
  })
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

function ask(db: Db): Promise<boolean> {
  const asked = db
    .transact('signIn', (tx) => sql`select 1`.execute(tx))
    .then(
      () => true,
      () => false,
    )
    .finally(() => underWay.delete(db))
  underWay.set(db, asked)
  return asked
}
