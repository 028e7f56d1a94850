import { limitsOf } from '../account/attempts/actions.ts'
import { decideEmail, type Email } from '../account/credentials/index.ts'
import { hashToken, strangersKey } from '../account/sign-in/actions.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/db.ts'
import { DAY, later } from '../kernel/calendar.ts'
import { foldForSearch, foldText } from '../kernel/fold.ts'
import { INSTALLATION, type InvitationId, parseId, type TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { logEventBy } from '../log/actions.ts'
import type { Author } from '../log/index.ts'
import { queueLetter } from '../mail/actions.ts'
import { fillLetter } from '../mail/index.ts'
import { invited as invitedTo, organisationBegun } from '../organisation/index.ts'
import { openOtherWays } from '../provider/actions.ts'
import { isKind, type OrganisationKind, type Role, rolesFor } from '../roles/permissions.ts'
import { decideName } from '../roles/person.ts'
import * as events from './events.ts'
import letters from './letters.json'
import * as refusals from './refusals.ts'
import * as store from './store.ts'

/** How long the links work that the keeper hands over, in milliseconds. */
const RESET_LINK_LASTS = DAY
const INVITATION_LASTS = 14 * DAY

/** Every account, or those whose address, name or organisation holds `search`, each with when it is let in again if it is locked. */
export function readAccounts(context: Context, search: string): Promise<(store.Account & { lockedUntil: Instant | null })[]> {
  return context.db.transact('signIn', async (tx) => {
    const locks = await store.listLocks(tx, context.now())
    const wanted = foldForSearch(search)
    const holds = ({ email, name, organisations }: store.Account) =>
      [email, name, ...organisations].some((text) => foldForSearch(text).includes(wanted))
    return (await store.listAccounts(tx)).filter(holds).map((account) => ({
      ...account,
      lockedUntil:
        [...locks]
          .filter(([key]) => isKeyOf(context, account, key))
          .map(([, until]) => until)
          .sort()
          .at(-1) ?? null,
    }))
  })
}

/** Lets an account be signed in to at once, from everywhere. Says how many locks there were. */
export function unlock(context: Context, address: string): Promise<Outcome<number>> {
  return ofAccount(context, address, 'admin unlock', async (tx, account, log) => {
    const locked = await store.clearCounts(tx, account.id, strangersKey(context, account.emailKey), context.now())
    limitsOf(context).unseen.release(account.emailKey)
    await log(events.unlocked(account))
    return locked
  })
}

/** Makes a link by which a new password is set, once. No letter goes out: whoever runs this hands it over. */
export function makeResetLink(context: Context, address: string): Promise<Outcome<{ link: string; until: Instant }>> {
  return ofAccount(context, address, 'admin reset-link', async (tx, account, log) => {
    const token = context.secrets.newToken()
    const until = later(context.now(), RESET_LINK_LASTS)
    await store.insertResetTicket(tx, { hash: hashToken(token), account: account.id, createdAt: context.now(), expiresAt: until })
    await log(events.resetLinkMade(account))
    return { link: `${context.settings.origin}/reset/${token}`, until }
  })
}

/** Takes away every second factor of somebody who lost them, and tells the owner by a letter. Says what there was. */
export function removeSecondFactor(context: Context, address: string): Promise<Outcome<events.Factors>> {
  return ofAccount(context, address, 'admin remove-second-factor', async (tx, account, log) => {
    const { factors } = account
    if (!factors.totp && factors.passkeys + factors.recoveryCodes === 0) return factors
    await store.removeFactors(tx, account.id)
    const { name, email, lang } = account
    const facts = { name, at: { moment: context.now() }, origin: context.settings.origin }
    await queueLetter(context, tx, fillLetter(letters['factors-removed'][lang], { to: email, lang }, facts))
    await log(events.factorsRemoved(account, factors))
    return factors
  })
}

/** Signs an account out everywhere. Says how many sessions there were. */
export function endSessions(context: Context, address: string): Promise<Outcome<number>> {
  return ofAccount(context, address, 'admin end-sessions', async (tx, account, log) => {
    const ended = await store.deleteSessions(tx, account.id)
    if (ended > 0) await log(events.sessionsEnded(account, ended))
    return ended
  })
}

export function readOrganisations(context: Context): Promise<store.Organisation[]> {
  return context.db.read('signIn', (tx) => store.listOrganisations(tx))
}

/** Says what an organisation is, appointed kinds included. Refuses an unknown organisation, an unknown kind, and none. */
export async function appoint(context: Context, which: string, typed: readonly string[]): Promise<Outcome<store.Organisation>> {
  const kinds = decideKinds(typed)
  if (!kinds.ok) return kinds
  return context.db.transact('admin', async (tx) => {
    const found = findOrganisation(await store.listOrganisations(tx), which)
    if (!found.ok) return found
    const { id, name, kinds: before } = found.value
    await store.updateKinds(tx, id, kinds.value)
    await logBoth(
      context,
      tx,
      { kind: 'command', command: 'admin organisation' },
      [id],
      events.appointed(id, name, before, kinds.value),
    )
    return accept({ ...found.value, kinds: kinds.value })
  })
}

/** Lets the people of an organisation in by their own keys, where its own sign-in was the only one and does not work. */
export async function openSignIn(context: Context, which: string): Promise<Outcome<{ name: string; opened: boolean }>> {
  const found = findOrganisation(await readOrganisations(context), which)
  if (!found.ok) return found
  const { id, name } = found.value
  return accept({ name, opened: await openOtherWays(context, id, 'admin open-sign-in') })
}

export type Invited = { link: string; until: Instant; organisation: string; takesOver: boolean }

/**
 * Invites somebody to an organisation that is there. Whoever is known there by exactly that name only takes over their seat, and
 * with it what they did. Refuses an unknown organisation, a role that it has not, and an address that has a seat there.
 */
export function invite(
  context: Context,
  wish: { organisation: string; name: string; email: string; role: string },
): Promise<Outcome<Invited>> {
  const typed = decideGuest(wish)
  if (!typed.ok) return Promise.resolve(typed)
  return context.db.transact('signIn', async (tx) => {
    const found = findOrganisation(await store.listOrganisations(tx), wish.organisation)
    if (!found.ok) return found
    const allowed = rolesFor(found.value.kinds)
    const role = allowed.find((one) => one === wish.role)
    if (role === undefined) return refusals.role(allowed)
    if (await store.isSeated(tx, found.value.id, typed.value.email.key)) return refusals.SEATED
    return accept(await invited(context, tx, 'admin invite', found.value, { ...typed.value, role }))
  })
}

/** Begins an organisation and invites who answers for it: the way in where strangers may not register. Refuses a name that is taken. */
export async function register(
  context: Context,
  wish: { organisation: string; kinds: readonly string[]; name: string; email: string },
): Promise<Outcome<Invited>> {
  const name = decideName(wish.organisation, 200, 'organisation')
  const typed = decideGuest(wish)
  const kinds = decideKinds(wish.kinds)
  if (!name.ok) return name
  if (!typed.ok) return typed
  if (!kinds.ok) return kinds
  return context.db.transact('signIn', async (tx) => {
    const there = (await store.listOrganisations(tx)).find((one) => foldText(one.name) === foldText(name.value))
    if (there) return refusals.taken(there.id)
    const organisation = { id: context.newId<TenantId>(), name: name.value, kinds: kinds.value }
    await store.insertOrganisation(tx, { ...organisation, createdAt: context.now() })
    const author = { kind: 'command', command: 'admin register' } as const
    await logBoth(context, tx, author, [organisation.id], organisationBegun(organisation.id, name.value, kinds.value))
    return accept(await invited(context, tx, 'admin register', organisation, { ...typed.value, role: 'responsible' }))
  })
}

async function invited(
  context: Context,
  tx: Tx,
  command: string,
  organisation: { id: TenantId; name: string },
  guest: { name: string; email: Email; role: Role },
): Promise<Invited> {
  const id = context.newId<InvitationId>()
  const token = context.secrets.newToken()
  const until = later(context.now(), INVITATION_LASTS)
  const [person, ...namesakes] = await store.findByNameOnly(tx, organisation.id, guest.name)
  const seat = namesakes.length === 0 ? (person ?? null) : null
  await store.insertInvitation(tx, organisation.id, {
    ...{ id, tokenHash: hashToken(token), email: guest.email, name: guest.name, roles: [guest.role], person: seat },
    ...{ invitedAt: context.now(), expiresAt: until },
  })
  const told = { name: guest.name, email: guest.email.address, organisation: organisation.name, roles: [guest.role] }
  const event = invitedTo(id, { ...told, takesOver: seat !== null })
  await logBoth(context, tx, { kind: 'command', command }, [organisation.id], event)
  return {
    link: `${context.settings.origin}/invitations/${token}`,
    until,
    organisation: organisation.name,
    takesOver: seat !== null,
  }
}

type Event = Parameters<typeof logEventBy>[5]
type Log = (event: Event) => Promise<void>

/** One event about an account, told to the installation's log and to those of the organisations where its owner has a seat. */
async function ofAccount<T>(
  context: Context,
  address: string,
  command: string,
  work: (tx: Tx, account: store.Account, log: Log) => Promise<T>,
): Promise<Outcome<T>> {
  const email = decideEmail(address)
  if (!email.ok) return email
  return context.db.transact('signIn', async (tx) => {
    await store.lockAccount(tx, email.value.key)
    const [account] = await store.listAccounts(tx, email.value.key)
    if (!account) return refusals.noAccount(email.value.address)
    const seats = await store.listSeats(tx, account.id)
    return accept(await work(tx, account, (event) => logBoth(context, tx, { kind: 'command', command }, seats, event)))
  })
}

/** Logs are locked in the order of their tenants, and the installation's comes first. */
async function logBoth(context: Context, tx: Tx, author: Author, tenants: readonly TenantId[], event: Event): Promise<void> {
  for (const tenant of [INSTALLATION, ...tenants.toSorted()]) await logEventBy(context, tx, tenant, author, undefined, event)
}

function decideGuest(wish: { name: string; email: string }): Outcome<{ name: string; email: Email }> {
  const name = decideName(wish.name, 100, 'name')
  const email = decideEmail(wish.email)
  if (!name.ok) return name
  return email.ok ? accept({ name: name.value, email: email.value }) : email
}

function decideKinds(typed: readonly string[]): Outcome<OrganisationKind[]> {
  const unknown = typed.filter((kind) => !isKind(kind))
  return unknown.length === 0 && typed.length > 0 ? accept([...new Set(typed.filter(isKind))]) : refusals.kinds(unknown)
}

/** By its identifier or its exact name; of several with one name, the identifier must be said. */
function findOrganisation(all: readonly store.Organisation[], which: string): Outcome<store.Organisation> {
  const id = parseId<TenantId>(which)
  const found = all.filter((one) => one.id === id || foldText(one.name) === foldText(which))
  const [one] = found
  return one && found.length === 1 ? accept(one) : refusals.organisation(which, found)
}

function isKeyOf(context: Context, account: store.Account, key: string): boolean {
  return key === strangersKey(context, account.emailKey) || key.split(':')[1] === account.id
}
