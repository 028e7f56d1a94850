import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { EDITIONS, officialRow, officialWorkbook, zipOf } from './exchange.fixture.ts'
import { readAnswers } from './read-file.ts'

describe('readAnswers', () => {
  it('tells the kinds apart by content', async () => {
    const workbook = await readAnswers({
      bytes: await officialWorkbook(['1-1-1-1', '1-1-1-2', '1-2-1-1'].map((number) => officialRow(number, '○'))),
      editions: EDITIONS,
    })
    expect(workbook.ok && [workbook.value.form, workbook.value.sheets, workbook.value.own]).toEqual([
      'workbook',
      ['★3・★4要求事項・評価基準'],
      null,
    ])
    const csv = await readAnswers({
      bytes: iconv.encode('評価基準No;自己評価;理由\r\n１－１－１－１;×;"改\r\n行"\r\n', 'cp932'),
      editions: EDITIONS,
    })
    expect(csv.ok && [csv.value.form, csv.value.encoding, csv.value.understanding.answers[0]?.texts.reason]).toEqual([
      'csv',
      'shift_jis',
      '改\n行',
    ])
  })

  it.each([
    [
      'inflates-too-far',
      zipOf([{ name: 'xl/workbook.xml', packed: deflateRawSync(Buffer.alloc(64 * 1024 * 1024)), size: 64 * 1024 * 1024 }]),
    ],
    [
      'inflates-too-far',
      zipOf([{ name: 'xl/workbook.xml', packed: deflateRawSync(Buffer.alloc(64 * 1024 * 1024)), size: 1000 }]),
    ],
    ['not-readable', Buffer.from('%PDF-1.7 renamed to .xlsx')],
    ['old-excel-file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])],
    ['file-too-large', Buffer.alloc(50 * 1024 * 1024)],
    ['another-form', Buffer.from('氏名,住所\n山田,東京\n')],
    ['unclosed-quote', Buffer.from('番号,評価\n1-1-1-1,"○\n')],
    ['not-our-json', Buffer.from('{"a":1}')],
    ['damaged-file', Buffer.from('PK\x03\x04 and then nothing')],
  ])('refuses %s, with a sentence that says what to do and that nothing was imported', async (code, bytes) => {
    const outcome = await readAnswers({ bytes, editions: EDITIONS })
    if (outcome.ok) throw new Error('taken')
    expect(outcome.refusals.map((refusal) => refusal.code)).toEqual([code])
    expect(outcome.refusals[0].words.ja).toMatch(/ください。何も取り込んでいません。$/)
    expect(outcome.refusals[0].words.en).toMatch(/Nothing was imported\.$/)
  })

  it('says that notes on cells were not read', async () => {
    const bytes = await officialWorkbook(
      ['1-1-1-1', '1-1-1-2', '1-2-1-1'].map((number) => officialRow(number, '○')),
      {
        shape: (sheet) => {
          sheet.getCell('O3').note = 'メモ'
        },
      },
    )
    const outcome = await readAnswers({ bytes, editions: EDITIONS })
    expect(outcome.ok && outcome.value.understanding.problems.map(({ code }) => code)).toEqual(['comments-not-read'])
  })

  it('answers for every broken file, and never throws', async () => {
    const whole = await officialWorkbook(['1-1-1-1', '1-1-1-2', '1-2-1-1'].map((number) => officialRow(number, '○')))
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 20 }), fc.nat(whole.length), async (changes, length) => {
        const broken = whole.slice(0, length % 3 === 0 ? length : whole.length)
        for (const { at, byte } of changes) if (at < broken.length) broken[at] = byte
        const outcome = await readAnswers({ bytes: broken, editions: EDITIONS })
        expect(outcome.ok || outcome.refusals.length).toBeTruthy()
      }),
      { numRuns: 200 },
    )
  }, 30_000)
})
