import type { KeyObject } from 'node:crypto'
import type { Context } from '../context.ts'
import type { TenantId } from '../kernel/ids.ts'
import { logEventBy } from './append-actions.ts'
import { originOf, parseCheckpoint, parseNote } from './checkpoint.ts'
import { keyChanged } from './event-words.ts'
import { judgeOf, signCheckpoint, toKeyText } from './node-crypto.ts'
import * as store from './store.ts'

/**
 * Signs with the newest version of the secret what an older one signed: of each log, in a transaction of its own, the checkpoints that
 * are kept, and its head by an entry that tells both keys. What no key of ours signed, or what does not fit its signature, is left as
 * it is: it is a damage, and stays one. Called again it goes on where it stopped. Gives back how many logs it signed.
 */
export async function signLogsAnew(context: Context): Promise<number> {
  const logs = await context.db.read('admin', (tx) => store.listLogs(tx))
  let signed = 0
  for (const { tenant } of logs) if (await signLogAnew(context, tenant)) signed += 1
  return signed
}

function signLogAnew(context: Context, tenant: TenantId): Promise<boolean> {
  return context.db.transact('admin', async (tx) => {
    const locked = await store.lockHead(tx, tenant, null)
    const former = locked && signerOf(context, tenant, locked.head.checkpoint)
    if (!former || former === context.secrets.publicKey) return false
    const event = keyChanged(tenant, toKeyText(former), toKeyText(context.secrets.publicKey))
    await logEventBy(context, tx, tenant, { kind: 'command', command: 'secret change' }, undefined, event)
    for (const { size, checkpoint } of await store.listCheckpoints(tx, tenant)) {
      const signer = signerOf(context, tenant, checkpoint)
      const said = parseCheckpoint(parseNote(checkpoint)?.text ?? '')
      if (!signer || signer === context.secrets.publicKey || !said) continue
      await store.updateCheckpoint(tx, tenant, { size, checkpoint: signCheckpoint(context.secrets, said) })
    }
    return true
  })
}

/** Which of our keys signed a checkpoint, soundly. */
function signerOf({ secrets }: Context, tenant: TenantId, checkpoint: string): KeyObject | undefined {
  const note = parseNote(checkpoint)
  return note && secrets.publicKeys.find((key) => judgeOf(key)(note, originOf(tenant)) === 'sound')
}
