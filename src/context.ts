import { v7 as uuidv7 } from 'uuid'
import type { Db } from './db/db.ts'
import type { Instant } from './kernel/instant.ts'
import type { Secrets } from './secrets.ts'

/** What every action stands on: the database, the clock, identifiers, secrets and settings. Tests hand in their own. */
export type Context = {
  db: Db
  now(): Instant
  /** A UUIDv7, which sorts by time. */
  newId<T extends string>(): T
  secrets: Secrets
  settings: Settings
}

/** How this installation is reached and what it allows. */
export type Settings = {
  /** The origin at which people reach it, for links in mails and for passkeys: `https://hoshitori.example.jp`. */
  origin: string
  /** Only this machine reaches it, by a loopback name and without TLS. */
  local: boolean
  /** Whether a stranger may register, and with that begin an organisation. */
  registration: boolean
  /** Mail is shown on a page of this machine instead of being sent: no mail server is set. */
  mailShown: boolean
  /** How many of our own proxies stand in front and write X-Forwarded-For; 0 without one. */
  proxies: number
}

/** The real clock and identifiers. The identifier is branded by whoever asks for it. */
export function realClock(): Pick<Context, 'now' | 'newId'> {
  return { now: () => new Date().toISOString(), newId: <T extends string>() => uuidv7() as T }
}
