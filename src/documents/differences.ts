import type { DocumentClause, DocumentContent, DocumentSection } from './document.ts'

/** One place of a document that is not as it was. `from` is null for what was added, `to` for what was taken out. */
export type Difference = {
  section: string
  what: 'title' | 'heading' | 'clause' | 'criteria'
  from: string | null
  to: string | null
}

/** What changed from one content to another, in the order of the document: which place, what it said, what it says. */
export function differencesBetween(before: DocumentContent, after: DocumentContent): Difference[] {
  const title: Difference[] =
    before.title === after.title ? [] : [{ section: after.title, what: 'title', from: before.title, to: after.title }]
  const gone = before.sections.filter(({ id }) => !after.sections.some((section) => section.id === id))
  return [
    ...title,
    ...after.sections.flatMap((section) =>
      inSection(
        before.sections.find(({ id }) => id === section.id),
        section,
        after.edition,
      ),
    ),
    ...gone.flatMap((section) => inSection(section, { ...section, clauses: [] }, after.edition, null)),
  ]
}

function inSection(
  before: DocumentSection | undefined,
  after: DocumentSection,
  edition: DocumentContent['edition'],
  heading: string | null = after.title,
): Difference[] {
  const was = before?.title ?? null
  const section = after.title
  const criteriaOf = (clause: DocumentClause) => (clause.criteria[edition] ?? []).join('、')
  const taken = (before?.clauses ?? []).filter(({ id }) => !after.clauses.some((clause) => clause.id === id))
  return [
    ...(was === heading ? [] : [{ section, what: 'heading' as const, from: was, to: heading }]),
    ...after.clauses.flatMap((clause): Difference[] => {
      const old = before?.clauses.find(({ id }) => id === clause.id)
      if (!old) return [{ section, what: 'clause', from: null, to: clause.text }]
      return [
        ...(old.text === clause.text ? [] : [{ section, what: 'clause' as const, from: old.text, to: clause.text }]),
        ...(criteriaOf(old) === criteriaOf(clause)
          ? []
          : [{ section, what: 'criteria' as const, from: criteriaOf(old) || null, to: criteriaOf(clause) || null }]),
      ]
    }),
    ...taken.map(({ text }) => ({ section, what: 'clause' as const, from: text, to: null })),
  ]
}
