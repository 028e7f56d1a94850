import ExcelJS from 'exceljs'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { type Fields, testApp, type Visitor, visitor } from '../../tests/web.ts'
import { controlsFor } from '../crosswalk/index.ts'
import { features } from '../main/features.ts'
import { forgetStatements } from './jobs.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let known: string[]
let taro: Visitor
let hanako: Visitor
let reader: Visitor
let yumi: Visitor
/** The assessment of this test, and the page of its statement. */
let assessment: string
let home: string

beforeAll(async () => {
  context = testContext(database.db)
  known = controlsFor(context.crosswalk(), '2026-03-27', undefined).map(({ id }) => id)
  const app = testApp(context, features)
  const aoyama = await begin(context, '青山精機', '青山 太郎')
  taro = visitor(app, aoyama)
  hanako = visitor(app, await colleague(context, aoyama, '佐藤 花子', 'staff'))
  reader = visitor(app, await colleague(context, aoyama, '木村 朗', 'reader'))
  yumi = visitor(app, await begin(context, '楓システムズ', '楓 由美'))
})

beforeEach(async () => {
  context.clock.at = '2027-04-01T00:00:00.000Z'
  const reply = await taro.post('/assessments', { title: 'ISMSから', target: '3', edition: '2026-03-27' })
  assessment = reply.location ?? ''
  home = `${assessment}/iso-27001`
})

type Rows = (string | null)[][]
const CSV = (rows: Rows) => new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n'))
const HEAD = ['番号', '適用', '実施状況', '理由']
/** Every control in place but for those given. */
const STATEMENT = (others: Record<string, string[]> = {}) =>
  CSV([HEAD, ...known.map((id) => [`A.${id}`, ...(others[id] ?? ['○', '実施済', 'リスク対応'])])])

async function book(sheets: Record<string, Rows>): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  for (const [name, rows] of Object.entries(sheets)) workbook.addWorksheet(name).addRows(rows)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

async function uploaded(file: Uint8Array, name = 'soa.csv'): Promise<string> {
  const reply = await taro.upload(`${home}/upload`, file, name)
  expect([reply.status, reply.location]).toEqual([303, home])
  return (await taro.get(home)).page
}

const statementIn = (page: string) => /name="statement" value="([^"]+)"/.exec(page)?.[1] ?? ''
const take = (page: string, verdicts: Fields, who = taro) =>
  who.post(`${home}/answers`, {
    statement: statementIn(page),
    ...Object.fromEntries(Object.entries(verdicts).map(([criterion, verdict]) => [`verdict ${criterion}`, verdict])),
  })
const prospectOf = (page: string, criterion: string) => {
  const groups = page.split('<section class="area" id="').slice(1)
  return groups.find((group) => group.includes(`id="c-${criterion}"`))?.split('"')[0]
}

function rowsOf<Table extends 'answer' | 'answer_version' | 'statement_draft' | 'log_entry'>(table: Table) {
  return database.db.transact('admin', async (tx) => {
    const rows = (await tx.selectFrom(table).selectAll().execute()) as { assessment_id?: string }[]
    return rows.filter((row) => table === 'log_entry' || assessment.endsWith(row.assessment_id ?? '-'))
  })
}

test('a statement is read, kept, and changes no answer', async () => {
  expect((await taro.get(home)).page).toContain('読むだけでは、何も変わりません')
  const page = await uploaded(
    STATEMENT({ '5.1': ['○', '実施済', '法令'], '5.2': ['○', 'たぶん', ''], '8.23': ['×', '', ''] }),
    '宣言書.csv',
  )
  expect(page).toContain('宣言書.csv')
  expect(page).toContain('93件(適用 92件、うち実施 91件)')
  expect(page).toMatch(/C3[\s\S]{0,200}たぶん[\s\S]{0,200}不明としました/)
  expect(page).toContain('見込みは、回答ではありません')
  expect(prospectOf(page, '1-3-1-1')).toBe('likely')
  expect(prospectOf(page, '1-3-1-3')).toBe('partly')
  expect(prospectOf(page, '4-1-4-1')).toBe('numbers')
  expect(page).toContain('確かめる数値: 端末: 10回失敗したらロックされる')
  expect(prospectOf(page, '1-2-1-2')).toBe('new')
  // Nothing is chosen for anybody: every row is left for later.
  expect(page.match(/<input type="radio"[^>]*checked=""/g)?.every((input) => input.includes('value=""'))).toBe(true)
  expect(page.match(/<fieldset class="proposal"/g)).toHaveLength(81)
  expect(page).not.toMatch(/合格|認定/)
  expect([await rowsOf('answer'), await rowsOf('answer_version')]).toEqual([[], []])
  const [draft] = (await rowsOf('statement_draft')) as { file: unknown }[]
  expect(draft?.file).toBeNull()
})

