import type { EditionId } from '../catalogue/index.ts'
import type { Lang } from '../kernel/refusal.ts'
import { chosen, said, type TemplateAnswers } from './answers.ts'
import type { Clause, Template } from './template.ts'

/** A piece of a text: as it stands, or a blank that shows an example of what goes there. */
export type Span = { text: string; blank: boolean }

/** A clause as it stands in a text, with the criteria of the edition that it serves. */
export type FilledClause = { id: string; spans: Span[]; criteria: string[]; advice: boolean }

export type FilledSection = {
  id: string
  title: string
  clauses: FilledClause[]
  checks: FilledClause[]
  /** A table to be filled in: so many blank rows. With `cells` it is filled in, and the blank rows follow. */
  table: { columns: string[]; rows: number; cells?: string[][] } | undefined
}

/** A template with its answers: what a company can take for its own. */
export type Filled = Pick<Template, 'id' | 'name' | 'kind' | 'about' | 'approver' | 'audience' | 'review'> & {
  lang: Lang
  edition: EditionId
  /** A company's own text by now: nothing is said of where it came from. */
  own?: boolean
  sections: FilledSection[]
  /** How many blanks still show an example. */
  blanks: number
}

/** The text of a template for an edition, in the language that it is given in. Sections of which nothing is left fall away. */
export function fill(template: Template, answers: TemplateAnswers, edition: EditionId, lang: Lang): Filled {
  const { id, name, kind, about, approver, audience, review } = template
  const questions = new Map(template.questions.map((question) => [question.id, question]))
  const stands = ({ only, when = {} }: Clause) =>
    (only === undefined || only === edition) &&
    Object.entries(when).every(([question, value]) => chosen(template, answers, question) === value)
  const spansOf = (text: string): Span[] =>
    text
      .split(/(\{[a-z][a-z0-9-]*\})/i)
      .filter((part) => part !== '')
      .map((part) => {
        const question = part.startsWith('{') ? questions.get(part.slice(1, -1)) : undefined
        return question ? said(question, answers, lang) : { text: part, blank: false }
      })
  const filled = (clauses: readonly Clause[] = []): FilledClause[] =>
    clauses.filter(stands).map((clause) => ({
      id: clause.id,
      spans: spansOf(clause.text),
      criteria: clause.criteria?.[edition] ?? [],
      advice: clause.advice === true,
    }))
  const sections = template.sections
    .map((section) => ({
      id: section.id,
      title: section.title,
      clauses: filled(section.clauses),
      checks: filled(section.checks),
      table: section.table,
    }))
    .filter(({ clauses, checks, table }) => clauses.length > 0 || checks.length > 0 || table !== undefined)
  const spans = sections.flatMap(({ clauses, checks }) => [...clauses, ...checks].flatMap((clause) => clause.spans))
  const blanks = spans.filter(({ blank }) => blank).length
  return { id, name, kind, about, approver, audience, ...(review && { review }), lang, edition, sections, blanks }
}

/** The criteria of the edition that a template serves with its usual answers or with others, in their order. */
export function criteriaOf(template: Template, edition: EditionId): string[] {
  const all = template.sections.flatMap(({ clauses = [], checks = [] }) => [...clauses, ...checks])
  const ids = all
    .filter(({ only }) => only === undefined || only === edition)
    .flatMap(({ criteria }) => criteria?.[edition] ?? [])
  return [...new Set(ids)].toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))
}
