import { hashToken, limitsOf, strangersKey } from '../account/actions.ts'
import { decideEmail, type Email } from '../account/index.ts'
import { openOtherWays } from '../account/oidc-settings-actions.ts'
import { logDeedBy } from '../audit-log/actions.ts'
import type { Author, Deed } from '../audit-log/index.ts'
import type { Tx } from '../db/db.ts'
import type { Ground } from '../ground.ts'
import { decideName, isKind, type OrganisationKind, type Role, rolesFor } from '../identity/index.ts'
import { DAY, later } from '../kernel/calendar.ts'
import { foldText } from '../kernel/fold.ts'
import { INSTALLATION, type InvitationId, parseId, type TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { queueLetter } from '../mail/actions.ts'
import * as deeds from './deeds.ts'
import { toFactorsLetter } from './letter.ts'
import * as refusals from './refusals.ts'
import * as store from './store.ts'

export type { Account, Organisation } from './store.ts'

/** How long the links work that the keeper hands over, in milliseconds. */
export const RESET_LINK_LASTS = DAY
export const INVITATION_LASTS = 14 * DAY

/** Every account, or those whose address, name or organisation holds `search`, each with when it is let in again if it is locked. */
export function readAccounts(ground: Ground, search: string): Promise<(store.Account & { lockedUntil: Instant | null })[]> {
  return ground.db.transact('door', async (tx) => {
    const locks = await store.listLocks(tx, ground.now())
    const wanted = foldText(search)
    const holds = ({ email, name, organisations }: store.Account) =>
      [email, name, ...organisations].some((text) => foldText(text).includes(wanted))
    return (await store.listAccounts(tx)).filter(holds).map((account) => ({
      ...account,
      lockedUntil:
        [...locks]
          .filter(([key]) => isKeyOf(ground, account, key))
          .map(([, until]) => until)
          .sort()
          .at(-1) ?? null,
    }))
  })
}

/** Lets an account be signed in to at once, from everywhere. Says how many locks there were. */
export function unlock(ground: Ground, address: string): Promise<Outcome<number>> {
  return ofAccount(ground, address, 'admin unlock', async (tx, account, log) => {
    const locked = await store.clearCounts(tx, account.id, strangersKey(ground, account.emailKey), ground.now())
    limitsOf(ground).refusals.release(account.emailKey)
    await log(deeds.unlocked(account))
    return locked
  })
}

/** Makes a link by which a new password is set, once. No letter goes out: whoever runs this hands it over. */
export function makeResetLink(ground: Ground, address: string): Promise<Outcome<{ link: string; until: Instant }>> {
  return ofAccount(ground, address, 'admin reset-link', async (tx, account, log) => {
    const token = ground.secrets.newToken()
    const until = later(ground.now(), RESET_LINK_LASTS)
    await store.insertResetTicket(tx, { hash: hashToken(token), account: account.id, createdAt: ground.now(), expiresAt: until })
    await log(deeds.resetLinkMade(account))
    return { link: `${ground.settings.origin}/reset/${token}`, until }
  })
}

/** Takes away every second factor of somebody who lost them, and tells the owner by a letter. Says what there was. */
export function removeSecondFactor(ground: Ground, address: string): Promise<Outcome<deeds.Factors>> {
  return ofAccount(ground, address, 'admin remove-second-factor', async (tx, account, log) => {
    const { factors } = account
    if (!factors.totp && factors.passkeys + factors.recoveryCodes === 0) return factors
    await store.removeFactors(tx, account.id)
    await queueLetter(ground, tx, toFactorsLetter(account, { at: ground.now(), origin: ground.settings.origin }))
    await log(deeds.factorsRemoved(account, factors))
    return factors
  })
}

/** Signs an account out everywhere. Says how many sessions there were. */
export function endSessions(ground: Ground, address: string): Promise<Outcome<number>> {
  return ofAccount(ground, address, 'admin end-sessions', async (tx, account, log) => {
    const ended = await store.deleteSessions(tx, account.id)
    if (ended > 0) await log(deeds.sessionsEnded(account, ended))
    return ended
  })
}

export function readOrganisations(ground: Ground): Promise<store.Organisation[]> {
  return ground.db.transact('door', (tx) => store.listOrganisations(tx))
}

/** Says what an organisation is, appointed kinds included. Refuses an unknown organisation, an unknown kind, and none. */
export async function appoint(ground: Ground, which: string, typed: readonly string[]): Promise<Outcome<store.Organisation>> {
  const kinds = decideKinds(typed)
  if (!kinds.ok) return kinds
  return ground.db.transact('owner', async (tx) => {
    const found = findOrganisation(await store.listOrganisations(tx), which)
    if (!found.ok) return found
    const { id, name, kinds: before } = found.value
    await store.updateKinds(tx, id, kinds.value)
    await logBoth(
      ground,
      tx,
      { kind: 'command', command: 'admin organisation' },
      [id],
      deeds.appointed(id, name, before, kinds.value),
    )
    return accept({ ...found.value, kinds: kinds.value })
  })
}

/** Lets the people of an organisation in by their own keys, where its own sign-in was the only one and does not work. */
export async function openSignIn(ground: Ground, which: string): Promise<Outcome<{ name: string; opened: boolean }>> {
  const found = findOrganisation(await readOrganisations(ground), which)
  if (!found.ok) return found
  const { id, name } = found.value
  return accept({ name, opened: await openOtherWays(ground, id, 'admin open-sign-in') })
}

export type Invited = { link: string; until: Instant; organisation: string; takesOver: boolean }

/**
 * Invites somebody to an organisation that is there. Whoever is known there by exactly that name only takes over their seat, and
 * with it what they did. Refuses an unknown organisation, a role that it has not, and an address that has a seat there.
 */
export function invite(
  ground: Ground,
  wish: { organisation: string; name: string; email: string; role: string },
): Promise<Outcome<Invited>> {
  const typed = decideGuest(wish)
  if (!typed.ok) return Promise.resolve(typed)
  return ground.db.transact('door', async (tx) => {
    const found = findOrganisation(await store.listOrganisations(tx), wish.organisation)
    if (!found.ok) return found
    const allowed = rolesFor(found.value.kinds)
    const role = allowed.find((one) => one === wish.role)
    if (role === undefined) return refusals.role(allowed)
    if (await store.isSeated(tx, found.value.id, typed.value.email.key)) return refusals.SEATED
    return accept(await invited(ground, tx, 'admin invite', found.value, { ...typed.value, role }))
  })
}

/** Begins an organisation and invites who answers for it: the way in where strangers may not register. Refuses a name that is taken. */
export async function register(
  ground: Ground,
  wish: { organisation: string; kinds: readonly string[]; name: string; email: string },
): Promise<Outcome<Invited>> {
  const name = decideName(wish.organisation, 200, 'organisation')
  const typed = decideGuest(wish)
  const kinds = decideKinds(wish.kinds)
  if (!name.ok) return name
  if (!typed.ok) return typed
  if (!kinds.ok) return kinds
  return ground.db.transact('door', async (tx) => {
    const there = (await store.listOrganisations(tx)).find((one) => foldText(one.name) === foldText(name.value))
    if (there) return refusals.taken(there.id)
    const organisation = { id: ground.newId<TenantId>(), name: name.value, kinds: kinds.value }
    await store.insertOrganisation(tx, { ...organisation, createdAt: ground.now() })
    const author = { kind: 'command', command: 'admin register' } as const
    await logBoth(ground, tx, author, [organisation.id], deeds.organisationBegun(organisation.id, name.value, kinds.value))
    return accept(await invited(ground, tx, 'admin register', organisation, { ...typed.value, role: 'responsible' }))
  })
}

async function invited(
  ground: Ground,
  tx: Tx,
  command: string,
  organisation: { id: TenantId; name: string },
  guest: { name: string; email: Email; role: Role },
): Promise<Invited> {
  const id = ground.newId<InvitationId>()
  const token = ground.secrets.newToken()
  const until = later(ground.now(), INVITATION_LASTS)
  const [person, ...namesakes] = await store.findByNameOnly(tx, organisation.id, guest.name)
  const seat = namesakes.length === 0 ? (person ?? null) : null
  await store.insertInvitation(tx, organisation.id, {
    ...{ id, tokenHash: hashToken(token), email: guest.email, name: guest.name, roles: [guest.role], person: seat },
    ...{ invitedAt: ground.now(), expiresAt: until },
  })
  const told = { name: guest.name, email: guest.email.address, organisation: organisation.name, roles: [guest.role] }
  const deed = deeds.invited(id, { ...told, takesOver: seat !== null })
  await logBoth(ground, tx, { kind: 'command', command }, [organisation.id], deed)
  return {
    link: `${ground.settings.origin}/invitations/${token}`,
    until,
    organisation: organisation.name,
    takesOver: seat !== null,
  }
}

type Log = (deed: Deed) => Promise<void>

/** One deed about an account, told to the installation's log and to those of the organisations where its owner has a seat. */
async function ofAccount<T>(
  ground: Ground,
  address: string,
  command: string,
  work: (tx: Tx, account: store.Account, log: Log) => Promise<T>,
): Promise<Outcome<T>> {
  const email = decideEmail(address)
  if (!email.ok) return email
  return ground.db.transact('door', async (tx) => {
    await store.lockAccount(tx, email.value.key)
    const [account] = await store.listAccounts(tx, email.value.key)
    if (!account) return refusals.noAccount(email.value.address)
    const seats = await store.listSeats(tx, account.id)
    return accept(await work(tx, account, (deed) => logBoth(ground, tx, { kind: 'command', command }, seats, deed)))
  })
}

/** Logs are locked in the order of their tenants, and the installation's comes first. */
async function logBoth(ground: Ground, tx: Tx, author: Author, tenants: readonly TenantId[], deed: Deed): Promise<void> {
  for (const tenant of [INSTALLATION, ...tenants.toSorted()]) await logDeedBy(ground, tx, tenant, author, undefined, deed)
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

function isKeyOf(ground: Ground, account: store.Account, key: string): boolean {
  return key === strangersKey(ground, account.emailKey) || key.split(':')[1] === account.id
}
