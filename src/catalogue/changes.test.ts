import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../root.ts'
import type { Criterion } from './criterion.ts'
import { loadChanges, loadEdition } from './load.ts'
import { countChanges, fromOf, originOf, successorsOf, toOf } from './trace.ts'

const folder = join(root, 'catalogue')
const draft = loadEdition(folder, '2025-12-26')
const final = loadEdition(folder, '2026-03-27')
const changes = loadChanges(folder, '2025-12-26', '2026-03-27')?.criteria ?? []
const drafted = new Map(draft.criteria.map((criterion) => [criterion.id, criterion]))
const finished = new Map(final.criteria.map((criterion) => [criterion.id, criterion]))

/** Draft criteria whose text was divided among several of the final. */
const SPLIT = ['3-1-5-1', '4-1-6-1']

describe('the map from 2025-12-26 to 2026-03-27', () => {
  test('leads to every criterion of the final exactly once', () => {
    const reached = changes.flatMap((change) => toOf(change) ?? [])
    expect(reached.toSorted()).toEqual([...finished.keys()].toSorted())
  })

  test('takes in every criterion of the draft, and only the split ones more than once', () => {
    const taken = changes.flatMap((change) => fromOf(change))
    expect([...new Set(taken)].toSorted()).toEqual([...drafted.keys()].toSorted())
    expect(taken.filter((number, index) => taken.indexOf(number) !== index).toSorted()).toEqual(SPLIT)
  })

  test('says of a gone criterion nothing else, and points only at criteria that exist', () => {
    for (const change of changes) {
      if (change.change !== 'gone') continue
      expect(successorsOf(changes, change.from[0])).toEqual([change])
      for (const number of change.see ?? []) expect(finished.has(number)).toBe(true)
    }
  })

  test('calls kept what is the same word for word, and reworded what is not', () => {
    for (const change of changes) {
      if (change.change === 'kept') {
        expect(change.to).toBe(change.from[0])
        expect(finished.get(change.to)).toEqual(drafted.get(change.from[0]))
      }
      if (change.change === 'reworded') {
        expect(change.from).toContain(change.to)
        expect(bare(finished.get(change.to))).not.toEqual(bare(drafted.get(change.to)))
      }
    }
  })

  test('calls moved what has another number, and says so when the meaning changed as well', () => {
    for (const change of changes) {
      if (change.change !== 'moved') continue
      expect(change.from).not.toContain(change.to)
      const [from] = change.from
      expect([change.to, same(bare(drafted.get(from ?? '')), bare(finished.get(change.to)))]).toEqual([
        change.to,
        change.reworded !== true,
      ])
    }
  })

  test('keeps the level of every criterion', () => {
    for (const change of changes) {
      const to = finished.get(toOf(change) ?? '')
      for (const number of fromOf(change)) if (to) expect([to.id, drafted.get(number)?.level]).toEqual([to.id, to.level])
    }
  })

  test('has the counts that the screens show', () => {
    expect(countChanges(changes)).toEqual({ kept: 62, reworded: 73, moved: 16, new: 2, gone: 5 })
  })

  test('can be followed both ways', () => {
    expect(originOf(changes, '4-4-4-2')).toMatchObject({ change: 'reworded', from: ['4-4-4-2', '4-4-4-3'] })
    expect(originOf(changes, '4-4-4-3')).toMatchObject({ change: 'new' })
    expect(successorsOf(changes, '3-1-5-1').map(toOf)).toEqual(['3-1-5-1', '3-1-5-2'])
    expect(successorsOf(changes, '4-5-2-1')).toMatchObject([{ change: 'gone', see: ['5-1-1-1'] }])
    expect(originOf(changes, '4-5-2-1')).toBeUndefined()
  })
})

test('there is a map only where there is a folder for it', () => {
  expect(loadChanges(folder, '2026-03-27', '2025-12-26')).toBeUndefined()
})

/** A criterion without the numbers that a move changes. */
function bare(criterion: Criterion | undefined): object | undefined {
  if (!criterion) return undefined
  const { id: _id, refs: _refs, ...rest } = criterion
  return rest
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
