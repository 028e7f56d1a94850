import { describe, expect, test } from 'vitest'
import { textOf } from '../kernel/form.ts'
import { EMPTY_ANSWER, FIELDS } from './fields.ts'
import { readAnswerForm } from './forms.ts'

type Fields = Record<string, string | File | (string | File)[]>

const TARO = '00000001-0000-7000-8000-000000000000'

describe('the answer form', () => {
  test('is read whole', () => {
    const said = { status: 'partial', text: '', person: TARO, ticks: ['a', 'b'] }
    const content = Object.fromEntries(FIELDS.map(({ key, kind }) => [key, kind === 'text' ? `${key} の文` : said[kind]]))
    expect(readAnswerForm(sent({ ...content, revision: '3' }))).toEqual({ content, from: 3 })
  })

  test('of an empty request is an empty answer on top of none', () => {
    expect(readAnswerForm(sent({}))).toEqual({ content: EMPTY_ANSWER, from: 0 })
  })

  test.each<[string, Fields, Partial<typeof EMPTY_ANSWER>]>([
    ['an unknown status', { status: 'passed' }, { status: null }],
    ['the standing that is no status', { status: 'unanswered' }, { status: null }],
    ['an assignee by name', { assignee: '青山 太郎' }, { assignee: null }],
    ['one tick', { ticked: 'a' }, { ticked: ['a'] }],
    ['a file where a text belongs', { reason: new File(['x'], 'x.txt'), ticked: [new File(['x'], 'x'), 'a'] }, { ticked: ['a'] }],
    ['a text sent twice', { reason: ['前', '後'] }, { reason: '後' }],
  ])('takes %s for what it can be', (_, form, expected) => {
    expect(readAnswerForm(sent(form)).content).toEqual({ ...EMPTY_ANSWER, ...expected })
  })

  test.each(['', 'x', '-1', '1.5', 'Infinity', 'NaN'])('a revision of %j is that of no answer', (revision) => {
    expect(readAnswerForm(sent({ revision })).from).toBe(0)
  })
})

test('a field is read by its last text, or as empty', () => {
  expect(textOf(sent({ a: ['1', '2'] }), 'a')).toBe('2')
  expect(textOf(sent({ a: [] }), 'a')).toBe('')
  expect(textOf(sent({ a: new File([''], 'x') }), 'a')).toBe('')
  expect(textOf(sent({}), 'a')).toBe('')
})

function sent(fields: Fields): FormData {
  const form = new FormData()
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) form.append(name, value as string)
  return form
}
