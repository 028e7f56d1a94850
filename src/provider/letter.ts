import { type Instant, toWordsInJapan } from '../kernel/instant.ts'
import type { Client } from '../kernel/seat.ts'

/** Tells the owner of an account that an organisation's own sign-in opens it from now on, in that organisation. */
export function toLinkLetter(
  owner: { name: string; email: string; lang: 'ja' | 'en' },
  told: { organisation: string; issuer: string; at: Instant; from: Client },
): { to: string; subject: string; text: string } {
  const { organisation, issuer, from } = told
  const when = toWordsInJapan(told.at, owner.lang)
  const lines =
    owner.lang === 'ja'
      ? [
          `${owner.name} 様`,
          '',
          `「${organisation}」の会社のサインインで、星取に入れるようになりました。`,
          `サインイン先: ${issuer}`,
          `日時: ${when}`,
          `接続元: ${from.address || '不明'}`,
          '',
          `このサインインで開けるのは「${organisation}」だけです。ほかの組織や、アカウントの設定は開けません。`,
          '心当たりがなければ、組織の責任者に知らせてください。責任者は結びつきを解けます。',
        ]
      : [
          `Dear ${owner.name},`,
          '',
          `The sign-in of “${organisation}” now lets you into Hoshitori.`,
          `Provider: ${issuer}`,
          `When: ${when}`,
          `From: ${from.address || 'unknown'}`,
          '',
          `It opens “${organisation}” alone: no other organisation, and not the settings of your account.`,
          'If it was not you, tell the responsible person of the organisation, who can remove the link.',
        ]
  return {
    to: owner.email,
    subject:
      owner.lang === 'ja'
        ? '【星取】会社のサインインで入れるようになりました'
        : '[Hoshitori] Your company’s sign-in lets you in now',
    text: `${lines.join('\n')}\n`,
  }
}
