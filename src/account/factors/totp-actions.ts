import { z } from 'zod'
import type { Context } from '../../context.ts'
import { HOUR, isToCome, later } from '../../kernel/calendar.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'
import type { Client } from '../../kernel/seat.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import { lockAccount } from '../credentials/actions.ts'
import { useProof } from '../sign-in/actions.ts'
import { decideRemoval, hasSecondFactor } from './factor-need.ts'
import * as store from './factor-store.ts'
import { tell } from './factor-telling-actions.ts'
import { makeRecoveryCodes } from './recovery-actions.ts'
import { findStep, readTotpCode, toTotpKey, totpAddress, totpPurpose } from './totp.ts'

/** A key that waits for its first code. It is kept nowhere but on the page, sealed for this account, until a code confirms it. */
export type TotpSetup = { key: string; address: string; sealed: string }

/** Who changes their own factors, at which session. */
type Owner = Pick<SignedIn, 'account' | 'session'>

/** How long a key waits, in milliseconds. */
const SETUP_LASTS = HOUR

/** Makes a key for the authenticator app of somebody. Nothing is changed yet. */
export function beginTotp(context: Context, who: Pick<SignedIn, 'account' | 'email'>): TotpSetup {
  const key = toTotpKey(Buffer.from(context.secrets.newToken(), 'base64url'))
  const until = later(context.now(), SETUP_LASTS)
  return toSetup(key, context.secrets.seal(JSON.stringify({ key, until }), setupPurpose(who.account)), who.email)
}

/** The same key again, for somebody whose first code was wrong; nothing when it waited too long or was not made for them. */
export function resumeTotp(context: Context, who: Pick<SignedIn, 'account' | 'email'>, sealed: string): TotpSetup | undefined {
  const key = readSetup(context, who.account, sealed)
  return key === undefined ? undefined : toSetup(key, sealed, who.email)
}

/**
 * Turns the app on with its first code, in the place of an earlier one, and uses the proof for it up. Gives recovery codes, to be shown
 * once, where there were none. Refuses a wrong code, and a key that waited too long; a form that is sent twice changes nothing the
 * second time. Nothing without a proof.
 */
export function confirmTotp(
  context: Context,
  { account, session }: Owner,
  wish: { sealed: string; typed: string; from: Client },
): Promise<Outcome<{ codes: string[] | undefined }> | undefined> {
  return context.db.transact('signIn', async (tx) => {
    const key = readSetup(context, account, wish.sealed)
    const owner = await lockAccount(tx, account)
    if (key === undefined || !owner) return refuse('totp.over', OVER)
    const before = await store.findTotp(tx, account)
    if (before && context.secrets.unseal(before.sealed, totpPurpose(account)) === key) return accept({ codes: undefined })
    const now = context.now()
    const code = readTotpCode(wish.typed)
    const step = code === undefined ? undefined : findStep(key, code, now, null)
    if (step === undefined) return refuse('totp.wrong', WRONG, 'code')
    if (!(await useProof(tx, session))) return undefined
    await store.saveTotp(tx, account, { sealed: context.secrets.seal(key, totpPurpose(account)), since: now, lastStep: step })
    await tell(context, tx, owner, wish.from, { kind: before ? 'totp.replace' : 'totp.add' })
    const left = (await store.findRecoveryCodes(tx, account))?.left ?? 0
    return accept({ codes: left > 0 ? undefined : await makeRecoveryCodes(context, tx, owner, wish.from) })
  })
}

/**
 * Takes the app away, and uses the proof for it up. Refuses where an organisation requires a second factor and it is the last; where it
 * may go, recovery codes go too. Nothing without a proof.
 */
export function removeTotp(context: Context, { account, session }: Owner, from: Client): Promise<Outcome<true> | undefined> {
  return context.db.transact('signIn', async (tx) => {
    const owner = await lockAccount(tx, account)
    const has = await store.findFactorsSet(tx, account)
    if (!owner || !has.totp) return accept(true)
    const left = decideRemoval(
      has,
      'totp',
      await store.listRequiring(tx, account, { now: context.now(), local: context.settings.local }),
    )
    if (!left.ok) return left
    if (!(await useProof(tx, session))) return undefined
    await store.deleteTotp(tx, account)
    if (!hasSecondFactor(left.value)) await store.deleteRecoveryCodes(tx, account)
    await tell(context, tx, owner, from, { kind: 'totp.remove' })
    return accept(true)
  })
}

const setup = z.object({ key: z.string(), until: z.string() })

function readSetup(context: Context, account: AccountId, sealed: string): string | undefined {
  try {
    const { key, until } = setup.parse(JSON.parse(context.secrets.unseal(sealed, setupPurpose(account))))
    return isToCome(until, SETUP_LASTS, context.now()) ? key : undefined
  } catch {
    // Whatever was not sealed here for this account, or was altered, is no key of theirs.
    return undefined
  }
}

function toSetup(key: string, sealed: string, email: string): TotpSetup {
  return { key, sealed, address: totpAddress(key, { issuer: '星取', label: email }) }
}

function setupPurpose(account: AccountId): string {
  return `totp setup ${account}`
}

const WRONG = {
  ja: 'コードが合いません。アプリにいま出ている6桁の数字を入力してください。合わないときは、QRコードを読み取り直すか、スマートフォンの時刻を確かめてください。',
  en: 'The code does not fit. Enter the six digits that the app shows now. If it still fails, scan again, or check the clock of your phone.',
}
const OVER = {
  ja: '時間がたったので、設定を初めからやり直してください。新しいQRコードを出しました。',
  en: 'That took too long. Begin anew with this new QR code.',
}
