import type { Context } from '../../context.ts'
import { HOUR, MINUTE } from '../../kernel/calendar.ts'
import { networkOf } from '../../kernel/network.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Client } from '../../kernel/seat.ts'
import { type Bound, createBound } from './bound.ts'
import { countUnseen, type UnseenCounter } from './unseen.ts'

/** What one server remembers of strangers who try. Several servers on one database each remember their own. */
type Limits = {
  /** Failures per client, whatever accounts they try: a hundred in a quarter of an hour. */
  failures: Bound
  /** Letters asked for per client: twenty an hour. */
  letters: Bound
  /** Letters of one kind to one address: three an hour. */
  recipients: Bound
  /** Entries of the log about addresses that have no account: six hundred an hour, under one key. */
  unknown: Bound
  unseen: UnseenCounter
}

export function limitsOf(context: Context): Limits {
  const limits = known.get(context) ?? {
    failures: createBound({ limit: 100, window: 15 * MINUTE, keys: 50_000 }),
    letters: createBound({ limit: 20, window: HOUR, keys: 50_000 }),
    recipients: createBound({ limit: 3, window: HOUR, keys: 50_000 }),
    unknown: createBound({ limit: 600, window: HOUR, keys: 1 }),
    unseen: countUnseen(),
  }
  known.set(context, limits)
  return limits
}

/** What a client is told that asked for too many letters. */
export const MANY_LETTERS = refuse('letters.many', {
  ja: '短い間に何度も送られたので、しばらくメールを送りません。1時間ほど待ってから、もう一度お試しください。',
  en: 'Too many mails were asked for in a short time. Please wait about an hour and try again.',
})

/** How long a client must wait before anything of the kind is looked at, in milliseconds. Whoever asks without a socket need not. */
export function waitOf(context: Context, kind: 'failures' | 'letters', from: Client): number {
  return from.address === '' ? 0 : limitsOf(context)[kind].wait(networkOf(from.address), context.now())
}

export function noteOf(context: Context, kind: 'failures' | 'letters', from: Client): void {
  if (from.address !== '') limitsOf(context)[kind].note(networkOf(from.address), context.now())
}

/**
 * Whether one more letter of a kind may go to that address now; counts it if so. Each kind has its own bound: whoever registers
 * somebody else again and again does not use up the letters with which they would reset their password.
 */
export function mayWriteTo(context: Context, emailKey: string, kind: string): boolean {
  const { recipients } = limitsOf(context)
  const key = `${kind} ${emailKey}`
  if (recipients.wait(key, context.now()) > 0) return false
  recipients.note(key, context.now())
  return true
}

const known = new WeakMap<Context, Limits>()
