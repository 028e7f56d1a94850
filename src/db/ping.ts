import { sql } from 'kysely'
import type { Db, Weakness } from './db.ts'

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

/** How long what was found is good, in milliseconds: strangers may ask as often as they like, and each look writes to the disk. */
const GOOD_FOR = 10_000
const looked = new WeakMap<Db, { until: number; found: Promise<Weakness[]> }>()

/** What is wrong with a database that answers; empty where it does not tell. */
export function weaknessesOf(db: Db, now = performance.now()): Promise<Weakness[]> {
  const last = looked.get(db)
  if (last && now < last.until) return last.found
  const found = (db.weaknesses?.() ?? Promise.resolve([])).catch(() => [])
  looked.set(db, { until: now + GOOD_FOR, found })
  return found
}
