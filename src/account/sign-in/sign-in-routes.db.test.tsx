import type { Hono } from 'hono'
import { beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../../tests/context.ts'
import { testDatabase } from '../../../tests/database.ts'
import { testApp, typedIn } from '../../../tests/web.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { features } from '../../main/features.ts'
import type { Web } from '../../web/app.tsx'
import { browser } from '../factors/browser.fixture.ts'
import { linkTo, logOf, PASSWORD, register, wait } from './sign-in.fixture.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let taro: AccountId
let email: string
let people = 0

beforeEach(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  people += 1
  email = `taro${people}@aoyama.example`
  taro = await register(context, email, '青山 太郎')
})

describe('the page', () => {
  test('asks for address and password, offers the other ways, and works with a password manager', async () => {
    const { status, page } = await browser(app).get('/sign-in?next=/assessments')
    expect(status).toBe(200)
    expect(page).toContain('autocomplete="username webauthn"')
    expect(page).toContain('autocomplete="current-password"')
    expect(page).not.toMatch(/type="password"[^>]*maxlength/)
    for (const href of [
      '/reset',
      '/register?next=%2Fassessments',
      '/sign-in/organisation?next=%2Fassessments',
      '/sign-in-criteria',
    ]) {
      expect(page).toContain(`href="${href}"`)
    }
    expect(typedIn(page, 'next')).toEqual(['/assessments'])
  })

  test('does not offer to register where strangers may not', async () => {
    context.settings = { ...context.settings, registration: false }
    const { page } = await browser(app).get('/sign-in')
    expect(page).not.toContain('href="/register')
    expect(page).toContain('招待')
  })

  test.each([
    ['?done=signed-out', 'サインアウトしました'],
    ['?done=closed', 'アカウントを閉じました'],
    ['?done=unlocked', 'このブラウザからサインインできます'],
    ['?over=second-factor', '最初からやり直してください'],
  ])('%s is told', async (query, words) => {
    expect((await browser(app).get(`/sign-in${query}`)).page).toContain(words)
  })

  test('a hostile next is harmless', async () => {
    const { page } = await browser(app).get('/sign-in?next=%22%3E%3Cscript%3Ealert(1)%3C/script%3E')
    expect(page).not.toContain('<script>alert')
  })
})

