import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BadInput } from '../cli/command.ts'
import { root } from '../root.ts'
import { readWorkbook } from '../sheets/workbook.ts'
import { catalogueCommand } from './cli.ts'
import { loadChanges, loadEdition } from './load.ts'

const folder = join(root, 'catalogue')

async function run(...args: string[]): Promise<string> {
  const written: string[] = []
  const code = await catalogueCommand.run(args, {
    out: (text) => written.push(text),
    err: () => {},
    folder: root,
    now: () => '2026-11-23T01:02:03.000Z',
    edition: (id) => loadEdition(folder, id),
    changes: (from, to) => loadChanges(folder, from, to),
  })
  expect(code).toBe(0)
  return written.join('\n')
}

describe('hoshitori catalogue', () => {
  test('prints the final edition as JSON by default', async () => {
    const printed = JSON.parse(await run())
    expect(printed.edition).toBe('2026-03-27')
    expect(printed.requirements).toHaveLength(43)
    const criteria = printed.requirements.flatMap((requirement: { criteria: object[] }) => requirement.criteria)
    expect(criteria).toHaveLength(153)
    expect(criteria[0]).toMatchObject({
      id: '1-1-1-1',
      level: 4,
      question: expect.stringMatching(/か。$/),
      points: expect.anything(),
    })
    expect(printed).toEqual(JSON.parse(await run('--edition', '2026-03-27', '--format', 'json')))
  })

  test('writes a workbook in which every number is a text', async () => {
    const to = mkdtempSync(join(tmpdir(), 'hoshitori-catalogue-'))
    await run('--format', 'xlsx', '--out', join(to, 'a.xlsx'))
    const book = await readWorkbook(readFileSync(join(to, 'a.xlsx')))
    rmSync(to, { recursive: true })
    const cells = book.ok ? book.value.sheets[0]?.cells : undefined
    expect([cells?.length, cells?.[1]?.[1], cells?.[1]?.[3]]).toEqual([
      154,
      { kind: 'text', text: '1-1-1' },
      { kind: 'text', text: '1-1-1-1' },
    ])
    await expect(run('--format', 'xlsx')).rejects.toThrow(BadInput)
  })

  test('prints the draft as CSV that Excel opens, with harmless cells', async () => {
    const csv = await run('--edition', '2025-12-26', '--format', 'csv')
    expect(csv.startsWith('\ufeff版,要求事項No.')).toBe(true)
    expect(csv).toContain(',No.1-1-1,')
    expect(csv.split(/[,\r\n"]/).filter((cell) => /^\d{1,2}-\d{1,2}-\d{1,2}$/.test(cell))).toEqual([])
    expect(csv).not.toMatch(/,\d{1,2}[-/]\d{1,2}[-/]\d{1,2},/)
    expect(csv.match(/^2025-12-26,/gm)).toHaveLength(157)
    expect(csv).not.toMatch(/(^|,)"?[=+\-@＝＋－＠]/m)
    expect(csv.split('\r\n')[1]).toContain('1-1-1-1,★4,')
  })

  test('prints a table to read', async () => {
    const table = await run('--format', 'table')
    expect(table).toContain('要求事項 43件 (★3 26件)、評価基準 153件 (★3 81件、★4で加わる 72件)')
    expect(table.match(/^ {4}\d-\d-\d-\d+ +★[34] /gm)).toHaveLength(153)
  })

  test('prints the map between the editions', async () => {
    const printed = JSON.parse(await run('changes', '--from', '2025-12-26', '--to', '2026-03-27'))
    expect(printed).toMatchObject({ from: '2025-12-26', to: '2026-03-27' })
    expect(printed.counts).toEqual({ kept: 62, reworded: 73, moved: 16, new: 2, gone: 5 })
    expect(printed.changes).toHaveLength(158)
    expect(printed.requirements[0]).toMatchObject({ requirement: '1-1-1', note: expect.stringContaining('契約') })
    expect(printed).toEqual(JSON.parse(await run('changes')))
    expect(await run('changes', '--format', 'table')).toContain('同じ 62件、内容の変更 73件、番号の変更 16件、新設 2件、廃止 5件')
    expect(await run('changes', '--format', 'table')).toMatch(/\n要求事項の文の変更\n1-1-1 +踏まえる/)
  })

  test.each([
    [['--edition', '2024-01-01'], /--edition は 2026-03-27 \/ 2025-12-26 のどれか/],
    [['--format', 'xml'], /--format は json \/ csv \/ table \/ xlsx のどれか/],
    [['changes', '--format', 'csv'], /--format は json \/ table のどれか/],
    [['changes', '--from', '2026-03-27', '--to', '2025-12-26'], /対応表はありません/],
    [['changes', '--from', '2026-03-27'], /対応表はありません/],
    [['nothing'], /「catalogue nothing」という命令はありません/],
    [['--format', 'json', 'more'], /「more」は要りません/],
    [['--colour', 'red'], /使える指定: --edition --format/],
  ])('%j is refused with a sentence', async (args, words) => {
    await expect(run(...args)).rejects.toThrow(BadInput)
    await expect(run(...args)).rejects.toThrow(words)
  })
})
