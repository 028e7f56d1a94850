import { expect, test } from 'vitest'
import { decideForm } from '../kernel/form.ts'
import { UPLOAD } from './upload-form.ts'

test.each<[string, string[] | 'all' | undefined]>([
  [' \n ', undefined],
  ['回答\r\n\n 工場 ', ['回答', '工場']],
  ['すべて', 'all'],
  ['𠮷'.repeat(1000), ['𠮷'.repeat(1000)]],
])('of %j the sheets to read are %j', (sheet, expected) => {
  expect(decideForm(UPLOAD, { sheet })).toEqual({ ok: true, value: { sheet: expected } })
})

test('more names than fit are refused beside their field, not cut off', () => {
  expect(decideForm(UPLOAD, { sheet: '𠮷'.repeat(1001) })).toMatchObject({ refusals: [{ code: 'text.long', field: 'sheet' }] })
})
