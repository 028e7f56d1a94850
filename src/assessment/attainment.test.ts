import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadEdition } from '../catalogue/load.ts'
import { root } from '../root.ts'
import { STATUSES, type Status } from '../standing/status.ts'
import { type Answered, attain } from './attainment.ts'
import { packNothing, repack, unpack } from './packed-standings.ts'

const edition = loadEdition(join(root, 'catalogue'), '2026-03-27')
const vectors = JSON.parse(readFileSync(join(root, 'conformance/attainment.json'), 'utf8')) as {
  name: string
  target: 3 | 4
  answers: Record<string, { status: Answered['status']; confirmed?: boolean }>
  requirement: string
  expected: { result: string; because: string }
}[]

describe('the roll-up of a requirement', () => {
  test.each(vectors)('$name', ({ target, answers, requirement, expected }) => {
    const answered = Object.entries(answers).map(([criterion, { status, confirmed = false }]) => ({
      criterion,
      status,
      confirmed,
    }))
    const found = attain(edition, target, answered).requirements.find(({ id }) => id === requirement)
    expect({ result: found?.result, because: found?.because.ja }).toEqual(expected)
  })
})

const standing = fc.constantFrom<Answered['status']>(...STATUSES, null)
const answers = fc.array(
  fc.record({ criterion: fc.constantFrom(...edition.criteria.map(({ id }) => id)), status: standing, confirmed: fc.boolean() }),
  { maxLength: 200 },
)

describe('the numbers of an assessment', () => {
  test('nothing answered: everything is unanswered and in the denominator', () => {
    const attainment = attain(edition, 4, [])
    expect(attainment).toMatchObject({ total: 153, unanswered: 153, met: 0, coverage: 0 })
    expect(attainment.levels[3].total).toBe(81)
  })

  test('an unconfirmed 該当なし is counted as such and covers nothing', () => {
    const first = edition.criteria.find(({ level }) => level === 3)
    const one = attain(edition, 3, [{ criterion: first?.id ?? '', status: 'notApplicable', confirmed: false }])
    expect(one).toMatchObject({ notApplicable: 1, notApplicableConfirmed: 0, coverage: 0 })
    const two = attain(edition, 3, [{ criterion: first?.id ?? '', status: 'notApplicable', confirmed: true }])
    expect(two).toMatchObject({ notApplicable: 1, notApplicableConfirmed: 1, coverage: 0.012346 })
  })

  test('of what is met, only what is doubted does not count as proven; the status counts as it was said', () => {
    const [first, second, third] = edition.criteria.filter(({ level }) => level === 3).map(({ id }) => id)
    const said = (criterion = '', status: Status, doubted: boolean) => ({ criterion, status, confirmed: false, doubted })
    const given = [said(first, 'met', true), said(second, 'met', false), said(third, 'partial', true)]
    const attainment = attain(edition, 3, given)
    expect(attainment).toMatchObject({ met: 2, partial: 1, doubted: 1, coverage: 0.024691, proven: 0.012346 })
    expect(attainment.requirements.flatMap(({ criteria }) => criteria.filter(({ doubted }) => doubted))).toEqual([
      { id: first, standing: 'met', confirmed: false, doubted: true },
    ])
  })

  test('counts add up in the whole, per category and per requirement, whatever the answers', () => {
    fc.assert(
      fc.property(answers, fc.constantFrom<3 | 4>(3, 4), (given, target) => {
        const attainment = attain(edition, target, given)
        for (const tally of [
          attainment,
          ...attainment.categories.map((one) => one.tally),
          ...attainment.requirements.map((one) => one.tally),
        ]) {
          expect(tally.met + tally.partial + tally.unmet + tally.planned + tally.notApplicable + tally.unanswered).toBe(
            tally.total,
          )
        }
        const ofRequirements = attainment.requirements.reduce((sum, one) => sum + one.tally.met, 0)
        const ofCategories = attainment.categories.reduce((sum, one) => sum + one.tally.met, 0)
        expect([ofRequirements, ofCategories]).toEqual([attainment.met, attainment.met])
      }),
    )
  })

  test('packed standings say the same as the answers', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const last = [...new Map(given.map((answer) => [answer.criterion, answer])).values()]
        const packed = last.reduce((standings, answer) => repack(edition, standings, answer), packNothing(edition))
        const truth = last.map((answer) => ({ ...answer, confirmed: answer.confirmed && answer.status === 'notApplicable' }))
        expect(attain(edition, 4, unpack(edition, packed))).toEqual(attain(edition, 4, truth))
      }),
    )
  })
})
