import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { accountOf, engage } from '../../tests/experts.ts'
import { type Fields, testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import type { TenantId } from '../kernel/ids.ts'
import { toAddress } from '../kernel/organisation-address.ts'
import { features } from '../main/features.ts'
import { ACTS, ROLES, type Role } from '../roles/permissions.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { beginOrganisation } from './actions.ts'
import { actsOf } from './told.fixture.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>

beforeAll(() => {
  context = testContext(database.db)
  app = testApp(context, features)
})

const stored = () =>
  database.db.transact('admin', async (tx) => ({
    organisations: await tx.selectFrom('organisation').selectAll().orderBy('id').execute(),
    people: await tx.selectFrom('person').selectAll().orderBy('id').execute(),
  }))

describe('not signed in', () => {
  const nobody = () => visitor(app)

  test('the first page offers to register, to sign in, to try and to look around', async () => {
    const { status, page } = await nobody().get('/')
    expect(status).toBe(200)
    for (const part of ['href="/register"', 'href="/sign-in"', 'href="/quick"', 'href="/level"', 'action="/demo"'])
      expect(page).toContain(part)
  })

  test('it offers no registration where that is closed, and no demo where others reach the server', async () => {
    const settings = { ...context.settings, registration: false, local: false }
    const { page } = await visitor(testApp({ ...context, settings }, features)).get('/')
    expect(page).toContain('href="/sign-in"')
    expect(page).not.toContain('href="/register"')
    expect(page).not.toContain('action="/demo"')
  })

  test.each(['/organisations', '/organisations/new', '/organisation'])('%s leads to signing in, and back', async (path) => {
    expect(await nobody().get(path)).toMatchObject({ status: 303, location: `/sign-in?next=${encodeURIComponent(path)}` })
  })

  test.each<[string, Fields]>([
    ['/organisations', { organisation: '<b>青山精機</b>', person: '青山 太郎', kinds: ['applicant', 'buyer'] }],
    ['/organisation', { organisation: '<b>青山精機</b>', kinds: ['expert'] }],
    ['/seat', { organisation: '<b>x</b>' }],
  ])('what is sent to %s is kept on a page that asks to sign in', async (path, typed) => {
    const { status, page } = await nobody().post(path, typed)
    expect(status).toBe(401)
    for (const [name, value] of Object.entries(typed)) expect([name, typedIn(page, name)]).toEqual([name, [value].flat()])
    expect(page).not.toContain('<b>')
    expect((await stored()).organisations).toEqual([])
  })

  test('what can only be sent cannot be asked for', async () => {
    for (const path of ['/seat', '/people/invitations']) expect((await nobody().get(path)).status).toBe(404)
  })
})

describe('the table of permissions', () => {
  test('is there for anybody, and says every act, every role and how far each reaches', async () => {
    const { status, page } = await visitor(app).get('/permissions')
    expect(status).toBe(200)
    for (const { ja, about } of Object.values(ROLES)) for (const words of [ja, about.ja]) expect(page).toContain(words)
    const rows = [...page.matchAll(/<tr><th scope="row">([^<]+?)( ※)?<\/th>(.*?)<\/tr>/g)].map(([, words, mark, cells]) => ({
      words,
      stepUp: mark !== undefined,
      extents: [...(cells ?? '').matchAll(/<span class="(all|assigned|engaged|none)"/g)].map(([, extent]) => extent),
    }))
    const roles = Object.keys(ROLES) as Role[]
    expect(rows).toEqual(
      Object.values(ACTS).map(({ ja, stepUp, may }) => ({
        words: ja,
        stepUp: stepUp === true,
        extents: roles.map((role) => may[role] ?? 'none'),
      })),
    )
  })

  test('is there in English', async () => {
    const { page } = await visitor(app).get('/permissions?lang=en')
    for (const { en } of [...Object.values(ACTS), ...Object.values(ROLES)]) expect(page).toContain(en)
  })
})

describe('an account without an organisation', () => {
  let yumi: Visitor

  beforeAll(async () => {
    yumi = visitor(app, { account: await accountOf(context, 'yumi@kaede.example', '楓 由美') })
  })

  test('is led to where one may sit, which is nowhere yet', async () => {
    expect(await yumi.get('/')).toMatchObject({ status: 303, location: '/organisations' })
    expect(await yumi.get('/assessments')).toMatchObject({ status: 303, location: '/organisations' })
    const { status, page } = await yumi.get('/organisations')
    expect(status).toBe(200)
    expect(page).toContain('いま入れる組織がありません。')
    expect(page).toContain('href="/organisations/new"')
  })

  test('finds its name in the form of a new organisation', async () => {
    const { page } = await yumi.get('/organisations/new')
    expect(typedIn(page, 'person')).toEqual(['楓 由美'])
    expect(typedIn(page, 'kinds')).toEqual(['applicant'])
    for (const kind of ['evaluationBody', 'technicalVerifier', 'operator']) expect(page).not.toContain(`value="${kind}"`)
  })

  test.each<[string, { organisation: string; person: string }, string[]]>([
    ['no organisation', { organisation: '　', person: '青山 太郎' }, ['organisation']],
    ['no person', { organisation: '青山精機', person: '' }, ['person']],
    ['neither', { organisation: '', person: '\u0000' }, ['organisation', 'person']],
    ['an organisation of 201 characters', { organisation: 'あ'.repeat(201), person: '青山 太郎' }, ['organisation']],
    ['a person of 101 characters', { organisation: '<b>青山</b>', person: 'あ'.repeat(101) }, ['person']],
  ])('beginning with %s is refused beside the field, with everything typed kept', async (_, typed, fields) => {
    const { status, page } = await yumi.post('/organisations', { ...typed, kinds: ['buyer', 'applicant'] })
    expect(status).toBe(422)
    expect(page).toContain('入力を確かめてください')
    expect([...page.matchAll(/id="([a-z]+)-refusal"/g)].map(([, field]) => field)).toEqual(fields)
    expect(typedIn(page, 'organisation')).toEqual([typed.organisation])
    expect(typedIn(page, 'person')).toEqual([typed.person.replace('\u0000', '')])
    expect(typedIn(page, 'kinds')).toEqual(['applicant', 'buyer'])
    expect(page).not.toContain('<b>青山')
    expect((await stored()).organisations).toEqual([])
  })

  test('a form with nothing in it is refused', async () => {
    expect((await yumi.post('/organisations')).status).toBe(422)
  })

  test('begins one, answers for it and sits there', async () => {
    const sent = { organisation: ' 楓  システムズ ', person: '楓　由美', kinds: ['applicant', 'buyer', 'operator', 'x'] }
    expect(await yumi.post('/organisations', sent)).toMatchObject({ status: 303, location: '/' })
    const { organisations, people } = await stored()
    expect(organisations).toMatchObject([{ name: '楓 システムズ', demo: false, kinds: ['applicant', 'buyer'] }])
    expect(people).toMatchObject([{ name: '楓 由美', roles: ['responsible'], engagement_id: null, ended_at: null }])
    const { page } = await yumi.get('/assessments')
    expect(page).toContain('<span class="organisation">楓 システムズ</span>')
    expect(await actsOf(context, organisations[0]?.id ?? ('' as never))).toEqual(['organisation.begin', 'session.seat'])
  })

  test('begins another, and moves between the two', async () => {
    await yumi.post('/organisations', { organisation: '楓ホールディングス', person: '楓 由美', kinds: 'expert' })
    expect((await yumi.get('/')).page).toContain('<span class="organisation">楓ホールディングス</span>')
    const list = await yumi.get('/organisations')
    expect(list.page).toContain('楓 システムズに切り替える')
    expect(list.page).not.toContain('楓ホールディングスに切り替える')
    const [first] = (await stored()).organisations
    const tenant = first?.id as TenantId
    const sent = { organisation: tenant, next: '/assessments' }
    expect(await yumi.post('/seat', sent)).toMatchObject({ status: 303, location: toAddress(tenant, '/assessments') })
    expect((await yumi.get('/assessments')).page).toContain('<span class="organisation">楓 システムズ</span>')
  })
})

describe('a seat', () => {
  let aoyama: Viewer
  let taro: Visitor

  beforeAll(async () => {
    aoyama = await begin(context, '青山精機', '青山 太郎')
    taro = visitor(app, aoyama)
  })

  test.each(['', 'x', '1', "' or true--", 'ABCDEF00-0000-7000-8000-000000000000', '00000000-0000-0000-0000-000000000000'])(
    'in an organisation that is none (%j) is not found',
    async (organisation) => {
      expect((await taro.post('/seat', { organisation })).status).toBe(404)
      expect((await taro.get('/people')).page).toContain('<span class="organisation">青山精機</span>')
    },
  )

  test('in somebody else’s organisation is not told apart from one that is none', async () => {
    const other = await begin(context, '朝顔工業', '朝顔 一')
    const theirs = await taro.post('/seat', { organisation: other.tenant })
    const none = await taro.post('/seat', { organisation: '00000000-0000-7000-8000-ffffffffffff' })
    expect([theirs.status, none.status]).toEqual([404, 404])
    expect(theirs.page).toBe(none.page)
    expect(await actsOf(context, other.tenant)).toEqual(['organisation.begin'])
    expect((await taro.get('/organisations')).page).not.toContain('朝顔工業')
  })

  test.each([
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/people?told=saved', '/people?told=saved'],
    ['', '/'],
  ])('leads on to %j as %j', async (next, location) => {
    expect(await taro.post('/seat', { organisation: aoyama.tenant, next })).toMatchObject({ status: 303, location })
  })

  test('is noted in the log of the organisation', async () => {
    const before = await actsOf(context, aoyama.tenant)
    await taro.post('/seat', { organisation: aoyama.tenant })
    expect(await actsOf(context, aoyama.tenant)).toEqual([...before, 'session.seat'])
  })

  test('of a session that an organisation’s own provider opened is in that organisation alone', async () => {
    const account = await accountOf(context, 'sso@aoyama.example', '青山 次郎')
    const own = await beginOrganisation(context, { organisation: '次郎商店', person: '青山 次郎', account })
    const firm = await beginOrganisation(context, { organisation: '青山ホールディングス', person: '青山 次郎', account })
    if (!own.ok || !firm.ok) throw new Error('not begun')
    const jiro = visitor(app, firm.value)
    await jiro.get('/')
    await database.db.transact('admin', (tx) =>
      tx.updateTable('session').set({ only_tenant_id: firm.value.tenant }).where('account_id', '=', account).execute(),
    )
    const { page } = await jiro.get('/organisations')
    expect(page).toContain('青山ホールディングス')
    expect(page).not.toContain('次郎商店')
    expect((await jiro.post('/seat', { organisation: own.value.tenant })).status).toBe(404)
    expect((await jiro.get('/people')).page).toContain('<span class="organisation">青山ホールディングス</span>')
    expect((await jiro.post('/organisations', { organisation: '三つ目', person: '青山 次郎' })).status).toBe(403)
  })

  test.each(['expert', 'evaluator', 'verifier', 'buyer', 'operator'] as const)(
    'of a role without assessments (%s) begins at a page of its own',
    async (role) => {
      const who = visitor(app, await colleague(context, aoyama, `担当 ${role}`, role))
      const { status, page } = await who.get('/')
      expect(status).toBe(200)
      expect(page).toContain(ROLES[role].ja)
      expect(page).not.toContain('href="/assessments/new"')
      for (const [, href] of page.matchAll(/<a class="card" href="([^"]+)"/g)) {
        if (href === '/people' || href === '/organisations') expect([href, (await who.get(href)).status]).toEqual([href, 200])
      }
      expect((await who.get('/assessments')).status).toBe(403)
    },
  )
})

