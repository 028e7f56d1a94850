import type { Context } from '../../context.ts'
import type { Tx } from '../../db/db.ts'
import { later } from '../../kernel/calendar.ts'
import { decideForm } from '../../kernel/form.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'
import type { Client } from '../../kernel/seat.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import { lockAccount } from '../credentials/actions.ts'
import { hashToken, useProof } from '../sign-in/actions.ts'
import { passkeyRenamed } from './event-words.ts'
import { decideRemoval, hasSecondFactor } from './factor-need.ts'
import { deleteRecoveryCodes, findFactorsSet, listRequiring } from './factor-store.ts'
import { note, tell } from './factor-telling-actions.ts'
import { PASSKEY } from './forms.ts'
import { checkAssertion, checkRegistration, findParty, toAssertionOptions, toRegistrationOptions, wentBack } from './passkey.ts'
import { readAssertion, readRegistration } from './passkey-answer.ts'
import { CEREMONY_LASTS, type Ceremony, type CeremonyKind, readCeremony } from './passkey-ceremony.ts'
import * as store from './passkey-store.ts'

/** A question to a browser: what it is asked, and what it keeps in a cookie until it answers. */
type Question<T> = { options: T; sealed: string; until: string }

type RegistrationOptions = Awaited<ReturnType<typeof toRegistrationOptions>>
type AssertionOptions = Awaited<ReturnType<typeof toAssertionOptions>>

/** How many passkeys an account may have. */
const MOST_PASSKEYS = 20

/** Asks somebody's browser for a new passkey. Nothing is kept yet. Refuses at an address for which no browser makes passkeys. */
export async function askForNewPasskey(
  context: Context,
  who: Pick<SignedIn, 'account' | 'email' | 'name'>,
): Promise<Outcome<Question<RegistrationOptions>>> {
  const party = findParty(context.settings.origin)
  if (!party) return refuse('passkey.address', NO_PARTY)
  const known = await context.db.read('signIn', (tx) => store.listPasskeys(tx, who.account))
  if (known.length >= MOST_PASSKEYS) return refuse('passkey.many', MANY)
  const { challenge, sealed, until } = newChallenge(context, 'registration', who.account)
  return accept({ options: await toRegistrationOptions(party, { ...who, challenge, known }), sealed, until })
}

/**
 * Keeps the passkey that a browser made, and uses the proof for it up. Refuses an answer that does not fit the question, a passkey that
 * is there, and a bad name. Nothing without a proof.
 */
export async function addPasskey(
  context: Context,
  { account, session }: Pick<SignedIn, 'account' | 'session'>,
  wish: { sealed: string | undefined; answer: unknown; name: string; from: Client },
): Promise<Outcome<true> | undefined> {
  const named = decideForm(PASSKEY, { name: wish.name })
  if (!named.ok) return named
  const { name } = named.value
  const party = findParty(context.settings.origin)
  const asked = readQuestion(context, wish.sealed, 'registration', account)
  const answer = readRegistration(wish.answer)
  const made = party && asked && answer && (await checkRegistration(party, asked.challenge, answer))
  if (!made) return refuse('passkey.refused', REFUSED)
  return context.db.transact('signIn', async (tx) => {
    const owner = await lockAccount(tx, account)
    if (!owner || !(await useChallenge(context, tx, asked, account))) return refuse('passkey.refused', REFUSED)
    if ((await findFactorsSet(tx, account)).passkeys >= MOST_PASSKEYS) return refuse('passkey.many', MANY)
    if (await store.findPasskey(tx, made.id)) return refuse('passkey.known', KNOWN)
    if (!(await useProof(tx, session))) return undefined
    if (!(await store.insertPasskey(tx, { ...made, account, name, createdAt: context.now() }))) {
      return refuse('passkey.known', KNOWN)
    }
    await tell(context, tx, owner, wish.from, { kind: 'passkey.add', passkey: name })
    return accept(true)
  })
}

/** Asks a browser to prove that it holds a passkey: one of an account, or at sign-in, of whomever it is. */
export async function askForPasskey(
  context: Context,
  kind: Exclude<CeremonyKind, 'registration'>,
  account: AccountId | null,
): Promise<Outcome<Question<AssertionOptions>>> {
  const party = findParty(context.settings.origin)
  if (!party) return refuse('passkey.address', NO_PARTY)
  const among = account && (await context.db.read('signIn', (tx) => store.listPasskeys(tx, account)))
  const { challenge, sealed, until } = newChallenge(context, kind, account)
  return accept({ options: await toAssertionOptions(party, { challenge, ...(among ? { among } : {}) }), sealed, until })
}

/**
 * Whose passkey it is that answered, in the sign-in scope. Refuses an answer to another question or to one that was answered,
 * a passkey that is not known here or not that account's, and one whose counter went back.
 */
