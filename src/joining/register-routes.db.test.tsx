import type { Hono } from 'hono'
import { beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, typedIn } from '../../tests/web.ts'
import { type Browser, browser } from '../account/factors/browser.fixture.ts'
import { lettersTo, linkTo, logOf, PASSWORD, register, wait } from '../account/sign-in/sign-in.fixture.ts'
import { features } from '../main/features.ts'
import type { Web } from '../web/app.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let visitor: Browser
let email: string
let people = 0

beforeEach(() => {
  context = testContext(database.db)
  context.settings = { ...context.settings, proxies: 1 }
  app = testApp(context, features)
  people += 1
  visitor = browser(app, `192.0.2.${people}`)
  email = `hanako${people}@kaede.example`
})

const typed = () => ({ organisation: '楓システムズ', kind: 'applicant', person: '楓 由美', email, next: '/level' })
const chosen = { password: PASSWORD }
const stored = () =>
  database.db.transact('admin', async (tx) => ({
    accounts: await tx.selectFrom('account').selectAll().where('email', '=', email).execute(),
    people: await tx
      .selectFrom('person')
      .innerJoin('account', 'account.id', 'person.account_id')
      .innerJoin('organisation', 'organisation.id', 'person.tenant_id')
      .select(['organisation.name', 'organisation.kinds', 'person.name as person', 'person.roles', 'person.tenant_id'])
      .where('account.email', '=', email)
      .execute(),
  }))

