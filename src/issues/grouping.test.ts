import { expect, test } from 'vitest'
import { loadEdition } from '../catalogue/load.ts'
import type { IssueId, PersonId } from '../kernel/ids.ts'
import { library } from '../main/library.ts'
import { measuresIn } from '../measures/index.ts'
import { root } from '../root.ts'
import { type Grouping, groupGaps } from './grouping.ts'
import { type Issue, stateOf, unmerged } from './issue.ts'
import { freshIn, toList, ungroupedIn } from './issue-list.ts'

const edition = loadEdition(`${root}/catalogue`, '2026-03-27')
const { measures } = measuresIn(library.measures(), 'ja')
const [device, leave] = [measureOf('3-1-1-1'), measureOf('5-1-1-1')]
const person = 'p' as PersonId
const [FIRST, SECOND] = ['2027-04-01T00:00:00.000Z', '2027-05-01T00:00:00.000Z']

/** The issues after a grouping at a moment. */
function after(issues: readonly Issue[], grouping: Grouping, at: string): Issue[] {
  const more = new Map(grouping.add.map(({ issue, criteria }) => [issue, criteria]))
  const grown = issues.map((issue) => ({
    ...issue,
    criteria: [...issue.criteria, ...(more.get(issue.id) ?? []).map((criterion) => ({ criterion, addedAt: at }))],
  }))
  const begun = grouping.begin.map(({ measure, criteria }, index) => issueOf(`${at}-${index}`, measure, criteria, at))
  return [...grown, ...begun]
}

function issueOf(id: string, measure: string | null, criteria: readonly string[], at = FIRST): Issue {
  return {
    ...{ id: id as IssueId, measure, title: measure ?? 'x', note: '', mergedInto: null, aside: null, revision: 1 },
    criteria: criteria.map((criterion) => ({ criterion, addedAt: at })),
    ...{ createdBy: person, createdAt: at },
  }
}

function measureOf(criterion: string): string {
  return measures.find(({ closes }) => closes['2026-03-27'].includes(criterion))?.id ?? ''
}

test('every gap comes to one issue, by the measure that closes it', () => {
  const gaps = edition.criteria.map(({ id }) => id)
  const { begin, add } = groupGaps(gaps, measures, edition, [])
  expect(add).toEqual([])
  expect(begin.flatMap(({ criteria }) => criteria).toSorted()).toEqual(gaps.toSorted())
  expect(begin.every(({ measure }) => measure !== null)).toBe(true)
})

test('done twice, the second time does nothing; what is missing since comes to the issue of its measure, and is new', () => {
  const all = measures.find(({ id }) => id === device)?.closes['2026-03-27'] ?? []
  const [first, ...rest] = all
  const issues = after([], groupGaps([first ?? ''], measures, edition, []), FIRST)
  expect(groupGaps([first ?? ''], measures, edition, issues)).toEqual({ begin: [], add: [] })
  expect(freshIn(issues, FIRST)).toEqual(new Set())
  const again = groupGaps([...all, '5-1-1-1'], measures, edition, issues)
  expect(again.add).toEqual(rest.length > 0 ? [{ issue: issues[0]?.id, criteria: rest }] : [])
  expect(again.begin).toEqual([{ measure: leave, criteria: ['5-1-1-1'] }])
  expect(freshIn(after(issues, again, SECOND), SECOND)).toEqual(new Set([...rest, '5-1-1-1']))
  expect(freshIn(after(issues, again, SECOND), '2027-06-01T00:00:00.000Z')).toEqual(new Set())
})

test('what people moved, merged or set aside stays where they have it', () => {
  const moved = issueOf('own', null, ['3-1-1-1'])
  const aside = { ...issueOf('aside', leave, ['5-1-1-1']), aside: { reason: '来年', by: person, at: '1' } }
  expect(groupGaps(['3-1-1-1', '5-1-1-1'], measures, edition, [moved, aside])).toEqual({ begin: [], add: [] })
  const merged = { ...issueOf('gone', device, ['3-1-1-1']), mergedInto: moved.id }
  expect(unmerged([{ ...moved, criteria: [] }, merged]).map(({ id, criteria }) => [id, criteria.length])).toEqual([['own', 1]])
})

test('an issue is settled once nothing of it is missing, and open again when something is', () => {
  const issue = issueOf('one', device, ['3-1-1-1'])
  expect(stateOf(issue, new Set(['3-1-1-1']))).toBe('open')
  expect(stateOf(issue, new Set())).toBe('settled')
})

test('the most pressing come first, of these the one that closes most; a number stays with its issue', () => {
  const issues = [
    issueOf('a', device, ['3-1-1-1', '3-1-1-2']),
    issueOf('b', leave, ['5-1-1-1']),
    issueOf('c', null, ['4-1-1-1', '4-1-1-2']),
    issueOf('d', null, ['4-1-1-1']),
    { ...issueOf('e', null, ['4-1-2-1']), mergedInto: 'd' as IssueId },
  ]
  const unmet = ['5-1-1-1', '4-1-1-1', '4-1-1-2'].map((id) => [id, 'unmet'] as const)
  const gaps = new Set(['3-1-1-1', '3-1-1-2', '5-1-1-1', '4-1-1-1', '4-1-1-2'])
  const list = toList(issues, { standings: new Map(unmet), gaps }, SECOND)
  expect(list.map(({ id, number, missing }) => [id, number, missing.length])).toEqual([
    ['c', 3, 2],
    ['b', 2, 1],
    ['d', 4, 1],
    ['a', 1, 2],
  ])
  expect(list[2]?.merged.map(({ number }) => number)).toEqual([5])
  expect(ungroupedIn(issues, [...gaps, '7-1-1-1'])).toEqual(['7-1-1-1'])
})

test('a criterion without a measure begins an issue of its own', () => {
  expect(groupGaps(['9-9-9-9'], measures, edition, []).begin).toEqual([{ measure: null, criteria: ['9-9-9-9'] }])
})
