import type { Hono } from 'hono'
import { beforeEach, expect, test } from 'vitest'
import { testContext } from '../../../tests/context.ts'
import { testDatabase } from '../../../tests/database.ts'
import { testApp, typedIn } from '../../../tests/web.ts'
import type { CatalogueContext } from '../../catalogue/catalogue.ts'
import { later, MINUTE } from '../../kernel/calendar.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { features } from '../../main/features.ts'
import type { Routes, Web } from '../../web/app.tsx'
import { logOf, PASSWORD, register, wait } from '../sign-in/sign-in.fixture.ts'
import { type Browser, browser } from './browser.fixture.ts'

const database = testDatabase()
const done: Record<string, unknown>[] = []
/** A dangerous act of some feature. */
const dangerous: Routes<CatalogueContext> = (router) => {
  router.post('/danger', 'account-now', async (c) => {
    done.push(await c.req.parseBody())
    return c.redirect('/danger/done', 303)
  })
}
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let taro: AccountId
let visitor: Browser
let people = 0

beforeEach(async () => {
  done.length = 0
  context = testContext(database.db)
  app = testApp(context, [...features, dangerous])
  people += 1
  const email = `taro${people}@aoyama.example`
  taro = await register(context, email, '青山 太郎')
  visitor = browser(app)
  await visitor.post('/sign-in', { email, password: PASSWORD })
  wait(context, 15 * 60 + 1)
})

const TYPED = { reason: '<b>退職</b>のため\n権限を外します', person: 'p1' }

test('a dangerous form is kept while one proves who one is, and is sent again by one button', async () => {
  const asked = await visitor.post('/danger', TYPED)
  expect(asked.status).toBe(401)
  expect(done).toEqual([])
  for (const [name, value] of Object.entries(TYPED)) expect(typedIn(asked.page, name)).toEqual([value])
  expect(asked.page).not.toContain('<b>退職')
  expect(asked.page).toContain('formaction="/step-up"')

  const proof = { 'proof-path': '/danger', 'proof-next': '', 'proof-password': PASSWORD }
  const proved = await visitor.post('/step-up', { ...TYPED, ...proof })
  expect(proved.status).toBe(200)
  expect(proved.page).toContain('action="/danger"')
  for (const [name, value] of Object.entries(TYPED)) expect(typedIn(proved.page, name)).toEqual([value])
  expect(proved.page).not.toContain(PASSWORD)
  expect(typedIn(proved.page, 'proof-password')).toEqual([])

  expect(await visitor.post('/danger', TYPED)).toMatchObject({ status: 303, location: '/danger/done' })
  expect(done).toEqual([TYPED])
  expect((await logOf(database.db, undefined, taro)).at(-1)).toEqual({
    act: 'session.verify',
    words: '青山 太郎さんが本人であることを確かめました(パスワード)',
  })
})

test.each([
  ['/account/closing', '/account/closing'],
  ['//evil.example', '/'],
  ['https://evil.example', '/'],
])('without a form one goes on from %s to %s', async (next, to) => {
  const { page } = await visitor.get(`/step-up?next=${encodeURIComponent(next)}`)
  expect(typedIn(page, 'proof-next')).toEqual([next])
  expect(await visitor.post('/step-up', { 'proof-path': '', 'proof-next': next, 'proof-password': PASSWORD })).toMatchObject({
    status: 303,
    location: to,
  })
})

test('a kept form is sent to a page of ours alone', async () => {
  const { page } = await visitor.post('/step-up', { x: '1', 'proof-path': '//evil.example/take', 'proof-password': PASSWORD })
  expect(page).not.toContain('evil.example')
  expect(page).toContain('action="/"')
})

test.each(['wrong', ''])('the password %j is refused, everything stays, and the proof is as old as before', async (password) => {
  const { status, page } = await visitor.post('/step-up', { ...TYPED, 'proof-path': '/danger', 'proof-password': password })
  expect(status).toBe(422)
  expect(page).toContain('id="proof-password-refusal"')
  for (const [name, value] of Object.entries(TYPED)) expect(typedIn(page, name)).toEqual([value])
  expect(typedIn(page, 'proof-password')).toEqual([''])
  expect((await visitor.post('/danger', TYPED)).status).toBe(401)
})

test('wrong ones make it wait, and fifty at once are looked at no more than three times', async () => {
  const replies = await Promise.all(Array.from({ length: 50 }, () => visitor.post('/step-up', { 'proof-password': 'wrong' })))
  expect(replies.filter(({ status }) => status === 422)).toHaveLength(3)
  expect((await visitor.post('/step-up', { 'proof-password': PASSWORD })).status).toBe(429)
  wait(context, 60)
  expect((await visitor.post('/step-up', { 'proof-password': PASSWORD })).status).toBe(303)
})

test('the proof lasts a quarter of an hour', async () => {
  await visitor.post('/step-up', { 'proof-password': PASSWORD })
  wait(context, 15 * 60)
  expect((await visitor.post('/danger', TYPED)).status).toBe(303)
  wait(context, 1)
  expect((await visitor.post('/danger', TYPED)).status).toBe(401)
})

test('a new proof gives the session another token, and whoever copied the former one is out', async () => {
  const thief = browser(app)
  for (const [name, value] of visitor.cookies) thief.cookies.set(name, value)
  expect((await thief.get('/account')).status).toBe(200)
  await visitor.post('/step-up', { 'proof-password': PASSWORD })
  expect((await visitor.get('/account')).status).toBe(200)
  expect((await thief.get('/account')).status).toBe(303)
})

test.each([
  ['verified_at', 401, 200],
  ['started_at', 401, 303],
] as const)('where a clock that went back since noted %s, it grants nothing', async (column, danger, page) => {
  await visitor.post('/step-up', { 'proof-password': PASSWORD })
  await database.db.transact('admin', (tx) =>
    tx
      .updateTable('session')
      .set({ [column]: later(context.now(), 5 * MINUTE) })
      .where('account_id', '=', taro)
      .execute(),
  )
  expect((await visitor.post('/danger', TYPED)).status).toBe(danger)
  expect((await visitor.get('/account')).status).toBe(page)
})

test('a clock that goes back after a right password asks for nothing but the password', async () => {
  await visitor.post('/step-up', { 'proof-password': PASSWORD })
  await visitor.post('/sign-out')
  wait(context, -2 * 60 * 60)
  const reply = await browser(app).post('/sign-in', { email: `taro${people}@aoyama.example`, password: PASSWORD })
  expect(reply.status).toBe(303)
})

test('a code is asked for where one has an app, and a wrong one is refused beside its field', async () => {
  await database.db.transact('admin', (tx) =>
    tx
      .updateTable('account')
      .set({ totp_secret: context.secrets.seal('JBSWY3DPEHPK3PXP', `totp ${taro}`), totp_confirmed_at: context.now() })
      .where('id', '=', taro)
      .execute(),
  )
  expect((await visitor.get('/step-up')).page).toContain('name="proof-code"')
  const { status, page } = await visitor.post('/step-up', { 'proof-code': '000000', 'proof-password': '' })
  expect(status).toBe(422)
  expect(page).toContain('id="code-refusal"')
})
