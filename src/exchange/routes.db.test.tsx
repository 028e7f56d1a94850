import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import type { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { mayCost } from '../../tests/costs.ts'
import { type Counted, counted } from '../../tests/counted.ts'
import { testDatabase } from '../../tests/database.ts'
import { type Fields, type Reply, testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { assessmentRoutes } from '../assessment/routes.tsx'
import type { PersonId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { officialRow, officialWorkbook, zipOf } from './exchange.fixture.ts'
import { exchangeRoutes } from './routes.tsx'

// Whole sheets go in and out, for many kinds of files.
mayCost({ transactions: 1500 })

const MIB = 1024 * 1024
const database = testDatabase()
const logged: string[] = []
let db: Counted
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let taro: Visitor
let yumi: Visitor
let hanakoId: PersonId
let aoyama: Viewer
let hanako: Visitor
let address: string

beforeAll(async () => {
  db = counted(database.db)
  context = testContext(db)
  app = testApp(context, [assessmentRoutes, exchangeRoutes], (line) => logged.push(JSON.stringify(line)))
  aoyama = await begin(context, '青山精機', '青山 太郎')
  taro = visitor(app, aoyama)
  yumi = visitor(app, await begin(context, '楓システムズ', '楓 由美'))
  const seat = await colleague(context, aoyama, '佐藤 花子', 'staff')
  hanakoId = seat.person
  hanako = visitor(app, seat)
})

beforeEach(async () => {
  context.clock.at = '2027-04-01T00:00:00.000Z'
  address = await started(taro)
})

const NOT_THERE = '/assessments/00000000-0000-4000-8000-000000000000'
const DRAFT = '/imports/00000000-0000-4000-8000-000000000000'
const PATHS = ['/files', DRAFT]
const DEEDS = ['/exports', '/imports', `${DRAFT}/acceptance`]

async function started(who: Visitor, title = '本社 2027年度', edition = '2026-03-27'): Promise<string> {
  const reply = await who.post('/assessments', { title, target: '4', edition })
  if (!reply.location) throw new Error(`not started: ${reply.status}`)
  return reply.location
}

const say = (criterion: string, fields: Fields, who = taro) => who.post(`${address}/answers/${criterion}`, fields)

/** Uploads a file and looks at what was understood. Fails the test where it was refused. */
async function imported(bytes: Uint8Array, name = '記入済み.xlsx'): Promise<{ path: string; page: string }> {
  const reply = await taro.upload(`${address}/imports`, bytes, name)
  if (reply.status !== 303 || !reply.location) throw new Error(`refused with ${reply.status}: ${alertIn(reply)}`)
  const preview = await taro.get(reply.location)
  expect(preview.status).toBe(200)
  return { path: reply.location, page: preview.page }
}

/** Accepts a preview with what its form holds, and the choices given. */
function accept({ path, page }: { path: string; page: string }, choices: Fields = {}): Promise<Reply> {
  const radios = new Set([...page.matchAll(/type="radio" name="([^"]+)"/g)].map(([, name]) => name ?? ''))
  const held = Object.fromEntries([...radios, 'seen'].map((name) => [name, typedIn(page, name)]))
  return taro.post(`${path}/acceptance`, { ...held, ...choices })
}

describe('taking an import back', () => {
  const last = async () => /name="at" value="([^"]+)"/.exec((await taro.get(`${address}/files`)).page)?.[1] ?? ''
  const takeBack = (who: Visitor, at: string) => who.post(`${address}/import-removal`, { at })
  const reasonOf = async (criterion: string) => typedIn((await taro.get(`${address}/criteria/${criterion}`)).page, 'reason')[0]

  test('brings back what was said before, leaves and names what changed since, and happens once', async () => {
    await say('1-2-1-1', { status: 'partial', reason: '前からの理由' })
    context.clock.at = '2027-04-02T00:00:00.000Z'
    const draft = await imported(await filledIn({ '1-2-1-1': ['○'], '1-2-1-2': ['×'], '1-2-1-3': ['△'] }))
    await accept(draft, { 'choice 1-2-1-1 status': 'theirs', all: 'theirs' })
    context.clock.at = '2027-04-03T00:00:00.000Z'
    await say('1-2-1-3', { status: 'met', reason: 'あとから確かめた', revision: '1' })
    const at = await last()
    expect(at).toBe('2027-04-02T00:00:00.000Z')
    expect((await takeBack(yumi, at)).status).toBe(404)
    expect((await takeBack(taro, '2027-04-01T00:00:00.000Z')).status).toBe(409)
    const { status, location } = await takeBack(taro, at)
    expect([status, location]).toEqual([303, `${address}/files?takenBack=2_1-2-1-3`])
    const told = (await taro.get(location ?? '')).page
    expect(told).toContain('2件の回答を元の内容に戻しました')
    expect(told).toContain('そのあとに変わった 1-2-1-3 は、そのままです')
    expect([await reasonOf('1-2-1-1'), await reasonOf('1-2-1-3')]).toEqual(['前からの理由', 'あとから確かめた'])
    const now = await answers()
    expect(now.map(({ criterion, status }) => [criterion, status]).sort()).toEqual([
      ['1-2-1-1', 'partial'],
      ['1-2-1-2', null],
      ['1-2-1-3', 'met'],
    ])
    expect(await last()).toBe('')
    expect((await takeBack(taro, at)).status).toBe(422)
  })

  test('is refused where nothing was ever imported', async () => {
    expect((await takeBack(taro, '2027-04-01T00:00:00.000Z')).status).toBe(409)
  })
})

describe('not signed in', () => {
  test.each(PATHS)('“%s” leads to signing in, and back from there', async (path) => {
    expect(await visitor(app).get(address + path)).toMatchObject({
      status: 303,
      location: `/sign-in?next=${encodeURIComponent(address + path)}`,
    })
  })

  test.each(DEEDS)('nothing is sent to “%s”, and fields are kept', async (path) => {
    const before = await counts()
    const { status, page } = await visitor(app).post(address + path, { form: 'json', seen: '0' })
    expect(status).toBe(401)
    expect([typedIn(page, 'form'), typedIn(page, 'seen')]).toEqual([['json'], ['0']])
    expect((await visitor(app).upload(address + path, await filledIn({ '1-2-1-1': ['○'] }), 'x.xlsx')).status).toBe(401)
    expect(await counts()).toEqual(before)
  })
})

describe('with another role', () => {
  test.each([
    ['respondent', [403, 403], [403, 403, 403]],
    ['reader', [200, 403], [403, 403, 403]],
    ['executive', [200, 403], [200, 403, 403]],
    ['staff', [200, 404], [200, 422, 404]],
  ] as const)('a %s gets as far as the table of permissions says', async (role, pages, deeds) => {
    const who = visitor(app, await colleague(context, aoyama, role, role))
    const asked = [
      ...PATHS.map((path) => who.get(address + path)),
      ...DEEDS.map((path) => who.post(address + path, { form: 'json' })),
    ]
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([...pages, ...deeds])
    expect(await answers()).toEqual([])
  })

  test('the page of files offers what the role may do', async () => {
    const offered = async (who: Visitor) => {
      const { page } = await who.get(`${address}/files`)
      return ['/report.pdf', '/exports', '/imports'].filter((path) => page.includes(`action="${address}${path}"`))
    }
    expect(await offered(taro)).toEqual(['/report.pdf', '/exports', '/imports'])
    expect(await offered(visitor(app, await colleague(context, aoyama, '青山 誠', 'executive')))).toEqual([
      '/report.pdf',
      '/exports',
    ])
    expect(await offered(visitor(app, await colleague(context, aoyama, '石川 修', 'reader')))).toEqual(['/report.pdf'])
  })
})

describe('for another organisation', () => {
  test.each(PATHS)('“%s” is not found, and not told apart from none', async (path) => {
    const [theirs, missing] = [await yumi.get(address + path), await yumi.get(NOT_THERE + path)]
    expect([theirs.status, missing.status]).toEqual([404, 404])
    expect(theirs.page.replaceAll(address, '')).toBe(missing.page.replaceAll(NOT_THERE, ''))
    expect((await taro.get(`/assessments/x${path}`)).status).toBe(404)
  })

  test.each(DEEDS)('nothing is sent to “%s”', async (path) => {
    const before = await counts()
    for (const base of [address, NOT_THERE, '/assessments/x', "/assessments/'"]) {
      expect((await yumi.post(base + path, { form: 'json', seen: '0' })).status).toBe(404)
      expect((await yumi.upload(base + path, await filledIn({ '1-2-1-1': ['○'] }), 'x.xlsx')).status).toBe(404)
    }
    expect(await counts()).toEqual(before)
  })

  test('a draft is found by its own organisation, under its own assessment alone', async () => {
    const draft = await imported(await filledIn({ '1-2-1-1': ['○', '毎年'] }))
    const [id] = draft.path.split('/').slice(-1)
    const other = await started(taro, '支社')
    const before = await counts()
    expect((await taro.get(`${other}/imports/${id}`)).status).toBe(404)
    expect((await taro.post(`${other}/imports/${id}/acceptance`, { seen: '0' })).status).toBe(404)
    for (const base of [address, await started(yumi, '楓')]) {
      expect((await yumi.get(`${base}/imports/${id}`)).status).toBe(404)
      expect((await yumi.post(`${base}/imports/${id}/acceptance`, { seen: '0' })).status).toBe(404)
    }
    for (const wrong of ['x', '%00', `${id}0`, "'"]) {
      expect((await taro.get(`${address}/imports/${wrong}`)).status).toBe(404)
      expect((await taro.post(`${address}/imports/${wrong}/acceptance`, { seen: '0' })).status).toBe(404)
    }
    expect(await counts()).toEqual(before)
  })
})

describe('an export', () => {
  test.each([
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
    ['csv', 'text/csv; charset=utf-8', 'csv'],
    ['csv-shift-jis', 'text/csv; charset=Shift_JIS', 'Shift_JIS.csv'],
    ['json', 'application/json', 'json'],
  ])('as %s is a file to keep, with its own record', async (form, type, ending) => {
    address = await started(taro, '本社/工場 "2027"')
    await say('1-2-1-1', { status: 'met', reason: '毎年' })
    const reply = await taro.post(`${address}/exports`, { form })
    expect(reply.status).toBe(200)
    expect(reply.headers.get('Content-Type')).toBe(type)
    expect(reply.headers.get('Content-Disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent(`本社/工場 "2027"_回答_2027-04-01.${ending}`)}`,
    )
    expect(reply.headers.get('Cache-Control')).toBe('no-store')
    expect(reply.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(reply.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/)
    const exports = await here('sheet_export')
    expect(exports).toMatchObject([{ exported_by: aoyama.person, answers: { '1-2-1-1': { status: 'met', reason: '毎年' } } }])
  })

  test.each(['', 'pdf', 'XLSX'])('as %j is not found, and leaves no record', async (form) => {
    expect((await taro.post(`${address}/exports`, { form })).status).toBe(404)
    expect(await here('sheet_export')).toEqual([])
  })

  test('as Shift_JIS is refused where it would lose characters, and names them', async () => {
    await say('1-2-1-1', { status: 'met', reason: '鍵🔐は𠮷田が持つ' })
    const { status, page } = await taro.post(`${address}/exports`, { form: 'csv-shift-jis' })
    expect(status).toBe(422)
    expect(page).toContain('Shift_JISにない文字があります: 🔐 𠮷')
    expect(await here('sheet_export')).toEqual([])
  })

  test('comes back unchanged: nothing to import', async () => {
    await say('1-2-1-1', { status: 'partial', state: '=1+1', reason: '改\n行', note: ' 前', assignee: hanakoId, ticked: ['a'] })
    for (const form of ['xlsx', 'csv', 'csv-shift-jis', 'json']) {
      const { bytes } = await taro.post(`${address}/exports`, { form })
      const { page } = await imported(bytes, `x.${form}`)
      expect([form, page.includes('取り込むと変わる回答はありません。')]).toEqual([form, true])
    }
    expect(await versions('1-2-1-1')).toHaveLength(1)
  })
})

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
    const { status, page, headers } = await taro.upload(`${address}/imports`, await make(), '評価<b>.xlsx')
    expect(status).toBe(422)
    expect(page).toContain('role="alert"')
    expect(page).toContain(words)
    expect(page).toMatch(/ください。(?:何も取り込んでいません。)?/)
    expect(page).toContain(`action="${address}/imports"`)
    expect(page).not.toContain('<script>alert')
    expect(headers.get('Location')).toBeNull()
    expect(await counts()).toEqual(before)
  })

  test('one of 12 MB: the page that says so, nothing written', async () => {
    const before = await counts()
    const { status, page } = await taro.upload(`${address}/imports`, new Uint8Array(12 * MIB), '大きい.xlsx')
    expect(status).toBe(413)
    expect(page).toContain('送れるのは10 MBまでです。')
    expect(page).toContain('何も書き込んでいません。')
    expect(await counts()).toEqual(before)
  })

  test.each<[string, Fields]>([
    ['no file', {}],
    ['a text where the file belongs', { file: '評価.xlsx' }],
  ])('%s', async (_, fields) => {
    const { status, page } = await taro.post(`${address}/imports`, fields)
    expect(status).toBe(422)
    expect(page).toContain('取り込むファイルを選んでください。')
    expect(page).toContain('href="#file"')
  })

  test('in English', async () => {
    const { page } = await taro.upload(`${address}/imports?lang=en`, bytesOf('%PDF-1.7'), 'x.xlsx')
    expect(page).toContain('The content of this file is a PDF.')
  })
})

