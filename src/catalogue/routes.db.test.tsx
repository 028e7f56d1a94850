import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/database.ts'
import { begin, testGround } from '../../tests/ground.ts'
import { writeWorkbook } from '../exchange/index.ts'
import { buildApp } from '../http/app.tsx'
import type { PersonId, TenantId } from '../kernel/ids.ts'
import { readOfficialWording } from './actions.ts'
import type { EditionId } from './edition.ts'
import { catalogueRoutes } from './routes.tsx'

const database = testDatabase()
let ground: ReturnType<typeof testGround>
let app: ReturnType<typeof buildApp>

beforeAll(() => {
  ground = testGround(database.db)
  app = buildApp(ground, [catalogueRoutes], () => {})
})

async function get(path: string, cookie = ''): Promise<{ status: number; page: string }> {
  const response = await app.request(`http://localhost${path}`, { headers: { Cookie: cookie } })
  return { status: response.status, page: await response.text() }
}

describe('before anyone has begun', () => {
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

  test('the list renders in less than 30 ms once warm', async () => {
    await get('/catalogue')
    const times: number[] = []
    for (let run = 0; run < 5; run++) {
      const started = performance.now()
      await get('/catalogue')
      times.push(performance.now() - started)
    }
    expect(Math.min(...times)).toBeLessThan(30)
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
      const edition = ground.edition(id)
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

  test('English comes with ?lang=en', async () => {
    const { page } = await get('/catalogue/2026-03-27/1-4-1-1?lang=en')
    expect(page).toContain('based on the results of eighteen checks')
    expect(page).toContain('It refers to (18)')
  })

  test('the changes count, filter and show both texts', async () => {
    const { page } = await get('/catalogue/changes?from=2025-12-26&to=2026-03-27')
    for (const words of ['同じ <strong>62', '内容の変更 <strong>73', '番号の変更 <strong>16', '新設 <strong>2', '廃止 <strong>5'])
      expect(page).toContain(words)
    expect(page).toContain('<del>')
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
    '/catalogue/2024-01-01/official-wording',
  ])('%s is not found', async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  test('official wording needs an organisation, and says so', async () => {
    const { page } = await get('/catalogue/2026-03-27/official-wording')
    expect(page).toContain('先に組織を登録してください')
    const response = await upload('2026-03-27', await workbookOf('2026-03-27'), '')
    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toBe('/catalogue/2026-03-27/official-wording')
  })
})

describe('with an organisation', () => {
  let aoyama: { tenant: TenantId; person: PersonId }
  let kaede: { tenant: TenantId; person: PersonId }
  const seatOf = (who: typeof aoyama) => `organisation=${who.tenant}; person=${who.person}`

  beforeAll(async () => {
    aoyama = await begin(ground, '青山精機', '青山 太郎')
    kaede = await begin(ground, '楓システムズ', '楓 由美')
  })

  test('the official wording is taken in, shown with its origin, and kept from others', async () => {
    const response = await upload('2026-03-27', await workbookOf('2026-03-27'), seatOf(aoyama))
    expect(response.status).toBe(303)
    const { page } = await get('/catalogue/2026-03-27/official-wording?imported=1', seatOf(aoyama))
    expect(page).toContain('評価基準153件の公式の文を取り込みました')
    const criterion = await get('/catalogue/2026-03-27/4-4-4-2', seatOf(aoyama))
    expect(criterion.page).toContain('公式様式から取り込み')
    expect(criterion.page).toContain('見本の文 4-4-4-2 &lt;b&gt;')
    expect(criterion.page).toContain('公式.xlsx')
    expect(criterion.page).toMatch(/[0-9a-f]{64}/)
    expect(criterion.page).toContain('2027年4月1日 09:00 青山 太郎')
    expect((await get('/catalogue/2026-03-27/4-4-4', seatOf(aoyama))).page).toContain('見本の要求 4-4-4')
    expect((await get('/catalogue/2026-03-27/4-4-4-2', seatOf(kaede))).page).not.toContain('見本の文')
    expect(await readOfficialWording(ground, kaede.tenant, '2026-03-27', '4-4-4-2')).toBeUndefined()
  })

  test('a second workbook takes the place of the first; numbers that it lacks are named', async () => {
    const response = await upload('2026-03-27', await workbookOf('2026-03-27', ['1-1-1-1', '7-1-1-2']), seatOf(aoyama))
    expect(response.status).toBe(303)
    const { page } = await get('/catalogue/2026-03-27/official-wording', seatOf(aoyama))
    expect(page).toContain('評価基準151件の公式の文があります')
    expect(page).toContain('1-1-1-1、7-1-1-2')
  })

  test('a workbook of the other edition, no workbook, and no file are refused with a sentence', async () => {
    const wrong = await upload('2025-12-26', await workbookOf('2026-03-27'), seatOf(aoyama))
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('2026-03-27 版のもののようです')
    const text = await upload('2026-03-27', new TextEncoder().encode('番号,文\n1-1-1-1,x'), seatOf(aoyama))
    expect(text.status).toBe(422)
    expect(await text.text()).toContain('何も取り込んでいません')
    const none = await upload('2026-03-27', new Uint8Array(), seatOf(aoyama))
    expect(none.status).toBe(422)
    expect(await none.text()).toContain('取り込むブックを選んでください')
    expect((await upload('2024-01-01', new Uint8Array(), seatOf(aoyama))).status).toBe(404)
  })

  test('it can be taken away again', async () => {
    const path = 'http://localhost/catalogue/2026-03-27/official-wording/removal'
    const response = await app.request(path, { method: 'POST', headers: { Cookie: seatOf(aoyama) } })
    expect(response.status).toBe(303)
    expect(await readOfficialWording(ground, aoyama.tenant, '2026-03-27', '4-4-4-2')).toBeUndefined()
  })
})

async function upload(edition: string, bytes: Uint8Array, cookie: string): Promise<Response> {
  const body = new FormData()
  body.set('file', new File([new Uint8Array(bytes)], '公式.xlsx'))
  const path = `http://localhost/catalogue/${edition}/official-wording`
  return app.request(path, { method: 'POST', body, headers: { Cookie: cookie } })
}

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
  const rows = ground.edition(id).requirements.flatMap((requirement) =>
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
