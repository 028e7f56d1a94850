import type { Ground } from '../context.ts'
import { readTraces } from '../log/actions.ts'
import { judgeOf, originOf, parseNote } from '../log/index.ts'

/** Whether the logs of this database were signed with this installation's secret. Another one could not read what was sealed, either. */
export async function isKnownSecret(ground: Pick<Ground, 'db' | 'secrets'>): Promise<boolean> {
  const judge = judgeOf(ground.secrets.publicKey)
  const traces = await readTraces(ground)
  return traces.every(({ tenant, note }) => {
    const signed = note === null ? undefined : parseNote(note)
    return signed === undefined || judge(signed, originOf(tenant)) !== 'foreign'
  })
}
