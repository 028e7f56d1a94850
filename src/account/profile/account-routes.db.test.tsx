import type { Hono } from 'hono'
import { beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../../tests/context.ts'
import { testDatabase } from '../../../tests/database.ts'
import { testApp, typedIn } from '../../../tests/web.ts'
import type { AccountId } from '../../kernel/ids.ts'
import { features } from '../../main/features.ts'
import type { Web } from '../../web/app.tsx'
import { type Browser, browser } from '../factors/browser.fixture.ts'
import { tidyAccounts } from '../sign-in/jobs.ts'
import { saveSeen, touchSession } from '../sign-in/session-actions.ts'
import { logOf, PASSWORD, register, wait } from '../sign-in/sign-in.fixture.ts'

const EDGE = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let taro: AccountId
let visitor: Browser
let email: string
let people = 0

beforeEach(async () => {
  context = testContext(database.db)
  context.settings = { ...context.settings, proxies: 1 }
  app = testApp(context, features)
  people += 1
  email = `taro${people}@aoyama.example`
  taro = await register(context, email, '青山 太郎')
  visitor = await signedIn('192.0.2.1')
})

async function signedIn(address: string, agent = 'test', who = email): Promise<Browser> {
  const one = browser(app, address, agent)
  expect((await one.post('/sign-in', { email: who, password: PASSWORD })).status).toBe(303)
  return one
}

const sessions = () =>
  database.db.transact('admin', (tx) =>
    tx.selectFrom('session').selectAll().where('account_id', '=', taro).orderBy('id').execute(),
  )

describe('not signed in', () => {
  test.each([
    '/account',
    '/account/sessions',
    '/account/history',
    '/account/password',
    '/account/email',
    '/account/closing',
    '/step-up',
  ])('%s leads to signing in, and back', async (path) => {
    expect(await browser(app).get(path)).toMatchObject({ status: 303, location: `/sign-in?next=${encodeURIComponent(path)}` })
  })

  test.each([
    '/account/profile',
    '/account/sessions/others/removal',
    '/account/sessions/00000000-0000-7000-8000-000000000000/removal',
    '/account/password',
    '/account/email',
    '/account/closing',
    '/step-up',
  ])('nothing is taken at %s', async (path) => {
    const before = await sessions()
    expect((await browser(app).post(path, { name: 'x' })).status).toBe(401)
    expect(await sessions()).toEqual(before)
  })
})

describe('name and language', () => {
  test('are changed, and the log says from what to what', async () => {
    const reply = await visitor.post('/account/profile', { name: ' 青山  次郎 ', lang: 'en' })
    expect(reply).toMatchObject({ status: 303, location: '/account?done=profile' })
    const { page } = await visitor.get('/account?done=profile')
    expect(typedIn(page, 'name')).toEqual(['青山 次郎'])
    expect(page).toContain('保存しました')
    expect((await logOf(database.db, undefined, taro)).at(-1)).toEqual({
      act: 'account.profile',
      words: '青山 次郎さんがアカウントの名前か言語を変えました',
    })
    const before = (await logOf(database.db)).length
    await visitor.post('/account/profile', { name: '青山 次郎', lang: 'en' })
    expect(await logOf(database.db), 'the same again is no change').toHaveLength(before)
  })

  test.each(['', '　', 'あ'.repeat(101)])('%.5j is refused, and kept', async (name) => {
    const { status, page } = await visitor.post('/account/profile', { name, lang: 'ja' })
    expect(status).toBe(422)
    expect(typedIn(page, 'name')).toEqual([name])
  })
})

describe('where one is signed in', () => {
  test('each place is told in words, and which is this one', async () => {
    await signedIn('198.51.100.7', EDGE)
    const { page } = await visitor.get('/account/sessions')
    expect(page).toContain('Windows の Edge')
    expect(page).toContain('198.51.100.7')
    expect(page.match(/いま使っているもの/g)).toHaveLength(1)
    expect(page.match(/\/account\/sessions\/[0-9a-f-]{36}\/removal/g)).toHaveLength(1)
  })

  test('one of them is ended', async () => {
    const elsewhere = await signedIn('198.51.100.7', EDGE)
    const other = (await sessions()).find(({ address }) => address === '198.51.100.7')
    const reply = await visitor.post(`/account/sessions/${other?.id}/removal`)
    expect(reply).toMatchObject({ status: 303, location: '/account/sessions?done=1' })
    expect((await elsewhere.get('/account')).status).toBe(303)
    expect((await visitor.get('/account')).status).toBe(200)
    expect((await logOf(database.db, undefined, taro)).at(-1)?.words).toBe(
      '青山 太郎さんが、ほかの場所のサインイン(Windows の Edge、198.51.100.7)を終わらせました',
    )
  })

  test('all others are ended', async () => {
    const others = [await signedIn('198.51.100.7'), await signedIn('198.51.100.8')]
    await visitor.post('/account/sessions/others/removal')
    for (const other of others) expect((await other.get('/account')).status).toBe(303)
    expect(await sessions()).toHaveLength(1)
  })

  test('somebody else’s cannot be ended, nor told from none', async () => {
    const other = `hanako${people}@aoyama.example`
    await register(context, other, '佐藤 花子')
    const hanako = await signedIn('192.0.2.9', 'test', other)
    const all = await database.db.transact('admin', (tx) => tx.selectFrom('session').select(['id', 'address']).execute())
    const hers = all.filter(({ address }) => address === '192.0.2.9').at(-1)
    for (const id of [hers?.id, '00000000-0000-4000-8000-000000000000', 'x', '1 or 1=1']) {
      expect((await visitor.post(`/account/sessions/${id}/removal`)).status).toBe(404)
    }
    expect((await hanako.get('/account')).status).toBe(200)
  })
})

describe('a session', () => {
  test('that is used is noted once a minute at most, saved later, and is over after twelve hours without use', async () => {
    const [own] = await sessions()
    if (!own) throw new Error('no session')
    const touch = () => touchSession(context, { session: own.id, seenAt: own.seen_at })
    wait(context, 59)
    expect(touch()).toBe(true)
    expect(await saveSeen(context)).toBe(0)
    wait(context, 1)
    expect(touch()).toBe(true)
    expect((await sessions())[0]?.seen_at).toEqual(own.seen_at)
    wait(context, 12 * 60 * 60 - 1)
    expect(touch()).toBe(true)
    const usedLast = context.now()
    expect(await saveSeen(context)).toBe(1)
    expect((await sessions())[0]?.seen_at).toBe(usedLast)
    expect(await saveSeen(context)).toBe(0)
    wait(context, 12 * 60 * 60 + 1)
    expect(touchSession(context, { session: own.id, seenAt: usedLast })).toBe(false)
  })

  test('that is over is not listed, and is tidied away with old links and failures', async () => {
    await browser(app, '203.0.113.3').post('/sign-in', { email: `nobody${people}@wrong.example`, password: 'x' })
    await browser(app, '203.0.113.3').post('/reset', { email })
    wait(context, 13 * 60 * 60)
    const fresh = await signedIn('192.0.2.1')
    expect((await fresh.get('/account/sessions')).page.match(/<th scope="row">/g)).toHaveLength(1)
    expect(await sessions()).toHaveLength(2)
    await tidyAccounts(context)
    expect(await sessions()).toHaveLength(1)
    wait(context, 10 * 24 * 60 * 60)
    await tidyAccounts(context)
    const left = await database.db.transact('admin', async (tx) => [
      ...(await tx.selectFrom('ticket').select('hash').execute()),
      ...(await tx.selectFrom('sign_in_throttle').select('key').execute()),
      ...(await tx.selectFrom('session').select('id').execute()),
    ])
    expect(left).toEqual([])
  })
})

describe('the history', () => {
  test('is one’s own, newest first, in pages', async () => {
    for (let n = 0; n < 60; n += 1) await visitor.post('/account/profile', { name: `太郎${n}`, lang: 'ja' })
    const { page } = await visitor.get('/account/history')
    expect(page.indexOf('太郎59')).toBeGreaterThan(0)
    expect(page).not.toContain('太郎5さん')
    const older = /href="(\/account\/history\?before=\d+)"/.exec(page)?.[1] ?? ''
    const second = (await visitor.get(older)).page
    expect(second).toContain('太郎5さん')
    expect(second).toContain('アカウントを作りました')
    expect(second).toContain('最新に戻る')
  })

  test('shows nothing of anybody else, whatever is asked for', async () => {
    const other = `hanako${people}@aoyama.example`
    await register(context, other, '佐藤 花子')
    for (const query of ['', '?before=999999999', '?before=x', '?before=-1', "?before=1'or'1", '?before=99999999999999999999']) {
      const { status, page } = await visitor.get(`/account/history${query}`)
      expect(status).toBe(200)
      expect(page).not.toContain('佐藤 花子')
    }
  })
})
