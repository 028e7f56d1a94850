import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadDictionary, loadEdition } from '../catalogue/load.ts'
import { BadInput } from '../cli/command.ts'
import type { Lang } from '../kernel/refusal.ts'
import { root } from '../root.ts'
import { measuresCommand } from './cli.ts'
import { loadMeasures } from './load.ts'

const folder = join(root, 'catalogue')

async function run(line: string, lang: Lang = 'ja'): Promise<string> {
  const written: string[] = []
  const code = await measuresCommand(() => loadMeasures(folder, loadDictionary(folder))).run(line.split(' ').filter(Boolean), {
    out: (text) => written.push(text),
    err: () => {},
    folder: root,
    now: () => '2026-11-28T01:02:03.000Z',
    lang,
    edition: (id) => loadEdition(folder, id),
    changes: () => undefined,
  })
  expect(code).toBe(0)
  return written.join('\n')
}

describe('hoshitori measures', () => {
  test('prints the measures of the final edition as JSON by default', async () => {
    const printed = JSON.parse(await run(''))
    expect(printed).toMatchObject({ edition: '2026-03-27', days: expect.stringContaining('見積り') })
    expect(printed.measures.find(({ id }: { id: string }) => id === 'logs')).toMatchObject({
      level: 4,
      closes: ['4-4-3-1', '4-4-3-2'],
      needs: ['device-register'],
      days: { 30: { low: 1, likely: 3, high: 5 } },
      outside: true,
      matures: 'P6M',
      evidence: expect.arrayContaining(['各機器のログ設定の画面']),
      duties: [{ criterion: '4-4-3-1', retention: 'P6M' }, { retention: 'P6M' }, { retention: 'P6M' }],
    })
    expect(printed).toEqual(JSON.parse(await run('--edition 2026-03-27 --format json')))
  })

  test('prints those of the draft as CSV that Excel opens, with harmless cells', async () => {
    const csv = await run('--edition 2025-12-26 --format csv')
    expect(csv.startsWith('\ufeff版,分野,ID,対策,')).toBe(true)
    expect(csv).toContain('人日 30人 ふつう（星取の見積り）')
    expect(csv.match(/^2025-12-26,/gm)).toHaveLength(59)
    expect(csv).not.toMatch(/(^|,)"?[=+\-@＝＋－＠]/m)
    expect(csv.split(/[,\r\n"]/).filter((cell) => /^\d{1,2}[-/]\d{1,2}[-/]\d{1,2}$/.test(cell))).toEqual([])
  })

  test('prints English on request', async () => {
    for (const format of ['json', 'csv']) {
      expect(await run(`--format ${format}`, 'en')).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u)
    }
  })

  test.each([
    ['--edition 2024-01-01', /--edition は 2026-03-27 \/ 2025-12-26 のどれか/],
    ['--format table', /--format は json \/ csv のどれか/],
    ['more', /「more」は要りません/],
  ])('%s is refused with a sentence', async (line, words) => {
    await expect(run(line)).rejects.toThrow(BadInput)
    await expect(run(line)).rejects.toThrow(words)
  })
})
