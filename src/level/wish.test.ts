import { describe, expect, test } from 'vitest'
import { parseWish, subjectOf, toFields } from './wish.ts'

const answered = { confidential: 'yes', continuity: 'no', access: 'no' }

describe('parseWish', () => {
  test('reads answers, and reasons with their white space folded', () => {
    expect(parseWish({ ...answered, 'confidential-reason': ' 図面を\r\n  預かる\u0000 ' })).toEqual({
      ok: true,
      value: {
        subject: 'self',
        partner: '',
        answers: { confidential: true, continuity: false, access: false },
        reasons: { confidential: '図面を 預かる', continuity: '', access: '' },
      },
    })
  })

  test.each([
    ['no answer at all', {}, ['confidential', 'continuity', 'access']],
    ['one answer missing', { confidential: 'yes', access: 'no' }, ['continuity']],
    ['another word', { ...answered, access: 'はい' }, ['access']],
    ['another case', { ...answered, access: 'YES' }, ['access']],
    ['a partner without a name', { ...answered, subject: 'partner', partner: '　 ' }, ['partner']],
    ['a long name', { ...answered, subject: 'partner', partner: '社'.repeat(101) }, ['partner']],
    ['a long reason', { ...answered, 'access-reason': 'あ'.repeat(201) }, ['access-reason']],
  ])('refuses %s', (_, typed, fields) => {
    const outcome = parseWish(typed)
    expect(outcome.ok ? [] : outcome.refusals.map((refusal) => refusal.field)).toEqual(fields)
  })

  test('takes texts of exactly the longest length, counted in characters', () => {
    const typed = {
      ...answered,
      subject: 'partner',
      partner: '𠮷'.repeat(100),
      'access-reason': '𠮷'.repeat(200),
    }
    expect(parseWish(typed).ok).toBe(true)
  })

  test('drops the partner when the ★ is our own', () => {
    const outcome = parseWish({ ...answered, partner: 'カエデ' })
    expect(outcome.ok && outcome.value.partner).toBe('')
  })
})

test('toFields gives back what parseWish read', () => {
  const typed = { subject: 'partner', partner: 'カエデ', ...answered, 'access-reason': 'VPN' }
  const first = parseWish(typed)
  expect(first.ok && parseWish(Object.fromEntries(toFields(first.value)))).toEqual(first)
  expect(first.ok && Object.fromEntries(toFields(first.value))).toEqual(typed)
})

test.each([
  ['partner', 'partner'],
  ['self', 'self'],
  ['anyone', 'self'],
  [undefined, 'self'],
] as const)('subjectOf %s is %s', (text, subject) => {
  expect(subjectOf(text === undefined ? {} : { subject: text })).toBe(subject)
})
