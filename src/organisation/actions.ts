import type { Context } from '../context.ts'
import type { Tx } from '../db/db.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import { type AccountId, INSTALLATION, type PersonId, type SessionId, type TenantId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import type { Client } from '../kernel/seat.ts'
import { logEvent, logEventBy } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { isKind, KINDS, type OrganisationKind, type Role, rolesFor } from '../roles/permissions.ts'
import { isColleague, PERSON } from '../roles/person.ts'
import type { Actor } from '../roles/sight.ts'
import type { SignedIn } from '../roles/viewer.ts'
import * as events from './events.ts'
import { NEW_ORGANISATION, ORGANISATION } from './forms.ts'
import { listMemberships, type Membership, seatSession } from './membership-store.ts'
import * as store from './store.ts'

export { listMemberships, type Membership, seatSession } from './membership-store.ts'
export type { Named, Person } from './store.ts'
export {
  endAccess,
  findLook,
  findOrganisation,
  insertPerson,
  listNamed,
  listNames,
  listPeople,
  listSeatsOf,
  lockPerson,
  moveLook,
  seatAccount,
} from './store.ts'

/**
 * Begins an organisation with its first person, who answers for it, and who sits there from now on if a session is named. Refuses
 * missing or overlong names. The kinds that are appointed (an evaluation body) are given by whoever keeps the server, and fall away
 * here.
 */
export async function beginOrganisation(
  context: Context,
  wish: {
    organisation: string
    person: string
    position?: string
    kinds?: readonly OrganisationKind[]
    roles?: readonly Role[]
    account?: AccountId | null
    session?: SessionId
    demo?: boolean
    from?: Client | undefined
  },
  sent?: SentForm,
): Promise<Outcome<{ tenant: TenantId; person: PersonId }>> {
  const names = decideForm(NAMES, wish)
  if (!names.ok) return names
  const { organisation, person } = names.value
  const tenant = context.newId<TenantId>()
  const id = context.newId<PersonId>()
  const createdAt = context.now()
  const kinds = (wish.kinds ?? []).filter((kind) => wish.demo || !KINDS[kind].appointed)
  const begunAs: OrganisationKind[] = kinds.length > 0 ? kinds : ['applicant']
  return context.db.transact('signIn', async (tx) => {
    const first = await firstMade(tx, null, sent, id)
    if (first !== id) return accept({ tenant: await store.readTenantOf(tx, first), person: first })
    const demo = wish.demo ?? false
    await store.insertOrganisation(tx, {
      id: tenant,
      name: organisation,
      demo,
      kinds: begunAs,
      createdAt,
    })
    await store.insertPerson(tx, tenant, {
      id,
      name: person,
      position: wish.position ?? '',
      roles: [...(wish.roles ?? ['responsible' as const])],
      account: wish.account ?? null,
      engagement: null,
      createdAt,
    })
    if (wish.session) await seatSession(tx, wish.session, tenant)
    const seat = { tenant, person: id, from: wish.from }
    await logEvent(context, tx, seat, events.organisationBegun(tenant, organisation, begunAs))
    if (wish.session) await logEvent(context, tx, seat, events.tookSeat(id, person))
    return accept({ tenant, person: id })
  })
}

/** Adds a colleague by name only, who can own criteria but not sign in. Refuses a missing or overlong name or position. */
export async function addPerson(
  context: Context,
  seat: Actor,
  wish: { name: string; position: string; roles?: readonly Role[]; account?: AccountId | null },
  sent?: SentForm,
): Promise<Outcome<PersonId>> {
  const forbidden = refuseUnlessMay(seat, 'people.invite')
  if (forbidden) return forbidden
  const decided = decideForm(PERSON, wish)
  if (!decided.ok) return decided
  const id = context.newId<PersonId>()
  const person = { id, ...decided.value, engagement: null, createdAt: context.now() }
  const account = wish.account ?? null
  return context.db.transact(account === null ? { tenant: seat.tenant } : 'signIn', async (tx) => {
    const first = await firstMade(tx, seat.tenant, sent, id)
    if (first !== id) return accept(first)
    await store.insertPerson(tx, seat.tenant, { ...person, roles: [...(wish.roles ?? [])], account })
    await logEvent(context, tx, seat, events.personAdded(id, person))
    return accept(id)
  })
}

/**
 * Changes a colleague's name, position and roles. Refuses roles that the organisation's kind does not have, and leaving nobody
 * who answers for the organisation. Nothing where there is no such person, or their access ended.
 */
export async function changePerson(
  context: Context,
  seat: Actor,
  id: PersonId,
  wish: Typed<typeof PERSON> & { roles: readonly string[] },
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(seat, 'people.change')
  if (forbidden) return forbidden
  const { tenant } = seat
  return context.db.transact({ tenant }, async (tx) => {
    await store.lockPeople(tx, tenant)
    const before = await store.lockPerson(tx, tenant, id)
    const organisation = await store.findOrganisation(tx, tenant)
    if (!before || before.endedAt !== null || !organisation) return undefined
    const allowed = rolesFor(organisation.kinds)
    const roles = before.roles.includes('engaged') ? before.roles : allowed.filter((role) => wish.roles.includes(role))
    const loses = before.roles.includes('responsible') && !roles.includes('responsible')
    const last = loses && (await store.countResponsible(tx, tenant, id)) === 0
    const decided = decideForm(PERSON, wish, () => {
      if (before.account !== null && roles.length === 0) return refuse('person.role', NO_ROLE, 'roles').refusals
      return last ? refuse('person.last', LAST_RESPONSIBLE, 'roles').refusals : []
    })
    if (!decided.ok) return decided
    const after = { ...decided.value, roles }
    await store.updatePerson(tx, tenant, id, after)
    await logEvent(context, tx, seat, events.personChanged(id, before, after))
    return accept(true)
  })
}