describe('what is sent', () => {
  test.each<[string, string]>([
    ['/assessments?page=2', '/assessments?page=2'],
    ['//evil.example', '/'],
    ['https://evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['', '/'],
  ])('the right password goes on from next=%s to %s', async (next, to) => {
    const visitor = browser(app)
    expect(await visitor.post('/sign-in', { email, password: PASSWORD, next })).toMatchObject({ status: 303, location: to })
    expect([...visitor.cookies.keys()].sort()).toEqual(['device', 'session'])
    expect((await visitor.get('/account')).page).toContain(email)
    expect(await visitor.get(`/sign-in?next=${encodeURIComponent(next)}`)).toMatchObject({ status: 303, location: to })
  })

  test('the wrong password and an unknown address are answered with the very same words, and what was typed is kept', async () => {
    const one = await browser(app).post('/sign-in', { email, password: 'wrong', next: '/level' })
    const other = await browser(app).post('/sign-in', { email: 'nobody@wrong.example', password: 'wrong', next: '/level' })
    for (const reply of [one, other]) {
      expect(reply.status).toBe(422)
      expect(reply.page).toContain('メールアドレスかパスワードが違います')
      expect(typedIn(reply.page, 'next')).toEqual(['/level'])
      expect(typedIn(reply.page, 'password')).toEqual([''])
    }
    expect(typedIn(one.page, 'email')).toEqual([email])
    expect(other.page.replaceAll('nobody@wrong.example', email)).toBe(one.page)
  })

  test.each([{}, { email: '', password: '' }, { email: '<b>x</b>', password: 'x' }, { email: 'x'.repeat(300), password: 'x' }])(
    'no address is refused: %j',
    async (typed) => {
      const { status, page } = await browser(app).post('/sign-in', typed as Record<string, string>)
      expect(status).toBe(422)
      expect(page).toContain('id="email-refusal"')
      expect(page).not.toContain('<b>x')
    },
  )

  test('after three wrong ones it says how long to wait, in words and for programs', async () => {
    const visitor = browser(app)
    for (let n = 0; n < 3; n += 1) await visitor.post('/sign-in', { email, password: 'wrong' })
    const { status, page, headers } = await visitor.post('/sign-in', { email, password: PASSWORD })
    expect([status, headers.get('Retry-After')]).toEqual([429, '5'])
    expect(page).toContain('あと5秒待ってください')
  })

  test('whoever has a second factor gets a cookie for that alone', async () => {
    await database.db.transact('admin', (tx) =>
      tx.updateTable('account').set({ totp_secret: 'x', totp_confirmed_at: context.now() }).where('id', '=', taro).execute(),
    )
    const visitor = browser(app)
    expect(await visitor.post('/sign-in', { email, password: PASSWORD, next: '/level' })).toMatchObject({
      status: 303,
      location: '/sign-in/second-factor',
    })
    expect([...visitor.cookies.keys()]).toEqual(['sign-in'])
    expect(await visitor.get('/account')).toMatchObject({ status: 303, location: '/sign-in?next=%2Faccount' })
  })

  test('a form of another site is refused', async () => {
    const response = await app.request('http://localhost/sign-in', {
      method: 'POST',
      headers: { Origin: 'http://evil.example' },
      body: new URLSearchParams({ email, password: PASSWORD }),
    })
    expect(response.status).toBe(403)
  })
})

describe('cookies', () => {
  test('are out of reach of scripts and of other sites', async () => {
    const { headers } = await browser(app).post('/sign-in', { email, password: PASSWORD })
    for (const line of headers.getSetCookie()) expect(line).toMatch(/Path=\/.*HttpOnly.*SameSite=Lax/)
  })

  test('go over TLS and to this host alone where the server is open to others', async () => {
    const open = testContext(database.db)
    open.settings = { ...open.settings, local: false, origin: 'https://hoshitori.example.jp' }
    const response = await testApp(open, features).request('https://hoshitori.example.jp/sign-in', {
      method: 'POST',
      headers: { Origin: 'https://hoshitori.example.jp', Host: 'hoshitori.example.jp' },
      body: new URLSearchParams({ email, password: PASSWORD }),
    })
    expect(response.status).toBe(303)
    const given = response.headers.getSetCookie().filter((line) => !/Max-Age=0/.test(line))
    expect(given.map((line) => line.split('=')[0]).sort()).toEqual(['__Host-device', '__Host-session'])
    for (const line of given) expect(line).toMatch(/; Path=\/;.*HttpOnly; Secure; SameSite=Lax/)
    expect(given.join()).not.toContain('Domain')
  })

  test('a session of the made-up world ends where the server is opened to others', async () => {
    await database.db.transact('admin', (tx) => tx.updateTable('account').set({ demo: true }).where('id', '=', taro).execute())
    const visitor = browser(app)
    await visitor.post('/sign-in', { email, password: PASSWORD })
    expect((await visitor.get('/account')).status).toBe(200)
    const open = testContext(database.db)
    open.settings = { ...open.settings, local: false, origin: 'https://hoshitori.example.jp' }
    const response = await testApp(open, features).request('https://hoshitori.example.jp/account', {
      headers: { Cookie: `__Host-session=${visitor.cookies.get('session')}`, Host: 'hoshitori.example.jp' },
    })
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/sign-in?next=%2Faccount'])
  })

  test('signing in again ends the session that the browser had', async () => {
    const visitor = browser(app)
    await visitor.post('/sign-in', { email, password: PASSWORD })
    const before = visitor.cookies.get('session') ?? ''
    await visitor.post('/sign-in', { email, password: PASSWORD })
    expect(visitor.cookies.get('session')).not.toBe(before)
    const old = browser(app)
    old.cookies.set('session', before)
    expect(await old.get('/account')).toMatchObject({ status: 303, location: '/sign-in?next=%2Faccount' })
  })
})

describe('signing out', () => {
  test('ends the session on the server, too, and is told to the log', async () => {
    const visitor = browser(app)
    await visitor.post('/sign-in', { email, password: PASSWORD })
    const token = visitor.cookies.get('session') ?? ''
    const out = await visitor.post('/sign-out')
    expect(out).toMatchObject({ status: 303, location: '/sign-in?done=signed-out' })
    expect(out.headers.get('Clear-Site-Data')).toBe('"cache", "storage"')
    expect([...visitor.cookies.keys()]).toEqual(['device'])
    visitor.cookies.set('session', token)
    expect((await visitor.get('/account')).status).toBe(303)
    expect((await logOf(database.db, undefined, taro)).at(-1)).toEqual({
      act: 'session.end',
      words: '青山 太郎さんがサインアウトしました',
    })
  })

  test('works for somebody who is not signed in', async () => {
    expect(await browser(app).post('/sign-out')).toMatchObject({ status: 303, location: '/sign-in?done=signed-out' })
  })
})

describe('the page in the other tab', () => {
  test('says that one is signed in; without being so it leads to signing in', async () => {
    const visitor = browser(app)
    expect(await visitor.get('/signed-in')).toMatchObject({ status: 303, location: '/sign-in?next=%2Fsigned-in' })
    await visitor.post('/sign-in', { email, password: PASSWORD })
    expect((await visitor.get('/signed-in')).page).toContain('元のタブに戻り')
  })
})

describe('the link of the letter about a lock', () => {
  test('shows a page, does nothing by being opened, works once, and is told as over afterwards', async () => {
    for (let n = 0; n < 10; n += 1) {
      await browser(app).post('/sign-in', { email, password: 'wrong' })
      wait(context, 60)
    }
    const link = await linkTo(database.db, email, '/sign-in/unlock/')
    const visitor = browser(app)
    for (let n = 0; n < 3; n += 1) expect((await visitor.get(link)).status).toBe(200)
    expect(visitor.cookies.size).toBe(0)
    expect(await visitor.post(link)).toMatchObject({ status: 303, location: '/sign-in?done=unlocked' })
    expect([...visitor.cookies.keys()]).toEqual(['device'])
    for (const again of [await visitor.get(link), await visitor.post(link)]) {
      expect(again.status).toBe(410)
      expect(again.page).toContain('このリンクは使えません')
      expect(again.page).toContain('href="/reset"')
    }
  })

  test.each(['/sign-in/unlock/x', '/sign-in/unlock/%3Cscript%3E'])('%s is no link', async (path) => {
    expect((await browser(app).get(path)).status).toBe(410)
    expect((await browser(app).post(path)).status).toBe(410)
  })
})

test('anyone can read which criteria the sign-in does, with links to them', async () => {
  const { status, page } = await browser(app).get('/sign-in-criteria')
  expect(status).toBe(200)
  expect(page).toContain('href="/catalogue/2026-03-27/4-1-5-3"')
  expect((await browser(app).get('/sign-in-criteria?lang=en')).page).toContain('Our sign-in and the criteria')
})
