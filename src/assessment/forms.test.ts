import { describe, expect, test } from 'vitest'
import { readForm } from '../kernel/form.ts'
import { EMPTY_ANSWER, FIELDS } from './fields.ts'
import { ANSWER, answerIn } from './forms.ts'

type Fields = Record<string, string | File | (string | File)[]>

const TARO = '00000001-0000-7000-8000-000000000000'

describe('the answer form', () => {
  test('is read whole', () => {
    const said = { status: 'partial', text: '', person: TARO, ticks: ['a', 'b'] }
    const content = Object.fromEntries(FIELDS.map(({ key, kind }) => [key, kind === 'text' ? `${key} の文` : said[kind]]))
    const read = readForm(ANSWER, sent({ ...content, revision: '3' }))
    expect([answerIn(read), read.revision]).toEqual([content, 3])
  })

  test('of an empty request is an empty answer on top of none', () => {
    const read = readForm(ANSWER, sent({}))
    expect([answerIn(read), read.revision]).toEqual([EMPTY_ANSWER, undefined])
  })

  test.each<[string, Fields, Partial<typeof EMPTY_ANSWER>]>([
    ['an unknown status', { status: 'passed' }, { status: null }],
    ['the standing that is no status', { status: 'unanswered' }, { status: null }],
    ['an assignee by name', { assignee: '青山 太郎' }, { assignee: null }],
    ['one tick', { ticked: 'a' }, { ticked: ['a'] }],
    ['a file where a text belongs', { reason: new File(['x'], 'x.txt'), ticked: [new File(['x'], 'x'), 'a'] }, { ticked: ['a'] }],
    ['a text sent twice', { reason: ['前', '後'] }, { reason: '後' }],
  ])('takes %s for what it can be', (_, form, expected) => {
    expect(answerIn(readForm(ANSWER, sent(form)))).toEqual({ ...EMPTY_ANSWER, ...expected })
  })

  test.each(['', 'x', '-1', '1.5', 'Infinity', 'NaN'])('a revision of %j is that of no answer', (revision) => {
    expect(readForm(ANSWER, sent({ revision })).revision).toBeUndefined()
  })
})

function sent(fields: Fields): FormData {
  const form = new FormData()
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) form.append(name, value as string)
  return form
}
