import { assessmentsIn } from '../assessment/actions.ts'
import type { Context } from '../context.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import * as engagements from '../joining/actions.ts'
import { mayNotInvite, sendInvitation, TOO_MANY } from '../joining/actions.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { EngagementId, InvitationId, TenantId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { queueLetter } from '../mail/actions.ts'
import * as store from '../organisation/actions.ts'
import * as events from '../organisation/index.ts'
import { farewellLetter } from '../organisation/index.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { type EngagementState, stateOf } from '../roles/engagement.ts'
import type { Actor } from '../roles/sight.ts'
import { COLLEAGUE, decideOffer, ENDING, type OFFER } from './forms.ts'

/** An engagement with where it stands and who came with it. */
export type ListedEngagement = engagements.KeptEngagement & { state: EngagementState; people: store.Person[] }

/**
 * Engages an expert: says for what, until when and how deep they see, and invites the first of their people by mail. Refuses what
 * `decideOffer` refuses.
 */
export async function offerEngagement(
  context: Context,
  seat: Actor,
  typed: Typed<typeof OFFER>,
  sent?: SentForm,
): Promise<Outcome<EngagementId>> {
  const forbidden = refuseUnlessMay(seat, 'engagement.offer')
  if (forbidden) return forbidden
  const { tenant, person } = seat
  return context.db.transact({ tenant }, async (tx) => {
    const offer = decideOffer(typed, await assessmentsIn(tx, seat, MOST_OFFERED))
    if (!offer.ok) return offer
    const { engagement, personName, email } = offer.value
    const id = context.newId<EngagementId>()
    const kept = { ...engagement, id, offeredBy: person, offeredAt: context.now() }
    if (await mayNotInvite(context, tx, tenant)) return refuse('invitation.many', TOO_MANY)
    const made = await firstMade(tx, tenant, sent, id)
    if (made !== id) return accept(made)
    await engagements.insertEngagement(tx, tenant, kept)
    await logEvent(context, tx, seat, events.engaged(id, engagement))
    const organisation = await store.findOrganisation(tx, tenant)
    await sendInvitation(context, tx, seat, organisation?.name ?? '', {
      id: context.newId<InvitationId>(),
      name: personName,
      email,
      position: engagement.expertName,
      roles: ['engaged'],
      person: null,
      engagement: id,
    })
    return accept(id)
  })
}

/** Invites another person of the same expert to an engagement. Refuses one that is over, and a person without name or address. */
export async function inviteToEngagement(
  context: Context,
  seat: Actor,
  id: EngagementId,
  wish: Typed<typeof COLLEAGUE>,
  sent?: SentForm,
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(seat, 'engagement.offer')
  if (forbidden) return forbidden
  const colleague = decideForm(COLLEAGUE, wish)
  if (!colleague.ok) return colleague
  const { tenant } = seat
  return context.db.transact({ tenant }, async (tx) => {
    const kept = await engagements.findEngagement(tx, tenant, id)
    const organisation = await store.findOrganisation(tx, tenant)
    if (!kept || !organisation) return undefined
    if (stateOf(kept, context.now()) === 'over') return refuse('engagement.over', OVER)
    if (await mayNotInvite(context, tx, tenant)) return refuse('invitation.many', TOO_MANY)
    const invitation = context.newId<InvitationId>()
    if ((await firstMade(tx, tenant, sent, invitation)) !== invitation) return accept(true)
    await sendInvitation(context, tx, seat, organisation.name, {
      id: invitation,
      name: colleague.value.personName,
      email: colleague.value.email,
      position: kept.expertName,
      roles: ['engaged'],
      person: null,
      engagement: id,
    })
    return accept(true)
  })
}

/**
 * Ends an engagement now: its people have no seat here any more, and are told. Refuses a reason that is too long. Nothing where there is
 * none that goes on.
 */
export async function endEngagement(
  context: Context,
  seat: Actor,
  id: EngagementId,
  typed: Typed<typeof ENDING>,
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(seat, 'engagement.end')
  if (forbidden) return forbidden
  const decided = decideForm(ENDING, typed)
  if (!decided.ok) return decided
  const { reason } = decided.value
  const { tenant, person } = seat
  return context.db.transact({ tenant }, async (tx) => {
    const at = context.now()
    const ended = await engagements.markEnded(tx, tenant, id, { by: person, at, reason })
    if (!ended) return undefined
    const organisation = await store.findOrganisation(tx, tenant)
    const people = await store.listPeople(tx, tenant)
    for (const one of await engagements.listEngagedPeople(tx, tenant, id)) {
      await store.endAccess(tx, tenant, one, at)
      const email = people.find((each) => each.id === one)?.email
      if (email) await queueLetter(context, tx, farewellLetter(email, organisation?.name ?? ''))
    }
    await logEvent(context, tx, seat, events.engagementEnded(id, ended, reason))
    return accept(true)
  })
}

/** The client's engagements, the newest first. An engaged expert sees their own alone. */
export async function readEngagements(context: Context, tenant: TenantId, only?: EngagementId): Promise<ListedEngagement[]> {
  return context.db.transact({ tenant }, async (tx) => {
    const people = await store.listPeople(tx, tenant)
    return (await engagements.listEngagements(tx, tenant))
      .filter(({ id }) => only === undefined || id === only)
      .map((engagement) => ({
        ...engagement,
        state: stateOf(engagement, context.now()),
        people: people.filter((one) => one.engagement === engagement.id),
      }))
  })
}

/** The most assessments that an engagement is offered from, as its form lists them. */
export const MOST_OFFERED = 500

const OVER = { ja: 'この契約は、もう終わっています。', en: 'This engagement is over.' }
