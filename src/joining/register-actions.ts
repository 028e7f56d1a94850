import { z } from 'zod'
import { MANY_LETTERS, mayWriteTo, noteOf, waitOf } from '../account/attempts/actions.ts'
import * as tickets from '../account/credentials/actions.ts'
import { createAccount, findAccountByKey, type Lang, takeNewPassword } from '../account/credentials/actions.ts'
import { type Email, emailField, type NEW_PASSWORD, toLetter } from '../account/credentials/index.ts'
import { type Admitted, admitAccount, hashToken } from '../account/sign-in/actions.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/db.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import { DAY, later } from '../kernel/calendar.ts'
import { decideForm, field, type Typed } from '../kernel/form.ts'
import type { MailId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import type { Client } from '../kernel/seat.ts'
import { queueLetter } from '../mail/actions.ts'
import { beginOrganisation } from '../organisation/actions.ts'
import { isKind, KINDS, type OrganisationKind } from '../roles/permissions.ts'
import { nameField } from '../roles/person.ts'

/** How long the link works that confirms a registration, in milliseconds. */
const REGISTRATION_LASTS = DAY

/** What a stranger types to register: themselves, and the organisation that they begin. */
export const REGISTRATION = z.object({
  organisation: nameField('organisation', 200),
  kind: field({ required: true }, (typed) => decideKind(typed)),
  person: nameField('person', 100),
  email: emailField(),
})

/**
 * Takes a registration, and writes to the address; nothing is registered before its link is used. The answer is the same for an
 * address that has an account already: it gets another letter. The password is chosen where the link leads, by whoever reads the
 * mail: nobody can register somebody else with a password of their own. Refuses while strangers may not register, what is missing
 * or malformed, and too many letters.
 */
export async function askToRegister(
  context: Context,
  typed: Typed<typeof REGISTRATION>,
  { next, lang, from, sent }: { next: string; lang: Lang; from: Client; sent?: SentForm | undefined },
): Promise<Outcome<true>> {
  if (!context.settings.registration) return refuse('register.closed', CLOSED)
  const decided = decideForm(REGISTRATION, typed)
  if (!decided.ok) return decided
  const { organisation, kind, person, email } = decided.value
  if (waitOf(context, 'letters', from) > 0) return MANY_LETTERS
  noteOf(context, 'letters', from)
  if (!mayWriteTo(context, email.key, 'register')) return accept(true)
  const payload: Payload = {
    address: email.address,
    organisation,
    kind,
    person,
    lang,
    next,
  }
  const letter = context.newId<MailId>()
  await context.db.transact('signIn', async (tx) => {
    if ((await firstMade(tx, null, sent, letter)) === letter) await writeTo(context, tx, email, payload)
  })
  return accept(true)
}

/** What a link is for, or why it no longer works. */
export type FoundRegistration =
  | { state: 'open'; organisation: string; person: string; address: string }
  | { state: 'used' }
  | { state: 'over'; address: string }

export async function readRegistration(context: Context, token: string): Promise<FoundRegistration | undefined> {
  return context.db.transact('signIn', async (tx) => {
    const ticket = await tickets.findOldTicket(tx, 'register', hashToken(token), context.now())
    if (!ticket) return undefined
    if (ticket.state === 'used') return { state: 'used' }
    const { organisation, person, address } = payload.parse(ticket.payload)
    return ticket.state === 'open' ? { state: 'open', organisation, person, address } : { state: 'over', address }
  })
}

/** Sends the link of a registration anew that was not confirmed in time. Refuses too many letters; nothing for a link of nobody. */
export async function renewRegistration(context: Context, token: string, from: Client): Promise<Outcome<true> | undefined> {
  if (waitOf(context, 'letters', from) > 0) return MANY_LETTERS
  noteOf(context, 'letters', from)
  return context.db.transact('signIn', async (tx) => {
    const ticket = await tickets.findOldTicket(tx, 'register', hashToken(token), context.now())
    if (!ticket || ticket.state === 'used') return undefined
    const said = payload.parse(ticket.payload)
    const email = { address: said.address, key: ticket.emailKey ?? '' }
    if (!mayWriteTo(context, email.key, 'register')) return accept(true)
    await tickets.voidTickets(tx, 'register', { emailKey: email.key }, context.now())
    await writeTo(context, tx, email, said)
    return accept(true)
  })
}

/** What became of a confirmed registration. `known`: the address got an account in the meantime. */
type Confirmed = { kind: 'admitted'; admitted: Admitted; next: string } | { kind: 'known' }

/**
 * Makes the account with the password chosen here, begins its organisation, and lets its owner in. Refuses what `takeNewPassword`
 * refuses; nothing when the link is over or used.
 */
export async function confirmRegistration(
  context: Context,
  token: string,
  typed: Typed<typeof NEW_PASSWORD>,
  { from, device }: { from: Client; device: string | undefined },
): Promise<Outcome<Confirmed> | undefined> {
  const found = await readRegistration(context, token)
  if (found?.state !== 'open') return undefined
  const own = { names: [found.organisation, found.person], email: found.address }
  const password = await takeNewPassword(typed, own)
  if (!password.ok) return password
  const made = await context.db.transact('signIn', async (tx) => {
    const ticket = await tickets.takeTicket(tx, 'register', hashToken(token), context.now())
    if (!ticket) return undefined
    const said = payload.parse(ticket.payload)
    const email = { address: said.address, key: ticket.emailKey ?? '' }
    await tickets.voidTickets(tx, 'register', { emailKey: email.key }, context.now())
    const wish = { email, name: said.person, lang: said.lang, password: password.value, from }
    return { account: await createAccount(context, tx, wish), said }
  })
  if (!made) return undefined
  const { account, said } = made
  if (!account) return accept({ kind: 'known' })
  const begun = await beginOrganisation(context, {
    organisation: said.organisation,
    person: said.person,
    kinds: [said.kind],
    account,
    from,
  })
  if (!begun.ok) throw new Error(`a registration that was taken is refused: ${begun.refusals[0].code}`)
  const admitted = await admitAccount(context, { account, factors: ['password'], from, device })
  return accept({ kind: 'admitted', admitted, next: said.next })
}

/** The kinds of organisation that anybody may begin. */
export function kindsToBegin(): OrganisationKind[] {
  return (Object.keys(KINDS) as OrganisationKind[]).filter((kind) => !KINDS[kind].appointed)
}

async function writeTo(context: Context, tx: Tx, { address, key }: Email, said: Payload): Promise<void> {
  const { origin } = context.settings
  if (await findAccountByKey(tx, key)) return queueLetter(context, tx, toLetter('register-known', said.lang, address, { origin }))
  const token = context.secrets.newToken()
  const until: Instant = later(context.now(), REGISTRATION_LASTS)
  await tickets.insertTicket(tx, {
    hash: hashToken(token),
    kind: 'register',
    account: null,
    emailKey: key,
    payload: said,
    createdAt: context.now(),
    expiresAt: until,
  })
  await queueLetter(
    context,
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

const CLOSED = {
  ja: 'このサーバでは、だれでも登録できるようにはなっていません。組織の責任者に招待を頼んでください。',
  en: 'Strangers may not register at this server. Ask the responsible person of your organisation to invite you.',
}
