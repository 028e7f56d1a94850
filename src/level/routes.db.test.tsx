import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { levelRoutes } from './routes.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let nobody: Visitor

beforeAll(() => {
  context = testContext(database.db)
  context.clock.at = '2027-04-01T01:02:03.000Z'
  app = testApp(context, [levelRoutes])
  nobody = visitor(app)
})

const answers = { confidential: 'no', continuity: 'yes', access: 'no', 'continuity-reason': '毎日納めている' }
const self = new URLSearchParams(answers)

describe('not signed in', () => {
  test('the wizard asks three questions about ourselves or a partner', async () => {
    const own = (await nobody.get('/level')).page
    expect(own.match(/<fieldset/g)).toHaveLength(3)
    expect(own).not.toContain('name="partner"')
    expect((await nobody.get('/level?subject=partner')).page).toContain('name="partner"')
  })

  test('the result says the level, why, what it asks and what the other ★ are, and stores nothing', async () => {
    const page = (await nobody.get(`/level/result?${self}`)).page
    expect(page).toContain('自社は★4が目安です')
    expect(page).toContain('毎日納めている')
    expect(page).toContain('要求事項 43、評価基準 153(★3の81に、★4で72が加わります)')
    expect(page).toContain('SECURITY ACTION')
    expect(page).toContain('要求事項も評価の方法も、まだ決まっていません')
    expect(page).not.toContain('認定')
    expect(page).toContain('いまは何も保存していません')
  })

  test('three times no leads to ★3, voluntary', async () => {
    const page = (await nobody.get('/level/result?confidential=no&continuity=no&access=no')).page
    expect(page).toContain('自社は★3が目安です')
    expect(page).toContain('要求事項 26、評価基準 81')
    expect(page).toContain('★の取得は任意です')
  })

  test('a partner’s result comes with the rules of a fair request', async () => {
    const page = (await nobody.get(`/level/result?subject=partner&partner=Kaede&${self}`)).page
    expect(page).toContain('Kaedeに求めるなら★4が目安です')
    expect(page).toContain('特定の製品やサービスの購入は求めません')
  })

  test('in English', async () => {
    expect((await nobody.get(`/level/result?${self}&lang=en`)).page).toContain('★4 is the one for you')
  })

  test('an answer missing is refused with what was typed kept', async () => {
    const { status, page } = await nobody.get('/level/result?confidential=yes&access-reason=VPN')
    expect(status).toBe(422)
    expect(page).toContain('質問2に「はい」か「いいえ」で答えてください。')
    expect(page).toMatch(/value="yes" checked/)
    expect(page).toContain('VPN')
  })

  test('hostile text is escaped', async () => {
    const partner = encodeURIComponent('<script>"x"</script>')
    const { page } = await nobody.get(`/level/result?subject=partner&partner=${partner}&${self}`)
    expect(page).not.toContain('<script>"x"')
    expect(page).toContain('&lt;script&gt;')
  })

  test('keeping and reading need an account: the answers stay on the page that says so', async () => {
    expect(await nobody.get('/level/decisions')).toMatchObject({ status: 303, location: '/sign-in?next=%2Flevel%2Fdecisions' })
    const { status, page } = await nobody.post('/level/decisions', answers)
    expect(status).toBe(401)
    for (const [name, value] of Object.entries(answers)) expect([name, typedIn(page, name)]).toEqual([name, [value]])
  })
})

describe('within organisations', () => {
  let taro: Viewer
  let aoyama: Visitor
  let kaede: Visitor

  beforeAll(async () => {
    taro = await begin(context, '青山精機', '青山 太郎')
    aoyama = visitor(app, taro)
    kaede = visitor(app, await begin(context, '楓システムズ', '楓 由美'))
  })

  test('a decision is kept with its date, its person and its reasons, and no other organisation sees it', async () => {
    const kept = await aoyama.post('/level/decisions', { subject: 'partner', partner: '楓システム', ...answers })
    expect(kept.status).toBe(303)
    const address = kept.location ?? ''
    const { page } = await aoyama.get(address)
    expect(page).toContain('楓システムに求めるなら★4が目安です')
    expect(page).toContain('2027年4月1日 10:02に青山 太郎さんが判断')
    expect(page).toContain('毎日納めている')
    expect((await aoyama.get('/level/decisions')).page).toContain(address)
    expect((await kaede.get(address)).status).toBe(404)
    expect((await kaede.get('/level/decisions')).page).toContain('残した判断は、まだありません')
  })

  test('the level is decided by the answers, whatever else is sent', async () => {
    const kept = await kaede.post('/level/decisions', { confidential: 'no', continuity: 'no', access: 'no', level: '4' })
    expect((await kaede.get(kept.location ?? '')).page).toContain('自社は★3が目安です')
  })

  test('a refused decision is not kept, and what was typed stays', async () => {
    const before = (await aoyama.get('/level/decisions')).page
    const { status, page } = await aoyama.post('/level/decisions', { subject: 'partner', ...answers })
    expect(status).toBe(422)
    expect(page).toContain('取引先の名前を入力してください。')
    expect(page).toContain('毎日納めている')
    expect((await aoyama.get('/level/decisions')).page).toBe(before)
  })

  test('an id that is none is not found', async () => {
    expect((await aoyama.get('/level/decisions/1')).status).toBe(404)
    expect((await aoyama.get('/level/decisions/00000000-0000-7000-8000-000000000000')).status).toBe(404)
    expect((await aoyama.post('/level')).status).toBe(404)
  })

  test('a reader sees decisions and keeps none; a respondent does not see them', async () => {
    const osamu = visitor(app, await colleague(context, taro, '石川 修', 'reader'))
    const hiroshi = visitor(app, await colleague(context, taro, '村田 浩', 'respondent'))
    const { status, page } = await osamu.get('/level/decisions')
    expect([status, page.includes('楓システム')]).toEqual([200, true])
    expect((await osamu.post('/level/decisions', answers)).status).toBe(403)
    expect((await hiroshi.get('/level/decisions')).status).toBe(403)
    expect((await osamu.get('/level/decisions')).page).toBe(page)
  })
})
