import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../root.ts'
import type { Criterion, Duty, Point } from './criterion.ts'
import { categoryOf, criteriaFor, type Edition, type EditionId, requirementOf } from './edition.ts'
import { catalogueSchema } from './json-schema.ts'
import { loadEdition } from './load.ts'

const folder = join(root, 'catalogue')

/** The numbers of the scheme: [requirements with ★3, requirements, criteria of ★3, criteria that ★4 adds] per category. */
const SCHEME = {
  '2026-03-27': {
    categories: [
      [3, 6, 8, 11],
      [3, 5, 4, 3],
      [4, 6, 11, 18],
      [13, 21, 48, 34],
      [1, 3, 3, 5],
      [1, 1, 6, 0],
      [1, 1, 1, 1],
    ],
    all: [26, 43, 81, 72],
    star4Only: '1-1-1 1-2-2 1-4-1 2-1-3 2-1-5 3-1-5 3-2-1 4-1-8 4-1-9 4-2-1 4-3-1 4-3-2 4-3-3 4-4-2 4-4-3 5-1-2 5-2-1',
    shared: '1-2-1 1-2-3 1-3-1 2-1-1 3-1-1 3-1-2 3-1-4 4-1-3 4-1-7 4-4-1 4-4-4 4-4-5 4-5-1 7-1-1',
    checks:
      '1-1-1-2 1-2-1-3 1-3-1-4 2-1-1-2 3-1-1-4 3-1-1-7 3-1-2-4 3-1-4-2 3-1-4-4 3-1-4-6 3-1-5-3 3-2-1-5 4-1-7-2 4-1-9-3 4-2-1-5 4-2-2-3 5-1-2-2 6-1-1-4',
    yearly:
      '1-1-1-2 1-2-1-3 1-3-1-4 1-4-1-1 2-1-1-2 2-1-3-1 3-1-1-4 3-1-1-7 3-1-2-4 3-1-4-2 3-1-4-4 3-1-4-6 3-1-5-3 4-1-7-2 4-1-9-3 4-2-1-2 4-2-1-3 4-2-1-5 4-2-2-1 4-2-2-3 5-1-2-2 6-1-1-4 6-1-1-6',
    joining: '1-2-3-2 4-2-1-3 4-2-2-1',
    seriousIncident: '6-1-1-6',
  },
  '2025-12-26': {
    categories: [
      [3, 6, 8, 11],
      [3, 5, 4, 3],
      [4, 6, 11, 17],
      [13, 22, 49, 36],
      [1, 3, 3, 6],
      [1, 1, 7, 0],
      [1, 1, 1, 1],
    ],
    all: [26, 44, 83, 74],
    star4Only: '1-1-1 1-2-2 1-4-1 2-1-3 2-1-5 3-1-5 3-2-1 4-1-8 4-1-9 4-2-1 4-3-1 4-3-2 4-3-3 4-4-2 4-4-3 4-5-2 5-1-2 5-2-1',
    shared: '1-2-1 1-2-3 1-3-1 2-1-1 3-1-1 3-1-2 3-1-4 4-1-3 4-1-7 4-4-1 4-4-5 4-5-1 7-1-1',
    checks:
      '1-1-1-2 1-2-1-3 1-3-1-3 2-1-1-2 3-1-1-4 3-1-1-7 3-1-2-4 3-1-4-2 3-1-4-4 3-1-4-6 3-1-5-2 3-2-1-5 4-1-7-2 4-1-9-3 4-2-1-6 4-2-2-3 5-1-2-3 6-1-1-5',
    yearly:
      '1-1-1-2 1-2-1-3 1-3-1-4 1-4-1-1 2-1-1-2 2-1-3-1 3-1-1-4 3-1-1-7 3-1-2-4 3-1-4-2 3-1-4-4 3-1-4-6 3-1-5-2 4-1-7-2 4-1-9-3 4-2-1-2 4-2-1-3 4-2-1-4 4-2-1-6 4-2-2-1 4-2-2-3 5-1-2-3 6-1-1-5 6-1-1-7',
    joining: '1-2-3-2 4-2-1-4 4-2-2-1',
    seriousIncident: '6-1-1-7',
  },
} as const satisfies Record<EditionId, object>

