import type { Context } from '../context.ts'
import { CLOCK_SKEW, DAY, earlier, later, MINUTE } from '../kernel/calendar.ts'
import { unsealedText } from './actions.ts'
import { LONGEST_WAIT, retryAt } from './letter.ts'
import * as store from './store.ts'
import { AboutThisLetter, type Transport } from './transport.ts'

/** How long a letter belongs to the node that took it: longer than a transport may work on it. */
const CLAIM = 5 * MINUTE
const KEPT_FOR = 30 * DAY

type Delivered = { sent: number; failed: number }

/**
 * Sends what waits, oldest first, until nothing is due, `stopping` says so, or the mail server cannot be reached: then one letter has
 * failed and the others are not tried against the wall. No transaction is open while a letter is under way; a node that dies meanwhile
 * leaves a letter that goes out again, under the same Message-ID.
 */
export async function deliverMail(
  context: Context,
  transport: Transport,
  signals: { stopping?: AbortSignal; cut?: AbortSignal } = {},
): Promise<Delivered> {
  const done: Delivered = { sent: 0, failed: 0 }
  while (!signals.stopping?.aborted) {
    const now = context.now()
    const times = { now, until: later(now, CLAIM), latest: later(now, LONGEST_WAIT + CLOCK_SKEW) }
    const letter = await context.db.transact('signIn', (tx) => store.claimLetter(tx, times))
    if (!letter) return done
    const fault = await send(context, transport, letter, signals.cut).then(
      () => undefined,
      (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason))),
    )
    if (!fault) {
      await context.db.transact('signIn', (tx) => store.markSent(tx, letter.id, context.now()))
      done.sent += 1
      continue
    }
    await context.db.transact('signIn', (tx) => store.markFailed(tx, letter.id, wordsOf(fault), retryAt(letter, context.now())))
    done.failed += 1
    if (!(fault instanceof AboutThisLetter)) return done
  }
  return done
}

/** A letter that cannot be opened, since its secret is not kept, keeps nothing from the others. */
async function send(
  context: Context,
  transport: Transport,
  letter: store.KeptLetter,
  cut: AbortSignal | undefined,
): Promise<void> {
  let text: string
  try {
    text = unsealedText(context, letter)
  } catch (cause) {
    throw new AboutThisLetter('sealed with a secret that is not kept', { cause })
  }
  const { id, to, subject } = letter
  await transport.send({ id, to, subject, text }, context.now(), cut)
}

/** Where no mail server is set: what waits is on the page of this machine, for 24 hours. */
export async function showMail(context: Context): Promise<void> {
  await context.db.transact('signIn', async (tx) => {
    await store.markShown(tx, context.now())
    await store.deleteLettersBefore(tx, earlier(context.now(), DAY))
  })
}

/** Forgets whom letters went to after 30 days. */
export async function forgetMail(context: Context): Promise<void> {
  await context.db.transact('signIn', (tx) => store.deleteLettersBefore(tx, earlier(context.now(), KEPT_FOR)))
}

function wordsOf(fault: Error): string {
  return fault.message.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, 300)
}
