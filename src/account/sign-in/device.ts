import { DAY, isToCome, later, SECOND, unixSeconds } from '../../kernel/calendar.ts'
import type { AccountId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'

/**
 * A browser that signed in before holds a mark of ours per account (OWASP's device cookie): wrong passwords from it are counted apart,
 * so that a stranger who locks the account locks himself out and not its owner. The mark proves nothing else: it lets nobody in.
 */
type Marks = { mark(text: string, purpose: string): string; isMark(mark: string, text: string, purpose: string): boolean }

const PURPOSE = 'device'

/** How long a browser is remembered after its last sign-in, in milliseconds. */
export const DEVICE_LASTS = 90 * DAY
/** How many accounts share one browser at most; the one that signed in longest ago is forgotten. */
export const ACCOUNTS_PER_DEVICE = 8

/** What this browser is called for that account; nothing when it never signed in there, or its mark is old or not ours. */
export function findDevice(cookie: string | undefined, account: AccountId, now: Instant, marks: Marks): string | undefined {
  return entriesOf(cookie).find((entry) => isMarked(entry, account, marks) && isGood(entry, now))?.name
}

/** The cookie of a browser that has just signed in: its name for that account is kept, or is `newName`. */
export function rememberDevice(
  cookie: string | undefined,
  account: AccountId,
  now: Instant,
  newName: string,
  marks: Marks,
): { cookie: string; expiresAt: Instant } {
  const expiresAt = later(now, DEVICE_LASTS)
  const name = findDevice(cookie, account, now, marks) ?? newName
  const expires = unixSeconds(expiresAt)
  const others = entriesOf(cookie).filter((entry) => !isMarked(entry, account, marks))
  const own = { name, expires, mark: marks.mark(textToSign(name, expires, account), PURPOSE) }
  const entries = [own, ...others].slice(0, ACCOUNTS_PER_DEVICE)
  return { cookie: entries.map((entry) => [entry.name, entry.expires.toString(36), entry.mark].join('.')).join('~'), expiresAt }
}

type Entry = { name: string; expires: number; mark: string }

function entriesOf(cookie: string | undefined): Entry[] {
  return (cookie ?? '').split('~', ACCOUNTS_PER_DEVICE).flatMap((text) => {
    const [, name, expires, mark] = /^([\w-]{10,64})\.([0-9a-z]{1,9})\.([\w.-]{43,60})$/.exec(text) ?? []
    return name && expires && mark ? [{ name, expires: Number.parseInt(expires, 36), mark }] : []
  })
}

function isMarked(entry: Entry, account: AccountId, marks: Marks): boolean {
  return marks.isMark(entry.mark, textToSign(entry.name, entry.expires, account), PURPOSE)
}

function isGood({ expires }: Entry, now: Instant): boolean {
  return isToCome(new Date(expires * SECOND).toISOString(), DEVICE_LASTS, now)
}

function textToSign(name: string, expires: number, account: AccountId): string {
  return `${account}\n${name}\n${expires}`
}
