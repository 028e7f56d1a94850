import { DAY, elapsed, HOUR, later, MINUTE } from '../kernel/calendar.ts'
import type { MailId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** A letter in plain text. */
export type Letter = { to: string; subject: string; text: string }

/**
 * A letter that may go out: one recipient, a subject of one line. Names that people typed stand in subjects, so what breaks or
 * turns a line is taken out of them. Throws for anything but one address: whoever writes a letter has read the address before.
 */
export function tidyLetter(letter: Letter): Letter {
  if (!isAddress(letter.to)) throw new Error('a letter goes to one address')
  const subject = letter.subject.replaceAll(LINE_BREAKERS, ' ').replaceAll(TURNERS, '').trim()
  return { to: letter.to, subject: [...subject].slice(0, LONGEST_SUBJECT).join(''), text: letter.text.replaceAll(/\r\n?/g, '\n') }
}

/** For what a letter is sealed while it is kept: whoever reads it can use its links. */
export function letterPurpose(id: MailId): string {
  return `letter ${id}`
}

/** Whether it is one mail address and nothing more: no list, no name, nothing that could begin another header. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s\p{Cc}@<>(),;:\\"[\]]{1,64}@[^\s\p{Cc}@<>(),;:\\"[\]]+$/u.test(text)
}

/** After a failed attempt, the first or a later one: when to try again; nothing when the letter has waited too long. */
export function retryAt(letter: { createdAt: Instant; attempts: number }, now: Instant): Instant | undefined {
  const wait = Math.min(FIRST_WAIT * 2 ** (Math.max(letter.attempts, 1) - 1), LONGEST_WAIT)
  const next = later(now, wait)
  return elapsed(letter.createdAt, next) > GIVEN_UP_AFTER ? undefined : next
}

const FIRST_WAIT = MINUTE
/** No letter waits longer for its next attempt, in milliseconds. */
export const LONGEST_WAIT = 6 * HOUR
const GIVEN_UP_AFTER = 3 * DAY
const LONGEST_SUBJECT = 200
const LINE_BREAKERS = /[\p{Cc}\u2028\u2029]+/gu
/** Marks that turn the direction of writing: an address or a name could be made to look like another. */
const TURNERS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
