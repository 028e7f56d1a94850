import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { type Fields, typedIn } from '../../tests/web.ts'
import { officialWorkbook, zipOf } from './exchange.fixture.ts'
import { bytesOf, bytesOfBook, filledIn, logged, testFiles, twice } from './files.fixture.tsx'

const here = testFiles()
const { say, imported, accept, counts, answers, versions } = here

const MIB = 1024 * 1024

describe('a file that is refused', () => {
  const REFUSED: [string, () => Promise<Uint8Array> | Uint8Array, string][] = [
    ['a zip bomb', () => bomb(64 * MIB), '展開すると大きくなりすぎる'],
    ['a zip bomb that claims to be small', () => bomb(1000), '展開すると大きくなりすぎる'],
    ['a renamed PDF', () => bytesOf('%PDF-1.7\n1 0 obj'), 'このファイルの中身はPDFです'],
    ['a picture', () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), '画像'],
    ['an old Excel file', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), '.xls'],
    ['a workbook of another scheme', otherScheme, '別の様式のファイルのようです'],
    ['a workbook without answers', () => officialWorkbook([], { headers: ['番号', '内容'] }), '別の様式のファイルのようです'],
    ['the form without a column of answers', blankForm, '回答の列が見つかりません'],
    ['a web page', () => bytesOf('<!doctype html><script>alert(1)</script>'), 'Webページ'],
    ['a CSV file of addresses', () => bytesOf('氏名,住所\n山田,東京\n'), '別の様式のファイルのようです'],
    ['a CSV file with an open quotation', () => bytesOf('番号,評価\n1-2-1-1,"○\n'), '2行目の引用符'],
    ['JSON of something else', () => bytesOf('{"answers":[]}'), 'のJSONとして読めません'],
    ['JSON that breaks off', () => bytesOf('{"format":"hoshitori-assessment"'), 'のJSONとして読めません'],
    ['half a workbook', async () => (await filledIn({ '1-2-1-1': ['○'] })).slice(0, 3000), '壊れている'],
    ['a file of 10 MB and a little', () => Buffer.alloc(10 * MIB + 1, 'a'), 'ファイルが大きすぎます'],
    ['noise', () => Buffer.from([0x81, 0xff, 0xfe, 0x80, 0x00, 0x12, 0xff]), 'このファイルの中身は'],
    ['an empty file', () => new Uint8Array(), 'ファイルが空です'],
  ]

  test.each(REFUSED)('%s: a clear message, nothing written', async (_, make, words) => {
    await say('1-2-1-1', { status: 'met', reason: '毎年' })
    const before = await counts()
    const { status, page, headers } = await here.taro.upload(`${here.address}/imports`, await make(), '評価<b>.xlsx')
    expect(status).toBe(422)
    expect(page).toContain('role="alert"')
    expect(page).toContain(words)
    expect(page).toMatch(/ください。(?:何も取り込んでいません。)?/)
    expect(page).toContain(`action="${here.address}/imports"`)
    expect(page).not.toContain('<script>alert')
    expect(headers.get('Location')).toBeNull()
    expect(await counts()).toEqual(before)
  })

  test('one of 12 MB: the page that says so, nothing written', async () => {
    const before = await counts()
    const { status, page } = await here.taro.upload(`${here.address}/imports`, new Uint8Array(12 * MIB), '大きい.xlsx')
    expect(status).toBe(413)
    expect(page).toContain('送れるのは10 MBまでです。')
    expect(page).toContain('何も書き込んでいません。')
    expect(await counts()).toEqual(before)
  })

  test.each<[string, Fields]>([
    ['no file', {}],
    ['a text where the file belongs', { file: '評価.xlsx' }],
  ])('%s', async (_, fields) => {
    const { status, page } = await here.taro.post(`${here.address}/imports`, fields)
    expect(status).toBe(422)
    expect(page).toContain('取り込むファイルを選んでください。')
    expect(page).toContain('href="#file"')
  })

  test('in English', async () => {
    const { page } = await here.taro.upload(`${here.address}/imports?lang=en`, bytesOf('%PDF-1.7'), 'x.xlsx')
    expect(page).toContain('The content of this file is a PDF.')
  })
})

