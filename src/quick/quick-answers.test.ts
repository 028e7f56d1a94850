import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadEdition } from '../catalogue/load.ts'
import { decideForm } from '../kernel/form.ts'
import { root } from '../root.ts'
import {
  givenIn,
  packAnswers,
  parseSheet,
  QUICK_ANSWERS,
  type QuickAnswer,
  questionsFor,
  quickForm,
  toQuery,
} from './quick-answers.ts'

const editionOf = (id: '2026-03-27' | '2025-12-26') => loadEdition(join(root, 'catalogue'), id)
const final = editionOf('2026-03-27')

test.each([
  ['2026-03-27', 3],
  ['2026-03-27', 4],
  ['2025-12-26', 3],
  ['2025-12-26', 4],
] as const)('edition %s asks one question per requirement of ★%i', (id, target) => {
  const edition = editionOf(id)
  const { requirements, star3Requirements } = edition.counts
  expect(questionsFor(edition, target)).toHaveLength(target === 3 ? star3Requirements : requirements)
})

test('a sheet survives its address, whatever was answered', () => {
  const sheets = fc.record({
    edition: fc.constantFrom('2026-03-27' as const, '2025-12-26' as const),
    target: fc.constantFrom(3 as const, 4 as const),
    picks: fc.array(fc.option(fc.constantFrom(...QUICK_ANSWERS)), { minLength: 44, maxLength: 44 }),
  })
  fc.assert(
    fc.property(sheets, ({ edition, target, picks }) => {
      const answers = new Map<string, QuickAnswer>()
      for (const [index, { id }] of questionsFor(editionOf(edition), target).entries()) {
        const pick = picks[index]
        if (pick) answers.set(id, pick)
      }
      const sheet = { edition, target, answers }
      const query = Object.fromEntries(new URLSearchParams(toQuery(editionOf(edition), sheet)))
      expect(parseSheet(query, editionOf)).toEqual({ ok: true, value: sheet })
    }),
    { numRuns: 50 },
  )
})

test('packs one letter per question in the order of the catalogue', () => {
  const questions = [{ id: '1-1-1' }, { id: '1-2-1' }, { id: '1-2-2' }, { id: '1-2-3' }, { id: '1-3-1' }]
  const answers = new Map<string, QuickAnswer>([
    ['1-3-1', 'unknown'],
    ['1-1-1', 'yes'],
    ['1-2-1', 'partly'],
    ['1-2-2', 'no'],
  ])
  expect(packAnswers(questions, answers)).toBe('ypn-u')
})

describe('parseSheet', () => {
  const a = 'y'.repeat(26)

  test.each([
    ['no edition', { t: '3', a }],
    ['another edition', { e: '2024-01-01', t: '3', a }],
    ['another target', { e: final.id, t: '5', a }],
    ['a target in full width', { e: final.id, t: '３', a }],
    ['no answers', { e: final.id, t: '3' }],
    ['a letter too few', { e: final.id, t: '3', a: a.slice(1) }],
    ['a letter too many', { e: final.id, t: '3', a: `${a}y` }],
    ['the answers of the other target', { e: final.id, t: '4', a }],
    ['another letter', { e: final.id, t: '3', a: `${a.slice(1)}x` }],
    ['a capital letter', { e: final.id, t: '3', a: `${a.slice(1)}Y` }],
  ])('refuses %s', (_, query) => {
    const outcome = parseSheet(query, editionOf)
    expect(outcome.ok ? 'read' : outcome.refusals[0].code).toBe('quick.broken-link')
  })
})

describe('the form of the questions', () => {
  const form = quickForm(questionsFor(final, 3))
  const typed = (fields: Record<string, string>) => ({
    ...Object.fromEntries(Object.keys(form.shape).map((id) => [id, ''])),
    ...fields,
  })

  test('takes the four answers, in the order of the catalogue, and leaves out what nobody answered', () => {
    const read = decideForm(form, typed({ '1-2-1': 'partly', '2-1-1': 'yes' }))
    expect(read.ok && [...givenIn(read.value)]).toEqual([
      ['1-2-1', 'partly'],
      ['2-1-1', 'yes'],
    ])
  })

  test.each(['met', 'yes,no', '１'])('refuses the answer %j', (value) => {
    expect(decideForm(form, typed({ '1-2-1': value }))).toMatchObject({
      refusals: [{ code: 'quick.broken-link', field: '1-2-1' }],
    })
  })
})
