import { createAccount, findAccountByEmail } from '../account/credentials/actions.ts'
import type { PasswordHash } from '../account/credentials/index.ts'
import { decideEmail } from '../account/credentials/index.ts'
import { type Admitted, admitIn, hashToken } from '../account/sign-in/actions.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/db.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import { DAY, earlier, later } from '../kernel/calendar.ts'
import type { AccountId, EngagementId, InvitationId, PersonId, TenantId } from '../kernel/ids.ts'
import { accept, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'
import type { Client } from '../kernel/seat.ts'
import { logEvent } from '../log/actions.ts'
import { queueLetter } from '../mail/actions.ts'
import * as store from '../organisation/actions.ts'
import { listMemberships, seatSession } from '../organisation/actions.ts'
import * as events from '../organisation/index.ts'
import { invitationLetter } from '../organisation/index.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { stateOf } from '../roles/engagement.ts'
import { type Role, rolesFor } from '../roles/permissions.ts'
import { decideName, decidePosition } from '../roles/person.ts'
import type { Actor } from '../roles/sight.ts'
import type { SignedIn } from '../roles/viewer.ts'
import { findEngagement, noteExpertFirm } from './engagement-store.ts'
import * as invitations from './invitation-store.ts'

/** How many invitations an organisation may send within a day. */
const INVITATIONS_A_DAY = 50
/** How long the link of an invitation works, in milliseconds. */
const INVITATION_LASTS = 14 * DAY

/** What somebody writes to invite a colleague. `person` is somebody known by name so far, whose seat it becomes. */
type InvitationWish = {
  name: string
  email: string
  position: string
  roles: readonly string[]
  person?: PersonId | undefined
}

/** Invites a colleague by mail. Refuses a missing name, an address that is none or has a seat already, and no role. */
export async function invite(
  context: Context,
  seat: Actor,
  wish: InvitationWish,
  sent?: SentForm,
): Promise<Outcome<InvitationId>> {
  const forbidden = refuseUnlessMay(seat, 'people.invite')
  if (forbidden) return forbidden
  const name = decideName(wish.name, 100, 'name')
  const email = decideEmail(wish.email)
  const position = decidePosition(wish.position)
  const { tenant } = seat
  return context.db.transact({ tenant }, async (tx) => {
    const organisation = await store.findOrganisation(tx, tenant)
    const people = await store.listPeople(tx, tenant)
    const roles = rolesFor(organisation?.kinds ?? []).filter((role) => wish.roles.includes(role))
    const seated = email.ok && people.some((one) => one.endedAt === null && one.email?.toLowerCase() === email.value.key)
    const refusals: Refusal[] = [
      ...[name, email, position].flatMap((one) => (one.ok ? [] : one.refusals)),
      ...(roles.length > 0 ? [] : [NO_ROLE]),
      ...(seated ? [SEATED] : []),
    ]
    if (await mayNotInvite(context, tx, tenant)) return refuse('invitation.many', TOO_MANY)
    const [first, ...rest] = refusals
    if (first || !organisation || !name.ok || !email.ok || !position.ok) {
      return { ok: false as const, refusals: [first ?? NO_ROLE, ...rest] as [Refusal, ...Refusal[]] }
    }
    const person = people.find((one) => one.id === wish.person && one.account === null && one.endedAt === null)
    const written = { name: name.value, email: email.value, position: position.value, roles }
    const id = context.newId<InvitationId>()
    const made = await firstMade(tx, tenant, sent, id)
    const whole = { ...written, id, person: person?.id ?? null, engagement: null }
    if (made === id) await sendInvitation(context, tx, seat, organisation.name, whole)
    return accept(made)
  })
}

/** Whether an organisation has sent as many invitations within a day as it may: our letters carry its words to strangers. */
export async function mayNotInvite(context: Context, tx: Tx, tenant: TenantId): Promise<boolean> {
  const dayAgo = earlier(context.now(), DAY)
  return (await invitations.countInvitationsSince(tx, tenant, { since: dayAgo, now: context.now() })) >= INVITATIONS_A_DAY
}

/** Writes an invitation and its letter, in the transaction of the action that it belongs to. */
export async function sendInvitation(
  context: Context,
  tx: Tx,
  seat: Actor,
  organisation: string,
  wish: {
    id: InvitationId
    name: string
    email: { address: string; key: string }
    position: string
    roles: Role[]
    person: PersonId | null
    engagement: EngagementId | null
  },
): Promise<void> {
  const token = context.secrets.newToken()
  const now = context.now()
  const expiresAt = later(now, INVITATION_LASTS)
  const { id, email, ...rest } = wish
  await invitations.insertInvitation(tx, seat.tenant, {
    ...rest,
    id,
    tokenHash: hashToken(token),
    email: email.address,
    emailKey: email.key,
    invitedBy: seat.person,
    invitedAt: now,
    expiresAt,
  })
  const inviter = (await store.listNames(tx, seat.tenant)).get(seat.person) ?? ''
  await queueLetter(context, tx, invitationLetter(context.settings.origin, { ...wish, organisation, inviter, token, expiresAt }))
  await logEvent(context, tx, seat, events.invited(id, { name: wish.name, email: email.address, roles: wish.roles }))
}

/** Takes an invitation back: its link opens nothing any more. Nothing where there is none open. */
export async function withdrawInvitation(context: Context, seat: Actor, id: InvitationId): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(seat, 'people.invite')
  if (forbidden) return forbidden
  const { tenant } = seat
  return context.db.transact({ tenant }, async (tx) => {
    const name = await invitations.markWithdrawn(tx, tenant, id, context.now())
    if (name === undefined) return undefined
    await logEvent(context, tx, seat, events.invitationWithdrawn(id, name))
    return accept(true)
  })
}

