import { z } from 'zod'
import { CriterionNumber, DEFAULT_EDITION, EditionId } from '../catalogue/index.ts'
import { familyField, field, plainField, textField } from '../kernel/form.ts'
import { type PersonId, parseId } from '../kernel/ids.ts'
import { accept, refuse } from '../kernel/refusal.ts'
import { nameField } from '../roles/person.ts'
import type { DocumentClause, DocumentSection } from './document.ts'

/** In characters. */
const LONGEST_TITLE = 200
const LONGEST_ANSWER = 500
const LONGEST_CLAUSE = 2000
const LONGEST_ADDED = 10_000
const LONGEST_WORD = 1000

/** The revision of a document that a page was made of; 0, which none has, where it is no number. */
const REVISION = plainField((sent) => (/^[0-9]{1,7}$/.test(sent) ? Number(sent) : 0))
const ANSWERS = familyField(textField(LONGEST_ANSWER, { ja: '答え', en: 'an answer' }))

/** The form that begins a document. `template` is empty for one that begins empty. */
export const BEGINNING = z.object({
  template: plainField((sent) => sent),
  title: nameField('document', LONGEST_TITLE),
  edition: plainField((sent) => EditionId.options.find((one) => one === sent) ?? DEFAULT_EDITION),
  lang: plainField((sent) => (sent === 'en' ? ('en' as const) : ('ja' as const))),
  answer: ANSWERS,
})

/** The form that answers the questions of a document anew. */
export const ANSWERING = z.object({ answer: ANSWERS, revision: REVISION })

/** Criteria as people type them: numbers with anything between. Refuses what is no number of a criterion. */
const criteriaField = field({ longest: 500 }, (typed) => {
  const words = typed
    .normalize('NFKC')
    .split(/[\s,、;]+/)
    .filter((word) => word !== '')
  const wrong = words.find((word) => !CriterionNumber.safeParse(word).success)
  if (wrong === undefined) return accept([...new Set(words)])
  return refuse('document.criteria', {
    ja: `評価基準は 4-1-7-1 のような番号で書き、読点で区切ってください(「${[...wrong].slice(0, 20).join('')}」は番号ではありません)。`,
    en: `Write criteria as numbers such as 4-1-7-1, with commas between (“${[...wrong].slice(0, 20).join('')}” is none).`,
  })
})

/** The form that edits: headings by section; texts, criteria and ticks to drop by `section/clause`; what is added by section. */
export const EDIT = z.object({
  title: nameField('document', LONGEST_TITLE),
  months: field({ required: true }, (typed) =>
    /^(?:[1-9]|[12]\d|3[0-6])$/.test(typed.normalize('NFKC').trim())
      ? accept(Number(typed.normalize('NFKC')))
      : refuse('document.months', {
          ja: '見直しの間隔は、1から36か月で書いてください。',
          en: 'Give 1 to 36 months until the review.',
        }),
  ),
  heading: familyField(textField(LONGEST_TITLE, { ja: '見出し', en: 'a heading' })),
  text: familyField(textField(LONGEST_CLAUSE, { ja: '項', en: 'a clause' })),
  criteria: familyField(criteriaField),
  drop: familyField(plainField((sent) => sent === '1')),
  add: familyField(textField(LONGEST_ADDED, { ja: '加える項', en: 'what is added' })),
  newHeading: textField(LONGEST_TITLE, { ja: '見出し', en: 'the heading' }),
  newText: textField(LONGEST_ADDED, { ja: '本文', en: 'the text' }),
  revision: REVISION,
})

/** The form that puts a document to an officer. */
export const SUBMISSION = z.object({
  officer: plainField((sent) => parseId<PersonId>(sent) ?? null),
  message: textField(LONGEST_WORD, { ja: '伝えること', en: 'the message' }),
  revision: REVISION,
})

/** The form in which an officer decides. */
export const DECISION = z.object({ word: textField(LONGEST_WORD, { ja: 'ひとこと', en: 'the word' }) })

/**
 * The sections after an edit. A clause whose text was emptied or that was ticked is taken out, as is a section of which nothing is left;
 * each line that was added is a clause of its own. What the form did not bring stays as it is.
 */
export function edited(
  sections: readonly DocumentSection[],
  edit: Pick<z.output<typeof EDIT>, 'heading' | 'text' | 'criteria' | 'drop' | 'add' | 'newHeading' | 'newText'>,
  { edition, newId }: { edition: EditionId; newId(): string },
): DocumentSection[] {
  const toAdded = (text: string): DocumentClause[] =>
    linesOf(text).map((line) => ({ id: newId(), text: line, criteria: {}, advice: false, check: false }))
  const kept = sections.map((section) => ({
    ...section,
    title: edit.heading[section.id] || section.title,
    clauses: [
      ...section.clauses.flatMap((clause) => {
        const place = `${section.id}/${clause.id}`
        const text = linesOf(edit.text[place] ?? clause.text).join(' ')
        if (text === '' || edit.drop[place]) return []
        const criteria = edit.criteria[place]
        return [{ ...clause, text, criteria: criteria ? withCriteria(clause.criteria, edition, criteria) : clause.criteria }]
      }),
      ...toAdded(edit.add[section.id] ?? ''),
    ],
  }))
  const added = toAdded(edit.newText)
  const [first] = edit.newHeading === '' ? added : [{ text: edit.newHeading }]
  const next = first && { id: newId(), title: edit.newHeading || '本文', clauses: added, table: null }
  return [...kept, ...(next && added.length > 0 ? [next] : [])].filter(({ clauses, table }) => clauses.length > 0 || table)
}

function withCriteria(criteria: DocumentClause['criteria'], edition: EditionId, own: string[]): DocumentClause['criteria'] {
  const { [edition]: _, ...others } = criteria
  return own.length > 0 ? { ...others, [edition]: own } : others
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
