import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EditionId } from '../catalogue/index.ts'
import { loadEdition } from '../catalogue/load.ts'
import { may } from '../roles/permissions.ts'
import { root } from '../root.ts'
import { loadWorld } from './load.ts'

const { firms } = loadWorld()
const all = firms.flatMap((firm) => firm.assessments.map((assessment) => ({ firm, assessment, name: assessment.key })))
const editions = new Map(EditionId.options.map((id) => [id, loadEdition(join(root, 'catalogue'), id)]))

describe('the files of the world', () => {
  test.each(all)('$name names only criteria of its edition, people of its firm, and moments in order', ({ firm, assessment }) => {
    const people = firm.people.map(({ key }) => key)
    const known = new Set(editions.get(assessment.edition)?.criteria.map(({ id }) => id))
    for (const { by, fills, changes, confirms } of assessment.sittings) {
      const filled = [...Object.values(fills), ...Object.values(changes)]
      const assignees = filled.flatMap(({ assignee }) => assignee ?? [])
      expect(people).toEqual(expect.arrayContaining([by, ...assignees]))
      expect([...Object.keys(fills), ...Object.keys(changes), ...confirms].filter((id) => !known.has(id))).toEqual([])
    }
    const days = [assessment.when, ...assessment.sittings.map(({ when }) => when)].map((when) =>
      Number(when.split(' ')[0]?.replace(/^(\d+)-(\d+)-(\d+)$/, '$1$2$3')),
    )
    expect(days).toEqual(days.toSorted((one, other) => one - other))
    expect(Math.max(...days.filter((day) => day < 1000))).toBeLessThan(0)
  })

  test('nobody does what their role may not', () => {
    for (const { people, decisions, assessments, engagements } of firms) {
      const rolesOf = (by: string) => people.find(({ key }) => key === by) ?? { roles: [] }
      const events = [
        ...decisions.map(({ by }) => [by, 'level.decide'] as const),
        ...engagements.map(({ by }) => [by, 'engagement.offer'] as const),
        ...assessments.map(({ by }) => [by, 'assessment.begin'] as const),
        ...assessments.flatMap(({ by, scope }) => (scope ? [[by, 'assessment.scope'] as const] : [])),
        ...assessments.flatMap(({ sittings }) =>
          sittings.flatMap(({ by, fills, changes, confirms }) => [
            ...Object.keys(fills).map(() => [by, 'files.import'] as const),
            ...Object.keys(changes).map(() => [by, 'assessment.answer'] as const),
            ...confirms.map(() => [by, 'assessment.confirm'] as const),
          ]),
        ),
      ]
      expect(events.filter(([by, act]) => !may(rolesOf(by), act))).toEqual([])
    }
  })

  test('a firm has one assessment for each edition and target, by which it is found again', () => {
    for (const { assessments } of firms) {
      const kinds = assessments.map(({ edition, target }) => `${edition} ${target}`)
      expect(new Set(kinds).size).toBe(kinds.length)
    }
  })

  test('no two answers of a firm say the same in their main words', () => {
    const words = all.flatMap(({ assessment }) =>
      assessment.sittings.flatMap(({ fills }) =>
        Object.values(fills).map(({ state, reason }) => `${state ?? ''}${reason ?? ''}`),
      ),
    )
    const long = words.filter((word) => word.length > 20)
    expect(long.filter((word, index) => long.indexOf(word) !== index)).toEqual([])
    expect(long.length).toBeGreaterThan(200)
  })
})
