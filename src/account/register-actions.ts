import { z } from 'zod'
import type { Tx } from '../db/db.ts'
import type { Ground } from '../ground.ts'
import { beginOrganisation } from '../identity/actions.ts'
import { decideName, isKind, KINDS, type OrganisationKind } from '../identity/index.ts'
import { DAY, later } from '../kernel/calendar.ts'
import type { Instant } from '../kernel/instant.ts'
import { accept, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'
import type { Origin } from '../kernel/seat.ts'
import { queueLetter } from '../mail/actions.ts'
import { createAccount } from './account-actions.ts'
import { findAccountByKey, type Lang } from './account-store.ts'
import { type Admitted, admitAccount } from './admission-actions.ts'
import { decideEmail, type Email } from './email.ts'
import { MANY_LETTERS } from './letter-limit.ts'
import { toLetter } from './letters.ts'
import { mayWriteTo, noteOf, waitOf } from './limits-actions.ts'
import { takeNewPassword } from './password-actions.ts'
import { hashToken } from './session-actions.ts'
import * as tickets from './ticket-store.ts'

/** How long the link works that confirms a registration, in milliseconds. */
export const REGISTRATION_LASTS = DAY

/** What a stranger types to register: themselves, and the organisation that they begin. */
export type Registration = { organisation: string; kind: string; person: string; email: string }

/**
 * Takes a registration, and writes to the address; nothing is registered before its link is used. The answer is the same for an
 * address that has an account already: it gets another letter. The password is chosen where the link leads, by whoever reads the
 * mail: nobody can register somebody else with a password of their own. Refuses while strangers may not register, what is missing
 * or malformed, and too many letters.
 */
export async function askToRegister(
  ground: Ground,
  typed: Registration,
  { next, lang, from }: { next: string; lang: Lang; from: Origin },
): Promise<Outcome<true>> {
  if (!ground.settings.registration) return refuse('register.closed', CLOSED)
  const organisation = decideName(typed.organisation, 200, 'organisation')
  const person = decideName(typed.person, 100, 'person')
  const email = decideEmail(typed.email)
  const kind = decideKind(typed.kind)
  if (!organisation.ok || !person.ok || !email.ok || !kind.ok) return together([organisation, kind, person, email])
  if (waitOf(ground, 'letters', from) > 0) return MANY_LETTERS
  noteOf(ground, 'letters', from)
  if (!mayWriteTo(ground, email.value.key, 'register')) return accept(true)
  const payload: Payload = {
    address: email.value.address,
    organisation: organisation.value,
    kind: kind.value,
    person: person.value,
    lang,
    next,
  }
  await ground.db.transact('door', (tx) => writeTo(ground, tx, email.value, payload))
  return accept(true)
}

/** What a link is for, or why it no longer works. */
export type FoundRegistration =
  | { state: 'open'; organisation: string; person: string; address: string }
  | { state: 'used' }
  | { state: 'over'; address: string }

export async function readRegistration(ground: Ground, token: string): Promise<FoundRegistration | undefined> {
  return ground.db.transact('door', async (tx) => {
    const ticket = await tickets.findOldTicket(tx, 'register', hashToken(token))
    if (!ticket) return undefined
    if (ticket.used) return { state: 'used' }
    const { organisation, person, address } = payload.parse(ticket.payload)
    return ticket.expiresAt > ground.now() ? { state: 'open', organisation, person, address } : { state: 'over', address }
  })
}

/** Sends the link of a registration anew that was not confirmed in time. Refuses too many letters; nothing for a link of nobody. */
export async function renewRegistration(ground: Ground, token: string, from: Origin): Promise<Outcome<true> | undefined> {
  if (waitOf(ground, 'letters', from) > 0) return MANY_LETTERS
  noteOf(ground, 'letters', from)
  return ground.db.transact('door', async (tx) => {
    const ticket = await tickets.findOldTicket(tx, 'register', hashToken(token))
    if (!ticket || ticket.used) return undefined
    const said = payload.parse(ticket.payload)
    const email = { address: said.address, key: ticket.emailKey ?? '' }
    if (!mayWriteTo(ground, email.key, 'register')) return accept(true)
    await tickets.voidTickets(tx, 'register', { emailKey: email.key }, ground.now())
    await writeTo(ground, tx, email, said)
    return accept(true)
  })
}

/** What became of a confirmed registration. `known`: the address got an account in the meantime. */
export type Confirmed = { kind: 'admitted'; admitted: Admitted; next: string } | { kind: 'known' }

/**
 * Makes the account with the password chosen here, begins its organisation, and lets its owner in. Refuses what `takeNewPassword`
 * refuses; nothing when the link is over or used.
 */
export async function confirmRegistration(
  ground: Ground,
  token: string,
  typedPassword: string,
  { from, device }: { from: Origin; device: string | undefined },
): Promise<Outcome<Confirmed> | undefined> {
  const found = await readRegistration(ground, token)
  if (found?.state !== 'open') return undefined
  const own = { names: [found.organisation, found.person], email: found.address }
  const password = await takeNewPassword(typedPassword, own)
  if (!password.ok) return password
  const made = await ground.db.transact('door', async (tx) => {
    const ticket = await tickets.takeTicket(tx, 'register', hashToken(token), ground.now())
    if (!ticket) return undefined
    const said = payload.parse(ticket.payload)
    const email = { address: said.address, key: ticket.emailKey ?? '' }
    await tickets.voidTickets(tx, 'register', { emailKey: email.key }, ground.now())
    const wish = { email, name: said.person, lang: said.lang, password: password.value, from }
    return { account: await createAccount(ground, tx, wish), said }
  })
  if (!made) return undefined
  const { account, said } = made
  if (!account) return accept({ kind: 'known' })
  const begun = await beginOrganisation(ground, {
    organisation: said.organisation,
    person: said.person,
    kinds: [said.kind],
    account,
    from,
  })
  if (!begun.ok) throw new Error(`a registration that was taken is refused: ${begun.refusals[0].code}`)
  const admitted = await admitAccount(ground, { account, factors: ['password'], from, device })
  return accept({ kind: 'admitted', admitted, next: said.next })
}

/** The kinds of organisation that anybody may begin. */
export function kindsToBegin(): OrganisationKind[] {
  return (Object.keys(KINDS) as OrganisationKind[]).filter((kind) => !KINDS[kind].appointed)
}

async function writeTo(ground: Ground, tx: Tx, { address, key }: Email, said: Payload): Promise<void> {
  const { origin } = ground.settings
  if (await findAccountByKey(tx, key)) return queueLetter(ground, tx, toLetter('register-known', said.lang, address, { origin }))
  const token = ground.secrets.newToken()
  const until: Instant = later(ground.now(), REGISTRATION_LASTS)
  await tickets.insertTicket(tx, {
    hash: hashToken(token),
    kind: 'register',
    account: null,
    emailKey: key,
    payload: said,
    createdAt: ground.now(),
    expiresAt: until,
  })
  await queueLetter(
    ground,
    tx,
    toLetter('register', said.lang, address, { origin, link: `${origin}/register/confirm/${token}`, until }),
  )
}

type Payload = z.infer<typeof payload>

const payload = z.object({
  address: z.string(),
  organisation: z.string(),
  kind: z.string().refine(isKind),
  person: z.string(),
  lang: z.enum(['ja', 'en']),
  next: z.string(),
})

function decideKind(typed: string): Outcome<OrganisationKind> {
  if (isKind(typed) && !KINDS[typed].appointed) return accept(typed)
  return refuse('register.kind', { ja: '組織の種類を選んでください。', en: 'Choose what your organisation is.' }, 'kind')
}

function together(outcomes: Outcome<unknown>[]): { ok: false; refusals: [Refusal, ...Refusal[]] } {
  const [first, ...rest] = outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.refusals))
  if (!first) throw new Error('nothing was refused')
  return { ok: false, refusals: [first, ...rest] }
}

const CLOSED = {
  ja: 'このサーバでは、だれでも登録できるようにはなっていません。組織の責任者に招待を頼んでください。',
  en: 'Strangers may not register at this server. Ask the responsible person of your organisation to invite you.',
}