describe('what a file says that cannot be taken', () => {
  test('in one transaction: answers, versions, log, and the draft is gone', async () => {
    const draft = await imported(await filledIn({ '1-2-1-1': ['○', '毎年'], '1-2-1-2': ['×', 'まだ'] }))
    db.asked.length = 0
    expect((await accept(draft)).location).toBe(`${address}/files?imported=2`)
    expect(db.asked.map(({ statements }) => statements.length)).toEqual([1, 11])
    expect((await taro.get(draft.path)).status).toBe(404)
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
    expect((await accept(draft)).location).toBe(`${address}/files?imported=2`)
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
    expect((await accept(draft)).location).toBe(`${address}/files?imported=1`)
    expect((await answers()).map(({ criterion }) => criterion)).toEqual(['1-2-1-1'])
  })

  test('even where the row of one is asked for by hand', async () => {
    const draft = await imported(await filledIn({ '1-2-1-1': ['○'], '1-2-1-99': ['○', 'どこへ'] }))
    const row = /(\d+)/.exec(draft.page.match(/<td>[A-Z]+\d+<\/td>/)?.[0] ?? '')?.[1] ?? ''
    expect((await accept(draft, { 'row 1-2-1-99': row })).location).toBe(`${address}/files?imported=1`)
    expect((await answers()).map(({ criterion }) => criterion)).toEqual(['1-2-1-1'])
  })

  test('a criterion twice: none is taken until a person chooses, both are shown', async () => {
    const draft = await imported(await twice())
    expect(draft.page).toContain('1-2-1-1 が3・4行目にあり、内容が違います。どちらかを選ぶまで、どちらも取り込みません。')
    expect(draft.page).toContain('ひとつめ')
    expect(draft.page).toContain('ふたつめ')
    expect(typedIn(draft.page, 'row 1-2-1-1')).toEqual([''])
    expect((await accept(draft)).location).toBe(`${address}/files?imported=1`)
    expect((await answers()).map(({ criterion }) => criterion)).toEqual(['1-2-1-2'])
  })

  test('a criterion twice: the chosen row is taken', async () => {
    const draft = await imported(await twice())
    expect((await accept(draft, { 'row 1-2-1-1': '4' })).location).toBe(`${address}/files?imported=2`)
    expect(await answers()).toMatchObject([
      { criterion: '1-2-1-1', status: 'unmet', reason: 'ふたつめ' },
      { criterion: '1-2-1-2' },
    ])
  })

  test('a criterion twice that is answered here already: the chosen row is taken, what stood here stays readable', async () => {
    await say('1-2-1-1', { status: 'partial', reason: 'ここの理由' })
    const draft = await imported(await twice())
    expect((await accept(draft, { 'row 1-2-1-1': '3' })).location).toBe(`${address}/files?imported=2`)
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
    expect((await taro.get(`${address}/criteria?status=unconfirmed`)).page).toContain('2件を表示')
  })

  test('an assignee whom nobody here has goes to the note, once however often the file comes', async () => {
    const csv = bytesOf('番号,評価,メモ,担当\n1-2-1-1,○,来月から,田中 実\n1-2-1-2,○,,佐藤花子\n1-2-1-3,○,,\n')
    await accept(await imported(csv, '担当.csv'))
    const expected = [
      { criterion: '1-2-1-1', assignee: null, note: '来月から\n担当(ファイルの記載): 田中 実' },
      { criterion: '1-2-1-2', assignee: hanakoId, note: '' },
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
    expect((await taro.upload(`${address}/imports`, csv, 'x.csv')).status).toBeLessThan(500)
  })
})

describe('three sides', () => {
  /** Exported with two answers; then this happens here, and that in the file. */
  async function diverged(): Promise<{ path: string; page: string }> {
    await say('1-2-1-1', { status: 'partial', reason: '元の理由', note: '元のメモ', revision: '0' })
    await say('1-2-1-2', { status: 'unmet', reason: '元の理由2', revision: '0' })
    await say('4-3-4-1', { status: 'met', reason: '元の理由3', plan: '元の計画', revision: '0' })
    const { bytes } = await taro.post(`${address}/exports`, { form: 'xlsx' })
    context.clock.at = '2027-04-02T00:00:00.000Z'
    await say('1-2-1-1', { status: 'met', reason: 'ここで変えた', note: '元のメモ', revision: '1' })
    await say('1-2-1-2', { status: 'planned', reason: 'ここで変えた2', revision: '1' })
    context.clock.at = '2027-04-03T00:00:00.000Z'
    return imported(
      await edited(bytes, {
        '1-2-1-1': { 評価: '× 満たさない', 理由: 'ファイルで変えた', メモ: 'ファイルのメモ' },
        '4-3-4-1': { 評価: '△', これからすること: 'ファイルの計画' },
        '5-1-1-1': { 評価: '○ 満たす', 証跡: 'ログの画面', 担当: '佐藤 花子' },
      }),
    )
  }

  const UNTOUCHED = { criterion: '1-2-1-2', status: 'planned', reason: 'ここで変えた2', revision: 2 }
  const CHANGED_THERE = { criterion: '4-3-4-1', status: 'partial', reason: '元の理由3', plan: 'ファイルの計画', revision: 2 }
  const NEW_THERE = () => ({ criterion: '5-1-1-1', status: 'met', evidence: 'ログの画面', assignee: hanakoId, revision: 1 })

  test.each([
    ['theirs', 'ファイルで変えた'],
    ['ours', 'ここで変えた'],
  ])('decided all at once for %s, every conflict follows', async (all, reason) => {
    const { path, page } = await diverged()
    const seen = typedIn(page, 'seen')[0] ?? ''
    const reply = await taro.post(`${path}/acceptance`, { seen, all, 'choice 1-2-1-1 reason': 'both' })
    expect(reply.status).toBe(303)
    expect((await answers()).find(({ criterion }) => criterion === '1-2-1-1')).toMatchObject({ reason })
  })

  test('the preview shows each conflict with both texts, and every change, before anything is written', async () => {
    const { page } = await diverged()
    expect(page).toContain('書き出したあとに、ここでもファイルでも変わったところです。')
    expect(page).toContain('どちらを残すか決める (1)')
    for (const text of ['ここで変えた', 'ファイルで変えた', '○ 満たす', '× 満たさない']) expect(page).toContain(text)
    expect(radioNames(page)).toEqual(['all', 'choice 1-2-1-1 status', 'choice 1-2-1-1 reason'])
    for (const text of ['ファイルの計画', 'ログの画面', '佐藤 花子', 'ファイルのメモ']) expect(changesIn(page)).toContain(text)
    expect(changesIn(page)).not.toContain('ここで変えた2')
    expect((await answers()).map(({ revision }) => revision)).toEqual([2, 2, 1])
  })

  test.each([
    ['both', 'met', 'ここで変えた\n――\nファイルで変えた'],
    ['theirs', 'unmet', 'ファイルで変えた'],
    ['ours', 'met', 'ここで変えた'],
  ])('accepted with %s: what was decided is written, and nothing is lost', async (choice, status, reason) => {
    const draft = await diverged()
    const choices = { 'choice 1-2-1-1 reason': choice, 'choice 1-2-1-1 status': choice === 'theirs' ? 'theirs' : 'ours' }
    expect(await accept(draft, choices)).toMatchObject({ status: 303, location: `${address}/files?imported=3` })
    expect(await answers()).toMatchObject([
      { criterion: '1-2-1-1', status, reason, note: 'ファイルのメモ', revision: 3 },
      UNTOUCHED,
      CHANGED_THERE,
      NEW_THERE(),
    ])
    expect((await versions('1-2-1-1')).map((one) => [one.revision, one.cause, one.status, one.reason])).toEqual([
      [1, 'answer', 'partial', '元の理由'],
      [2, 'answer', 'met', 'ここで変えた'],
      [3, 'import', status, reason],
    ])
    const read = (await versions('1-2-1-1')).map((one) => one.reason + one.note).join('\n') + draft.page
    for (const text of ['元の理由', 'ここで変えた', 'ファイルで変えた', '元のメモ', 'ファイルのメモ'])
      expect(read).toContain(text)
    const done = await taro.get(`${address}/files?imported=3`)
    expect(done.page).toContain('3件の回答を取り込みました。')
    expect((await taro.get(draft.path)).status).toBe(404)
    expect(await here('import_draft')).toEqual([])
  })

  test('left as the page proposes, no text is lost', async () => {
    await accept(await diverged())
    expect((await answers())[0]).toMatchObject({ status: 'met', reason: 'ここで変えた\n――\nファイルで変えた' })
  })

  test('the numbers move with it', async () => {
    await accept(await diverged(), { 'choice 1-2-1-1 status': 'theirs' })
    expect((await taro.get(address)).page).toContain('1/153')
  })

  test('a file emptied there and left alone here is emptied; the text stays in the history', async () => {
    await say('1-2-1-1', { status: 'met', reason: '消される理由' })
    const { bytes } = await taro.post(`${address}/exports`, { form: 'xlsx' })
    await accept(await imported(await edited(bytes, { '1-2-1-1': { 理由: null } })))
    expect(await answers()).toMatchObject([{ status: 'met', reason: '' }])
    expect((await versions('1-2-1-1')).map(({ reason }) => reason)).toEqual(['消される理由', ''])
  })

  test('a confirmed 該当なし that a file changes waits for its confirmation again', async () => {
    await say('4-1-2-4', { status: 'notApplicable', reason: '開発なし' })
    await hanako.post(`${address}/confirmations/4-1-2-4`, { confirmed: '1' })
    const { bytes } = await taro.post(`${address}/exports`, { form: 'xlsx' })
    await accept(await imported(await edited(bytes, { '4-1-2-4': { 理由: '開発は委託している' } })))
    expect(await answers()).toMatchObject([{ reason: '開発は委託している', confirmed_by: null, revision: 3 }])
  })

  test('rows in another order and columns moved are the same file', async () => {
    await say('1-2-1-1', { status: 'partial', reason: '元の理由' })
    const { bytes } = await taro.post(`${address}/exports`, { form: 'csv' })
    const [header = '', ...lines] = new TextDecoder().decode(bytes).trimEnd().split('\r\n')
    const shuffled = [header, ...lines.toReversed()].join('\r\n').replace('元の理由', '新しい理由')
    await accept(await imported(bytesOf(shuffled), '並べ替え.csv'))
    expect(await answers()).toMatchObject([{ status: 'partial', reason: '新しい理由' }])
  })

  test('brought to another assessment, the export is no base: what differs is asked about, blanks change nothing', async () => {
    await say('1-2-1-1', { status: 'met', reason: '本社の理由' })
    const { bytes } = await taro.post(`${address}/exports`, { form: 'xlsx' })
    address = await started(taro, '支社')
    await say('1-2-1-1', { status: 'unmet', reason: '支社の理由' })
    await say('1-2-1-2', { status: 'met', reason: '支社だけ' })
    const draft = await imported(bytes)
    expect(draft.page).toContain('ここにすでに回答があり、ファイルと違うところです。')
    await accept(draft)
    expect(await answers()).toMatchObject([
      { status: 'unmet', reason: '支社の理由\n――\n本社の理由' },
      { status: 'met', reason: '支社だけ', revision: 1 },
    ])
  })
})

describe('accepting', () => {
  test('after answers changed is refused, with every choice kept, and writes nothing', async () => {
    await say('1-2-1-1', { status: 'partial', reason: 'ここ' })
    const draft = await imported(await filledIn({ '1-2-1-1': ['○', 'ファイル'], '1-2-1-2': ['○', '新しい'] }))
    await say('5-1-1-1', { status: 'met' })
    const before = await counts()
    const choices = { 'choice 1-2-1-1 status': 'theirs', 'choice 1-2-1-1 reason': 'theirs' }
    const refused = await accept(draft, choices)
    expect(refused.status).toBe(409)
    expect(refused.page).toContain('回答が変わりました。下の内容をもう一度確かめてください。')
    expect(typedIn(refused.page, 'choice 1-2-1-1 status')).toEqual(['theirs'])
    expect(typedIn(refused.page, 'choice 1-2-1-1 reason')).toEqual(['theirs'])
    expect(await counts()).toEqual(before)
    expect((await accept({ path: draft.path, page: refused.page })).location).toBe(`${address}/files?imported=2`)
    expect((await answers()).find(({ criterion }) => criterion === '1-2-1-1')).toMatchObject({
      status: 'met',
      reason: 'ファイル',
    })
  })

  test.each(['x', '-1', '99'])('what was seen at a revision that never was (%j) is refused', async (seen) => {
    const draft = await imported(await filledIn({ '1-2-1-1': ['○'] }))
    expect((await accept(draft, { seen })).status).toBe(409)
    expect(await answers()).toEqual([])
  })

  test('is all or nothing: two texts that are too long together refuse the whole file, by name', async () => {
    await say('1-2-1-1', { status: 'partial', reason: 'あ'.repeat(3000) })
    const draft = await imported(await filledIn({ '1-2-1-1': ['△', 'い'.repeat(3000)], '1-2-1-2': ['○', '新しい'] }))
    const before = await counts()
    const refused = await accept(draft, { 'choice 1-2-1-1 reason': 'both' })
    expect(refused.status).toBe(422)
    expect(refused.page).toContain('1-2-1-1: 4000文字までにしてください(いま6004文字)')
    expect(typedIn(refused.page, 'choice 1-2-1-1 reason')).toEqual(['both'])
    expect(await counts()).toEqual(before)
    expect((await accept({ path: draft.path, page: refused.page }, { 'choice 1-2-1-1 reason': 'theirs' })).status).toBe(303)
    expect((await answers()).map(({ reason }) => reason.length)).toEqual([3000, 3])
  })

  test('a second time finds nothing and writes nothing', async () => {
    const draft = await imported(await filledIn({ '1-2-1-1': ['○'] }))
    expect((await accept(draft)).status).toBe(303)
    expect((await accept(draft)).status).toBe(404)
    expect(await versions('1-2-1-1')).toHaveLength(1)
  })

  test('the row that was chosen stays chosen on the refused page', async () => {
    const draft = await imported(await twice())
    await say('5-1-1-1', { status: 'met' })
    const refused = await accept(draft, { 'row 1-2-1-1': '4' })
    expect(refused.status).toBe(409)
    expect(typedIn(refused.page, 'row 1-2-1-1')).toEqual(['4'])
  })
})

test('no log line holds what a file says or is called', async () => {
  await imported(await filledIn({ '1-2-1-1': ['○', '内緒の理由'] }), '内緒のファイル.xlsx')
  await taro.upload(`${address}/imports`, bytesOf('内緒,の\n中身,x\n'), '内緒.csv')
  expect(logged.join('\n')).not.toContain('内緒')
  expect(logged.filter((line) => line.includes('"fault"'))).toEqual([])
})

/** The official layout filled in: per criterion what stands under 自己評価, 理由 and the further headers. */
async function filledIn(
  rows: Record<string, ExcelJS.CellValue[]>,
  headers = ['自己評価', '理由', '根拠および実施する事', '補足情報'],
): Promise<Uint8Array> {
  const known = ['1-3-1-1', '1-3-1-2', '1-3-1-3'].filter((id) => !(id in rows)).map((id) => officialRow(id))
  const official = ['', ...Array.from({ length: 10 }, () => '様式'), '評価基準No', '評価基準', 'NIST CSF']
  const filled = Object.entries(rows).map(([number, cells]) => officialRow(number, ...cells))
  return officialWorkbook([...filled, ...known], { headers: [...official, ...headers] })
}

function twice(): Promise<Uint8Array> {
  return officialWorkbook([
    officialRow('1-2-1-1', '○', 'ひとつめ'),
    officialRow('1-2-1-1', '×', 'ふたつめ'),
    officialRow('1-2-1-2', '○'),
    officialRow('1-3-1-1'),
  ])
}

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

async function bytesOfBook(book: ExcelJS.Workbook): Promise<Uint8Array> {
  return new Uint8Array(await book.xlsx.writeBuffer())
}

function bomb(claimed: number): Uint8Array {
  const packed = deflateRawSync(Buffer.alloc(64 * MIB))
  return zipOf([{ name: 'xl/workbook.xml', packed, size: claimed }])
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Our own workbook with some cells changed by another program: by criterion and header. */
async function edited(bytes: Uint8Array, changes: Record<string, Record<string, string | null>>): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const sheet = book.getWorksheet('回答')
  if (!sheet) throw new Error('no sheet of answers')
  const columns = new Map<string, number>()
  sheet.getRow(1).eachCell((cell, column) => columns.set(String(cell.value), column))
  const left = new Map(Object.entries(changes))
  sheet.eachRow((row) => {
    const number = String(row.getCell(1).value)
    for (const [header, value] of Object.entries(left.get(number) ?? {})) row.getCell(columns.get(header) ?? 99).value = value
    left.delete(number)
  })
  if (left.size > 0) throw new Error(`the sheet lacks ${[...left.keys()].join(', ')}`)
  return bytesOfBook(book)
}

function alertIn({ page }: Reply): string {
  return /role="alert"[^>]*>([\s\S]*?)<\/section>/.exec(page)?.[1] ?? page.slice(0, 300)
}

function radioNames(page: string): string[] {
  return [...new Set([...page.matchAll(/type="radio" name="([^"]+)"/g)].map(([, name]) => name ?? ''))]
}

function changesIn(page: string): string {
  return /<table class="changes">([\s\S]*?)<\/table>/.exec(page)?.[1] ?? ''
}

const TABLES = ['answer', 'answer_version', 'import_draft', 'sheet_export'] as const

/** How many rows there are, of everybody. */
function counts(): Promise<Record<string, number>> {
  return database.db.transact('admin', async (tx) => {
    const found: Record<string, number> = {}
    for (const table of TABLES) found[table] = (await tx.selectFrom(table).selectAll().execute()).length
    return found
  })
}

/** The rows of this test's assessment. */
function here(table: 'import_draft' | 'sheet_export') {
  return database.db.transact('admin', async (tx) => {
    const rows = await tx.selectFrom(table).selectAll().execute()
    return rows.filter((row) => address.endsWith(row.assessment_id))
  })
}

function answers() {
  return database.db.transact('admin', async (tx) => {
    const rows = await tx.selectFrom('answer').selectAll().orderBy('criterion').execute()
    return rows.filter((row) => address.endsWith(row.assessment_id))
  })
}

function versions(criterion: string) {
  return database.db.transact('admin', async (tx) => {
    const rows = await tx
      .selectFrom('answer_version')
      .selectAll()
      .where('criterion', '=', criterion)
      .orderBy('revision')
      .execute()
    return rows.filter((row) => address.endsWith(row.assessment_id))
  })
}
