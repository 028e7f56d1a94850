import type { Words } from '../kernel/refusal.ts'
import facts from './scheme-facts.json'

/** What is known of the scheme, in words, with the codes of its sources and how sure it is: H sure, M likely, L weak. */
export type SchemeFact = Words & { sources: string[]; certainty: string }
/** Where a fact comes from. */
type Source = Words & { address?: string }

export const schemeFacts = facts

/** A source by its code. Throws on a code that `scheme-facts.json` does not list. */
export function sourceOf(code: string): Source {
  const sources: Record<string, Source> = facts.sources
  const source = sources[code]
  if (!source) throw new Error(`scheme-facts.json lists no source ${code}`)
  return source
}

/** Every fact of the file. */
export function allFacts(): SchemeFact[] {
  return [
    ...Object.values(facts.levels).flatMap((level) => Object.values(level)),
    ...Object.values(facts.others),
    ...Object.values(facts.notes),
    ...facts.fairRequest,
  ]
}
