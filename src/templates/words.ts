import { type Lang, speakerOf, type Words } from '../kernel/refusal.ts'
import type { Filled, FilledSection } from './fill.ts'
import type { Template } from './template.ts'

export const KIND_WORDS: Record<Template['kind'], Words> = {
  policy: { ja: '方針', en: 'Policy' },
  rule: { ja: '規程', en: 'Rule' },
  procedure: { ja: '手順書', en: 'Procedure' },
  plan: { ja: '計画', en: 'Plan' },
  form: { ja: '様式', en: 'Form' },
  checklist: { ja: 'チェックシート', en: 'Checklist' },
  clauses: { ja: '条項例', en: 'Sample clauses' },
}

/** What stands under the text of every template: whose words they are, and what they do not promise. */
const NOTE: Words = {
  ja: '星取が用意したひな形です。公式の様式ではなく、★の取得を約束するものでもありません。〔任意〕の項は評価基準が求めるものではなく、なくてもかまいません。',
  en: 'A template by Hoshitori: no official form, and no promise of a ★. Clauses marked [optional] are asked by no criterion and can be left out.',
}

/** The note under a text; nothing under a company's own. */
export function noteOf({ own = false, lang }: Filled): string {
  return own ? '' : NOTE[lang]
}

/** What marks a clause that is our advice. */
export const ADVICE: Words = { ja: '〔任意〕', en: '[optional] ' }

/** `第3条(更新)` where the text is a rule, and the bare title where it is a form or a list. */
export function headingOf({ kind, lang, sections }: Filled, section: FilledSection): string {
  const number = numberOf(kind, sections, section)
  if (number === undefined) return section.title
  return speakerOf(lang)(`第${number}条(${section.title})`, `Article ${number} (${section.title})`)
}

/** The number of an article; forms, checklists and what is only a table have none. */
function numberOf(kind: Filled['kind'], sections: readonly FilledSection[], section: FilledSection): number | undefined {
  if (kind === 'form' || kind === 'checklist' || section.clauses.length === 0) return undefined
  return sections.filter(({ clauses }) => clauses.length > 0).indexOf(section) + 1
}

/** Which place of the text serves which criterion: for whoever reviews it. */
export function placesOf(filled: Filled): { criterion: string; places: string[] }[] {
  const { kind, lang, sections } = filled
  const t = speakerOf(lang)
  const places = new Map<string, string[]>()
  for (const section of sections) {
    const article = numberOf(kind, sections, section)
    for (const [at, { criteria }] of [...section.clauses, ...section.checks].entries()) {
      const place =
        article === undefined ? `${section.title} ${at + 1}` : t(`第${article}条第${at + 1}項`, `Article ${article} (${at + 1})`)
      for (const criterion of criteria) places.set(criterion, [...(places.get(criterion) ?? []), place])
    }
  }
  return [...places]
    .map(([criterion, own]) => ({ criterion, places: own }))
    .toSorted((one, other) => one.criterion.localeCompare(other.criterion, 'en', { numeric: true }))
}

/** What heads the list of criteria at the end. */
export function placesHeading(lang: Lang): string {
  return speakerOf(lang)('評価基準との対応', 'Criteria that it serves')
}
