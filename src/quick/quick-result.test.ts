import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadEdition } from '../catalogue/load.ts'
import { root } from '../root.ts'
import { type QuickAnswer, type QuickSheet, questionsFor, saidIn } from './quick-answers.ts'
import { assessQuick, FIRST_GAPS } from './quick-result.ts'

const edition = loadEdition(join(root, 'catalogue'), '2026-03-27')

function sheet(target: 3 | 4, given: Record<string, QuickAnswer>, otherwise?: QuickAnswer): QuickSheet {
  const answers = new Map<string, QuickAnswer>()
  for (const { id } of questionsFor(edition, target)) {
    const answer = given[id] ?? otherwise
    if (answer) answers.set(id, answer)
  }
  return { edition: '2026-03-27', target, answers }
}

describe('assessQuick', () => {
  test('counts not knowing and not answering as open, in all and per area', () => {
    const result = assessQuick(edition, sheet(3, { '2-1-1': 'yes', '2-1-2': 'unknown', '1-2-1': 'partly', '1-2-3': 'no' }))
    expect(result.total).toBe(26)
    expect(result.counts).toEqual({ met: 1, partial: 1, unmet: 1, planned: 0, notApplicable: 0, unanswered: 23 })
    expect(result.categories.find(({ id }) => id === '2')).toMatchObject({ total: 3, counts: { met: 1, unanswered: 2 } })
    expect(result.categories.reduce((sum, { total }) => sum + total, 0)).toBe(26)
  })

  test('orders gaps: surest first, ★3 before ★4, more criteria first, then by number', () => {
    const given = {
      '1-1-1': 'no',
      '3-1-2': 'no',
      '4-5-1': 'no',
      '4-1-4': 'partly',
      '1-2-1': 'unknown',
    } as const
    const { gaps } = assessQuick(edition, sheet(4, given, 'yes'))
    expect(gaps.map(({ requirement, level, criteria }) => [requirement.id, level, criteria])).toEqual([
      ['4-5-1', 3, 9],
      ['3-1-2', 3, 4],
      ['1-1-1', 4, 3],
      ['4-1-4', 3, 2],
      ['1-2-1', 3, 4],
    ])
  })

  test('puts unanswered last, and only the first few forward', () => {
    const { gaps, first } = assessQuick(edition, sheet(3, { '7-1-1': 'unknown' }))
    expect(gaps).toHaveLength(26)
    expect(gaps[0]).toMatchObject({ requirement: { id: '7-1-1' }, answer: 'unknown' })
    expect(gaps[1]?.answer).toBeUndefined()
    expect(first).toEqual(gaps.slice(0, FIRST_GAPS))
  })

  test('finds no gap where everything is in place', () => {
    const { gaps, first, counts } = assessQuick(edition, sheet(4, {}, 'yes'))
    expect({ gaps, first, met: counts.met }).toEqual({ gaps: [], first: [], met: 43 })
  })

  test('counts the criteria of the target alone', () => {
    const { gaps } = assessQuick(edition, sheet(3, { '3-1-2': 'no' }, 'yes'))
    expect(gaps.map(({ requirement, criteria }) => [requirement.id, criteria])).toEqual([['3-1-2', 2]])
  })
})

describe('what an assessment keeps of it', () => {
  test('is the answer of each requirement that was asked, as it was given', () => {
    const said = saidIn(edition, sheet(3, { '1-2-1': 'no' }, 'yes'))
    expect(Object.keys(said)).toHaveLength(26)
    expect([said['1-2-1'], said['1-2-3']]).toEqual(['no', 'yes'])
  })

  test('is nothing where nothing was answered', () => {
    expect(saidIn(edition, sheet(4, { '3-1-2': 'yes' }))).toEqual({ '3-1-2': 'yes' })
  })
})
