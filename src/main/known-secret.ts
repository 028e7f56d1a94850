import type { Context } from '../context.ts'
import { readTraces } from '../log/actions.ts'
import { judgeOf, originOf, parseNote } from '../log/index.ts'

/** Whether the logs of this database were signed with this installation's secret. Another one could not read what was sealed, either. */
export async function isKnownSecret(context: Pick<Context, 'db' | 'secrets'>): Promise<boolean> {
  const judge = judgeOf(context.secrets.publicKeys)
  const traces = await readTraces(context)
  return traces.every(({ tenant, note }) => {
    const signed = note === null ? undefined : parseNote(note)
    return signed === undefined || judge(signed, originOf(tenant)) !== 'foreign'
  })
}
