import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadChanges, loadEdition } from '../catalogue/load.ts'
import { officialRow, officialWorkbook, zipOf } from '../exchange/exchange.fixture.ts'
import { runCommand } from '../main/main.ts'
import { root } from '../root.ts'
import { assessCommand } from './cli.ts'

const catalogue = join(root, 'catalogue')
const MIB = 1024 * 1024
const folder = mkdtempSync(join(tmpdir(), 'hoshitori-assess-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Calls `hoshitori assess` with these words in the test's folder. */
async function call(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await runCommand(['assess', ...words], [assessCommand], '0', {
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += `${text}\n`
    },
    folder,
    now: () => '2027-04-01T00:00:00.000Z',
    edition: (id) => loadEdition(catalogue, id),
    changes: (from, to) => loadChanges(catalogue, from, to),
  })
  return { code, ...said }
}

async function result(...words: string[]) {
  const { code, out } = await call(...words)
  expect(code).toBe(0)
  return JSON.parse(out)
}

function write(name: string, bytes: Uint8Array | string): string {
  writeFileSync(join(folder, name), bytes)
  return name
}

beforeAll(async () => {
  const filled = [
    officialRow('1-2-1-1', '○', '毎年', '規程'),
    officialRow('1-2-1-2', '△', '口頭だけ', '文書にする'),
    officialRow('1-3-1-1', '該当なし', '取引がない'),
    officialRow('5-1-1-1', '×'),
  ]
  write('青山精機.xlsx', await officialWorkbook(filled))
})

describe('hoshitori assess asks what only a person can say, and takes the answer by an option', () => {
  const book = async (name: string, sheets: Record<string, string[][]>) => {
    const made = new ExcelJS.Workbook()
    for (const [title, rows] of Object.entries(sheets)) made.addWorksheet(title).addRows(rows)
    return write(name, new Uint8Array(await made.xlsx.writeBuffer()))
  }
  const rows = (...statuses: string[]) => [
    ['番号', '評価'],
    ...['1-2-1-1', '1-2-1-2', '1-3-1-1', '5-1-1-1'].map((number, row) => [number, statuses[row] ?? '']),
  ]

  test('which sheet', async () => {
    const file = await book('二枚.xlsx', { 本社: rows('○', '○', '○'), 工場: rows('×', '×'), 記入例: rows('△', '△', '△', '△') })
    const { code, err } = await call(file, '--target', '3')
    expect(code).toBe(2)
    expect(err).toContain("--sheet '本社'  (評価基準 4件、記入 3件)")
    expect(err).not.toMatch(/使い方|記入例/)
    expect(await result(file, '--target', '3', '--sheet', '工場')).toMatchObject({ met: 0, unmet: 2 })
    expect(await result(file, '--target', '3', '--sheet', '工場', '--sheet', '本社')).toMatchObject({ met: 1, unmet: 0 })
  })

  test('which column', async () => {
    const file = write('二列.csv', '番号,評価,判定\n1-2-1-1,○,×\n1-2-1-2,○,○\n5-1-1-1,×,×\n')
    const { code, err } = await call(file, '--target', '3')
    expect([code, err.split('\n').slice(1, 3)]).toEqual([
      2,
      ['  --status-column B  (B列「評価」: ○、×)', '  --status-column C  (C列「判定」: ×、○)'],
    ])
    expect(await result(file, '--target', '3', '--status-column', '判定')).toMatchObject({ met: 1, unmet: 2 })
    expect(await result(file, '--target', '3', '--status-column', 'none')).toMatchObject({ met: 0, unmet: 0 })
  })

  test('what a spelling means; without an answer it is told and not taken', async () => {
    const file = write('番号.csv', '番号,評価\n1-2-1-1,A\n1-2-1-2,A\n1-3-1-1,B\n5-1-1-1,○\n')
    const told = await result(file, '--target', '3')
    expect(told).toMatchObject({
      met: 1,
      problems: [
        { cell: 'B2、B3', seen: 'A' },
        { cell: 'B4', seen: 'B' },
      ],
    })
    expect(told.problems[0].what).toContain("--word 'A=満たす'")
    expect(await result(file, '--target', '3', '--word', 'ａ=満たす', '--word', 'B=unmet')).toMatchObject({ met: 3, unmet: 1 })
    expect((await call(file, '--target', '3', '--word', 'A=たぶん')).err).toContain('使える意味: 満たす・一部')
  })

  test('the one cause is named where the encoding of a CSV lost the marks', async () => {
    const file = write('失.csv', iconv.encode('番号,評価\n1-2-1-1,○\n1-2-1-2,?\n5-1-1-1,?\n', 'cp932'))
    const { problems } = await result(file, '--target', '3')
    expect(problems).toMatchObject([{ cell: 'B3、B4', seen: '?' }])
    expect(problems[0].what).toContain('CSV UTF-8')
  })
})

describe('hoshitori assess', () => {
  test('counts every criterion of the target, answered or not', async () => {
    expect(await result('青山精機.xlsx', '--target', '4')).toMatchObject({
      file: '青山精機.xlsx',
      edition: '2026-03-27',
      target: 4,
      total: 153,
      met: 1,
      partial: 1,
      unmet: 1,
      planned: 0,
      notApplicable: 1,
      notApplicableConfirmed: 0,
      unanswered: 149,
      coverage: 0.006536,
      notes: [
        '該当なし 1件は、確認されていないものとして数えました(ファイルの中の確認は引き継ぎません)。2人目が確認するまで、充足率には入りません。',
      ],
      problems: [],
    })
    expect(await result('青山精機.xlsx', '--target', '3')).toMatchObject({ target: 3, total: 81, levels: { 4: { total: 153 } } })
  })

  test('gives ○ or × for each requirement, with the reason', async () => {
    const { requirements } = await result('青山精機.xlsx', '--target', '3')
    expect(requirements).toHaveLength(26)
    const found = requirements.find(({ id }: { id: string }) => id === '1-2-1')
    expect(found).toMatchObject({ result: '×', because: { ja: expect.stringContaining('一部 1件') } })
  })

  test('reads for the edition that is asked for, and says where the numbers fit another better', async () => {
    const draft = await result('青山精機.xlsx', '--target', '4', '--edition', '2025-12-26')
    expect(draft).toMatchObject({ edition: '2025-12-26', total: 157 })
  })

  test('prints a text to read', async () => {
    const { code, out } = await call('青山精機.xlsx', '--target', '4', '--format', 'text')
    expect(code).toBe(0)
    expect(out).toContain('★4 (2026-03-27版): 評価基準 153件')
    expect(out).toContain('満たす 1、一部 1、満たさない 1、計画中 0、該当なし 1、未回答 149')
    expect(out).toContain('充足率 0.7%')
    expect(out).toMatch(/^× 1-2-1 /m)
    expect(out).not.toContain('認定')
  })

  test('reads CSV and JSON as well', async () => {
    write('回答.csv', '番号,評価,理由\n1-2-1-1,○,毎年\n1-2-1-2,×,\n1-3-1-1,○,\n')
    expect(await result('回答.csv', '--target', '3')).toMatchObject({ met: 2, unmet: 1 })
    await call('青山精機.xlsx', '--target', '3', '--out', 'から')
    const again = await result('から/assessment.json', '--target', '3')
    expect(again).toMatchObject({ partial: 1, notApplicable: 1, notApplicableConfirmed: 0, problems: [] })
  })

  test('counts nothing that could not be read, and names each place', async () => {
    const rows = [
      officialRow('1-2-1-1', { formula: 'IF(1,"○","×")', result: '○' }),
      officialRow('1-2-1-2', '○', 'あ'.repeat(4001)),
      officialRow('1-2-1-99', '○', 'どこへ'),
      officialRow('5-1-1-1', '○', 'ひとつめ'),
      officialRow('5-1-1-1', '×', 'ふたつめ'),
      officialRow('1-3-1-1', 'たぶん'),
      officialRow('1-3-1-2', '該当なし'),
    ]
    write('困った表.xlsx', await officialWorkbook(rows))
    const { met, unmet, problems } = await result('困った表.xlsx', '--target', '4')
    expect({ met, unmet }).toEqual({ met: 1, unmet: 0 })
    const told = problems.map(({ cell, what }: { cell: string; what: string }) => `${cell} ${what}`).join('\n')
    for (const words of [
      'O3 数式が入っています',
      'P4 4001文字あります',
      'L5 1-2-1-99 という評価基準は',
      'が6・7行目にあり、内容が違います',
      'O8 この評価は読み取れませんでした',
      'O9 該当なしには理由が要ります',
    ]) {
      expect(told).toContain(words)
    }
    expect((await call('困った表.xlsx', '--target', '4', '--format', 'text')).out).toContain('- O3: 数式が入っています')
  })
})

describe('with --out', () => {
  test('writes the report twice and the answers, into a folder that it makes', async () => {
    const { code, err } = await call('青山精機.xlsx', '--target', '3', '--out', '出力/その中')
    expect(code).toBe(0)
    expect(readdirSync(join(folder, '出力/その中')).toSorted()).toEqual(['assessment.json', 'report.pdf', 'report.xlsx'])
    expect(err).toContain('出力/その中 に')
    expect(readFileSync(join(folder, '出力/その中/report.pdf')).toString('latin1', 0, 5)).toBe('%PDF-')
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(join(folder, '出力/その中/report.xlsx'))
    expect(book.worksheets.map(({ name }) => name)).toContain('概要')
    const answers = JSON.parse(readFileSync(join(folder, '出力/その中/assessment.json'), 'utf8'))
    expect(answers).toMatchObject({
      format: 'hoshitori-assessment',
      edition: '2026-03-27',
      target: 3,
      organisation: '青山精機',
      exportedAt: '2027-04-01T00:00:00.000Z',
    })
    expect(answers.answers[0]).toMatchObject({ criterion: '1-2-1-1', status: 'met', reason: '毎年', evidence: '規程' })
  })

  test('leaves other files in the folder alone, and writes over its own', async () => {
    mkdirSync(join(folder, '使いかけ'))
    write('使いかけ/メモ.txt', 'そのまま')
    write('使いかけ/report.pdf', '古い')
    expect((await call('青山精機.xlsx', '--target', '3', '--out', '使いかけ')).code).toBe(0)
    expect(readFileSync(join(folder, '使いかけ/メモ.txt'), 'utf8')).toBe('そのまま')
    expect(readFileSync(join(folder, '使いかけ/report.pdf')).toString('latin1', 0, 5)).toBe('%PDF-')
  })

  test.each([
    ['a file', 'ふさがり'],
    ['below a file', 'ふさがり/その中'],
  ])('that names %s is refused, and the file stays', async (_, out) => {
    write('ふさがり', 'そのまま')
    const { code, err } = await call('青山精機.xlsx', '--target', '3', '--out', out)
    expect(code).toBe(2)
    expect(err).toContain('書き出し先のフォルダを作れません')
    expect(readFileSync(join(folder, 'ふさがり'), 'utf8')).toBe('そのまま')
  })

  test('a refused file leaves no folder behind', async () => {
    write('報告.pdf.xlsx', '%PDF-1.7')
    expect((await call('報告.pdf.xlsx', '--target', '3', '--out', '残らない')).code).toBe(2)
    expect(existsSync(join(folder, '残らない'))).toBe(false)
  })
})

describe('refuses with exit code 2', () => {
  const bomb = (claimed: number) =>
    zipOf([{ name: 'xl/workbook.xml', packed: deflateRawSync(Buffer.alloc(64 * MIB)), size: claimed }])

  test.each<[string, string, () => Uint8Array | string | Promise<Uint8Array>, string]>([
    ['a zip bomb', '爆弾.xlsx', () => bomb(64 * MIB), '展開すると大きくなりすぎる'],
    ['a zip bomb that claims to be small', '小さな爆弾.xlsx', () => bomb(1000), '展開すると大きくなりすぎる'],
    ['a renamed PDF', '報告.xlsx', () => '%PDF-1.7\n', 'このファイルの中身はPDFです'],
    ['a workbook of another scheme', '別の制度.xlsx', otherScheme, '別の様式のファイルのようです'],
    ['a file of 50 MB', '大きい.xlsx', () => Buffer.alloc(50 * MIB), 'ファイルが大きすぎます(約50 MB'],
    ['an empty file', '空.xlsx', () => '', 'ファイルが空です'],
    [
      'half a workbook',
      '半分.xlsx',
      async () => (await officialWorkbook([officialRow('1-2-1-1', '○')])).slice(0, 900),
      '壊れている',
    ],
    ['JSON of something else', '別.json', () => '{"a":1}', 'のJSONとして読めません'],
  ])('%s, with what it is and what to do', async (_, name, make, words) => {
    write(name, await make())
    const { code, out, err } = await call(name, '--target', '4')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(words)
    expect(err).toContain('ください')
    expect(err).not.toMatch(/^\s+at /m)
  })

  test.each([
    ['no file', ['--target', '4'], '読み込むファイルを1つ指定してください。'],
    ['two files', ['青山精機.xlsx', '回答.csv', '--target', '4'], '読み込むファイルを1つ指定してください。'],
    ['a file that is not there', ['ない.xlsx', '--target', '4'], 'ファイルが見つかりません'],
    ['a folder', ['.', '--target', '4'], 'ファイルが見つかりません'],
    ['no target', ['青山精機.xlsx'], '--target 3 か --target 4'],
    ['a target that is none', ['青山精機.xlsx', '--target', '5'], '--target は 3 / 4 のどれか'],
    ['an edition that is none', ['青山精機.xlsx', '--target', '3', '--edition', '2024-01-01'], '--edition は 2026-03-27 /'],
    ['a format that is none', ['青山精機.xlsx', '--target', '3', '--format', 'xml'], '--format は json / text'],
    ['an option that is none', ['青山精機.xlsx', '--target', '3', '--star', '4'], '使える指定'],
    ['an option without its value', ['青山精機.xlsx', '--target'], '使える指定'],
  ])('%s, with the usage', async (_, words, expected) => {
    const { code, out, err } = await call(...words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(expected)
    expect(err).toContain('hoshitori assess FILE --target 3|4')
  })
})

async function otherScheme(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  book
    .addWorksheet('管理策')
    .addRows([['番号', '管理策', '適用'], ...Array.from({ length: 20 }, (_, index) => [`A.5.${index + 1}`, '方針', '○'])])
  return new Uint8Array(await book.xlsx.writeBuffer())
}
