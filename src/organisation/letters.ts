import type { EngagementId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { fillLetter, type Letter, withoutLinks } from '../mail/index.ts'
import table from './letters.json'

/** The letter that carries the link of an invitation. Its reader's language is not known yet: it is Japanese with a line of English. */
export function invitationLetter(
  origin: string,
  wish: {
    name: string
    email: { address: string }
    organisation: string
    inviter: string
    token: string
    expiresAt: Instant
    engagement: EngagementId | null
  },
): Letter {
  const facts = {
    name: withoutLinks(wish.name),
    organisation: withoutLinks(wish.organisation),
    inviter: withoutLinks(wish.inviter),
    link: `${origin}/invitations/${wish.token}`,
    until: { moment: wish.expiresAt },
  }
  const template = wish.engagement ? table.engagement : table.invitation
  return fillLetter(template, { to: wish.email.address, lang: 'ja' }, facts)
}

/** Tells an expert that an engagement has ended. */
export function farewellLetter(to: string, organisation: string): Letter {
  return fillLetter(table['engagement-ended'], { to, lang: 'ja' }, { organisation: withoutLinks(organisation) })
}