/** Invitations that nobody has accepted or withdrawn. */
export function readOpenInvitations(context: Context, tenant: TenantId): Promise<invitations.Invitation[]> {
  return context.db.transact({ tenant }, (tx) => invitations.listOpenInvitations(tx, tenant))
}

/** What the holder of a link is invited to, and whether their address has an account already; nothing for a link that is spent. */
export function readInvitation(context: Context, token: string) {
  return context.db.read('signIn', async (tx) => {
    const invitation = await invitations.findInvitation(tx, hashToken(token), context.now())
    if (!invitation) return undefined
    const account = await findAccountByEmail(tx, { address: invitation.email, key: invitation.emailKey })
    const engagement = invitation.engagement && (await findEngagement(tx, invitation.tenant, invitation.engagement))
    return { ...invitation, hasAccount: account !== undefined, engagementDetails: engagement || undefined }
  })
}

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

/** The open invitation of an organisation to an address: for a sign-in that proved the address otherwise. */
export function findOpenInvitation(context: Context, tenant: TenantId, emailKey: string) {
  return context.db.transact('signIn', (tx) => invitations.findInvitationTo(tx, tenant, emailKey, context.now()))
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
const NO_ROLE: Refusal = {
  code: 'invitation.role',
  field: 'roles',
  words: { ja: '役割を1つ以上選んでください。', en: 'Choose at least one role.' },
}
const SEATED: Refusal = {
  code: 'invitation.seated',
  field: 'email',
  words: { ja: 'このメールアドレスの人は、もうこの組織にいます。', en: 'Somebody with this address is here already.' },
}
const SPENT = {
  ja: 'この招待のリンクは、もう使えません(使われたか、取り消されたか、期限が切れました)。招いた人に、もう一度招待を送ってもらってください。',
  en: 'This link no longer works: it was used, withdrawn, or ran out. Ask whoever invited you to send another.',
}
const OVER = {
  ja: 'この契約は、もう終わっています。依頼した会社に確かめてください。',
  en: 'This engagement is over. Ask the client.',
}
const ALREADY_HERE = { ja: 'あなたはもう、この組織にいます。', en: 'You are in this organisation already.' }
export const TOO_MANY = {
  ja: `招待は1日に${INVITATIONS_A_DAY}件までです。明日、続きを送ってください。`,
  en: `At most ${INVITATIONS_A_DAY} invitations a day. Send the others tomorrow.`,
}
const OWN_KEY = {
  ja: '会社のサインインで入っています。この招待は、サインアウトして、あなた自身のパスワードかパスキーでサインインしてから受けてください。',
  en: 'You came by your company’s sign-in. Sign out, and sign in by a password or passkey of your own to accept this.',
}
const HAS_ACCOUNT = {
  ja: 'このメールアドレスには、もうアカウントがあります。サインインしてから、もう一度この招待を開いてください。',
  en: 'This address has an account. Sign in, then open the invitation again.',
}
