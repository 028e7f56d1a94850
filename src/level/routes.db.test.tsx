import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/database.ts'
import { begin, testGround } from '../../tests/ground.ts'
import { buildApp } from '../http/app.tsx'
import { levelRoutes } from './routes.tsx'

const database = testDatabase()
let ground: ReturnType<typeof testGround>
let app: ReturnType<typeof buildApp>
const seats = { aoyama: '', kaede: '' }

beforeAll(() => {
  ground = testGround(database.db)
  ground.clock.at = '2027-04-01T01:02:03.000Z'
  app = buildApp(ground, [levelRoutes], () => {})
})

function get(path: string, seat = ''): Promise<Response> {
  return Promise.resolve(app.request(`http://localhost${path}`, { headers: { Cookie: seat } }))
}

function post(path: string, fields: Record<string, string>, seat = ''): Promise<Response> {
  const body = new URLSearchParams(fields)
  return Promise.resolve(app.request(`http://localhost${path}`, { method: 'POST', body, headers: { Cookie: seat } }))
}

const answers = { confidential: 'no', continuity: 'yes', access: 'no', 'continuity-reason': '毎日納めている' }
const self = new URLSearchParams(answers)

describe('before anyone has begun', () => {
  test('the wizard asks three questions about ourselves or a partner', async () => {
    const own = await (await get('/level')).text()
    expect(own.match(/<fieldset/g)).toHaveLength(3)
    expect(own).not.toContain('name="partner"')
    expect(await (await get('/level?subject=partner')).text()).toContain('name="partner"')
  })

  test('the result says the level, why, what it asks and what the other ★ are, and stores nothing', async () => {
    const page = await (await get(`/level/result?${self}`)).text()
    expect(page).toContain('自社は★4が目安です')
    expect(page).toContain('毎日納めている')
    expect(page).toContain('要求事項 43、評価基準 153(★3の81に、★4で72が加わります)')
    expect(page).toContain('SECURITY ACTION')
    expect(page).toContain('要求事項も評価の方法も、まだ決まっていません')
    expect(page).not.toContain('認定')
    expect(page).toContain('いまは何も保存していません')
  })

  test('three times no leads to ★3, voluntary', async () => {
    const page = await (await get('/level/result?confidential=no&continuity=no&access=no')).text()
    expect(page).toContain('自社は★3が目安です')
    expect(page).toContain('要求事項 26、評価基準 81')
    expect(page).toContain('★の取得は任意です')
  })

  test('a partner’s result comes with the rules of a fair request', async () => {
    const page = await (await get(`/level/result?subject=partner&partner=Kaede&${self}`)).text()
    expect(page).toContain('Kaedeに求めるなら★4が目安です')
    expect(page).toContain('特定の製品やサービスの購入は求めません')
  })

  test('in English', async () => {
    expect(await (await get(`/level/result?${self}&lang=en`)).text()).toContain('★4 is the one for you')
  })

  test('an answer missing is refused with what was typed kept', async () => {
    const response = await get('/level/result?confidential=yes&access-reason=VPN')
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toContain('質問2に「はい」か「いいえ」で答えてください。')
    expect(page).toMatch(/value="yes" checked/)
    expect(page).toContain('VPN')
  })

  test('hostile text is escaped', async () => {
    const page = await (
      await get(`/level/result?subject=partner&partner=${encodeURIComponent('<script>"x"</script>')}&${self}`)
    ).text()
    expect(page).not.toContain('<script>"x"')
    expect(page).toContain('&lt;script&gt;')
  })

  test('keeping and reading need an organisation', async () => {
    for (const response of [await post('/level/decisions', answers), await get('/level/decisions')]) {
      expect([response.status, response.headers.get('Location')]).toEqual([303, '/'])
    }
  })
})

describe('within organisations', () => {
  beforeAll(async () => {
    for (const name of ['aoyama', 'kaede'] as const) {
      const { tenant, person } = await begin(ground, name, `${name}の花子`)
      seats[name] = `organisation=${tenant}; person=${person}`
    }
  })

  test('a decision is kept with its date, its person and its reasons, and no other organisation sees it', async () => {
    const kept = await post('/level/decisions', { subject: 'partner', partner: '楓システム', ...answers }, seats.aoyama)
    expect(kept.status).toBe(303)
    const address = kept.headers.get('Location') ?? ''
    const page = await (await get(address, seats.aoyama)).text()
    expect(page).toContain('楓システムに求めるなら★4が目安です')
    expect(page).toContain('2027年4月1日 10:02にaoyamaの花子さんが判断')
    expect(page).toContain('毎日納めている')
    expect(await (await get('/level/decisions', seats.aoyama)).text()).toContain(address)
    expect((await get(address, seats.kaede)).status).toBe(404)
    expect(await (await get('/level/decisions', seats.kaede)).text()).toContain('残した判断は、まだありません')
  })

  test('the level is decided by the answers, whatever else is sent', async () => {
    const kept = await post('/level/decisions', { confidential: 'no', continuity: 'no', access: 'no', level: '4' }, seats.kaede)
    const page = await (await get(kept.headers.get('Location') ?? '', seats.kaede)).text()
    expect(page).toContain('自社は★3が目安です')
  })

  test('a refused decision is not kept, and what was typed stays', async () => {
    const refused = await post('/level/decisions', { subject: 'partner', ...answers }, seats.aoyama)
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain('取引先の名前を入力してください。')
    expect(page).toContain('毎日納めている')
  })

  test('an id that is none is not found', async () => {
    expect((await get('/level/decisions/1', seats.aoyama)).status).toBe(404)
    expect((await get('/level/decisions/00000000-0000-7000-8000-000000000000', seats.aoyama)).status).toBe(404)
    expect((await post('/level', {}, seats.aoyama)).status).toBe(404)
  })
})