describe('the settings of an organisation', () => {
  let minamo: Viewer
  let megumi: Visitor

  beforeAll(async () => {
    minamo = await begin(context, 'みなも物流', '岡本 恵')
    megumi = visitor(app, minamo)
  })

  const organisation = async () => (await stored()).organisations.find(({ id }) => id === minamo.tenant)

  test('show the name and the kinds, and are changed together', async () => {
    const { page } = await megumi.get('/organisation')
    expect(typedIn(page, 'organisation')).toEqual(['みなも物流'])
    expect(typedIn(page, 'kinds')).toEqual(['applicant'])
    const sent = { organisation: ' みなも　運輸 ', kinds: ['applicant', 'buyer', 'operator'] }
    expect(await megumi.post('/organisation', sent)).toMatchObject({ status: 303, location: '/organisation?saved=1' })
    expect(await organisation()).toMatchObject({ name: 'みなも 運輸', kinds: ['applicant', 'buyer'] })
    const saved = await megumi.get('/organisation?saved=1')
    expect(saved.page).toContain('保存しました。')
    expect(saved.page).toContain('<span class="organisation">みなも 運輸</span>')
    expect((await actsOf(context, minamo.tenant)).at(-1)).toBe('organisation.settings')
  })

  test.each<[string, Fields, string]>([
    ['no name', { organisation: ' ', kinds: ['buyer'] }, '会社・組織の名前を入力してください。'],
    ['a name of 201 characters', { organisation: '<b>あ'.repeat(67), kinds: ['buyer'] }, '名前は200文字までにしてください。'],
    ['no kind', { organisation: '<b>改名</b>' }, '組織の立場を1つ以上選んでください。'],
    [
      'a kind that nobody makes themselves',
      { organisation: '改名', kinds: ['evaluationBody'] },
      '組織の立場を1つ以上選んでください。',
    ],
  ])('with %s are refused, with everything typed kept', async (_, typed, words) => {
    const before = await organisation()
    const { status, page } = await megumi.post('/organisation', typed)
    expect(status).toBe(422)
    expect(page).toContain(words)
    expect(typedIn(page, 'organisation')).toEqual([typed.organisation])
    expect(page).not.toContain('<b>')
    expect(await organisation()).toEqual(before)
  })

  test('keep what the organisation was appointed to be', async () => {
    await database.db.transact('admin', (tx) =>
      tx
        .updateTable('organisation')
        .set({ kinds: JSON.stringify(['evaluationBody']) })
        .where('id', '=', minamo.tenant)
        .execute(),
    )
    expect((await megumi.get('/organisation')).page).toContain('設定されている立場: 評価機関')
    expect((await megumi.post('/organisation', { organisation: 'みなも物流', kinds: ['expert'] })).status).toBe(303)
    expect(await organisation()).toMatchObject({ kinds: ['expert', 'evaluationBody'] })
    expect((await megumi.post('/organisation', { organisation: 'みなも物流' })).status).toBe(303)
    expect(await organisation()).toMatchObject({ kinds: ['evaluationBody'] })
  })

  test.each(['staff', 'respondent', 'reader', 'executive'] as const)('are closed to a %s', async (role) => {
    const who = visitor(app, await colleague(context, minamo, role, role))
    const before = await organisation()
    expect((await who.get('/organisation')).status).toBe(403)
    expect((await who.post('/organisation', { organisation: '乗っ取り', kinds: ['buyer'] })).status).toBe(403)
    expect(await organisation()).toEqual(before)
  })

  test('are closed to an engaged expert', async () => {
    const { seat } = await engage(context, minamo, { sight: 'everything', mayAnswer: true })
    const who = visitor(app, seat)
    expect((await who.get('/organisation')).status).toBe(403)
    expect((await who.post('/organisation', { organisation: '乗っ取り', kinds: ['buyer'] })).status).toBe(403)
  })

  test('ask once more who it is when that was proved a while ago, and keep what was typed', async () => {
    const before = await organisation()
    const old = visitor(app, minamo)
    await old.get('/people')
    const verified = { verified_at: '2027-03-31T23:44:59.000Z' }
    await database.db.transact('admin', (tx) =>
      tx.updateTable('session').set(verified).where('tenant_id', '=', minamo.tenant).execute(),
    )
    expect((await old.get('/organisation')).status).toBe(200)
    const { status, page } = await old.post('/organisation', { organisation: '改名', kinds: ['buyer'] })
    expect(status).toBe(401)
    expect(typedIn(page, 'organisation')).toEqual(['改名'])
    expect(await organisation()).toEqual(before)
  })
})

test('names are shown harmless wherever they are shown', async () => {
  const name = '<script>alert("x")</script>'
  const seat = visitor(app, { account: await accountOf(context, 'script@x.example', name) })
  await seat.post('/organisations', { organisation: name, person: name, kinds: 'applicant' })
  await seat.post('/people', { name, position: name })
  for (const path of [
    '/assessments',
    '/organisations',
    '/organisations/new',
    '/assessments/new',
    '/people',
    '/engagements',
    '/organisation',
  ]) {
    const { status, page } = await seat.get(path)
    expect([path, status]).toEqual([path, 200])
    expect(page).not.toContain('<script>alert')
    expect(page).toContain('&lt;script&gt;')
  }
})