describe('what a file says that cannot be taken', () => {
  test('in one transaction: answers, versions, log, and the draft is gone', async () => {
    const draft = await imported(await filledIn({ '1-2-1-1': ['○', '毎年'], '1-2-1-2': ['×', 'まだ'] }))
    here.db.asked.length = 0
    expect((await accept(draft)).location).toBe(`${here.address}/files?imported=2`)
    expect(here.db.asked.map(({ statements }) => statements.length)).toEqual([1, 11])
    expect((await here.taro.get(draft.path)).status).toBe(404)
  })

  test('a formula is shown and not taken; the rest of its row is', async () => {
    const draft = await imported(
      await filledIn({
        '1-2-1-1': [{ formula: 'IF(1,"○","×")', result: '○' }, { formula: 'HYPERLINK("http://x")', result: 'x' }, '規程'],
        '1-2-1-2': ['×', '=cmd'],
      }),
    )
    expect(draft.page).toContain('数式は計算しないため、取り込みません。値を入力し直してください。')
    expect(draft.page).toContain('=IF(1,&quot;○&quot;,&quot;×&quot;) (○)')
    expect((await accept(draft)).location).toBe(`${here.address}/files?imported=2`)
    expect(await answers()).toMatchObject([
      { criterion: '1-2-1-1', status: null, reason: '', plan: '規程' },
      { criterion: '1-2-1-2', status: 'unmet', reason: '=cmd' },
    ])
  })

  test('criteria that do not exist are named; the others are taken', async () => {
    const draft = await imported(await filledIn({ '1-2-1-1': ['○'], '1-2-1-99': ['○', 'どこへ'], '4-5-2-1': ['×', '別の版'] }))
    expect(draft.page).toContain(
      '1-2-1-99 という評価基準は 2026-03-27 版にありません。番号を確かめてください。この行は取り込みません。',
    )
    expect(draft.page).toContain('4-5-2-1 は 2025-12-26 版の評価基準で、2026-03-27 版にはありません。')
    expect((await accept(draft)).location).toBe(`${here.address}/files?imported=1`)
    expect((await answers()).map(({ criterion }) => criterion)).toEqual(['1-2-1-1'])
  })

  test('even where the row of one is asked for by hand', async () => {
    const draft = await imported(await filledIn({ '1-2-1-1': ['○'], '1-2-1-99': ['○', 'どこへ'] }))
    const row = /(\d+)/.exec(draft.page.match(/<td>[A-Z]+\d+<\/td>/)?.[0] ?? '')?.[1] ?? ''
    expect((await accept(draft, { 'row 1-2-1-99': row })).location).toBe(`${here.address}/files?imported=1`)
    expect((await answers()).map(({ criterion }) => criterion)).toEqual(['1-2-1-1'])
  })

  test('a criterion twice: none is taken until a person chooses, both are shown', async () => {
    const draft = await imported(await twice())
    expect(draft.page).toContain('1-2-1-1 が3・4行目にあり、内容が違います。どちらかを選ぶまで、どちらも取り込みません。')
    expect(draft.page).toContain('ひとつめ')
    expect(draft.page).toContain('ふたつめ')
    expect(typedIn(draft.page, 'row 1-2-1-1')).toEqual([''])
    expect((await accept(draft)).location).toBe(`${here.address}/files?imported=1`)
    expect((await answers()).map(({ criterion }) => criterion)).toEqual(['1-2-1-2'])
  })

  test('a criterion twice: the chosen row is taken', async () => {
    const draft = await imported(await twice())
    expect((await accept(draft, { 'row 1-2-1-1': '4' })).location).toBe(`${here.address}/files?imported=2`)
    expect(await answers()).toMatchObject([
      { criterion: '1-2-1-1', status: 'unmet', reason: 'ふたつめ' },
      { criterion: '1-2-1-2' },
    ])
  })

  test('a criterion twice that is answered here already: the chosen row is taken, what stood here stays readable', async () => {
    await say('1-2-1-1', { status: 'partial', reason: 'ここの理由' })
    const draft = await imported(await twice())
    expect((await accept(draft, { 'row 1-2-1-1': '3' })).location).toBe(`${here.address}/files?imported=2`)
    const [answer] = await answers()
    expect(answer).toMatchObject({ status: 'met', reason: 'ここの理由\n――\nひとつめ' })
  })

  test('a text over 4000 characters is shown and not taken; one of 4000 is', async () => {
    const draft = await imported(await filledIn({ '1-2-1-1': ['△', 'あ'.repeat(4001)], '1-2-1-2': ['△', 'い'.repeat(4000)] }))
    expect(draft.page).toContain('4001文字あります。4000文字までのため、取り込みません。')
    await accept(draft)
    expect((await answers()).map(({ status, reason }) => [status, reason.length])).toEqual([
      ['partial', 0],
      ['partial', 4000],
    ])
  })

  test('a status that nobody understands stays as it is here', async () => {
    await say('1-2-1-1', { status: 'met' })
    const draft = await imported(await filledIn({ '1-2-1-1': ['たぶん', '理由'], '1-2-1-2': ['○'] }))
    expect(draft.page).toContain('この評価は読み取れませんでした。')
    await accept(draft)
    expect(await answers()).toMatchObject([{ status: 'met', reason: '理由' }, { status: 'met' }])
  })

  test('該当なし without a reason gets one that says so, and waits for a second person', async () => {
    const draft = await imported(await filledIn({ '1-2-1-1': ['該当なし'], '1-2-1-2': ['対象外', '開発をしていない'] }))
    expect(draft.page).toContain('該当なしには理由が要ります。')
    await accept(draft)
    expect(await answers()).toMatchObject([
      { status: 'notApplicable', reason: '理由の記載なし(ファイルから取り込み)', confirmed_by: null },
      { status: 'notApplicable', reason: '開発をしていない', confirmed_by: null },
    ])
    expect((await here.taro.get(`${here.address}/criteria?status=unconfirmed`)).page).toContain('2件を表示')
  })

  test('an assignee whom nobody here has goes to the note, once however often the file comes', async () => {
    const csv = bytesOf('番号,評価,メモ,担当\n1-2-1-1,○,来月から,田中 実\n1-2-1-2,○,,佐藤花子\n1-2-1-3,○,,\n')
    await accept(await imported(csv, '担当.csv'))
    const expected = [
      { criterion: '1-2-1-1', assignee: null, note: '来月から\n担当(ファイルの記載): 田中 実' },
      { criterion: '1-2-1-2', assignee: here.hanakoId, note: '' },
      { criterion: '1-2-1-3', assignee: null, note: '' },
    ]
    expect(await answers()).toMatchObject(expected)
    await accept(await imported(csv, '担当.csv'), { 'choice 1-2-1-1 note': 'ours' })
    expect(await answers()).toMatchObject(expected)
    expect(await versions('1-2-1-1')).toHaveLength(1)
  })

  test('hostile words are shown harmless and kept as they are', async () => {
    const words = '<script>alert(1)</script>"\'='
    const draft = await imported(
      await filledIn({ '1-2-1-1': ['○', words], '1-2-1-2': [words, words] }, ['自己評価', '理由', words]),
      `${words}.xlsx`,
    )
    expect(draft.page).not.toContain('<script>alert')
    await accept(draft)
    expect((await answers())[0]).toMatchObject({ reason: words })
  })

  test('characters that no database takes are left out, and are no fault', async () => {
    const json = JSON.stringify({
      format: 'hoshitori-assessment',
      version: 1,
      edition: '2026-03-27',
      target: 3,
      organisation: '青山精機',
      exportedAt: '2027-04-01T00:00:00.000Z',
      answers: [
        {
          ...{ criterion: '1-2-1-1', status: 'met', state: '', reason: '理\u0000由', evidence: '\ud800', plan: '', note: '' },
          ...{ assignee: '田\u0000中', ticked: ['a', '\u0000'], confirmed: true },
        },
      ],
    })
    await accept(await imported(bytesOf(json), 'x.json'))
    expect(await answers()).toMatchObject([
      {
        status: 'met',
        reason: '理由',
        evidence: '\ufffd',
        note: '担当(ファイルの記載): 田中',
        ticked: ['a'],
        confirmed_by: null,
      },
    ])
    const rows = Array.from({ length: 200 }, (_, index) => `9-9-9-9,○,${'あ'.repeat(20)}${index}`)
    const csv = bytesOf(`番号,評価,理由\n1-2-1-2,○,後ろに\n1-2-1-3,○,\n1-2-1-4,○,\n${rows.join('\n')}\n1-2-1-5,×,後\u0000ろに\n`)
    expect((await here.taro.upload(`${here.address}/imports`, csv, 'x.csv')).status).toBeLessThan(500)
  })
})

