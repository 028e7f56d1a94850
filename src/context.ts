import { v7 as uuidv7 } from 'uuid'
import type { Db } from './db/db.ts'
import type { Blobs } from './kernel/blobs.ts'
import type { Destinations } from './kernel/destinations.ts'
import type { TenantId } from './kernel/ids.ts'
import type { Instant } from './kernel/instant.ts'
import type { Outcome } from './kernel/refusal.ts'
import type { Secrets } from './secrets.ts'

/** What every action stands on: the database, the clock, identifiers, secrets and settings. Tests hand in their own. */
export type Context = {
  db: Db
  now(): Instant
  /** A UUIDv7, which sorts by time. */
  newId<T extends string>(): T
  secrets: Secrets
  /** Where the bytes of files lie, outside the database. */
  blobs: Blobs
  settings: Settings
  /** The file outside the database that says where its logs stand (`src/log/anchor-actions.ts`); without one that is not kept. */
  logAnchor?: string
  /** Threads for what takes long; without them it is done on the spot, as in a command. */
  workers?: Workers
}

/** Does what takes long off the thread that answers everybody. Refuses, in words, where too much waits or it takes too much. */
export type Workers = {
  /** `signal` gives the task up, be it waiting or under way. */
  run<Result>(task: ThreadTask, signal?: AbortSignal): Promise<Outcome<Result>>
  /** How long somebody is kept waiting for a page before they are told that the work goes on, in milliseconds. */
  patience: number
}
/** What is to be done, with what, and for whom: the tasks of one organisation do not keep another waiting. */
export type ThreadTask = {
  name:
    | 'report.pdf'
    | 'report.brief'
    | 'exchange.answers'
    | 'facts.read'
    | 'sheets.workbook'
    | 'statement.read'
    | 'registers.table'
    | 'plan.work'
    | 'evidence.preview'
  input: unknown
  owner: TenantId
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
  /** How many bytes one file may have, and all files of an organisation. */
  fileLimits: { file: number; organisation: number }
  /** Who looks at uploaded files for malware, before they are kept: clamd. */
  scanner?: { host: string; port: number } | { path: string } | undefined
  /** Whom the server may reach, where the keeper has said so. */
  destinations?: Destinations | undefined
}

/** The real clock and identifiers. The identifier is branded by whoever asks for it. */
export function realClock(): Pick<Context, 'now' | 'newId'> {
  return { now: () => new Date().toISOString(), newId: <T extends string>() => uuidv7() as T }
}
