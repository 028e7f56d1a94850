import type { Words } from '../kernel/refusal.ts'
import kinds from './kinds.json'

/** What an act is about, by the noun of its code: `answer.record` is about answers. A noun without words stands for itself. */
export function kindOf(act: string): { kind: string; words: Words } {
  const [kind = ''] = act.split('.')
  return { kind, words: WORDS.get(kind) ?? { ja: kind, en: kind } }
}

const WORDS: ReadonlyMap<string, Words> = new Map(Object.entries(kinds))
