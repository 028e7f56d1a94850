import { decideEmail, type Email } from '../account/credentials/index.ts'
import type { AccountId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse, type Words } from '../kernel/refusal.ts'

/** Whom a provider says it signed in. `email` only where the provider vouches for it. */
export type Identity = { subject: string; email: Email | undefined; emailGiven: boolean; name: string }

/** An account, as far as admission is concerned: `member` of the organisation itself, and not as an expert of another firm. */
export type Candidate = { account: AccountId; closed: boolean; member: boolean; linkedElsewhere: boolean }

/** An invitation as its letter tells it; the token is kept by its hash. */
export type Invited = { tokenHash: string; name: string }

/** What is known of somebody who comes from an organisation's provider. */
export type Known = {
  /** The account that this subject was linked to. */
  linked: Candidate | undefined
  /** The account with the address that the provider vouches for. */
  namesake: Candidate | undefined
  /** A pending invitation of the organisation to that address. */
  invitation: Invited | undefined
}

/** Who comes in, and whether something has to be noted first. */
type Admission =
  | { how: 'linked'; account: AccountId }
  | { how: 'link'; account: AccountId }
  | { how: 'invitation'; invitation: Invited }

/**
 * What the claims of an ID token or of the userinfo endpoint say. An address counts when the provider says that it verified it
 * (`email_verified`), or, where it does not say, that its domain is its owner's (`xms_edov` of Entra ID). Google vouches for
 * addresses of its own and of its hosted domains alone: others may have changed hands since.
 */
export function toIdentity(issuer: string, claims: Record<string, unknown>): Identity {
  const given = typeof claims.email === 'string' ? decideEmail(claims.email) : undefined
  const verified = claims.email_verified === undefined ? isYes(claims.xms_edov) : isYes(claims.email_verified)
  const vouched = given?.ok === true && verified && (!GOOGLE.test(issuer) || isGooglesOwn(given.value, claims.hd))
  return {
    subject: typeof claims.sub === 'string' ? claims.sub : '',
    email: vouched ? given.value : undefined,
    emailGiven: given?.ok === true,
    name: typeof claims.name === 'string' ? claims.name : '',
  }
}

/**
 * Whom an organisation's provider lets in: whoever was linked before; a member of the organisation whose address it vouches for; an
 * invited address that has no account yet. Nobody else, however well the provider knows them: it speaks for its own people alone.
 */
export function decideAdmission(identity: Identity, known: Known): Outcome<Admission> {
  const { linked, namesake, invitation } = known
  if (linked) return isIn(linked) ? accept({ how: 'linked', account: linked.account }) : refuse('oidc.ended', ASK_TO_INVITE)
  if (!identity.email) {
    return identity.emailGiven ? refuse('oidc.unverified', UNVERIFIED) : refuse('oidc.no-address', NO_ADDRESS)
  }
  if (namesake && isIn(namesake)) {
    if (namesake.linkedElsewhere) return refuse('oidc.other-subject', OTHER_SUBJECT)
    return accept({ how: 'link', account: namesake.account })
  }
  if (namesake && invitation && !namesake.closed) return refuse('oidc.accept-first', ACCEPT_FIRST)
  if (!namesake && invitation) return accept({ how: 'invitation', invitation })
  return refuse('oidc.not-invited', ASK_TO_INVITE)
}

function isIn(candidate: Candidate): boolean {
  return candidate.member && !candidate.closed
}

/** Some providers send truth as a word or a number. */
function isYes(claim: unknown): boolean {
  return claim === true || claim === 'true' || claim === 1 || claim === '1'
}

function isGooglesOwn(email: Email, hostedDomain: unknown): boolean {
  return email.key.endsWith('@gmail.com') || (typeof hostedDomain === 'string' && hostedDomain !== '')
}

const GOOGLE = /^https:\/\/accounts\.google\.com\/?$/

const ASK_TO_INVITE: Words = {
  ja: '会社のサインインは確かめられましたが、この組織の人として登録されていません。組織の責任者に招待を頼んでください。',
  en: 'Your company’s sign-in is confirmed, but you are not among the people of this organisation. Ask its responsible person to invite you.',
}
const UNVERIFIED: Words = {
  ja: 'サインイン先が、あなたのメールアドレスを確認済みとして渡していません。組織の責任者に、サインイン先の設定を確かめてもらってください。',
  en: 'The provider does not say that your mail address is verified. Ask the responsible person of your organisation to check its settings.',
}
const NO_ADDRESS: Words = {
  ja: 'サインイン先から、あなたのメールアドレスを受け取れませんでした。組織の責任者に、サインイン先の設定を確かめてもらってください。',
  en: 'The provider did not give your mail address. Ask the responsible person of your organisation to check its settings.',
}
const OTHER_SUBJECT: Words = {
  ja: 'このメールアドレスの人は、サインイン先の別の人と結びついています。組織の責任者に、結びつきを解いてもらってください。',
  en: 'This address is linked to somebody else at the provider. Ask the responsible person of your organisation to remove that link.',
}
const ACCEPT_FIRST: Words = {
  ja: '先に、届いている招待メールのリンクを開いて、いまのアカウントで組織に参加してください。次からは会社のサインインで入れます。',
  en: 'First open the link in the invitation that was mailed to you and join with the account that you have. After that your company’s sign-in lets you in.',
}

/** Why somebody whom the provider knows is not let in, by the code of the refusal: for the log. */
export const NOT_ADMITTED: Readonly<Record<string, Words>> = {
  'oidc.ended': ASK_TO_INVITE,
  'oidc.unverified': UNVERIFIED,
  'oidc.no-address': NO_ADDRESS,
  'oidc.other-subject': OTHER_SUBJECT,
  'oidc.accept-first': ACCEPT_FIRST,
  'oidc.not-invited': ASK_TO_INVITE,
}
