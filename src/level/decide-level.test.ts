import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { root } from '../root.ts'
import { becauseOf } from './because.ts'
import { decideLevel, QUESTIONS, SUBJECTS } from './decide-level.ts'

const yesNo = z.enum(['yes', 'no'])
const { cases } = z
  .object({
    cases: z.array(
      z.object({
        given: z.object({ confidential: yesNo, continuity: yesNo, access: yesNo }),
        expect: z.object({ level: z.union([z.literal(3), z.literal(4)]), because: z.array(z.enum(QUESTIONS)) }),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(root, 'conformance/level.json'), 'utf8')))

test('the vectors hold every combination of the three answers once', () => {
  expect(new Set(cases.map(({ given }) => `${given.confidential} ${given.continuity} ${given.access}`)).size).toBe(8)
  expect(cases).toHaveLength(8)
})

test.each(cases)('$given → ★$expect.level', ({ given, expect: expected }) => {
  const answers = {
    confidential: given.confidential === 'yes',
    continuity: given.continuity === 'yes',
    access: given.access === 'yes',
  }
  const decision = decideLevel(answers)
  expect(decision).toEqual(expected)
  for (const subject of SUBJECTS) {
    const because = becauseOf(decision, subject)
    expect(because).toHaveLength(expected.level === 4 ? expected.because.length + 1 : 2)
    for (const sentence of because) {
      expect(sentence.ja).toMatch(/。$/)
      expect(sentence.ja).not.toContain('認定')
    }
  }
})
