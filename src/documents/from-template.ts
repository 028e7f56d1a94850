import type { EditionId } from '../catalogue/index.ts'
import type { Lang } from '../kernel/refusal.ts'
import { type Filled, type FilledClause, fill, type Template, type TemplateAnswers } from '../templates/index.ts'
import { type DocumentClause, type DocumentContent, type DocumentSection, spansOf, toBlank } from './document.ts'

/** The sections of a document that begins from a template: answers in their places, examples as blanks where there are none. */
export function sectionsFrom(template: Template, answers: TemplateAnswers, edition: EditionId, lang: Lang): DocumentSection[] {
  const own = new Map(
    template.sections.map((section) => [
      section.id,
      new Map([...(section.clauses ?? []), ...(section.checks ?? [])].map((clause) => [clause.id, clause.criteria ?? {}])),
    ]),
  )
  return fill(template, answers, edition, lang).sections.map(({ id, title, clauses, checks, table }) => {
    const criteria = own.get(id)
    const toClause =
      (check: boolean) =>
      (clause: FilledClause): DocumentClause => ({
        ...{ id: clause.id, text: textOf(clause), criteria: criteria?.get(clause.id) ?? {}, advice: clause.advice, check },
      })
    return { id, title, clauses: [...clauses.map(toClause(false)), ...checks.map(toClause(true))], table: table ?? null }
  })
}

/**
 * A document whose questions were answered anew. What people wrote themselves stays: a clause is filled in again only where it still
 * stands as the template with the former answers had it; one that they took out stays out, unless the former answers had it out.
 */
export function refilled(
  now: readonly DocumentSection[],
  before: readonly DocumentSection[],
  after: readonly DocumentSection[],
): DocumentSection[] {
  const sections = [...new Map([...after, ...now].map((section) => [section.id, section])).values()]
  return sections.flatMap(({ id }) => {
    const [own, old, next] = [now, before, after].map((of) => of.find((section) => section.id === id))
    if (!own) return next && !old ? [next] : []
    const clauses = [...(next?.clauses ?? []).flatMap(toTaken), ...own.clauses.filter(isOwn)]
    return clauses.length > 0 || own.table
      ? [{ ...own, title: own.title === old?.title ? (next?.title ?? own.title) : own.title, clauses }]
      : []

    function toTaken(clause: DocumentClause): DocumentClause[] {
      const was = old?.clauses.find((one) => one.id === clause.id)
      const there = own?.clauses.find((one) => one.id === clause.id)
      if (!was) return [there ?? clause]
      if (!there) return []
      return [there.text === was.text ? { ...there, text: clause.text } : there]
    }
    /** Written by people, or a clause of the former answers that they changed. */
    function isOwn(clause: DocumentClause): boolean {
      if (next?.clauses.some((one) => one.id === clause.id)) return false
      const was = old?.clauses.find((one) => one.id === clause.id)
      return was?.text !== clause.text
    }
  })
}

/** A document as exports take it. */
export function toFilled(content: DocumentContent, template: Template | undefined): Filled {
  const { title, lang, edition, sections } = content
  const toClause = ({ id, text, criteria }: DocumentClause): FilledClause => ({
    ...{ id, spans: spansOf(text), criteria: criteria[edition] ?? [], advice: false },
  })
  const { kind = 'rule', about = '', approver = 'executive', audience = [] } = template ?? {}
  return {
    ...{ id: content.template ?? 'own', name: title, kind, about, approver, audience, lang, edition, own: true, blanks: 0 },
    sections: sections.map(({ id, title: heading, clauses, table }) => ({
      ...{ id, title: heading, table: table ?? undefined },
      clauses: clauses.filter(({ check }) => !check).map(toClause),
      checks: clauses.filter(({ check }) => check).map(toClause),
    })),
  }
}

function textOf({ spans }: FilledClause): string {
  return spans.map(({ text, blank }) => (blank ? toBlank(text) : text)).join('')
}
