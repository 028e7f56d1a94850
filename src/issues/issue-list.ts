import { PLACE_ORDER } from '../assessment/index.ts'
import { age, DAY } from '../kernel/calendar.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Standing } from '../standing/status.ts'
import { type Issue, type IssueState, standingIssue, stateOf, unmerged } from './issue.ts'

/** What is known of the criteria of an assessment: how each stands, and which are missing. */
export type Standings = { standings: ReadonlyMap<string, Standing>; gaps: ReadonlySet<string> }

/** An issue as people see it. */
export type ListedIssue = Issue & {
  /** 課題1, 課題2, …, as they came to be: it stays for good. */
  number: number
  state: IssueState
  /** Those of its criteria that are missing, in the order to take them. */
  missing: string[]
  /** Those of the missing ones that came lately. */
  fresh: string[]
  /** What was merged into it. */
  merged: (Issue & { number: number })[]
}

/** The issues that stand by themselves: the most pressing first, and of these the one that closes most. */
export function toList(issues: readonly Issue[], known: Standings, now: Instant): ListedIssue[] {
  const numbers = new Map(issues.map(({ id }, index) => [id, index + 1]))
  const numberOf = (issue: Issue) => numbers.get(issue.id) ?? 0
  const standing = standingIssue(issues)
  const fresh = freshIn(issues, now)
  return unmerged(issues)
    .map((issue): ListedIssue => {
      const missing = missingOf(issue, known)
      return {
        ...issue,
        number: numberOf(issue),
        state: stateOf(issue, known.gaps),
        missing,
        fresh: missing.filter((criterion) => fresh.has(criterion)),
        merged: issues
          .filter(({ id }) => id !== issue.id && standing(id) === issue.id)
          .map((one) => ({ ...one, number: numberOf(one) })),
      }
    })
    .sort((one, other) => byUrgency(known)(one.missing, other.missing) || one.number - other.number)
}

/** What is missing and stands in no issue. */
export function ungroupedIn(issues: readonly Issue[], gaps: Iterable<string>): string[] {
  const held = new Set(issues.flatMap(({ criteria }) => criteria.map(({ criterion }) => criterion)))
  return [...gaps].filter((criterion) => !held.has(criterion))
}

/** Orders groups of missing criteria: by the most pressing one, as open criteria are ordered, then by how many there are. */
export function byUrgency({ standings }: Pick<Standings, 'standings'>): (one: string[], other: string[]) => number {
  const rankOf = (criteria: string[]) => Math.min(...criteria.map((criterion) => placeOf(standings.get(criterion))), NOWHERE)
  return (one, other) => rankOf(one) - rankOf(other) || other.length - one.length
}

/**
 * The criteria that came to issues lately, after the gaps had been grouped for the first time: what is new to whoever knows the list. A
 * criterion that people move keeps the moment at which it came.
 */
export function freshIn(issues: readonly Issue[], now: Instant): ReadonlySet<string> {
  const [first] = issues.filter(({ measure }) => measure !== null).map(({ createdAt }) => createdAt)
  if (first === undefined) return new Set()
  const links = issues.flatMap(({ criteria }) => criteria)
  return new Set(links.filter(({ addedAt }) => addedAt > first && age(addedAt, now) < NEW_FOR).map((one) => one.criterion))
}

/** How long a criterion counts as new. */
const NEW_FOR = 14 * DAY

function missingOf({ criteria }: Issue, { gaps, standings }: Standings): string[] {
  const missing = criteria.map(({ criterion }) => criterion).filter((criterion) => gaps.has(criterion))
  return missing.sort((one, other) => placeOf(standings.get(one)) - placeOf(standings.get(other)) || collator.compare(one, other))
}

function placeOf(standing: Standing | undefined): number {
  const place = PLACE_ORDER.findIndex((one) => one === (standing ?? 'unanswered'))
  return place < 0 ? NOWHERE : place
}

const NOWHERE = PLACE_ORDER.length
const collator = new Intl.Collator('en', { numeric: true })
