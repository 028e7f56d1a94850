import { createAccount } from '../account/credentials/actions.ts'
import type { PasswordHash } from '../account/credentials/index.ts'
import { type Admitted, admitIn, hashToken } from '../account/sign-in/actions.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/db.ts'
import type { AccountId, PersonId, TenantId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import type { Client } from '../kernel/seat.ts'
import { logEvent } from '../log/actions.ts'
import * as store from '../organisation/actions.ts'
import { listMemberships, seatSession } from '../organisation/actions.ts'
import * as events from '../organisation/index.ts'
import { stateOf } from '../roles/engagement.ts'
import type { SignedIn } from '../roles/viewer.ts'
import { findEngagement, noteExpertFirm } from './engagement-store.ts'
import * as invitations from './invitation-store.ts'

/** Who accepts: somebody signed in, somebody whose account is known otherwise, or somebody new with a name, and a password or none. */
type Accepting =
  | { kind: 'signed-in'; signedIn: SignedIn }
  | { kind: 'known'; account: AccountId; email: string }
  | { kind: 'new'; name: string; lang: 'ja' | 'en'; password: PasswordHash | null }

/**
 * Takes the seat that a link offers. Refuses a link that is spent, an account of another address than the one invited, and an
 * engagement that is over. Somebody new gets an account: the letter reached them, so the address is theirs.
 */
export function acceptInvitation(
  context: Context,
  link: Link,
  accepting: Accepting,
  from: Client,
): Promise<Outcome<{ account: AccountId; tenant: TenantId; person: PersonId }>> {
  return context.db.transact('signIn', (tx) => acceptInvitationIn(context, tx, link, accepting, from))
}

/** Accepts for somebody new, and lets them in with the password that they chose. */
export function joinAndEnter(
  context: Context,
  link: Link,
  accepting: Extract<Accepting, { kind: 'new' }>,
  from: Client,
): Promise<Outcome<Admitted>> {
  return context.db.transact('signIn', async (tx) => {
    const accepted = await acceptInvitationIn(context, tx, link, accepting, from)
    if (!accepted.ok) return accepted
    return accept(await admitIn(context, tx, { account: accepted.value.account, factors: ['password'], from }))
  })
}

type Link = { token: string } | { tokenHash: string }

/** The same as `acceptInvitation`, in the transaction of an act of the sign-in scope. */
export async function acceptInvitationIn(
  context: Context,
  tx: Tx,
  link: Link,
  accepting: Accepting,
  from: Client,
): Promise<Outcome<{ account: AccountId; tenant: TenantId; person: PersonId }>> {
  const now = context.now()
  const hash = 'token' in link ? hashToken(link.token) : link.tokenHash
  const invitation = await invitations.lockInvitation(tx, hash, now)
  if (!invitation) return refuse('invitation.spent', SPENT)
  const { tenant, engagement } = invitation
  const kept = engagement && (await findEngagement(tx, tenant, engagement))
  if (kept && stateOf(kept, now) === 'over') return refuse('invitation.over', OVER)
  const account = await accountOf(context, tx, invitation, accepting, from)
  if (!account.ok) return account
  const memberships = await listMemberships(tx, account.value, now)
  if (await isSeated(tx, tenant, account.value, now)) return refuse('invitation.seated', ALREADY_HERE)
  const person = await seatPerson(context, tx, invitation, account.value)
  const firm = memberships.find(({ roles }) => roles.includes('expert'))
  if (kept && firm) await noteExpertFirm(tx, tenant, kept.id, firm.tenant)
  await invitations.markAccepted(tx, tenant, invitation.id, now)
  if (accepting.kind === 'signed-in') await seatSession(tx, accepting.signedIn.session, tenant)
  await logEvent(context, tx, { tenant, person, from }, events.invitationAccepted(person, invitation.name, invitation.roles))
  return accept({ account: account.value, tenant, person })
}

/** Whether the account has a seat here. That of an engagement which is over is none: it ends now, and makes room for another. */
async function isSeated(tx: Tx, tenant: TenantId, account: AccountId, now: string): Promise<boolean> {
  for (const { id, engagement } of await store.listSeatsOf(tx, tenant, account)) {
    const kept = engagement === null ? undefined : await findEngagement(tx, tenant, engagement)
    if (!kept || stateOf(kept, now) !== 'over') return true
    await store.endAccess(tx, tenant, id, now)
  }
  return false
}

async function accountOf(
  context: Context,
  tx: Tx,
  invitation: invitations.Invitation & { tenant: TenantId },
  accepting: Accepting,
  from: Client,
): Promise<Outcome<AccountId>> {
  if (accepting.kind === 'signed-in' && (accepting.signedIn.onlyTenant ?? invitation.tenant) !== invitation.tenant) {
    return refuse('invitation.own-key', OWN_KEY)
  }
  if (accepting.kind !== 'new') {
    const { account, email } = accepting.kind === 'known' ? accepting : accepting.signedIn
    return email.toLowerCase() === invitation.emailKey
      ? accept(account)
      : refuse('invitation.other', otherAddress(invitation.email))
  }
  const address = { address: invitation.email, key: invitation.emailKey }
  const { name, lang, password } = accepting
  const made = await createAccount(context, tx, { email: address, name, lang, password, from })
  return made ? accept(made) : refuse('invitation.account', HAS_ACCOUNT)
}

async function seatPerson(
  context: Context,
  tx: Tx,
  invitation: invitations.Invitation & { tenant: TenantId },
  account: AccountId,
): Promise<PersonId> {
  const known = invitation.person && (await store.lockPerson(tx, invitation.tenant, invitation.person))
  if (known && known.account === null && known.endedAt === null) {
    await store.seatAccount(tx, invitation.tenant, known.id, { account, roles: invitation.roles })
    return known.id
  }
  const id = context.newId<PersonId>()
  const { name, position, roles, engagement } = invitation
  await store.insertPerson(tx, invitation.tenant, { id, name, position, roles, account, engagement, createdAt: context.now() })
  return id
}

const otherAddress = (email: string) => ({
  ja: `この招待は ${email} あてです。そのメールアドレスのアカウントでサインインし直すか、あなたのアドレスあてに招待し直してもらってください。`,
  en: `This invitation is for ${email}. Sign in with that address, or ask to be invited at yours.`,
})
const SPENT = {
  ja: 'この招待のリンクは、もう使えません(使われたか、取り消されたか、期限が切れました)。招いた人に、もう一度招待を送ってもらってください。',
  en: 'This link no longer works: it was used, withdrawn, or ran out. Ask whoever invited you to send another.',
}
const OVER = {
  ja: 'この契約は、もう終わっています。依頼した会社に確かめてください。',
  en: 'This engagement is over. Ask the client.',
}
const ALREADY_HERE = { ja: 'あなたはもう、この組織にいます。', en: 'You are in this organisation already.' }
const OWN_KEY = {
  ja: '会社のサインインで入っています。この招待は、サインアウトして、あなた自身のパスワードかパスキーでサインインしてから受けてください。',
  en: 'You came by your company’s sign-in. Sign out, and sign in by a password or passkey of your own to accept this.',
}
const HAS_ACCOUNT = {
  ja: 'このメールアドレスには、もうアカウントがあります。サインインしてから、もう一度この招待を開いてください。',
  en: 'This address has an account. Sign in, then open the invitation again.',
}