test('an assessment of the draft that aims at ★4 has a row for each of its criteria', async () => {
  const reply = await taro.post('/assessments', { title: '草案', target: '4', edition: '2025-12-26' })
  home = `${reply.location}/iso-27001`
  const page = await uploaded(STATEMENT())
  expect(page.match(/<fieldset class="proposal"/g)).toHaveLength(157)
  expect(prospectOf(page, '4-5-2-1')).toBeDefined()
})

test('in English it is English, but for what stands in the file', async () => {
  await uploaded(
    CSV([
      ['No', 'Applicable', 'Status'],
      ['5.1', 'yes', 'implemented'],
      ['5.2', 'yes', 'maybe'],
    ]),
    'soa.csv',
  )
  const { page } = await taro.get(`${home}?lang=en`)
  const main = page.slice(page.indexOf('<h1>'), page.indexOf('</main>')).replaceAll('青山 太郎', '')
  expect(main).toContain('A presumption is no answer')
  expect(main).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u)
})

describe('what a person takes', () => {
  test('is written with the verdict that they chose and what it stands on, as one import', async () => {
    const page = await uploaded(STATEMENT({ '5.2': ['○', '一部実施', ''] }))
    const reply = await take(page, { '1-3-1-1': 'met 0', '1-2-1-1': 'partial 0', '1-2-1-2': 'unmet 0', '1-3-1-2': '' })
    expect(reply.location).toBe(`${home}?written=3`)
    const answers = (await rowsOf('answer')) as { criterion: string; status: string; reason: string }[]
    expect(Object.fromEntries(answers.map(({ criterion, status, reason }) => [criterion, [status, reason]]))).toEqual({
      '1-3-1-1': ['met', expect.stringContaining('ISO/IEC 27001:2022 管理策 5.1(実施)')],
      '1-2-1-1': ['partial', expect.stringContaining('5.2(一部実施)')],
      '1-2-1-2': ['unmet', '適用宣言書「soa.csv」には、これを用意する管理策がない。'],
    })
    const versions = (await rowsOf('answer_version')) as { cause: string; changed_at: unknown }[]
    expect(versions.map(({ cause }) => cause)).toEqual(['import', 'import', 'import'])
    const after = await taro.get(`${home}?written=3`)
    expect(after.page).toContain('3件の回答を書き込みました')
    expect(after.page).toContain('回答のある評価基準 3件')
    expect(prospectOf(after.page, '1-3-1-1')).toBeUndefined()
    expect((await taro.get('/log')).page).toContain('3件')
    expect((await taro.get(`${assessment}/files`)).page).toContain('この取り込みを取り消す (3件)')
  })

  test('keeps the note and the assignee of who was asked, and adds to a reason that stands there', async () => {
    await taro.post(`${assessment}/answers/1-3-1-1`, {
      status: '',
      reason: '方針を見直している',
      note: '花子に聞く',
      revision: '0',
    })
    const page = await uploaded(STATEMENT())
    await take(page, { '1-3-1-1': 'partial 1' })
    expect((await take(page, { '1-3-1-1': 'partial 1' })).location).toBe(`${home}?written=1`)
    expect(await rowsOf('answer')).toMatchObject([
      {
        status: 'partial',
        note: '花子に聞く',
        revision: 2,
        reason: expect.stringMatching(/^方針を見直している\nISO\/IEC 27001:2022 管理策 5\.1/),
      },
    ])
  })

  test('is nothing where somebody answered first: all is refused, theirs is shown, and what was chosen stays', async () => {
    const page = await uploaded(STATEMENT())
    await hanako.post(`${assessment}/answers/1-3-1-1`, { status: 'unmet', reason: '古い', revision: '0' })
    const reply = await take(page, { '1-3-1-1': 'met 0', '1-3-1-2': 'partial 0' })
    expect(reply.status).toBe(409)
    expect(reply.page).toContain('1-3-1-1 は、この画面を開いたあとに変わりました')
    expect(reply.page).toContain('回答のある評価基準 1件')
    expect(reply.page).toMatch(/name="verdict 1-3-1-2" value="partial 0" checked=""/)
    expect(await rowsOf('answer')).toMatchObject([{ criterion: '1-3-1-1', status: 'unmet', reason: '古い' }])
  })

  test('is written once, however often the button is pressed', async () => {
    const page = await uploaded(STATEMENT())
    await take(page, { '1-3-1-1': 'met 0' })
    expect((await take(page, { '1-3-1-1': 'met 0' })).location).toBe(`${home}?written=1`)
    expect(await rowsOf('answer_version')).toHaveLength(1)
  })

  test.each<[string, Fields, number, string]>([
    ['nothing', {}, 422, '書き込む評価基準を選んでください'],
    ['every row left for later', { '1-3-1-1': '' }, 422, '書き込む評価基準を選んでください'],
    [
      'a verdict that is none of these',
      { '1-3-1-1': 'notApplicable 0', '1-3-1-2': '<b> 0' },
      422,
      '書き込む評価基準を選んでください',
    ],
    ['a criterion of ★4, which the target leaves out', { '1-1-1-2': 'met 0' }, 404, ''],
    ['a criterion that does not exist', { '9-9-9-9': 'met 0' }, 404, ''],
  ])('%s', async (_, verdicts, status, words) => {
    const reply = await take(await uploaded(STATEMENT()), verdicts)
    expect(reply.status).toBe(status)
    expect(reply.page).toContain(words)
    expect(await rowsOf('answer')).toEqual([])
  })

  test('of a statement that was replaced meanwhile is looked at again', async () => {
    const page = await uploaded(STATEMENT())
    await uploaded(STATEMENT({ '5.1': ['×', '', ''] }), 'new.csv')
    const reply = await take(page, { '1-3-1-1': 'met 0' })
    expect(reply.status).toBe(409)
    expect(reply.page).toContain('別のファイルに変わりました')
    expect(await rowsOf('answer')).toEqual([])
  })
})