describe.each(['2026-03-27', '2025-12-26'] as const)('edition %s', (id) => {
  const edition = loadEdition(folder, id)
  const scheme = SCHEME[id]

  test('has the counts that its sources give, in all and per category', () => {
    expect(countsOf(edition, '')).toEqual(scheme.all)
    expect(edition.categories.map((category) => countsOf(edition, `${category.id}-`))).toEqual(scheme.categories)
    const [star3Requirements, requirements, star3, star4] = scheme.all
    const star4OnlyRequirements = requirements - star3Requirements
    expect(edition.counts).toEqual({ requirements, star3, star4, star3Requirements, star4OnlyRequirements })
    expect(edition.categories.map(({ counts }) => [counts.requirements, counts.star3, counts.star4])).toEqual(
      scheme.categories.map(([, all, three, four]) => [all, three, four]),
    )
    expect(criteriaFor(edition, 3)).toHaveLength(star3)
    expect(criteriaFor(edition, 4)).toHaveLength(star3 + star4)
    expect(edition.groups).toHaveLength(16)
  })

  test('has the requirements of ★4 alone, and the shared ones that gain criteria at ★4', () => {
    const levels = edition.requirements.map(({ id, criteria }) => ({ id, levels: new Set(criteria.map(({ level }) => level)) }))
    expect(spaced(levels.filter(({ levels }) => !levels.has(3)))).toBe(scheme.star4Only)
    expect(spaced(levels.filter(({ levels }) => levels.size === 2))).toBe(scheme.shared)
  })

  test('numbers everything once, in order, inside what it belongs to', () => {
    expect(edition.groups.map(({ id }) => id)).toEqual(edition.groups.map(({ id }) => id).toSorted(byNumber))
    for (const group of edition.groups) {
      for (const [index, requirement] of group.requirements.entries()) {
        expect(requirement.id).toBe(`${group.id}-${index + 1}`)
        for (const [place, criterion] of requirement.criteria.entries())
          expect(criterion.id).toBe(`${requirement.id}-${place + 1}`)
      }
    }
    expect(edition.categories.map(({ id }) => id)).toEqual([...new Set(edition.criteria.map(({ id }) => categoryOf(id)))])
  })

  test('gives every criterion the function of its category', () => {
    const functions = ['GV', 'GV', 'ID', 'PR', 'DE', 'RS', 'RC']
    for (const { id, csf } of edition.criteria) expect([id, csf]).toEqual([id, functions[Number(categoryOf(id)) - 1]])
  })

  test('names each point once within its criterion', () => {
    for (const criterion of edition.criteria) {
      const ids = criterion.points.flatMap(idsOf)
      expect([criterion.id, ids.length]).toEqual([criterion.id, new Set(ids).size])
    }
  })

  test('refers only to criteria and requirements that it has', () => {
    const known = new Set([...edition.criteria, ...edition.requirements].map(({ id }) => id))
    for (const { id, refs = [] } of edition.criteria) {
      expect(refs.filter((ref) => !known.has(ref) || ref === id)).toEqual([])
      expect(new Set(refs).size).toBe(refs.length)
    }
  })

  test('refers to every number that its question, points and notes name', () => {
    for (const criterion of edition.criteria) {
      const text = JSON.stringify([criterion.question, criterion.points, criterion.condition, criterion.notes])
      const named = [...text.matchAll(/(?<![\d-])[1-7]-\d-\d(?:-\d+)?(?![\d-])/g)].map(([number]) => number)
      const own = new Set<string>([...(criterion.refs ?? []), ...(criterion.refs ?? []).map(requirementOf)])
      expect([criterion.id, named.filter((number) => !own.has(number) && !SPOKEN_OF.has(`${id} ${criterion.id}`))]).toEqual([
        criterion.id,
        [],
      ])
    }
  })

  test('lets 1-4-1-1 gather the eighteen checks that the text lists', () => {
    const refs = edition.criteria.find(({ id }) => id === '1-4-1-1')?.refs ?? []
    expect(refs.join(' ')).toBe(scheme.checks)
    expect(refs).toHaveLength(18)
  })

  test('has exactly the duties of the scheme: yearly, monthly, 14 days, six months, joining, before work', () => {
    expect(withDuty(edition, { cadence: 'P1Y' })).toBe(scheme.yearly)
    expect(withDuty(edition, { cadence: 'P1M' })).toBe('3-2-1-5 4-4-3-3')
    expect(withDuty(edition, { deadline: 'P14D' })).toBe('4-4-4-2')
    expect(withDuty(edition, { retention: 'P6M' })).toBe('4-1-8-4 4-4-3-1')
    expect(withDuty(edition, { trigger: 'joining' })).toBe(scheme.joining)
    expect(withDuty(edition, { trigger: 'before-work-starts' })).toBe('1-2-3-4 2-1-2-1')
    expect(withDuty(edition, { trigger: 'serious-incident' })).toBe(scheme.seriousIncident)
    expect(withDuty(edition, { trigger: 'contract-end' })).toBe('2-1-5-1')
    expect(withDuty(edition, { trigger: 'disposal' })).toBe('3-1-4-7 3-1-4-8')
    expect(withDuty(edition, { trigger: 'leaving' })).toContain('3-1-4-5')
  })

  test('keeps its questions short enough to read, and asks each only once', () => {
    for (const { id, question } of edition.criteria) expect([id, question.length <= 70]).toEqual([id, true])
    expect(new Set(edition.criteria.map(({ question }) => question)).size).toBe(edition.criteria.length)
    for (const { id, quick } of edition.requirements) {
      expect([id, quick.question.length <= 60, quick.question.endsWith('か。')]).toEqual([id, true, true])
      expect([id, quick.hint.length <= 80]).toEqual([id, true])
    }
  })

  test('speaks of registration, never of 認定, 合格 or 認証取得', () => {
    expect(JSON.stringify([edition.groups, edition.categories, edition.title])).not.toMatch(/認定|合格|認証取得|認証を取得/)
  })

  test('lists its sources, and gives a reading and a reason for every erratum', () => {
    expect(edition.sources.length).toBeGreaterThanOrEqual(4)
    expect(new Set(edition.sources.map(({ code }) => code)).size).toBe(edition.sources.length)
    expect(edition.errata.length).toBeGreaterThanOrEqual(10)
  })
})

