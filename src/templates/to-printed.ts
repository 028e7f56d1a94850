import type { Instant } from '../kernel/instant.ts'
import { speakerOf } from '../kernel/refusal.ts'
import type { Filled, FilledClause } from './fill.ts'
import { ADVICE, headingOf, noteOf, placesHeading, placesOf } from './words.ts'

/** The text as it is printed, with the criteria that it serves at its end. */
export function toPrinted(filled: Filled, asOf: Instant) {
  const { lang, name, sections, edition } = filled
  const t = speakerOf(lang)
  const item = ({ advice, spans }: FilledClause) => ({ advice: advice ? ADVICE[lang] : '', spans })
  return {
    lang,
    asOf,
    name,
    about: [] as string[],
    sections: sections.map((section) => ({
      heading: headingOf(filled, section),
      clauses: section.clauses.map(item),
      checks: section.checks.map(item),
      table: section.table ? { cells: [], ...section.table } : null,
    })),
    served: {
      heading: `${placesHeading(lang)} (${edition})`,
      columns: [t('評価基準', 'Criterion'), t('条項', 'Where')] as const,
      rows: placesOf(filled).map(({ criterion, places }) => [criterion, places.join(t('、', ', '))] as const),
    },
    note: noteOf(filled),
  }
}
