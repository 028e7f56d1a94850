import { z } from 'zod'
import type { Criterion, Group, Requirement } from './criterion.ts'

/** The editions this product knows. The draft is what the brochure of 2026-03 prints. */
export const EditionId = z.enum(['2026-03-27', '2025-12-26'])
export type EditionId = z.infer<typeof EditionId>
export const DEFAULT_EDITION: EditionId = '2026-03-27'

/** The edition that an address names; nothing where it is none of ours. */
export function readEdition({ edition }: { edition: string }): EditionId | undefined {
  return EditionId.options.find((id) => id === edition)
}

const Words = z.string().trim().min(1)
const Count = z.strictObject({ requirements: z.number().int(), star3: z.number().int(), star4: z.number().int() })

/** `edition.yaml`: what the edition is, its categories (大分類), and the counts that its sources give. */
export const EditionHead = z.strictObject({
  id: EditionId,
  title: Words,
  en: Words,
  status: z.enum(['draft', 'final']),
  published: z.iso.date(),
  publisher: Words,
  categories: z.array(
    z.strictObject({
      id: z.string().regex(/^[1-7]$/),
      name: Words,
      en: Words,
      about: Words,
      /** Requirements in all; criteria of ★3; criteria that ★4 adds. */
      counts: Count,
    }),
  ),
  counts: Count.extend({ star3Requirements: z.number().int(), star4OnlyRequirements: z.number().int() }),
  sources: z.array(z.strictObject({ code: Words, what: Words, address: Words.optional(), certainty: z.enum(['H', 'M', 'L']) })),
})
export type EditionHead = z.infer<typeof EditionHead>

/** `errata.yaml`: a printing error of the source, how we read it, and why. */
export const Erratum = z.strictObject({
  where: Words,
  printed: Words,
  readAs: Words,
  why: Words,
  certainty: z.enum(['H', 'M', 'L']),
})
export const Errata = z.array(Erratum)
export type Erratum = z.infer<typeof Erratum>

export type Category = EditionHead['categories'][number]

/** All that an edition says, in one language, in the order of its numbers. */
export type EditionTexts = EditionHead & {
  groups: Group[]
  requirements: Requirement[]
  criteria: Criterion[]
  errata: Erratum[]
}

/** A whole edition in Japanese, and the same in English. */
export type Edition = EditionTexts & { english: EditionTexts }

/** The edition as somebody who reads `lang` sees it. */
export function editionIn(edition: Edition, lang: 'ja' | 'en'): EditionTexts {
  return lang === 'en' ? edition.english : edition
}

/** A criterion of the edition, given in either language, as somebody who reads `lang` sees it. */
export function criterionIn(edition: Edition, criterion: Criterion, lang: 'ja' | 'en'): Criterion {
  return editionIn(edition, lang).criteria.find(({ id }) => id === criterion.id) ?? criterion
}

/** What a criterion of the edition asks, for somebody who reads `lang`; nothing where the edition has none of that number. */
export function questionOf(edition: Edition, criterion: string, lang: 'ja' | 'en'): string {
  return editionIn(edition, lang).criteria.find(({ id }) => id === criterion)?.question ?? ''
}

/** The level a person aims at. A ★4 assessment is judged on the criteria of ★3 and ★4 together. */
export type Target = 3 | 4

/** The criteria that count towards `target`: ★3 alone, or ★3 and ★4 together. */
export function criteriaFor(edition: Pick<Edition, 'criteria'>, target: Target): Criterion[] {
  return edition.criteria.filter((criterion) => criterion.level <= target)
}

/** `4-4-4-2` → `4-4-4`. */
export function requirementOf(criterion: string): string {
  return criterion.split('-').slice(0, 3).join('-')
}

/** `4-4-4-2` or `4-4-4` → `4`. */
export function categoryOf(number: string): string {
  return number.slice(0, 1)
}