test('catalogue/schema.json is what the schema in the code says', () => {
  expect(JSON.parse(readFileSync(join(folder, 'schema.json'), 'utf8'))).toEqual(catalogueSchema())
})

/** Criteria whose note speaks of another one that the text itself does not name. */
const SPOKEN_OF = new Set(['2025-12-26 1-4-1-1', '2025-12-26 4-1-4-1', '2025-12-26 4-4-4-2'])

function countsOf({ requirements, criteria }: Edition, prefix: string): [number, number, number, number] {
  const own = requirements.filter(({ id }) => id.startsWith(prefix))
  const asked = criteria.filter(({ id }) => id.startsWith(prefix))
  return [
    own.filter((requirement) => requirement.criteria.some(({ level }) => level === 3)).length,
    own.length,
    asked.filter(({ level }) => level === 3).length,
    asked.filter(({ level }) => level === 4).length,
  ]
}

function withDuty({ criteria }: Edition, wanted: Partial<Record<'cadence' | 'deadline' | 'retention' | 'trigger', string>>) {
  const [key, value] = Object.entries(wanted)[0] ?? []
  const has = (duty: Duty) => Object.entries(duty).some(([name, text]) => name === key && text === value)
  return spaced(criteria.filter(({ duties = [] }: Criterion) => duties.some(has)))
}

function idsOf(point: Point): string[] {
  if ('first' in point) return [point.id, ...idsOf(point.first), ...idsOf(point.instead)]
  return 'anyOf' in point ? [point.id, ...point.anyOf.map(({ id }) => id)] : [point.id]
}

function spaced(numbered: readonly { id: string }[]): string {
  return numbered.map(({ id }) => id).join(' ')
}

function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}
