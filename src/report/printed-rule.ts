import type { Instant } from '../kernel/instant.ts'
import type { Lang } from '../kernel/refusal.ts'

type Span = { text: string; blank: boolean }
type Item = { advice: string; spans: readonly Span[] }

/** A 社内ルール as `rule.typ` prints it: all words are there, in the language of the text. */
export type PrintedRule = {
  lang: Lang
  /** The day that stands in the document's own data. */
  asOf: Instant
  name: string
  /** Lines under the name, such as the version and who approved it. */
  about: readonly string[]
  sections: readonly {
    heading: string
    clauses: readonly Item[]
    checks: readonly Item[]
    /** Rows that are filled in, and so many blank ones. */
    table: { columns: readonly string[]; rows: number; cells: readonly (readonly string[])[] } | null
  }[]
  /** Which criterion is served where; empty for a paper that is handed to those who keep the rule. */
  served: { heading: string; columns: readonly [string, string]; rows: readonly (readonly [string, string])[] }
  note: string
}
