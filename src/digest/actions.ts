import { z } from 'zod'
import type { Context } from '../context.ts'
import { choiceField, decideForm, type Typed } from '../kernel/form.ts'
import { INSTALLATION } from '../kernel/ids.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import type { Client } from '../kernel/seat.ts'
import { logEventBy } from '../log/actions.ts'
import { authorOf } from '../log/index.ts'
import type { SignedIn } from '../roles/viewer.ts'
import { rhythmChanged } from './events.ts'
import { dueDay, RHYTHMS, type Rhythm } from './rhythm.ts'
import * as store from './store.ts'

/** The form of how often somebody is written to. */
export const LETTERS = z.object({
  digest: choiceField(RHYTHMS, {
    code: 'digest.rhythm',
    words: { ja: '受け取る回数を選んでください。', en: 'Choose how often you get it.' },
  }),
})

export function readRhythm(context: Context, { account }: SignedIn): Promise<Rhythm> {
  return context.db.read('signIn', (tx) => store.findRhythm(tx, account))
}

/** Changes how often somebody is written to. The next letter is that of the next day that falls due. */
export async function changeRhythm(
  context: Context,
  who: SignedIn,
  typed: Typed<typeof LETTERS>,
  from: Client,
): Promise<Outcome<true>> {
  const decided = decideForm(LETTERS, typed)
  if (!decided.ok) return decided
  const { digest } = decided.value
  await context.db.transact('signIn', async (tx) => {
    const before = await store.findRhythm(tx, who.account)
    if (before === digest) return
    await store.setRhythm(tx, who.account, digest, dueDay(digest, context.now())?.day)
    const author = authorOf({ id: who.account, name: who.name })
    await logEventBy(context, tx, INSTALLATION, author, from, rhythmChanged(who, before, digest))
  })
  return accept(true)
}
