import { v7 as uuidv7 } from 'uuid'
import type { Change, Edition, EditionId } from './catalogue/index.ts'
import type { Db } from './db/db.ts'
import type { Instant } from './kernel/instant.ts'

/** What every deed stands on: the database, the catalogue, the clock and new identifiers. Tests hand in their own. */
export type Ground = {
  db: Db
  edition(id: EditionId): Edition
  changes(from: EditionId, to: EditionId): Change[] | undefined
  now(): Instant
  /** A UUIDv7, which sorts by time. */
  newId<T extends string>(): T
}

/** The real clock and identifiers. The identifier is branded by whoever asks for it. */
export function realClock(): Pick<Ground, 'now' | 'newId'> {
  return { now: () => new Date().toISOString(), newId: <T extends string>() => uuidv7() as T }
}
