import { byOpenOrder, type OpenPlace } from '../assessment/index.ts'
import { type Criterion, categoryOf, type EditionTexts, requirementOf } from '../catalogue/index.ts'
import { type CriterionRow, isSettled } from './criterion-row.ts'

/** A criterion that is still open, with what usually closes it. `order` counts from 1: the order to take them in. */
export type Gap = CriterionRow & {
  order: number
  category: string
  requirement: { id: string; name: string }
  why: string
  closing: string[]
}

/** The open criteria in the order to take them. */
export function toGaps(edition: EditionTexts, rows: CriterionRow[]): Gap[] {
  return rows
    .filter(isOpen)
    .sort(byOpenOrder)
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

function isOpen(row: CriterionRow): row is CriterionRow & { place: OpenPlace } {
  return !isSettled(row)
}

function find(edition: EditionTexts, id: string): { criterion: Criterion; requirement: Gap['requirement'] } {
  const requirement = edition.requirements.find((one) => one.id === requirementOf(id))
  const criterion = requirement?.criteria.find((one) => one.id === id)
  if (!requirement || !criterion) throw new Error(`edition ${edition.id} has no criterion ${id}`)
  return { criterion, requirement: { id: requirement.id, name: requirement.name } }
}