describe('registering', () => {
  test('nothing is registered before the link is used; then one is in, responsible, and goes on', async () => {
    expect((await visitor.get('/register?next=/level')).page).not.toContain('type="password"')
    expect(await visitor.post('/register', typed())).toMatchObject({ status: 303, location: '/register/sent' })
    expect((await visitor.get('/register/sent')).page).toContain('href="/mail"')
    expect(await stored()).toEqual({ accounts: [], people: [] })

    const link = await linkTo(database.db, email, '/register/confirm/')
    for (let n = 0; n < 2; n += 1) expect((await visitor.get(link)).page).toContain('autocomplete="new-password"')
    expect(await stored()).toEqual({ accounts: [], people: [] })

    expect(await visitor.post(link, chosen)).toMatchObject({ status: 303, location: '/level' })
    const { accounts, people: seats } = await stored()
    expect(accounts).toMatchObject([{ email, name: '楓 由美', lang: 'ja', demo: false }])
    expect(accounts[0]?.password_hash).toMatch(/^\$argon2id\$/)
    expect(seats).toMatchObject([{ name: '楓システムズ', kinds: ['applicant'], person: '楓 由美', roles: ['responsible'] }])
    expect((await visitor.get('/account')).page).toContain(email)

    const log = await logOf(database.db, undefined, accounts[0]?.id)
    expect(log.map(({ act }) => act)).toEqual(['account.create', 'session.begin'])
    const own = await logOf(database.db, seats[0]?.tenant_id)
    expect(own.map(({ act }) => act)).toContain('session.begin')
  })

  test('the link works once, also for two who come at once', async () => {
    await visitor.post('/register', typed())
    const link = await linkTo(database.db, email, '/register/confirm/')
    const replies = await Promise.all([browser(app).post(link, chosen), browser(app).post(link, chosen)])
    expect(replies.map(({ status }) => status).sort()).toEqual([303, 410])
    const again = await visitor.get(link)
    expect(again.status).toBe(410)
    expect(again.page).toContain('登録は済んでいます')
    expect((await stored()).accounts).toHaveLength(1)
  })

  test('after a day the link is over, and another one is sent, with everything that was typed', async () => {
    await visitor.post('/register', typed())
    const link = await linkTo(database.db, email, '/register/confirm/')
    wait(context, 24 * 60 * 60)
    const over = await visitor.get(link)
    expect(over.status).toBe(410)
    expect(over.page).toContain(`${email} に、新しいリンクを送れます`)
    expect((await visitor.post(link, chosen)).status).toBe(410)
    expect(await visitor.post(`${link}/renewal`)).toMatchObject({ status: 303, location: '/register/sent' })
    const renewed = await linkTo(database.db, email, '/register/confirm/')
    expect(renewed).not.toBe(link)
    expect(await visitor.post(renewed, chosen)).toMatchObject({ status: 303, location: '/level' })
    expect((await visitor.post(`${link}/renewal`)).status).toBe(410)
  })

  test('the kind of organisation is kept', async () => {
    await visitor.post('/register', { ...typed(), kind: 'expert' })
    await visitor.post(await linkTo(database.db, email, '/register/confirm/'), chosen)
    expect((await stored()).people).toMatchObject([{ kinds: ['expert'] }])
  })

  test.each<[string, Record<string, string>, string[]]>([
    ['nothing', { organisation: '', kind: '', person: '', email: '' }, ['organisation', 'kind', 'person', 'email']],
    ['no form at all', {}, ['organisation', 'kind', 'person', 'email']],
    ['hostile text', { organisation: '<b>楓</b>', kind: 'buyer', person: '"><script>', email: 'x' }, ['email']],
  ])('%s is refused beside the fields, with everything kept', async (_, fields, refused) => {
    const { status, page } = await visitor.post('/register', fields)
    expect(status).toBe(422)
    expect([...page.matchAll(/id="([a-z]+)-refusal"/g)].map(([, field]) => field)).toEqual(refused)
    expect(typedIn(page, 'organisation')).toEqual([fields.organisation ?? ''])
    expect(typedIn(page, 'person')).toEqual([fields.person ?? ''])
    expect(page).not.toMatch(/<b>楓|"><script>/)
  })

  test.each([
    ['none', '', '入力してください'],
    ['a short one', '短い', '8文字以上'],
    ['a guessable one', '楓システムズ2026', '知っている人が最初に試す言葉'],
  ])('the password is chosen at the link; %s is refused, and the link still works', async (_, password, words) => {
    await visitor.post('/register', typed())
    const link = await linkTo(database.db, email, '/register/confirm/')
    const refused = await visitor.post(link, { password })
    expect(refused.status).toBe(422)
    expect(refused.page).toContain(words)
    expect(typedIn(refused.page, 'password')).toEqual([''])
    expect(await stored()).toEqual({ accounts: [], people: [] })
    expect((await visitor.post(link, chosen)).status).toBe(303)
  })

  test('whoever registers somebody else has no password of theirs', async () => {
    await browser(app, '203.0.113.9').post('/register', { ...typed(), password: 'the-one-of-mallory-7' })
    await visitor.post(await linkTo(database.db, email, '/register/confirm/'), chosen)
    const mallory = await browser(app, '203.0.113.9').post('/sign-in', { email, password: 'the-one-of-mallory-7' })
    expect(mallory.status).toBe(422)
    expect((await browser(app).post('/sign-in', { email, ...chosen })).status).toBe(303)
  })

  test.each(['evaluationBody', 'operator', 'nonsense', '__proto__'])('nobody makes themselves %s', async (kind) => {
    const { status, page } = await visitor.post('/register', { ...typed(), kind })
    expect(status).toBe(422)
    expect(page).toContain('組織の種類を選んでください')
    expect(await lettersTo(database.db, email)).toEqual([])
  })
})

describe('an address that has an account', () => {
  test('is answered alike, gets another letter, and stays as it is', async () => {
    await register(context, email, '楓 由美')
    const before = await stored()
    expect(await visitor.post('/register', typed())).toMatchObject({
      status: 303,
      location: '/register/sent',
    })
    const letters = await lettersTo(database.db, email)
    expect(letters.map(({ subject }) => subject)).toEqual(['【星取】このアドレスはもう登録されています'])
    expect(letters[0]?.body).not.toContain('/register/confirm/')
    expect(await stored()).toEqual(before)
  })

  test('in the meantime: the link says so and makes nothing', async () => {
    await visitor.post('/register', typed())
    await register(context, email, '楓 由美')
    const { status, page } = await visitor.post(await linkTo(database.db, email, '/register/confirm/'), chosen)
    expect(status).toBe(409)
    expect(page).toContain('もう登録されています')
    expect((await stored()).people).toEqual([])
  })
})

describe('too many letters', () => {
  test('to one address: three an hour, answered alike', async () => {
    for (let n = 0; n < 5; n += 1) expect((await visitor.post('/register', typed())).status).toBe(303)
    expect(await lettersTo(database.db, email)).toHaveLength(3)
    wait(context, 60 * 60)
    await visitor.post('/register', typed())
    expect(await lettersTo(database.db, email)).toHaveLength(4)
  })

  test('asked for by one client: twenty an hour, then told so, with what was typed', async () => {
    for (let n = 0; n < 20; n += 1) await visitor.post('/reset', { email: `x${n}-${people}@many.example` })
    const { status, page, headers } = await visitor.post('/register', typed())
    expect([status, headers.get('Retry-After')]).toEqual([429, '3600'])
    expect(typedIn(page, 'organisation')).toEqual(['楓システムズ'])
    expect((await browser(app, '198.51.100.1').post('/register', typed())).status).toBe(303)
  })
})

describe('where strangers may not register', () => {
  beforeEach(() => {
    context.settings = { ...context.settings, registration: false }
  })

  test('the page says how to get in, and nothing is taken', async () => {
    for (const reply of [await visitor.get('/register'), await visitor.post('/register', typed())]) {
      expect(reply.status).toBe(403)
      expect(reply.page).toContain('招待')
    }
    expect(await lettersTo(database.db, email)).toEqual([])
  })
})

test.each(['/register/confirm/x', `/register/confirm/${'a'.repeat(5000)}`])('%.40s is no link', async (path) => {
  expect((await visitor.get(path)).status).toBe(410)
  expect((await visitor.post(path)).status).toBe(410)
  expect((await visitor.post(`${path}/renewal`)).status).toBe(410)
})
