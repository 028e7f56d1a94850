import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { features } from '../main/features.ts'
import type { Viewer } from '../roles/viewer.ts'
import { writeWorkbook } from '../sheets/write-workbook.ts'
import type { Web } from '../web/app.tsx'
import { readOfficialWording } from './actions.ts'
import type { EditionId } from './edition.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>

beforeAll(() => {
  context = testContext(database.db)
  app = testApp(context, features)
})

const get = (path: string) => visitor(app).get(path)

describe('not signed in', () => {
  test('the list has every criterion of the final once, and small enough', async () => {
    const { status, page } = await get('/catalogue')
    expect(status).toBe(200)
    expect(page.match(/href="\/catalogue\/2026-03-27\/\d-\d-\d-\d+"/g)).toHaveLength(153)
    expect(page).toContain('要求事項は43件、評価基準は153件。★3は81件で、★4ではさらに72件が加わります。')
    expect(page.length).toBeLessThan(300_000)
    expect(page.match(/<[a-z]/g)?.length).toBeLessThan(3000)
    expect(page).not.toContain('認定')
    expect(page).not.toContain('style=')
  })

  test('a filter finds, keeps what was typed, and is not fooled by hostile text', async () => {
    const { page } = await get('/catalogue/2026-03-27?duty=P1M')
    expect(page.match(/href="\/catalogue\/2026-03-27\/\d-\d-\d-\d+"/g)).toHaveLength(2)
    expect(page).toContain('<option value="P1M" selected="">')
    const hostile = await get(`/catalogue?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(hostile.page).not.toContain('<script>alert')
    expect(hostile.page).toContain('当てはまる評価基準はありません')
  })

  test('the draft says that it is one', async () => {
    const { page } = await get('/catalogue/2025-12-26')
    expect(page).toContain('申請に使うのは最終版です')
    expect(page.match(/href="\/catalogue\/2025-12-26\/\d-\d-\d-\d+"/g)).toHaveLength(157)
  })

  test('a criterion shows what it asks, its ties both ways, and the other edition', async () => {
    const { page } = await get('/catalogue/2026-03-27/4-4-4-2')
    for (const words of [
      '求められること（8つすべて）',
      'どれか1つ',
      'それができないとき',
      'アップデートプログラムの公開から14日以内',
    ])
      expect(page).toContain(words)
    expect(page).toContain('href="/catalogue/2026-03-27/4-4-2-1"')
    expect(page).toContain('href="/catalogue/2025-12-26/4-4-4-3"')
    expect(page).toContain('rel="prev" href="/catalogue/2026-03-27/4-4-4-1"')
    expect(page).toContain('上の文は星取が書いた非公式のものです')
  })

  test('every criterion and requirement of both editions has its page', async () => {
    for (const id of ['2026-03-27', '2025-12-26'] as const) {
      const edition = context.edition(id)
      for (const one of [...edition.criteria, ...edition.requirements]) {
        const { status } = await get(`/catalogue/${id}/${one.id}`)
        expect([one.id, status]).toEqual([one.id, 200])
      }
    }
  })

  test('a gone criterion leads to what carries it now', async () => {
    const { page } = await get('/catalogue/2025-12-26/4-5-2-1')
    expect(page).toContain('廃止')
    expect(page).toContain('href="/catalogue/2026-03-27/5-1-1-1"')
  })

  test('a requirement says how its own sentence changed, on both sides', async () => {
    for (const id of ['2026-03-27', '2025-12-26'])
      expect((await get(`/catalogue/${id}/2-1-3`)).page).toContain('要求事項の文: 対象が「重要な機密情報を扱う取引先」から')
    expect((await get('/catalogue/2026-03-27/1-2-1')).page).not.toContain('要求事項の文')
  })

  test('a point about what a firm may not have says so', async () => {
    expect((await get('/catalogue/2026-03-27/4-4-5-1')).page).toContain(
      '「ネットワークにつながるサーバがない」なら、この点は対象外です。',
    )
  })

  test('English comes with ?lang=en', async () => {
    const { page } = await get('/catalogue/2026-03-27/1-4-1-1?lang=en')
    expect(page).toContain('based on the results of eighteen checks')
    expect(page).toContain('It refers to (18)')
    expect(page).toContain('The approval of the officer in charge is obtained')
  })

  test.each([
    '2026-03-27',
    '2026-03-27/4-1-4-1',
    '2026-03-27/4-4-4-2',
    '2026-03-27/3-1-5',
    '2025-12-26',
    '2025-12-26/4-4-4-3',
    'changes',
    'sources',
  ])('%s is English throughout', async (path) => {
    const { page } = await get(`/catalogue/${path}?lang=en`)
    const shown = page.slice(page.indexOf('<main'), page.indexOf('</main>'))
    expect(shown.match(/[^<>]*[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}][^<>]*/gu) ?? []).toEqual([])
  })

  test('a search finds what stands in either language, in either language', async () => {
    for (const query of [
      'q=%E8%AA%93%E7%B4%84%E6%9B%B8&lang=en',
      'q=confidentiality+pledges&lang=en',
      'q=confidentiality+pledges',
    ])
      expect((await get(`/catalogue/2026-03-27?${query}`)).page).toContain('href="/catalogue/2026-03-27/1-2-3-3"')
  })

  test('the changes count, filter and show both texts', async () => {
    const { page } = await get('/catalogue/changes?from=2025-12-26&to=2026-03-27')
    for (const words of ['同じ <strong>62', '内容の変更 <strong>73', '番号の変更 <strong>16', '新設 <strong>2', '廃止 <strong>5'])
      expect(page).toContain(words)
    expect(page).toContain('<del>')
    expect(page).toContain('<dt>2-1-3</dt>')
    const { page: gone } = await get('/catalogue/changes?change=gone')
    expect(gone.match(/id="n-gone-/g)).toHaveLength(5)
  })

  test('the sources say whose words these are, and list the errata', async () => {
    const { page } = await get('/catalogue/sources')
    expect(page).toContain('すべて星取が自分のことばで書いた非公式のものです')
    expect(page).toContain('計156個の評価基準')
  })

  test.each([
    '/catalogue/2024-01-01',
    '/catalogue/2026-03-27/9-9-9-9',
    '/catalogue/2026-03-27/4-5-2-1',
    '/catalogue/2024-01-01/1-1-1-1',
    '/catalogue/changes?from=2026-03-27&to=2025-12-26',
    '/catalogue/changes?from=x',
  ])('%s is not found', async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  test('official wording needs an account', async () => {
    const path = '/catalogue/2026-03-27/official-wording'
    expect(await get(path)).toMatchObject({ status: 303, location: `/sign-in?next=${encodeURIComponent(path)}` })
    expect((await visitor(app).upload(path, await workbookOf('2026-03-27'), '公式.xlsx')).status).toBe(401)
    expect((await visitor(app).post(`${path}/removal`)).status).toBe(401)
    const kept = await database.db.transact('admin', (tx) => tx.selectFrom('official_wording').selectAll().execute())
    expect(kept).toEqual([])
  })
})

describe('with an organisation', () => {
  let aoyama: Viewer
  let kaede: Viewer
  let taro: Visitor
  let yumi: Visitor

  beforeAll(async () => {
    aoyama = await begin(context, '青山精機', '青山 太郎')
    kaede = await begin(context, '楓システムズ', '楓 由美')
    taro = visitor(app, aoyama)
    yumi = visitor(app, kaede)
  })

  const upload = (edition: string, bytes: Uint8Array, who = taro) =>
    who.upload(`/catalogue/${edition}/official-wording`, bytes, '公式.xlsx')

  test('the official wording is taken in, shown with its origin, and kept from others', async () => {
    expect((await upload('2026-03-27', await workbookOf('2026-03-27'))).status).toBe(303)
    const { page } = await taro.get('/catalogue/2026-03-27/official-wording?imported=1')
    expect(page).toContain('評価基準153件の公式の文を取り込みました')
    const criterion = await taro.get('/catalogue/2026-03-27/4-4-4-2')
    expect(criterion.page).toContain('公式様式から取り込み')
    expect(criterion.page).toContain('見本の文 4-4-4-2 &lt;b&gt;')
    expect(criterion.page).toContain('公式.xlsx')
    expect(criterion.page).toMatch(/[0-9a-f]{64}/)
    expect(criterion.page).toContain('2027年4月1日 09:00 青山 太郎')
    expect((await taro.get('/catalogue/2026-03-27/4-4-4')).page).toContain('見本の要求 4-4-4')
    expect((await yumi.get('/catalogue/2026-03-27/4-4-4-2')).page).not.toContain('見本の文')
    expect((await get('/catalogue/2026-03-27/4-4-4-2')).page).not.toContain('見本の文')
    expect(await readOfficialWording(context, kaede.tenant, '2026-03-27', '4-4-4-2')).toBeUndefined()
  })

  test('a reader sees it, and can neither take it in nor away', async () => {
    const osamu = visitor(app, await colleague(context, aoyama, '石川 修', 'reader'))
    expect((await osamu.get('/catalogue/2026-03-27/4-4-4-2')).page).toContain('見本の文 4-4-4-2')
    expect((await upload('2026-03-27', await workbookOf('2026-03-27', ['1-1-1-1']), osamu)).status).toBe(403)
    expect((await osamu.post('/catalogue/2026-03-27/official-wording/removal')).status).toBe(403)
    const { status, page } = await osamu.get('/catalogue/2026-03-27/official-wording')
    expect([status, page.includes('評価基準153件の公式の文があります')]).toEqual([200, true])
  })

  test('a second workbook takes the place of the first; numbers that it lacks are named', async () => {
    expect((await upload('2026-03-27', await workbookOf('2026-03-27', ['1-1-1-1', '7-1-1-2']))).status).toBe(303)
    const { page } = await taro.get('/catalogue/2026-03-27/official-wording')
    expect(page).toContain('評価基準151件の公式の文があります')
    expect(page).toContain('1-1-1-1、7-1-1-2')
  })

  test('a workbook of the other edition, no workbook, and no file are refused with a sentence', async () => {
    const wrong = await upload('2025-12-26', await workbookOf('2026-03-27'))
    expect(wrong.status).toBe(422)
    expect(wrong.page).toContain('2026-03-27 版のもののようです')
    const text = await upload('2026-03-27', new TextEncoder().encode('番号,文\n1-1-1-1,x'))
    expect(text.status).toBe(422)
    expect(text.page).toContain('何も取り込んでいません')
    const none = await taro.upload('/catalogue/2026-03-27/official-wording', new Uint8Array(), '')
    expect(none.status).toBe(422)
    expect(none.page).toContain('取り込むブックを選んでください')
    expect((await upload('2026-03-27', new Uint8Array())).page).toContain('壊れているため開けません')
    expect((await upload('2024-01-01', new Uint8Array())).status).toBe(404)
    expect((await taro.get('/catalogue/2024-01-01/official-wording')).status).toBe(404)
    expect((await taro.post('/catalogue/2024-01-01/official-wording/removal')).status).toBe(404)
  })

  test('nobody takes it away from another organisation; its own can', async () => {
    expect((await yumi.post('/catalogue/2026-03-27/official-wording/removal')).status).toBe(303)
    expect(await readOfficialWording(context, aoyama.tenant, '2026-03-27', '4-4-4-2')).toBeDefined()
    expect((await taro.post('/catalogue/2026-03-27/official-wording/removal')).status).toBe(303)
    expect(await readOfficialWording(context, aoyama.tenant, '2026-03-27', '4-4-4-2')).toBeUndefined()
  })
})

/** A workbook laid out as the official one, with texts of our own. */
function workbookOf(id: EditionId, without: string[] = []): Promise<Uint8Array> {
  const header = [
    '',
    '大分類No',
    '大分類',
    '中分類No',
    '中分類',
    '要求事項No',
    '★3',
    '★4',
    '要求事項名',
    '要求事項',
    '★',
    '評価基準No',
    '評価基準',
  ]
  const rows = context.edition(id).requirements.flatMap((requirement) =>
    requirement.criteria
      .filter((criterion) => !without.includes(criterion.id))
      .map((criterion) => {
        const [area = '', group = ''] = criterion.id.split('-')
        const marks = [criterion.level === 3 ? '○' : '', '○']
        const names = [requirement.name, `見本の要求 ${requirement.id}`]
        const own = [`★${criterion.level}`, criterion.id, `見本の文 ${criterion.id} <b>`]
        return ['', area, '', `${area}-${group}`, '', requirement.id, ...marks, ...names, ...own]
      }),
  )
  return writeWorkbook([{ name: '★3・★4要求事項・評価基準', rows: [[''], header, ...rows] }], '2026-03-27T00:00:00.000Z')
}