describe('what can be read in more than one way is asked once', () => {
  const part = (numbers: readonly string[]): Rows => [HEAD, ...numbers.map((id) => [id, '○', '実施済', ''])]

  test('sheets with the same controls', async () => {
    const file = await book({ '2026年': part(['5.1', '5.2']), '2027年': part(['5.1', '5.2', '5.3']) })
    expect((await taro.upload(`${home}/upload`, file, 'two.xlsx')).location).toBe(home)
    expect((await taro.get(home)).location).toBe(`${home}/reading`)
    const asked = await taro.get(`${home}/reading`)
    expect(asked.page).toContain('どのシートが、いまの適用宣言書ですか')
    const refused = await taro.post(`${home}/reading`, {})
    expect([refused.status, refused.page.includes('まだ決まっていません')]).toEqual([422, true])
    expect((await taro.post(`${home}/reading`, { sheets: ['2027年'] })).location).toBe(home)
    expect((await taro.get(home)).page).toContain('3件(適用 3件、うち実施 3件)')
    expect((await taro.get(home)).page).toContain('読み方を変える')
  })

  test('and their columns on the same page; of a sheet that is not chosen nothing has to be said', async () => {
    const years = (now: string): Rows => [
      ['番号', '適用 (昨年)', '適用'],
      ['5.1', '×', now],
    ]
    await taro.upload(`${home}/upload`, await book({ 旧: years('○'), 新: [...years('○'), ['5.2', '○', '×']] }), 'both.xlsx')
    const { page } = await taro.get(`${home}/reading`)
    for (const name of ['sheets', 'column 0 applicable', 'column 1 applicable']) expect(page).toContain(`name="${name}"`)
    expect((await taro.post(`${home}/reading`, { sheets: ['新'] })).status).toBe(422)
    expect((await taro.post(`${home}/reading`, { sheets: ['新'], 'column 1 applicable': 'C' })).location).toBe(home)
    expect((await taro.get(home)).page).toContain('2件(適用 1件')
  })

  test('but sheets with different controls are parts of one statement', async () => {
    const file = await book({ 組織的: part(['5.1', '5.2']), 人的: part(['6.1']), 表紙: [['適用宣言書']] })
    await taro.upload(`${home}/upload`, file, 'parts.xlsx')
    const { page } = await taro.get(home)
    expect(page).toContain('組織的、人的')
    expect(page).toContain('組織的!A2')
    expect(page).toContain('3件(適用 3件、うち実施 3件)')
  })

  test('columns in one role that say different things; nothing is taken while it is open', async () => {
    const rows = [
      ['番号', '適用 (2026年)', '適用 (2027年)'],
      ['5.1', '○', '×'],
      ['5.2', '○', '○'],
    ]
    await taro.upload(`${home}/upload`, CSV(rows), 'years.csv')
    const { page } = await taro.get(`${home}/reading`)
    expect(page).toContain('C列「適用 (2027年)」')
    const [draft] = (await rowsOf('statement_draft')) as { reading: { lines: { applicable: string }[] }; id: string }[]
    expect(draft?.reading.lines.map(({ applicable }) => applicable)).toEqual(['unknown', 'unknown'])
    const early = await taro.post(`${home}/answers`, { statement: draft?.id ?? '', 'verdict 1-3-1-1': 'met 0' })
    expect(early.location ?? early.status).toBe(`${home}/reading`)
    expect(await rowsOf('answer')).toEqual([])
    await taro.post(`${home}/reading`, { 'column 0 applicable': 'C' })
    expect((await taro.get(home)).page).toContain('2件(適用 1件')
    await taro.post(`${home}/reading`, { 'column 0 applicable': 'none' })
    expect((await taro.get(home)).page).toContain('2件(適用 0件')
  })
})

