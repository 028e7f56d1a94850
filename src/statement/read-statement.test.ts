import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readStatementFile } from './read-statement.ts'

const KNOWN = ['5.1', '5.2', '5.3', '5.9', '5.10', '8.34']
const cells = fc.oneof(
  fc.constantFrom(
    '',
    ...KNOWN,
    'A.5.1',
    '5.1.1',
    'A.18.2.3',
    '適用',
    '適用除外',
    '実施状況',
    '理由',
    '○',
    '×',
    'x',
    'たぶん',
    '備考',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const tables = fc.array(fc.array(cells, { maxLength: 6 }), { maxLength: 12 })
const toCsv = (rows: string[][]) =>
  new TextEncoder().encode(rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n'))

test('whatever a table says, each control is read once or missing, and the same choices give the same reading', async () => {
  await fc.assert(
    fc.asyncProperty(
      tables,
      fc.dictionary(fc.constantFrom('0 applicable', '0 implemented'), fc.constantFrom('A', 'B', 'none')),
      async (rows, columns) => {
        const input = { bytes: toCsv(rows), known: KNOWN, choices: { columns } }
        const read = await readStatementFile(input)
        expect(await readStatementFile(input)).toEqual(read)
        if (!read.ok) {
          expect(read.refusals[0].words.ja).toMatch(/。$/)
          return
        }
        const { lines, missing, problems } = read.value
        expect([...lines.map(({ control }) => control), ...missing].toSorted()).toEqual(KNOWN.toSorted())
        expect(problems.filter(({ words }) => words.ja === '' || words.en === '')).toEqual([])
      },
    ),
  )
})

test('any bytes are refused in words or read, and never thrown at', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      const read = await readStatementFile({ bytes, known: KNOWN })
      expect(read.ok || read.refusals.every(({ words }) => words.ja !== '' && words.en !== '')).toBe(true)
    }),
  )
})

test('of a table of nothing but trouble a person gets the first problems, and how many more there are', async () => {
  const rows = [['番号', '適用'], ['5.1', '○'], ...Array.from({ length: 400 }, (_, index) => [`備考${index}`, ''])]
  const read = await readStatementFile({ bytes: toCsv(rows), known: KNOWN })
  expect(read).toMatchObject({ ok: true, value: { more: 100, lines: [{ control: '5.1', applicable: 'yes' }] } })
  expect(read.ok && read.value.problems).toHaveLength(300)
})
