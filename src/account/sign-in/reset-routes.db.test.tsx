import type { Hono } from 'hono'
import { beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../../tests/context.ts'
import { testDatabase } from '../../../tests/database.ts'
import { testApp, typedIn } from '../../../tests/web.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { features } from '../../main/features.ts'
import type { Web } from '../../web/app.tsx'
import { type Browser, browser } from '../factors/browser.fixture.ts'
import { lettersTo, linkTo, logOf, PASSWORD, register, wait } from './sign-in.fixture.ts'

const NEW = 'mado no soto wa yuki no yoru'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let taro: AccountId
let visitor: Browser
let email: string
let people = 0

beforeEach(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  people += 1
  email = `taro${people}@aoyama.example`
  taro = await register(context, email, '青山 太郎')
  visitor = browser(app)
})

async function askedLink(): Promise<string> {
  expect(await visitor.post('/reset', { email })).toMatchObject({ status: 303, location: '/reset/sent' })
  return linkTo(database.db, email, '/reset/')
}

describe('a new password by a letter', () => {
  test('is set by the link, which lets in, ends every other session, and is told by a letter and the log', async () => {
    const elsewhere = browser(app)
    await elsewhere.post('/sign-in', { email, password: PASSWORD })
    const link = await askedLink()
    const { page } = await visitor.get(link)
    expect(page).toContain(email)
    expect(page).toContain('ほかの場所のサインインはすべて終わります')
    wait(context, 60)
    expect(await visitor.post(link, { password: NEW })).toMatchObject({ status: 303, location: '/account?done=reset' })
    expect((await visitor.get('/account?done=reset')).page).toContain('新しいパスワードに決め')
    expect((await elsewhere.get('/account')).status).toBe(303)
    expect((await browser(app).post('/sign-in', { email, password: PASSWORD })).status).toBe(422)
    expect((await browser(app).post('/sign-in', { email, password: NEW })).status).toBe(303)
    expect((await lettersTo(database.db, email)).at(-1)?.subject).toBe('【星取】パスワードが変わりました')
    const acts = (await logOf(database.db, undefined, taro)).map(({ act }) => act)
    expect(acts).toEqual([
      'account.create',
      'session.begin',
      'session.end',
      'account.password',
      'session.begin',
      'sign-in.failure',
      'session.begin',
    ])
  })

  test('the link works once, for an hour, and a new password cancels the others', async () => {
    const first = await askedLink()
    const second = await askedLink()
    expect(second).not.toBe(first)
    await visitor.post(second, { password: NEW })
    for (const link of [first, second]) {
      const over = await visitor.post(link, { password: 'another one of four words' })
      expect(over.status).toBe(410)
      expect(over.page).toContain('href="/reset"')
    }
    const late = await askedLink()
    wait(context, 60 * 60)
    expect((await visitor.get(late)).status).toBe(410)
    expect((await visitor.post(late, { password: 'another one of four words' })).status).toBe(410)
  })

  test('of two who come at once with one link, one sets it', async () => {
    const link = await askedLink()
    const replies = await Promise.all([
      browser(app).post(link, { password: NEW }),
      browser(app).post(link, { password: `${NEW} 2` }),
    ])
    expect(replies.map(({ status }) => status).sort()).toEqual([303, 410])
  })

  test.each([
    ['', 'パスワードを入力してください'],
    ['短い', '8文字以上'],
    ['aoyama2026', 'あなたの名前'],
    [PASSWORD, 'いまのパスワードと同じです'],
    ['x'.repeat(257), '256文字まで'],
  ])('%.20j is refused, and the link still works', async (password, words) => {
    const link = await askedLink()
    const { status, page } = await visitor.post(link, { password })
    expect(status).toBe(422)
    expect(page).toContain(words)
    expect(typedIn(page, 'password')).toEqual([''])
    expect((await visitor.post(link, { password: NEW })).status).toBe(303)
  })

  test('opens an account that strangers locked', async () => {
    for (let n = 0; n < 10; n += 1) {
      await browser(app).post('/sign-in', { email, password: 'wrong' })
      wait(context, 60)
    }
    expect((await visitor.post('/sign-in', { email, password: PASSWORD })).status).toBe(429)
    expect((await visitor.post(await askedLink(), { password: NEW })).status).toBe(303)
    expect((await browser(app).post('/sign-in', { email, password: NEW })).status).toBe(303)
  })

  test('does not replace the second factor', async () => {
    await database.db.transact('admin', (tx) =>
      tx.updateTable('account').set({ totp_secret: 'x', totp_confirmed_at: context.now() }).where('id', '=', taro).execute(),
    )
    expect(await visitor.post(await askedLink(), { password: NEW })).toMatchObject({
      status: 303,
      location: '/sign-in/second-factor',
    })
    expect([...visitor.cookies.keys()]).toEqual(['sign-in'])
  })

  test('gives its first password to an account that had none', async () => {
    await database.db.transact('admin', (tx) =>
      tx.updateTable('account').set({ password_hash: null }).where('id', '=', taro).execute(),
    )
    expect((await visitor.post(await askedLink(), { password: NEW })).status).toBe(303)
    expect((await browser(app).post('/sign-in', { email, password: NEW })).status).toBe(303)
  })
})

describe('asking for it', () => {
  test('an unknown address is answered alike, and is told so by a letter', async () => {
    const unknown = `nobody${people}@wrong.example`
    expect(await visitor.post('/reset', { email: unknown })).toMatchObject({ status: 303, location: '/reset/sent' })
    const [letter] = await lettersTo(database.db, unknown)
    expect(letter?.subject).toBe('【星取】このアドレスのアカウントはありません')
    expect(letter?.body).not.toMatch(/\/reset\/\S/)
  })

  test.each(['', 'x', '<script>@'])('%j is refused, and kept', async (typed) => {
    const { status, page } = await visitor.post('/reset', { email: typed })
    expect(status).toBe(422)
    expect(typedIn(page, 'email')).toEqual([typed])
  })

  test('one address gets three letters an hour, and the answer does not change', async () => {
    for (let n = 0; n < 6; n += 1) expect((await visitor.post('/reset', { email })).location).toBe('/reset/sent')
    expect(await lettersTo(database.db, email)).toHaveLength(3)
  })
})

test.each(['/reset/x', '/reset/%3Cscript%3E'])('%s is no link', async (path) => {
  expect((await visitor.get(path)).status).toBe(410)
  expect((await visitor.post(path, { password: NEW })).status).toBe(410)
})
