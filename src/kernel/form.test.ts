import { expect, test } from 'vitest'
import { z } from 'zod'
import { boundsOf, charactersIn, choiceField, decideForm, field, textField, typedOf } from './form.ts'
import { accept, refuse } from './refusal.ts'

const WORDS = { ja: '名前を入力してください。', en: 'Enter a name.' }
const name = field({ required: true, longest: 5 }, (typed) => (typed ? accept(typed.trim()) : refuse('name.missing', WORDS, 'x')))
const FORM = z.object({ name, roles: z.array(z.string()) })

function sent(...fields: [string, string | Blob][]): FormData {
  const form = new FormData()
  for (const [key, value] of fields) form.append(key, value as string)
  return form
}

test('a form is read by its fields alone, and what was typed stays as it was', () => {
  const form = sent(
    ['name', '前'],
    ['name', ' 後 '],
    ['roles', 'a'],
    ['roles', 'b'],
    ['other', 'c'],
    ['name', new File(['x'], 'x')],
  )
  const typed = typedOf(FORM, form)
  expect(typed).toEqual({ name: ' 後 ', roles: ['a', 'b'] })
  expect(decideForm(FORM, typed)).toEqual({ ok: true, value: { name: '後', roles: ['a', 'b'] } })
})

test('what is refused names its field, with the words of the rule', () => {
  expect(decideForm(FORM, typedOf(FORM, sent()))).toEqual({
    ok: false,
    refusals: [{ code: 'name.missing', words: WORDS, field: 'name' }],
  })
})

test('no more is looked at, and no more is refused, than helps anybody', () => {
  const many = z.object(Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`f${at}`, name])))
  const outcome = decideForm(many, typedOf(many, sent()))
  expect(outcome.ok ? 0 : outcome.refusals.length).toBe(10)
  const crowd = sent(...Array.from({ length: 4000 }, (): [string, string] => ['roles', 'a']))
  expect(typedOf(FORM, crowd).roles).toHaveLength(500)
})

test('the browser is told bounds that are never narrower than the rule', () => {
  expect(boundsOf(FORM, 'name')).toEqual({ required: true, longest: 5, maxlength: 10 })
  const longest = '𠮷野家𩸽屋'
  expect([charactersIn(longest), longest.length <= 10]).toEqual([5, true])
  expect(boundsOf(FORM, 'roles')).toEqual({})
})

test('a text in own words is refused beyond its length, counted in characters as people do, and never cut', () => {
  const notes = z.object({ note: textField(3, { ja: 'メモ', en: 'the note' }) })
  expect(decideForm(notes, { note: ' 𠮷\r\n野 ' })).toEqual({ ok: true, value: { note: '𠮷\n野' } })
  expect(decideForm(notes, { note: '𠮷野家𩸽' })).toMatchObject({
    refusals: [{ code: 'text.long', field: 'note', words: { ja: 'メモは3文字までにしてください(いまは4文字)。' } }],
  })
})

test('a choice is one of the values that there are', () => {
  const choices = z.object({ star: choiceField(['3', '4'], { code: 'assessment.target', words: WORDS }) })
  expect(decideForm(choices, { star: '4' })).toEqual({ ok: true, value: { star: '4' } })
  for (const star of ['', '5', '４', '34']) {
    expect(decideForm(choices, { star })).toMatchObject({ refusals: [{ code: 'assessment.target', field: 'star' }] })
  }
  expect(boundsOf(choices, 'star')).toEqual({ required: true })
})