describe('a file that is refused: words, and nothing is kept', () => {
  test.each<[string, () => Uint8Array | Promise<Uint8Array>, string]>([
    [
      'the edition of 2013',
      () =>
        CSV([
          ['番号', '適用'],
          ['A.5.1.1', '○'],
          ['A.9.2.3', '○'],
        ]),
      '2013年版の番号 (A.5.1.1 など2件)',
    ],
    [
      'no controls',
      () =>
        CSV([
          ['氏名', '住所'],
          ['山田', '東京'],
        ]),
      '管理策の番号',
    ],
    ['a renamed PDF', () => new TextEncoder().encode('%PDF-1.7\n1 0 obj'), 'このファイルの中身はPDFです'],
    ['half a workbook', async () => (await book({ a: [['5.1', '○']] })).slice(0, 900), '壊れている'],
    ['an empty file', () => new Uint8Array(), 'ファイルが空です'],
    ['10 MB and a little', () => new Uint8Array(10 * 1024 * 1024 + 1).fill(97), 'ファイルが大きすぎます'],
  ])('%s', async (_, make, words) => {
    const { status, page } = await taro.upload(`${home}/upload`, await make(), '宣言書<b>.xlsx')
    expect(status).toBe(422)
    expect(page).toContain(words)
    expect(page).toContain('role="alert"')
    expect(page).not.toContain('<b>.xlsx')
    expect(await rowsOf('statement_draft')).toEqual([])
  })

  test('none at all', async () => {
    const { status, page } = await taro.post(`${home}/upload`, {})
    expect([status, page.includes('適用宣言書のファイルを選んでください。')]).toEqual([422, true])
  })
})

test('what a spreadsheet or a browser would run stays text', async () => {
  const page = await uploaded(STATEMENT({ '5.1': ['<script>alert(1)</script>', '=cmd', '<img src=x>'] }), '"><script>.csv')
  expect(page).not.toMatch(/<script>(?:alert|\.csv)|<img src=x>/)
  expect(page).toContain('&lt;script&gt;alert(1)')
})

test('nobody else’s: another organisation, a role that imports nothing, a stranger to the file', async () => {
  const page = await uploaded(STATEMENT())
  for (const path of [home, `${home}/upload`, `${home}/reading`]) expect((await yumi.get(path)).status).toBe(404)
  expect((await take(page, { '1-3-1-1': 'met 0' }, yumi)).status).toBe(404)
  expect((await yumi.upload(`${home}/upload`, STATEMENT(), 'x.csv')).status).toBe(404)
  expect((await yumi.post(`${home}/removal`)).status).toBe(404)
  expect((await reader.get(home)).status).toBe(403)
  expect((await take(page, { '1-3-1-1': 'met 0' }, reader)).status).toBe(403)
  expect((await taro.get(`${home}/reading`)).status).toBe(404)
  expect([await rowsOf('answer'), (await rowsOf('statement_draft')).length]).toEqual([[], 1])
})

test('it goes when somebody removes it, after its time, and with its assessment', async () => {
  await uploaded(STATEMENT())
  expect((await taro.post(`${home}/removal`)).location).toBe(home)
  expect((await taro.get(home)).page).toContain('読むだけでは、何も変わりません')
  await uploaded(STATEMENT())
  context.clock.at = '2027-04-30T00:00:00.000Z'
  await forgetStatements(context)
  expect(await rowsOf('statement_draft')).toHaveLength(1)
  context.clock.at = '2027-05-02T00:00:00.000Z'
  await forgetStatements(context)
  expect(await rowsOf('statement_draft')).toEqual([])
  await uploaded(STATEMENT())
  await taro.post(`${assessment}/removal`, { typedTitle: 'ISMSから' })
  expect(await rowsOf('statement_draft')).toEqual([])
})
