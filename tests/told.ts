import { readBody, type Told } from '../src/log/index.ts'
import { wording } from '../src/main/wording.ts'

/** What a stored entry tells, in words: made from the entry alone, as the pages make them. */
export function toldOf(body: string | null | undefined): Told {
  const entry = readBody(body ?? '')
  if (!entry) throw new Error(`no entry: ${body}`)
  return wording.tell(entry)
}
