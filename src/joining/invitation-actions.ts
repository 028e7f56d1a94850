import { z } from 'zod'
import { findAccountByEmail } from '../account/credentials/actions.ts'
import { emailField } from '../account/credentials/index.ts'
import { hashToken } from '../account/sign-in/actions.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/db.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import { DAY, earlier, later } from '../kernel/calendar.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { EngagementId, InvitationId, PersonId, TenantId } from '../kernel/ids.ts'
import { accept, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { queueLetter } from '../mail/actions.ts'
import * as store from '../organisation/actions.ts'
import * as events from '../organisation/index.ts'
import { invitationLetter } from '../organisation/index.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { type Role, rolesFor } from '../roles/permissions.ts'
import { PERSON } from '../roles/person.ts'
import type { Actor } from '../roles/sight.ts'
import { findEngagement } from './engagement-store.ts'
import * as invitations from './invitation-store.ts'

/** How many invitations an organisation may send within a day. */
const INVITATIONS_A_DAY = 50
/** How long the link of an invitation works, in milliseconds. */
const INVITATION_LASTS = 14 * DAY

const INVITED = PERSON.extend({ email: emailField() })
/** The form of an invitation of a colleague. */
export const INVITATION = INVITED.extend({ roles: z.array(z.string()), person: z.string() })

/** What somebody writes to invite a colleague. `person` is somebody known by name so far, whose seat it becomes. */
type InvitationWish = Typed<typeof INVITED> & { roles: readonly string[]; person?: PersonId | undefined }

/** Invites a colleague by mail. Refuses a missing name, an address that is none or has a seat already, and no role. */
export async function invite(
  context: Context,
  seat: Actor,
  wish: InvitationWish,
  sent?: SentForm,
): Promise<Outcome<InvitationId>> {
  const forbidden = refuseUnlessMay(seat, 'people.invite')
  if (forbidden) return forbidden
  const invited = decideForm(INVITED, wish)
  const { tenant } = seat
  return context.db.transact({ tenant }, async (tx) => {
    const organisation = await store.findOrganisation(tx, tenant)
    const people = await store.listPeople(tx, tenant)
    const roles = rolesFor(organisation?.kinds ?? []).filter((role) => wish.roles.includes(role))
    const seated =
      invited.ok && people.some((one) => one.endedAt === null && one.email?.toLowerCase() === invited.value.email.key)
    const refusals: Refusal[] = [
      ...(invited.ok ? [] : invited.refusals),
      ...(roles.length > 0 ? [] : [NO_ROLE]),
      ...(seated ? [SEATED] : []),
    ]
    if (await mayNotInvite(context, tx, tenant)) return refuse('invitation.many', TOO_MANY)
    const [first, ...rest] = refusals
    if (first || !organisation || !invited.ok) {
      return { ok: false as const, refusals: [first ?? NO_ROLE, ...rest] as [Refusal, ...Refusal[]] }
    }
    const person = people.find((one) => one.id === wish.person && one.account === null && one.endedAt === null)
    const id = context.newId<InvitationId>()
    const made = await firstMade(tx, tenant, sent, id)
    const whole = { ...invited.value, roles, id, person: person?.id ?? null, engagement: null }
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

/** The open invitation of an organisation to an address: for a sign-in that proved the address otherwise. */
export function findOpenInvitation(context: Context, tenant: TenantId, emailKey: string) {
  return context.db.transact('signIn', (tx) => invitations.findInvitationTo(tx, tenant, emailKey, context.now()))
}

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
export const TOO_MANY = {
  ja: `招待は1日に${INVITATIONS_A_DAY}件までです。明日、続きを送ってください。`,
  en: `At most ${INVITATIONS_A_DAY} invitations a day. Send the others tomorrow.`,
}
