import { expect, test } from 'vitest'
import { z } from 'zod'
import {
  blankOf,
  boundsOf,
  boxesField,
  charactersIn,
  choiceField,
  decideForm,
  familyField,
  field,
  fileField,
  plainField,
  readForm,
  textField,
  typedOf,
} from './form.ts'
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

test('what is wrong with one field and what is wrong with several is told together, of the fields that stand', () => {
  const days = z.object({ name, from: plainField(Number), to: plainField(Number) })
  const inOrder = ({ from = 0, to = 0 }) => (to < from ? refuse('text.long', WORDS, 'to').refusals : [])
  expect(decideForm(days, { name: '', from: '2', to: '1' }, inOrder)).toMatchObject({
    refusals: [{ field: 'name' }, { field: 'to' }],
  })
  expect(decideForm(days, { name: '前', from: '1', to: '2' }, inOrder)).toMatchObject({ ok: true, value: { from: 1, to: 2 } })
  const named = ({ name }: { name?: string }) => (name === undefined ? [] : refuse('text.long', WORDS, 'name').refusals)
  expect(decideForm(days, { name: '', from: '1', to: '2' }, named)).toMatchObject({ refusals: [{ code: 'name.missing' }] })
})

test('of boxes, what nothing is made of falls away, and one at least is left', () => {
  const boxes = z.object({
    ids: boxesField((sent) => (/^\d$/.test(sent) ? Number(sent) : undefined), { code: 'text.long', words: WORDS }),
  })
  expect(decideForm(boxes, typedOf(boxes, sent(['ids', '1'], ['ids', 'x'], ['ids', '2'])))).toEqual({
    ok: true,
    value: { ids: [1, 2] },
  })
  expect(decideForm(boxes, typedOf(boxes, sent(['ids', 'x'])))).toMatchObject({ refusals: [{ field: 'ids' }] })
  expect(decideForm(boxes, blankOf(boxes))).toMatchObject({ refusals: [{ field: 'ids' }] })
})

test('a file is a field like another: none is what a browser sends without a name', () => {
  const upload = z.object({ file: fileField({ code: 'import.no-file', words: WORDS }) })
  const file = new File(['x'], '回答.xlsx')
  expect(readForm(upload, sent(['file', 'a text'], ['file', file]))).toEqual({ file })
  for (const none of [sent(), sent(['file', 'a text']), sent(['file', new File([], '')])]) {
    expect(decideForm(upload, typedOf(upload, none))).toMatchObject({ refusals: [{ code: 'import.no-file', field: 'file' }] })
  }
})

test('a family of fields is read by the rest of their names, the last of each', () => {
  const family = z.object({ row: familyField(plainField(Number)) })
  const form = sent(['row 1-1', '3'], ['row 1-1', '4'], ['row __proto__', '5'], ['rows', '6'], ['row 2', new File(['x'], 'x')])
  expect(readForm(family, form).row['1-1']).toBe(4)
  expect(readForm(family, sent()).row).toEqual({})
  expect(Object.getPrototypeOf(readForm(family, form).row)).toBe(Object.prototype)
})

test('a form that is only read refuses nothing: one that does is a fault', () => {
  expect(readForm(z.object({ on: plainField((sent) => sent === '1') }), sent(['on', '1']))).toEqual({ on: true })
  expect(() => readForm(FORM, sent())).toThrow('name.missing')
})
