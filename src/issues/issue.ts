import type { IssueId, PersonId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'

/** A 課題: criteria that are missing and are worked on together. `measure` is the one whose work it is; none for one of people's own. */
export type Issue = {
  id: IssueId
  measure: string | null
  title: string
  note: string
  criteria: { criterion: string; addedAt: Instant }[]
  /** The issue that it was merged into; its criteria count there. */
  mergedInto: IssueId | null
  /** Why nobody works on it, as somebody said; null where it is worked on. */
  aside: { reason: string; by: PersonId; at: Instant } | null
  createdBy: PersonId
  createdAt: Instant
  /** Rises with whatever people change; not where criteria come to it, which takes nothing from anybody. */
  revision: number
}

/** An issue that begins now with criteria, each with when it came to an issue first. */
export function newIssue(
  known: Pick<Issue, 'id' | 'measure' | 'title' | 'note' | 'criteria'>,
  createdBy: PersonId,
  createdAt: Instant,
): Issue {
  return { ...known, mergedInto: null, aside: null, revision: 1, createdBy, createdAt }
}

/** Set aside by somebody; settled, since nothing of it is missing any more; open. */
export type IssueState = 'open' | 'settled' | 'aside'

export const ISSUE_STATE_WORDS: Record<IssueState, Words> = {
  open: { ja: '対応が必要', en: 'Open' },
  settled: { ja: '解消', en: 'Settled' },
  aside: { ja: '見送り', en: 'Set aside' },
}

/** How an issue stands, by the criteria that are missing now: it settles and opens again by itself. */
export function stateOf({ aside, criteria }: Pick<Issue, 'aside' | 'criteria'>, gaps: ReadonlySet<string>): IssueState {
  if (aside) return 'aside'
  return criteria.some(({ criterion }) => gaps.has(criterion)) ? 'open' : 'settled'
}

/** The issues that stand by themselves, each with the criteria of all that were merged into it, in the order of `issues`. */
export function unmerged(issues: readonly Issue[]): Issue[] {
  const standing = standingIssue(issues)
  const criteria = new Map<IssueId, Map<string, Issue['criteria'][number]>>()
  for (const issue of issues) {
    const own = criteria.get(standing(issue.id)) ?? new Map()
    for (const one of issue.criteria) if (!own.has(one.criterion)) own.set(one.criterion, one)
    criteria.set(standing(issue.id), own)
  }
  return issues
    .filter(({ mergedInto }) => mergedInto === null)
    .map((issue) => ({ ...issue, criteria: [...(criteria.get(issue.id)?.values() ?? [])] }))
}

/** Where an issue counts: itself, or the one that it was merged into, directly or through others. */
export function standingIssue(issues: readonly Pick<Issue, 'id' | 'mergedInto'>[]): (id: IssueId) => IssueId {
  const into = new Map(issues.map(({ id, mergedInto }) => [id, mergedInto]))
  return (id) => {
    let [at, steps] = [id, 0]
    for (let next = into.get(at); next && steps <= into.size; next = into.get(at), steps += 1) at = next
    return at
  }
}

/** What an issue is called whose criteria no measure closes. */
export const OTHER_GAPS: Words = { ja: 'そのほかの不足', en: 'Other gaps' }

/** What an issue or a task is called in either language: as its measure as long as nobody renamed it, else as people wrote it. */
export function titleWords(
  { measure, title }: { measure: string | null; title: string },
  nameOf: (measure: string) => Words | undefined,
): Words {
  const given = measure === null ? OTHER_GAPS : nameOf(measure)
  return given?.ja === title ? given : { ja: title, en: title }
}
