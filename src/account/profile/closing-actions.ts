import type { Context } from '../../context.ts'
import { INSTALLATION } from '../../kernel/ids.ts'
import { accept, type Outcome, type Refusal, refuse } from '../../kernel/refusal.ts'
import type { Client } from '../../kernel/seat.ts'
import { logEventBy } from '../../log/actions.ts'
import { authorOf } from '../../log/index.ts'
import { queueLetter } from '../../mail/actions.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import { lockAccount } from '../credentials/actions.ts'
import { accountClosed, toLetter } from '../credentials/index.ts'
import * as store from './closing-store.ts'

/** Which organisations somebody leaves by closing the account, and whether anybody there answers for it afterwards. */
export function readLeaving(context: Context, who: SignedIn): Promise<store.Leaving[]> {
  return context.db.read('signIn', (tx) => store.listLeaving(tx, who.account))
}

/**
 * Closes an account for good: its seats end, and its keys, sessions and links are removed. Names stay with what people did: answers
 * and logs are their organisations'. Refuses without the address typed, and while an organisation with other people would be left
 * with nobody who answers for it.
 */
export function closeAccount(context: Context, who: SignedIn, typed: string, from: Client): Promise<Outcome<true>> {
  return context.db.transact('signIn', async (tx) => {
    const account = await lockAccount(tx, who.account)
    if (!account) throw new Error('a session without an account')
    const leaving = await store.listLeaving(tx, account.id)
    const [first, ...rest] = leaving.filter(({ orphaned }) => orphaned).map(({ name }) => handOver(name))
    if (first) return { ok: false as const, refusals: [first, ...rest] as [Refusal, ...Refusal[]] }
    if (typed.normalize('NFKC').trim().toLowerCase() !== account.emailKey) return refuse('closing.address', TYPE_IT, 'email')
    const now = context.now()
    await store.endSeats(tx, account.id, now)
    await store.removeKeys(tx, account.id)
    await store.markClosed(tx, account.id, now)
    const facts = { origin: context.settings.origin, name: account.name, at: now, address: from.address }
    await queueLetter(context, tx, toLetter('closed', account.lang, account.email, facts))
    const closed = accountClosed(account)
    await logEventBy(context, tx, INSTALLATION, authorOf(account), from, closed)
    for (const { tenant, person, personName, roles, engagement } of leaving) {
      const author = { kind: 'person' as const, person, name: personName, roles, engagement }
      await logEventBy(context, tx, tenant, author, from, accountClosed({ person, name: account.name }))
    }
    return accept(true as const)
  })
}

function handOver(organisation: string): Refusal {
  return {
    code: 'closing.last',
    words: {
      ja: `「${organisation}」の責任者はあなただけです。先に、別の人を責任者にしてください。`,
      en: `You alone are responsible for “${organisation}”. Make somebody else responsible first.`,
    },
  }
}

const TYPE_IT = {
  ja: '確かめるために、いまのメールアドレスをそのまま入力してください。',
  en: 'To be sure, type your present mail address exactly.',
}
