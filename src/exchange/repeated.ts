import { FIELDS } from '../assessment/index.ts'
import { sameCarried, toCarried } from './merge.ts'
import { PROBLEMS } from './problems.ts'
import { type Editions, type Problem, saysSomething, type UnderstoodAnswer } from './understood.ts'

/**
 * Settles which rows count: one answer per criterion of the chosen edition, in the order of the file. A criterion given twice
 * with different content counts not at all until a person chooses; a number that the edition lacks is told, never dropped.
 */
export function resolveRepeated(
  rows: readonly UnderstoodAnswer[],
  editions: Editions,
  placeOf: (answer: Pick<UnderstoodAnswer, 'row' | 'sheet'>) => string,
): { answers: UnderstoodAnswer[]; problems: Problem[] } {
  const { chosen, others } = editions
  const problems = betterEdition(rows, editions)
  const answers: UnderstoodAnswer[] = []
  for (const [criterion, group] of grouped(rows)) {
    const [first] = group
    if (!chosen.criteria.has(criterion)) {
      const other = others.find(({ criteria }) => criteria.has(criterion))?.id
      problems.push(...group.map((row) => PROBLEMS.noSuchCriterion(placeOf(row), row, chosen.id, other)))
      continue
    }
    const telling = group.filter(saysSomething)
    const settled = telling[0] ?? first
    if (telling.every((row) => settled && sameAnswer(row, settled))) {
      if (group.length > 1)
        problems.push(
          PROBLEMS.duplicateSame(
            placeOf(first ?? { row: 1 }),
            criterion,
            group.map(({ row }) => row),
          ),
        )
      if (settled) answers.push(settled)
    } else {
      problems.push(PROBLEMS.duplicateDifferent(placeOf(first ?? { row: 1 }), criterion, telling))
    }
  }
  return { answers, problems }
}

function betterEdition(rows: readonly UnderstoodAnswer[], { chosen, others }: Editions): Problem[] {
  const numbers = new Set(rows.map(({ criterion }) => criterion))
  const countIn = (criteria: ReadonlySet<string>) => [...numbers].filter((number) => criteria.has(number)).length
  const own = countIn(chosen.criteria)
  const better = others.map(({ id, criteria }) => ({ id, count: countIn(criteria) })).find(({ count }) => count > own)
  return better ? [PROBLEMS.editionMismatch(chosen.id, better.id, own, better.count)] : []
}

function grouped(rows: readonly UnderstoodAnswer[]): Map<string, UnderstoodAnswer[]> {
  const groups = new Map<string, UnderstoodAnswer[]>()
  for (const row of rows) groups.set(row.criterion, [...(groups.get(row.criterion) ?? []), row])
  return groups
}

/** The same in every field, and the same fields that could not be taken. */
function sameAnswer(one: UnderstoodAnswer, other: UnderstoodAnswer): boolean {
  if (one.status === undefined && other.status === undefined && rawOf(one) !== rawOf(other)) return false
  const [first, second] = [toCarried(one), toCarried(other)]
  return FIELDS.every(({ key }) => sameCarried(first[key], second[key]))
}

function rawOf(answer: UnderstoodAnswer): string {
  return Object.values(answer.raw).join('\n')
}
