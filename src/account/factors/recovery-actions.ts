import type { Context } from '../../context.ts'
import type { Tx } from '../../db/db.ts'
import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'
import type { Client } from '../../kernel/seat.ts'
import type { SignedIn } from '../../roles/viewer.ts'
import { versionOf } from '../../secrets.ts'
import { type Account, lockAccount } from '../credentials/actions.ts'
import { useProof } from '../sign-in/actions.ts'
import { hasSecondFactor } from './factor-need.ts'
import { deleteRecoveryCodes, findFactorsSet, listRecoveryMarks, replaceRecoveryCodes } from './factor-store.ts'
import { tell } from './factor-telling-actions.ts'
import { RECOVERY_CODES, recoveryPurpose, toRecoveryCode } from './recovery-code.ts'

/** Makes a new set of recovery codes, in the sign-in scope; an earlier set no longer works. They are shown now or never. */
export async function makeRecoveryCodes(context: Context, tx: Tx, account: Account, from: Client): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => toRecoveryCode(Buffer.from(context.secrets.newToken(), 'base64url')))
  const hashes = codes.map((code) => context.secrets.mark(code, recoveryPurpose(account.id)))
  await replaceRecoveryCodes(tx, account.id, hashes, context.now())
  await tell(context, tx, account, from, { kind: 'recovery.make' })
  return codes
}

/**
 * Makes a new set for somebody who asks for one, and uses the proof for it up. Refuses an account without a second factor: there is
 * nothing to stand in for. Nothing without a proof.
 */
export function renewRecoveryCodes(
  context: Context,
  { account, session }: Pick<SignedIn, 'account' | 'session'>,
  from: Client,
): Promise<Outcome<string[]> | undefined> {
  return context.db.transact('signIn', async (tx) => {
    const owner = await lockAccount(tx, account)
    if (!owner || !hasSecondFactor(await findFactorsSet(tx, account))) return refuse('recovery.alone', ALONE)
    if (!(await useProof(tx, session))) return undefined
    return accept(await makeRecoveryCodes(context, tx, owner, from))
  })
}

/**
 * Before older versions of the secret are forgotten: recovery codes that were marked by one could not be told any more. They are
 * removed, and their owners told by a letter. Gives back whose they were.
 */
export async function voidOldRecoveryCodes(context: Context): Promise<number> {
  const current = (mark: string) => mark.includes('.') && versionOf(mark) === context.secrets.version
  const marks = await context.db.read('admin', (tx) => listRecoveryMarks(tx))
  const owners = new Set(marks.filter(({ mark }) => !current(mark)).map(({ account }) => account))
  for (const owner of owners) {
    await context.db.transact('signIn', async (tx) => {
      const account = await lockAccount(tx, owner)
      await deleteRecoveryCodes(tx, owner)
      if (account) await tell(context, tx, account, { address: '', agent: '', request: '' }, { kind: 'recovery.void' })
    })
  }
  return owners.size
}

const ALONE = {
  ja: '回復コードは、認証アプリやパスキーが使えないときのためのものです。先に認証アプリかパスキーを加えてください。',
  en: 'Recovery codes stand in for an authenticator app or a passkey. Add one of those first.',
}
