import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/database.ts'
import { testGround } from '../../tests/ground.ts'
import { type Reply, testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { assessmentRoutes } from '../assessment/routes.tsx'
import type { Web } from '../http/app.tsx'
import { type PersonId, parseId, type TenantId } from '../kernel/ids.ts'
import { beginOrganisation } from './actions.ts'
import { identityRoutes } from './routes.tsx'

const database = testDatabase()
let ground: ReturnType<typeof testGround>
let app: Hono<Web>

beforeAll(() => {
  ground = testGround(database.db)
  app = testApp(ground, [identityRoutes, assessmentRoutes], () => {})
})

const stored = () =>
  database.db.transact('owner', async (tx) => ({
    organisations: await tx.selectFrom('organisation').selectAll().orderBy('id').execute(),
    people: await tx.selectFrom('person').selectAll().orderBy('id').execute(),
  }))

describe('before anyone has begun', () => {
  test('the first page offers to begin, to try and to look around', async () => {
    const { status, page } = await visitor(app).get('/')
    expect(status).toBe(200)
    for (const part of ['action="/organisations"', 'href="/quick"', 'href="/level"', 'action="/demo"'])
      expect(page).toContain(part)
  })

  test('nobody is listed, and nobody can be added', async () => {
    const { status, page } = await visitor(app).get('/organisations')
    expect(status).toBe(200)
    expect(page).not.toContain('人を加える')
    expect(await visitor(app).post('/people', { name: '佐藤 花子' })).toMatchObject({ status: 303, location: '/' })
    expect((await stored()).people).toEqual([])
  })

  test.each<[string, { organisation: string; person: string }, string[]]>([
    ['no organisation', { organisation: '　', person: '青山 太郎' }, ['organisation']],
    ['no person', { organisation: '青山精機', person: '' }, ['person']],
    ['neither', { organisation: '', person: '\u0000' }, ['organisation', 'person']],
    ['an organisation of 201 characters', { organisation: 'あ'.repeat(201), person: '青山 太郎' }, ['organisation']],
    ['a person of 101 characters', { organisation: '<b>青山</b>', person: 'あ'.repeat(101) }, ['person']],
  ])('beginning with %s is refused beside the field, with everything typed kept', async (_, typed, fields) => {
    const { status, page } = await visitor(app).post('/organisations', typed)
    expect(status).toBe(422)
    expect(page).toContain('入力を確かめてください')
    expect([...page.matchAll(/id="([a-z]+)-refusal"/g)].map(([, field]) => field)).toEqual(fields)
    expect(typedIn(page, 'organisation')).toEqual([typed.organisation])
    expect(typedIn(page, 'person')).toEqual([typed.person])
    expect(page).not.toContain('<b>青山')
    expect((await stored()).organisations).toEqual([])
  })

  test('a form with nothing in it is refused', async () => {
    expect((await visitor(app).post('/organisations')).status).toBe(422)
  })
})

describe('once begun', () => {
  let taro: Visitor
  let aoyama: TenantId

  beforeAll(async () => {
    const reply = await visitor(app).post('/organisations', { organisation: ' 青山  精機 ', person: '青山　太郎' })
    expect(reply).toMatchObject({ status: 303, location: '/' })
    const seat = seatOf(reply)
    taro = visitor(app, seat)
    aoyama = seat.tenant
  })

  test('both are kept, and the browser remembers who sits there', async () => {
    const { organisations, people } = await stored()
    expect(organisations).toMatchObject([{ id: aoyama, name: '青山 精機', demo: false }])
    expect(people).toMatchObject([{ tenant_id: aoyama, name: '青山 太郎' }])
    const { page } = await taro.get('/organisations')
    expect(page).toContain('青山 精機の人')
    expect(page).toContain('<strong>あなた</strong>')
  })

  test('the cookies are out of reach of scripts and of other sites', async () => {
    const reply = await taro.post('/seat', { organisation: aoyama })
    for (const cookie of reply.headers.getSetCookie()) expect(cookie).toMatch(/Path=\/.*HttpOnly.*SameSite=Lax/)
    expect(reply.headers.getSetCookie()).toHaveLength(2)
  })

  test('a colleague is added', async () => {
    expect(await taro.post('/people', { name: ' 佐藤  花子 ', position: '総務\t部' })).toMatchObject({
      status: 303,
      location: '/organisations',
    })
    expect((await stored()).people).toContainEqual(
      expect.objectContaining({ tenant_id: aoyama, name: '佐藤 花子', position: '総務 部' }),
    )
    expect((await taro.get('/organisations')).page).toContain('この人になる')
  })

  test.each<[string, { name: string; position: string }, string, string]>([
    ['no name', { name: ' ', position: '<i>総務部</i>' }, 'name', '名前を入力してください。'],
    ['a name of 101 characters', { name: 'あ'.repeat(101), position: '総務部' }, 'name', '名前は100文字までにしてください。'],
    [
      'a position of 101 characters',
      { name: '鈴木 一', position: 'い'.repeat(101) },
      'position',
      '部署・役割は100文字までにしてください。',
    ],
  ])('a colleague with %s is refused, with everything typed kept', async (_, typed, field, words) => {
    const before = (await stored()).people
    const { status, page } = await taro.post('/people', typed)
    expect(status).toBe(422)
    expect(page).toContain(words)
    expect(page).toContain(`id="${field}-refusal"`)
    expect(typedIn(page, 'name')).toEqual([typed.name])
    expect(typedIn(page, 'position')).toEqual([typed.position])
    expect(page).toContain('<details open')
    expect(page).not.toContain('<i>総務部')
    expect((await stored()).people).toEqual(before)
  })

  test('both at once are told at once', async () => {
    const { page } = await taro.post('/people', { name: '', position: 'い'.repeat(101) })
    expect([...page.matchAll(/id="([a-z]+)-refusal"/g)].map(([, field]) => field)).toEqual(['name', 'position'])
  })

  test('a character that cannot be stored is no fault', async () => {
    expect((await taro.post('/people', { name: '田\u0000中', position: '営\u0000業' })).status).toBe(303)
  })

  test('another person of the organisation takes the seat', async () => {
    const hanako = (await stored()).people.find(({ name }) => name === '佐藤 花子')
    const reply = await taro.post('/seat', { organisation: aoyama, person: hanako?.id ?? '' })
    expect(reply).toMatchObject({ status: 303, location: '/' })
    const { page } = await visitor(app, seatOf(reply)).get('/assessments')
    expect(page).toContain('<span class="person">佐藤 花子</span>')
  })

  test.each(['', 'x', '1', "' or true--", 'ABCDEF00-0000-7000-8000-000000000000'])(
    'a seat in an organisation that is none (%j) is not found',
    async (organisation) => {
      const reply = await taro.post('/seat', { organisation })
      expect(reply.status).toBe(404)
      expect(reply.headers.getSetCookie()).toEqual([])
    },
  )

  test('a seat of somebody of another organisation is not theirs', async () => {
    const reply = await visitor(app).post('/organisations', { organisation: '楓システムズ', person: '楓 由美' })
    const yumi = seatOf(reply)
    const mixed = visitor(app, { tenant: aoyama, person: yumi.person })
    const { page } = await mixed.get('/assessments')
    expect(page).toContain('青山 精機')
    expect(page).not.toContain('楓 由美')
    await mixed.post('/people', { name: '誰か' })
    expect((await stored()).people.filter(({ name }) => name === '誰か')).toMatchObject([{ tenant_id: aoyama }])
  })

  test('the people of one organisation are not shown to another', async () => {
    const kaede = (await stored()).organisations.find(({ name }) => name === '楓システムズ')
    const yumi = (await stored()).people.find(({ name }) => name === '楓 由美')
    if (!kaede || !yumi) throw new Error('the cast is not there')
    const { page } = await visitor(app, { tenant: kaede.id, person: yumi.id }).get('/organisations')
    expect(page).not.toContain('佐藤 花子')
    expect(page).toContain('青山 精機')
  })
})

describe('clearing the demo away', () => {
  test('takes the demo with all that it has, and nothing else', async () => {
    const before = await stored()
    const demo = await beginOrganisation(ground, { organisation: '架空商事', person: '架空 一郎', demo: true })
    if (!demo.ok) throw new Error('no demo')
    const ichiro = visitor(app, demo.value)
    await ichiro.post('/assessments', { title: '架空の評価', target: '3', edition: '2026-03-27' })
    expect((await ichiro.get('/organisations')).page).toContain('デモを消す')
    expect(await ichiro.post('/demo/removal')).toMatchObject({ status: 303, location: '/' })
    expect(await stored()).toEqual(before)
    const assessments = await database.db.transact('owner', (tx) => tx.selectFrom('assessment').selectAll().execute())
    expect(assessments).toEqual([])
    expect((await ichiro.get('/organisations')).page).not.toContain('デモを消す')
  })

  test('where there is none changes nothing', async () => {
    const before = await stored()
    expect((await visitor(app).post('/demo/removal')).status).toBe(303)
    expect(await stored()).toEqual(before)
  })
})

test('names are shown harmless wherever they are shown', async () => {
  const name = '<script>alert("x")</script>'
  const reply = await visitor(app).post('/organisations', { organisation: name, person: name })
  const seat = visitor(app, seatOf(reply))
  await seat.post('/people', { name, position: name })
  for (const path of ['/assessments', '/organisations', '/assessments/new']) {
    const { status, page } = await seat.get(path)
    expect([path, status]).toEqual([path, 200])
    expect(page).not.toContain('<script>alert')
    expect(page).toContain('&lt;script&gt;')
  }
})

test('what can only be sent cannot be asked for', async () => {
  for (const path of ['/people', '/seat', '/demo/removal']) expect((await visitor(app).get(path)).status).toBe(404)
})

/** The seat that a reply's cookies note. */
function seatOf(reply: Reply): { tenant: TenantId; person: PersonId } {
  const cookies = new Map(reply.headers.getSetCookie().map((cookie) => [cookie.split('=')[0], cookie.split(/[=;]/)[1]]))
  const tenant = parseId<TenantId>(cookies.get('organisation'))
  const person = parseId<PersonId>(cookies.get('person'))
  if (!tenant || !person) throw new Error('no seat')
  return { tenant, person }
}
