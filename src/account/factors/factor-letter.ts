import { type Instant, toWordsInJapan } from '../../kernel/instant.ts'
import type { Client } from '../../kernel/seat.ts'
import { deviceWords } from '../credentials/index.ts'
import { eventAdvice, eventWords, type FactorEvent } from './factor-event.ts'

/** The letter that tells the owner of an account what happened to its second factors: it is how a theft is noticed. */
export function toFactorLetter(
  event: FactorEvent,
  owner: { name: string; email: string; lang: 'ja' | 'en' },
  { at, from, address }: { at: Instant; from: Client; address: string },
): { to: string; subject: string; text: string } {
  const what = eventWords(event)[owner.lang]
  const advice = eventAdvice(event)?.[owner.lang]
  const when = toWordsInJapan(at, owner.lang)
  const lines =
    owner.lang === 'ja'
      ? [
          `${owner.name} 様`,
          '',
          `${what}。`,
          `日時: ${when}`,
          `接続元: ${from.address || '不明'}(${deviceWords(from.agent).ja})`,
          ...(advice ? ['', advice] : []),
          '',
          'ご自身の操作なら、このメールに用はありません。',
          '心当たりがなければ、すぐにパスワードを変え、サインインの設定を確かめてください。',
          `${address}/account/factors`,
          '',
          '-- ',
          `星取 ${address}`,
        ]
      : [
          `Dear ${owner.name},`,
          '',
          `${what}.`,
          `When: ${when}`,
          `From: ${from.address || 'unknown'} (${deviceWords(from.agent).en})`,
          ...(advice ? ['', advice] : []),
          '',
          'If it was you, there is nothing to do.',
          'If it was not, change your password at once and look at how you sign in.',
          `${address}/account/factors`,
          '',
          '-- ',
          `Hoshitori ${address}`,
        ]
  return {
    to: owner.email,
    subject: owner.lang === 'ja' ? `【星取】${what}` : `[Hoshitori] ${what}`,
    text: `${lines.join('\n')}\n`,
  }
}