/** Ends somebody's access; their name stays with what they did. Refuses the last person who answers for the organisation. */
export async function endPerson(context: Context, seat: Actor, id: PersonId): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(seat, 'people.change')
  if (forbidden) return forbidden
  const { tenant } = seat
  return context.db.transact({ tenant }, async (tx) => {
    await store.lockPeople(tx, tenant)
    const before = await store.lockPerson(tx, tenant, id)
    if (!before || before.endedAt !== null) return undefined
    if (before.roles.includes('responsible') && (await store.countResponsible(tx, tenant, id)) === 0) {
      return refuse('person.last', LAST_RESPONSIBLE)
    }
    await store.endAccess(tx, tenant, id, context.now())
    await logEvent(context, tx, seat, events.personEnded(id, before.name))
    return accept(true)
  })
}

/** Everyone of the organisation, those whose access ended included. */
export function readPeople(context: Context, tenant: TenantId): Promise<store.Person[]> {
  return context.db.read({ tenant }, (tx) => store.listPeople(tx, tenant))
}

/** Who is of the organisation now, experts of other firms apart: to whom an action of another feature may hand something. */
export async function colleaguesIn(tx: Tx, tenant: TenantId): Promise<store.Named[]> {
  return (await store.listNamed(tx, tenant)).filter(isColleague)
}

/** The names of everyone of the organisation, for an action or a page of another feature. */
export function namesIn(tx: Tx, tenant: TenantId): Promise<Map<string, string>> {
  return store.listNames(tx, tenant)
}

/** The same names, in a transaction of its own. */
export function readNames(context: Context, tenant: TenantId): Promise<Map<string, string>> {
  return context.db.read({ tenant }, (tx) => store.listNames(tx, tenant))
}

/** The organisation with its settings. */
export async function readOrganisation(context: Context, tenant: TenantId) {
  const organisation = await context.db.read({ tenant }, (tx) => store.findOrganisation(tx, tenant))
  if (!organisation) throw new Error('the organisation of a seat is gone')
  return organisation
}

/** Renames the organisation or says what it is. Appointed kinds stay as they are. Refuses a missing or overlong name. */
export async function changeOrganisation(
  context: Context,
  seat: Actor,
  wish: Typed<typeof ORGANISATION>,
): Promise<Outcome<true>> {
  const forbidden = refuseUnlessMay(seat, 'organisation.settings')
  if (forbidden) return forbidden
  const decided = decideForm(ORGANISATION, wish)
  if (!decided.ok) return decided
  const { organisation: name } = decided.value
  const { tenant } = seat
  return context.db.transact({ tenant }, async (tx) => {
    const before = await store.findOrganisation(tx, tenant)
    if (!before) throw new Error('the organisation of a seat is gone')
    const appointed = before.kinds.filter((kind) => KINDS[kind].appointed)
    const chosen = wish.kinds.filter(isKind).filter((kind) => !KINDS[kind].appointed)
    const kinds = [...chosen, ...appointed]
    if (kinds.length === 0) return refuse('organisation.kinds', NO_KIND, 'kinds')
    await store.updateOrganisation(tx, tenant, { name, kinds })
    await logEvent(context, tx, seat, events.organisationSettled(tenant, before, { name, kinds }))
    return accept(true)
  })
}

/** Where somebody may sit. Who came by an organisation's provider sits there alone. */
export function readMemberships(context: Context, signedIn: Pick<SignedIn, 'account' | 'onlyTenant'>): Promise<Membership[]> {
  return context.db.read('signIn', (tx) => membershipsOf(context, tx, signedIn))
}

/** Sits down in an organisation: the session is there from now on. Nothing where the account has no seat there. */
export async function takeSeat(
  context: Context,
  signedIn: SignedIn,
  tenant: TenantId,
  from: Client | undefined,
): Promise<Membership | undefined> {
  return context.db.transact('signIn', async (tx) => {
    const membership = (await membershipsOf(context, tx, signedIn)).find((one) => one.tenant === tenant)
    if (!membership) return undefined
    await seatSession(tx, signedIn.session, tenant)
    await logEvent(context, tx, { tenant, person: membership.person, from }, events.tookSeat(membership.person, signedIn.name))
    return membership
  })
}

/** The organisations of this installation, real ones first: for its keeper and for the demo world. */
export function readOrganisations(context: Context): Promise<store.Organisation[]> {
  return context.db.read('admin', (tx) => store.listOrganisations(tx))
}

/** Takes the demo world away, and nothing else. */
export function removeDemoWorld(context: Context): Promise<void> {
  return context.db.transact('admin', async (tx) => {
    if ((await store.deleteDemo(tx)) === 0) return
    await logEventBy(context, tx, INSTALLATION, { kind: 'unknown' }, undefined, events.DEMO_REMOVED)
  })
}

async function membershipsOf(context: Context, tx: Tx, who: Pick<SignedIn, 'account' | 'onlyTenant'>): Promise<Membership[]> {
  const all = await listMemberships(tx, who.account, context.now())
  return who.onlyTenant === null ? all : all.filter(({ tenant }) => tenant === who.onlyTenant)
}

const NO_ROLE = { ja: '役割を1つ以上選んでください。', en: 'Choose at least one role.' }
const NO_KIND = { ja: '組織の立場を1つ以上選んでください。', en: 'Choose at least one kind.' }
const LAST_RESPONSIBLE = {
  ja: '責任者がいなくなってしまいます。先に、サインインできる別の人を責任者にしてください。',
  en: 'Nobody would be left who answers for the organisation. Make somebody else responsible first.',
}

const NAMES = NEW_ORGANISATION.omit({ kinds: true })
