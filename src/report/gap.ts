import { type Criterion, categoryOf, type EditionTexts, type Kind, requirementOf } from '../catalogue/index.ts'
import { type CriterionRow, isSettled, type Place } from './criterion-row.ts'

/** A criterion that is still open, with what usually closes it. `order` counts from 1: the order to take them in. */
export type Gap = CriterionRow & {
  order: number
  category: string
  requirement: { id: string; name: string }
  why: string
  closing: string[]
}

/** The order of the gaps, first key: what was answered. */
export const PLACE_ORDER: Place[] = ['unmet', 'partial', 'planned', 'unanswered', 'awaitingConfirmation']
/** Third key, after ★3 before ★4: what can be put right at once comes before what records or checks it. */
export const KIND_ORDER: Kind[] = ['setting', 'operation', 'organisation', 'rule', 'notice', 'record', 'check']

/** The open criteria in the order to take them: by answer, ★3 before ★4, kind, then as the catalogue has them. No risk score. */
export function toGaps(edition: EditionTexts, rows: CriterionRow[]): Gap[] {
  return rows
    .filter((row) => !isSettled(row))
    .sort(byOrder)
    .map((row, index) => {
      const { criterion, requirement } = find(edition, row.id)
      return {
        ...row,
        order: index + 1,
        category: categoryOf(row.id),
        requirement,
        why: criterion.why,
        closing: criterion.closing,
      }
    })
}

/** Sorting is stable, so rows that are equal here stay in the order of their numbers. */
function byOrder(a: CriterionRow, b: CriterionRow): number {
  return (
    PLACE_ORDER.indexOf(a.place) - PLACE_ORDER.indexOf(b.place) ||
    a.level - b.level ||
    KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind)
  )
}

function find(edition: EditionTexts, id: string): { criterion: Criterion; requirement: Gap['requirement'] } {
  const requirement = edition.requirements.find((one) => one.id === requirementOf(id))
  const criterion = requirement?.criteria.find((one) => one.id === id)
  if (!requirement || !criterion) throw new Error(`edition ${edition.id} has no criterion ${id}`)
  return { criterion, requirement: { id: requirement.id, name: requirement.name } }
}