export async function provePasskey(
  context: Context,
  tx: Tx,
  kind: Exclude<CeremonyKind, 'registration'>,
  wish: { account: AccountId | null; sealed: string | undefined; answer: unknown; from: Client },
): Promise<Outcome<AccountId>> {
  const party = findParty(context.settings.origin)
  const asked = readQuestion(context, wish.sealed, kind, wish.account)
  const answer = readAssertion(wish.answer)
  if (!party || !asked || !answer) return refuse('passkey.refused', REFUSED)
  const owner = await ownerOf(tx, answer.id, wish.account)
  const passkey = owner && (await store.findPasskey(tx, answer.id))
  if (!passkey || !isHandle(answer.response.userHandle, owner.id)) return refuse('passkey.unknown', UNKNOWN)
  const proof = await checkAssertion(party, asked.challenge, passkey, answer)
  if (!proof || !(await useChallenge(context, tx, asked, owner.id))) return refuse('passkey.refused', REFUSED)
  if (wentBack(passkey.counter, proof.counter)) {
    await tell(context, tx, owner, wish.from, { kind: 'passkey.copy', passkey: passkey.name })
    return refuse('passkey.copied', COPIED)
  }
  await store.notePasskeyUse(tx, passkey.id, { ...proof, at: context.now() })
  return accept(owner.id)
}

/** Gives a passkey another name. Nothing where it is not theirs. Refuses a missing or overlong name. */
export async function renamePasskey(
  context: Context,
  account: AccountId,
  id: string,
  wish: { name: string; from: Client },
): Promise<Outcome<true> | undefined> {
  const named = decideForm(PASSKEY, { name: wish.name })
  return context.db.transact('signIn', async (tx) => {
    const owner = await ownerOf(tx, id, account)
    const passkey = owner && (await store.findPasskey(tx, id))
    if (!passkey || !named.ok) return passkey && !named.ok ? named : undefined
    await store.renamePasskey(tx, account, id, named.value.name)
    await note(context, tx, owner, wish.from, passkeyRenamed(owner, passkey.name, named.value.name), true)
    return accept(true)
  })
}

/**
 * Takes a passkey away, and uses the proof for it up. Nothing where it is not theirs. Refuses the last second factor where an
 * organisation requires one; says where there is no proof.
 */
export async function removePasskey(
  context: Context,
  { account, session }: Pick<SignedIn, 'account' | 'session'>,
  id: string,
  from: Client,
): Promise<Outcome<true> | 'unproved' | undefined> {
  return context.db.transact('signIn', async (tx) => {
    const owner = await ownerOf(tx, id, account)
    const passkey = owner && (await store.findPasskey(tx, id))
    if (!passkey) return undefined
    const has = await findFactorsSet(tx, account)
    const left = decideRemoval(
      has,
      'passkey',
      await listRequiring(tx, account, { now: context.now(), local: context.settings.local }),
    )
    if (!left.ok) return left
    if (!(await useProof(tx, session))) return 'unproved'
    await store.deletePasskey(tx, account, id)
    if (!hasSecondFactor(left.value)) await deleteRecoveryCodes(tx, account)
    await tell(context, tx, owner, from, { kind: 'passkey.remove', passkey: passkey.name })
    return accept(true)
  })
}

/** The owner of a passkey, locked, so that its counter is read and written by one at a time; of `account` alone, where one is named. */
async function ownerOf(tx: Tx, id: string, account: AccountId | null) {
  const passkey = await store.findPasskey(tx, id)
  if (!passkey || (account !== null && passkey.account !== account)) return undefined
  return lockAccount(tx, passkey.account)
}

function newChallenge(context: Context, kind: CeremonyKind, account: AccountId | null) {
  const challenge = context.secrets.newToken()
  const until = later(context.now(), CEREMONY_LASTS)
  const question: Ceremony = { kind, account, challenge, until }
  return {
    challenge: Buffer.from(challenge, 'base64url'),
    sealed: context.secrets.seal(JSON.stringify(question), PURPOSE),
    until,
  }
}

function readQuestion(context: Context, sealed: string | undefined, kind: CeremonyKind, account: AccountId | null) {
  if (sealed === undefined) return undefined
  try {
    return readCeremony(context.secrets.unseal(sealed, PURPOSE), { kind, account, now: context.now() })
  } catch {
    // A cookie that was not sealed here, or was altered, holds no question of ours.
    return undefined
  }
}

function useChallenge(context: Context, tx: Tx, asked: { challenge: string; until: string }, account: AccountId) {
  return store.useChallenge(tx, { hash: hashToken(asked.challenge), account, at: context.now(), until: asked.until })
}

/** The passkey itself says whose it is, where it was asked without an address. */
function isHandle(handle: string | undefined, account: AccountId): boolean {
  return handle === undefined || Buffer.from(handle, 'base64url').toString() === account
}

const PURPOSE = 'passkey question'

const NO_PARTY = {
  ja: 'パスキーは、IPアドレスで開いたときには使えません。サーバの名前で開いてください。',
  en: 'Passkeys do not work at an IP address. Open Hoshitori by its name.',
}
const REFUSED = {
  ja: 'パスキーを確かめられませんでした。もう一度お試しください。',
  en: 'The passkey could not be checked. Please try again.',
}
const UNKNOWN = {
  ja: 'このパスキーは、ここに登録されていません。外したものかもしれません。別の方法でサインインしてください。',
  en: 'This passkey is not registered here; it may have been removed. Sign in another way.',
}
const COPIED = {
  ja: 'このパスキーは使えません。写しが作られたおそれがあります。別の方法でサインインして、このパスキーを外してください。',
  en: 'This passkey cannot be used: somebody may have copied it. Sign in another way and remove it.',
}
const KNOWN = { ja: 'このパスキーは、もう登録されています。', en: 'This passkey is registered already.' }
const MANY = {
  ja: `パスキーは${MOST_PASSKEYS}個までです。使っていないものを外してください。`,
  en: `At most ${MOST_PASSKEYS} passkeys. Remove those that you do not use.`,
}
