import { readTraces } from '../audit-log/actions.ts'
import { originOf, parseNote } from '../audit-log/checkpoint.ts'
import { judgeOf } from '../audit-log/node-crypto.ts'
import type { Ground } from '../ground.ts'

/** Whether the logs of this database were signed with this installation's secret. Another one could not read what was sealed, either. */
export async function isKnownSecret(ground: Pick<Ground, 'db' | 'secrets'>): Promise<boolean> {
  const judge = judgeOf(ground.secrets.publicKey)
  const traces = await readTraces(ground)
  return traces.every(({ tenant, note }) => {
    const signed = note === null ? undefined : parseNote(note)
    return signed === undefined || judge(signed, originOf(tenant)) !== 'foreign'
  })
}
