import type { EngagementId } from '../kernel/ids.ts'
import { toWordsInJapan } from '../kernel/instant.ts'
import type { Letter } from '../mail/index.ts'

/** The letter that carries the link of an invitation. Names that people typed stand in it, so none of them becomes a link. */
export function invitationLetter(
  origin: string,
  words: {
    name: string
    email: { address: string }
    organisation: string
    inviter: string
    token: string
    expiresAt: string
    engagement: EngagementId | null
  },
): Letter {
  const wish = {
    ...words,
    name: unlinked(words.name),
    organisation: unlinked(words.organisation),
    inviter: unlinked(words.inviter),
  }
  const until = toWordsInJapan(wish.expiresAt)
  return {
    to: wish.email.address,
    subject: `【星取】${wish.organisation}からの招待`,
    text: [
      `${wish.name}さん`,
      '',
      wish.engagement
        ? `${wish.organisation}の${wish.inviter}さんが、専門家としての手伝いを頼んでいます。`
        : `${wish.organisation}の${wish.inviter}さんが、あなたを星取に招きました。`,
      '次のリンクを開いて、内容を確かめてから参加してください。',
      '',
      `${origin}/invitations/${wish.token}`,
      '',
      `リンクが使えるのは ${until} までで、1回だけです。`,
      '心当たりがないときは、何もせずに、このメールを捨ててください。',
      '',
      `${wish.inviter} of ${wish.organisation} invites you to Hoshitori. Open the link above to see what for, and join.`,
    ].join('\n'),
  }
}

/** Tells an expert that an engagement has ended. */
export function farewellLetter(to: string, organisation: string): Letter {
  const name = unlinked(organisation)
  return {
    to,
    subject: `【星取】${name}との契約が終わりました`,
    text: [
      `${name}との契約が終わりました。この会社の画面には、もう入れません。`,
      '心当たりがないときは、依頼した会社に確かめてください。',
      '',
      `Your engagement with ${name} has ended, and with it your access.`,
    ].join('\n'),
  }
}

/** A name as it may stand in a letter: no part of it becomes a link. */
function unlinked(name: string): string {
  return name.replaceAll('://', ' ').replaceAll(/([\p{L}\p{N}])\.(?=[\p{L}\p{N}])/gu, '$1・')
}