test('no log line holds what a file says or is called', async () => {
  await imported(await filledIn({ '1-2-1-1': ['○', '内緒の理由'] }), '内緒のファイル.xlsx')
  await here.taro.upload(`${here.address}/imports`, bytesOf('内緒,の\n中身,x\n'), '内緒.csv')
  expect(logged.join('\n')).not.toContain('内緒')
  expect(logged.filter((line) => line.includes('"fault"'))).toEqual([])
})

function blankForm(): Promise<Uint8Array> {
  const rows = ['1-2-1-1', '1-2-1-2', '1-3-1-1', '1-3-1-2'].map((id) => [id, '文'])
  const book = new ExcelJS.Workbook()
  book.addWorksheet('様式').addRows([['評価基準No', '評価基準'], ...rows])
  return bytesOfBook(book)
}

function otherScheme(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  book
    .addWorksheet('管理策')
    .addRows([['番号', '管理策', '適用'], ...Array.from({ length: 20 }, (_, index) => [`A.5.${index + 1}`, '方針', '○'])])
  return bytesOfBook(book)
}

function bomb(claimed: number): Uint8Array {
  const packed = deflateRawSync(Buffer.alloc(64 * MIB))
  return zipOf([{ name: 'xl/workbook.xml', packed, size: claimed }])
}
