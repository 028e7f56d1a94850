import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/db.ts'
import type { AccountId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { accept, type Outcome, type Refusal } from '../../kernel/refusal.ts'
import type { Client } from '../../kernel/seat.ts'
import { clearTries, lockTries, saveTries } from '../attempts/actions.ts'
import { decideTry } from '../attempts/index.ts'
import { type Account, findAccount, findTicket, lockAccount, takeTicket } from '../credentials/actions.ts'
import { type Factor, isFactor } from '../credentials/index.ts'
import { type Admitted, admitAccount, hashToken } from '../sign-in/actions.ts'
import { findDevice } from '../sign-in/index.ts'
import { codeWasWrong } from './event-words.ts'
import { decideCode, type TypedCode, triesKey, WRONG_CODES_END, waitForCode, wrongCode } from './factor-code.ts'
import * as store from './factor-store.ts'
import { note, tell } from './factor-telling-actions.ts'
import { listPasskeys, type Passkey } from './passkey-store.ts'
import { recoveryPurpose } from './recovery-code.ts'
import { findStep, totpPurpose } from './totp.ts'

/** The second factors of an account, as its owner sees them. */
export type Factors = {
  totpSince: Instant | null
  passkeys: Passkey[]
  recovery: { left: number; madeAt: Instant } | undefined
  /** The organisations of the owner that require a second factor. */
  requiredBy: string[]
}

export function readFactors(context: Context, account: AccountId): Promise<Factors> {
  return context.db.transact('signIn', async (tx) => ({
    totpSince: (await store.findTotp(tx, account))?.since ?? null,
    passkeys: await listPasskeys(tx, account),
    recovery: await store.findRecoveryCodes(tx, account),
    requiredBy: await store.listRequiring(tx, account, { now: context.now(), local: context.settings.local }),
  }))
}

/** From where a code comes: `device` is the cookie of a browser that signed in before. */
export type Where = { from: Client; device?: string | undefined }

/**
 * Checks a code of the app or a recovery code that somebody signed in typed to prove once more who they are. A code counts once; wrong
 * ones make it wait, and lock it for a while. The refusals are about the field `code`.
 */
export async function checkSecondFactor(
  context: Context,
  account: AccountId,
  typed: string,
  where: Where,
): Promise<Outcome<'totp' | 'recovery'>> {
  const code = decideCode(typed)
  if (!code.ok) return code
  return context.db.transact('signIn', async (tx) => {
    const owner = await lockAccount(tx, account)
    return owner ? tryCode(context, tx, owner, code.value, where) : wrongCode(code.value.kind)
  })
}

/** A sign-in of which one factor is proved, and what may prove the second. */
export type HalfWay = { account: Account; methods: { totp: boolean; passkeys: boolean; recovery: boolean } }

/** The sign-in that waits for its second factor under a token; nothing when it is over. */
export async function readHalfWay(context: Context, token: string | undefined): Promise<HalfWay | undefined> {
  if (token === undefined) return undefined
  return context.db.transact('signIn', async (tx) => {
    const half = await findHalf(context, tx, token)
    const account = half && (await findAccount(tx, half.account))
    if (!account) return undefined
    const left = (await store.findRecoveryCodes(tx, account.id))?.left ?? 0
    return { account, methods: { totp: account.hasTotp, passkeys: account.passkeys > 0, recovery: left > 0 } }
  })
}

/** What became of the second step of a sign-in: let in, refused so that it can be tried again, or over. */
export type SecondStep =
  | { kind: 'admitted'; admitted: Admitted; next: string }
  | { kind: 'refused'; refusals: [Refusal, ...Refusal[]] }
  | { kind: 'over' }

/** Finishes a sign-in with a code. The fifth wrong one ends it, and it begins anew with the password. */
export async function finishWithCode(
  context: Context,
  token: string | undefined,
  typed: string,
  where: Where,
): Promise<SecondStep> {
  const code = decideCode(typed)
  return finish(context, token, where, async (tx, account, half) => {
    if (!code.ok) return code
    const outcome = await tryCode(context, tx, account, code.value, where)
    if (outcome.ok || outcome.refusals[0].code !== 'second-factor.wrong') return outcome
    const wrong = half.wrong + 1
    await store.noteWrongCodes(tx, half.hash, wrong, wrong >= WRONG_CODES_END ? context.now() : null)
    return wrong >= WRONG_CODES_END ? undefined : outcome
  })
}

/** Finishes a sign-in by whatever `prove` finds proved; nothing from it means that the sign-in is over. The account is locked. */
export async function finish(
  context: Context,
  token: string | undefined,
  where: Where,
  prove: (tx: Tx, account: Account, half: Half) => Promise<Outcome<Factor> | undefined>,
): Promise<SecondStep> {
  if (token === undefined) return { kind: 'over' }
  const proved = await context.db.transact('signIn', async (tx) => {
    const seen = await findHalf(context, tx, token)
    const account = seen && (await lockAccount(tx, seen.account))
    // Read again under the lock: of two who come at once with one token, the second must see what the first did.
    const half = account && (await findHalf(context, tx, token))
    if (!half) return undefined
    const outcome = await prove(tx, account, half)
    if (outcome?.ok) await takeTicket(tx, 'second-factor', half.hash, context.now())
    return outcome?.ok ? accept({ half, factor: outcome.value }) : outcome
  })
  if (!proved) return { kind: 'over' }
  if (!proved.ok) return { kind: 'refused', refusals: proved.refusals }
  const { half, factor } = proved.value
  const wish = { account: half.account, factors: [...half.factors, factor], from: where.from, device: where.device }
  return { kind: 'admitted', admitted: await admitAccount(context, wish), next: half.next }
}

/** Looks at a code, unless too many were wrong. What is wrong is counted, and the tenth in a row locks. */
async function tryCode(
  context: Context,
  tx: Tx,
  account: Account,
  typed: TypedCode,
  where: Where,
): Promise<Outcome<'totp' | 'recovery'>> {
  const now = context.now()
  const device = findDevice(where.device, account.id, now, context.secrets)
  const key = triesKey(typed.kind, account.id, device)
  const verdict = decideTry(await lockTries(tx, key, now), now)
  if (verdict.kind === 'wait') return waitForCode(verdict, now)
  if (await isRight(context, tx, account, typed, where)) {
    await clearTries(tx, key)
    return accept(typed.kind)
  }
  await saveTries(tx, key, verdict.after)
  await note(context, tx, account, where.from, codeWasWrong(account, typed.kind), false)
  if (verdict.closes) await tell(context, tx, account, where.from, { kind: 'factor.lock' })
  return wrongCode(typed.kind)
}

async function isRight(context: Context, tx: Tx, account: Account, { kind, code }: TypedCode, { from }: Where): Promise<boolean> {
  const now = context.now()
  if (kind === 'totp') {
    const totp = await store.findTotp(tx, account.id)
    const step = totp && findStep(context.secrets.unseal(totp.sealed, totpPurpose(account.id)), code, now, totp.lastStep)
    return step !== undefined && (await store.useTotpStep(tx, account.id, step))
  }
  if (!(await store.useRecoveryCode(tx, account.id, context.secrets.marks(code, recoveryPurpose(account.id)), now))) return false
  const left = (await store.findRecoveryCodes(tx, account.id))?.left ?? 0
  await tell(context, tx, account, from, { kind: 'recovery.use', left })
  return true
}

/** A half-finished sign-in, read from its ticket. */
type Half = z.infer<typeof half> & { hash: string }

const half = z.object({
  account: z.string().transform((id) => id as AccountId),
  factors: z.array(z.string()).transform((factors): Factor[] => factors.filter(isFactor)),
  next: z.string(),
  wrong: z.number().default(0),
})

async function findHalf(context: Context, tx: Tx, token: string): Promise<Half | undefined> {
  const ticket = await findTicket(tx, 'second-factor', hashToken(token), context.now())
  return ticket && { ...half.parse(ticket.payload), hash: ticket.hash }
}
