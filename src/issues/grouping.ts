import type { Edition } from '../catalogue/index.ts'
import type { IssueId } from '../kernel/ids.ts'
import { closedBy, type Measure } from '../measures/index.ts'
import { type Issue, unmerged } from './issue.ts'

/** What a grouping does: issues that begin, each with the criteria of one measure, and criteria that come to issues there are. */
export type Grouping = {
  begin: { measure: string | null; criteria: string[] }[]
  add: { issue: IssueId; criteria: string[] }[]
}

/**
 * Groups what is missing by the measures that close it. A criterion that stands in an issue stays where people have it, set aside or
 * not; one that stands nowhere comes to the issue of its measure, or begins one. Done twice, the second time changes nothing. A
 * criterion without a measure begins an issue together with the others that have none.
 */
export function groupGaps(
  gaps: readonly string[],
  measures: readonly Measure[],
  edition: Pick<Edition, 'id' | 'criteria'>,
  issues: readonly Issue[],
): Grouping {
  const standing = unmerged(issues)
  const held = new Set(standing.flatMap(({ criteria }) => criteria.map(({ criterion }) => criterion)))
  const open = new Set(gaps.filter((criterion) => !held.has(criterion)))
  const grouped: { measure: string | null; criteria: string[] }[] = measures.map((measure) => ({
    measure: measure.id,
    criteria: closedBy(measure, edition)
      .map(({ id }) => id)
      .filter((id) => open.has(id)),
  }))
  const covered = new Set(grouped.flatMap(({ criteria }) => criteria))
  const parts = [...grouped, { measure: null, criteria: [...open].filter((id) => !covered.has(id)) }]
  const [begin, add]: [Grouping['begin'], Grouping['add']] = [[], []]
  for (const { measure, criteria } of parts.filter((part) => part.criteria.length > 0)) {
    const there = standing.find((issue) => measure !== null && issue.measure === measure && issue.aside === null)
    if (there) add.push({ issue: there.id, criteria })
    else begin.push({ measure, criteria })
  }
  return { begin, add }
}
