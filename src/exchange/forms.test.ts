import { expect, test } from 'vitest'
import { decideForm } from '../kernel/form.ts'
import { UPLOAD } from './forms.ts'

const FILE = new File(['x'], '回答.xlsx')

test.each<[string, string[] | 'all' | undefined]>([
  [' \n ', undefined],
  ['回答\r\n\n 工場 ', ['回答', '工場']],
  ['すべて', 'all'],
  ['𠮷'.repeat(1000), ['𠮷'.repeat(1000)]],
])('of %j the sheets to read are %j', (sheet, expected) => {
  expect(decideForm(UPLOAD, { file: FILE, sheet })).toEqual({ ok: true, value: { file: FILE, sheet: expected } })
})

test('more names than fit are refused beside their field, not cut off, and so is a file that is missing', () => {
  expect(decideForm(UPLOAD, { file: undefined, sheet: '𠮷'.repeat(1001) })).toMatchObject({
    refusals: [
      { code: 'import.no-file', field: 'file' },
      { code: 'text.long', field: 'sheet' },
    ],
  })
})
