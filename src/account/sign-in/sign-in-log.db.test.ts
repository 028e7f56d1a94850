import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { testContext } from '../../../tests/context.ts'
import { testDatabase } from '../../../tests/database.ts'
import { testApp } from '../../../tests/web.ts'
import type { AccountId, TenantId } from '../../kernel/ids.ts'
import { features } from '../../main/features.ts'
import type { Web } from '../../web/app.tsx'
import { tellUnseen } from '../attempts/unseen-actions.ts'
import { type Browser, browser } from '../factors/browser.fixture.ts'
import { lettersTo, linkTo, logOf, PASSWORD, register, seat, wait } from './sign-in.fixture.ts'

const TARO = 'taro@aoyama.example'
const ATTEMPTS = 1000

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let taro: AccountId
let aoyama: TenantId
let known: Browser

beforeAll(async () => {
  context = testContext(database.db)
  context.settings = { ...context.settings, proxies: 1 }
  app = testApp(context, features)
  taro = await register(context, TARO, '青山 太郎')
  aoyama = (await seat(context, taro, '青山精機')).tenant
  known = browser(app, '192.0.2.1')
  expect(await known.post('/sign-in', { email: TARO, password: PASSWORD })).toMatchObject({ status: 303, location: '/' })
})

/** How the attempts were answered, by status. */
async function attack(addressOf: (n: number) => string): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {}
  for (let n = 0; n < ATTEMPTS; n += 1) {
    const { status } = await browser(app, addressOf(n)).post('/sign-in', { email: TARO, password: `guess-${n}` })
    statuses[status] = (statuses[status] ?? 0) + 1
    if (n < 20) wait(context, 60)
  }
  return statuses
}

const actsOf = (log: { act: string }[]) => {
  const counts: Record<string, number> = {}
  for (const { act } of log) counts[act] = (counts[act] ?? 0) + 1
  return counts
}

describe(`${ATTEMPTS} wrong passwords`, () => {
  test('from one address: ten are looked at, and the client is soon not listened to at all', async () => {
    expect(await attack(() => '198.51.100.9')).toEqual({ 422: 10, 429: 990 })
  })

  test('from as many addresses: ten more once the first lock is over', async () => {
    wait(context, 15 * 60)
    expect(await attack((n) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`)).toEqual({ 422: 10, 429: 990 })
  })

  test('the owner is let in from the browser that was used before', async () => {
    known.cookies.delete('session')
    expect(await known.post('/sign-in', { email: TARO, password: PASSWORD })).toMatchObject({ status: 303, location: '/' })
    expect((await known.get('/account')).status).toBe(200)
  })

  test('and from a new one by the link in the letter, of which there is one', async () => {
    expect(await lettersTo(database.db, TARO)).toHaveLength(1)
    const fresh = browser(app, '203.0.113.5')
    const refused = await fresh.post('/sign-in', { email: TARO, password: PASSWORD })
    expect(refused.status).toBe(429)
    expect(refused.page).toContain('登録したアドレスに届いたメールのリンクを開く')
    const link = await linkTo(database.db, TARO, '/sign-in/unlock/')
    expect((await fresh.get(link)).page).toContain('このブラウザから入れるようにする')
    expect(await fresh.post(link)).toMatchObject({ status: 303, location: '/sign-in?done=unlocked' })
    expect(await fresh.post('/sign-in', { email: TARO, password: PASSWORD })).toMatchObject({ status: 303, location: '/' })
  })

  test('the log of the installation tells each that was looked at, the locks, and the refused ones in one line each', async () => {
    wait(context, 60 * 60)
    expect(await tellUnseen(context)).toBe(1)
    expect(await tellUnseen(context)).toBe(0)
    const log = await logOf(database.db, undefined, taro)
    expect(actsOf(log)).toEqual({
      'account.create': 1,
      'session.begin': 3,
      'sign-in.failure': 20,
      'sign-in.lock': 2,
      'sign-in.unlock': 1,
      'sign-in.refused': 1,
    })
    expect(log.at(-1)?.words).toMatch(
      /^青山 太郎さんのアカウントへのサインインの試み1,981回を、パスワードを見ずに断りました\(2027年4月1日 09:10〜2027年4月1日 \d\d:\d\d、\d+個の接続元から\)$/,
    )
    expect(Number(/、(\d+)個の接続元/.exec(log.at(-1)?.words ?? '')?.[1])).toBe(992)
  })

  test('the organisation sees the sign-ins of its member, the locks and the summary, and no single failure', async () => {
    const log = await logOf(database.db, aoyama)
    expect(actsOf(log)).toEqual({ 'session.begin': 3, 'sign-in.lock': 2, 'sign-in.refused': 1 })
    expect(log.find(({ act }) => act === 'session.begin')?.words).toBe(
      '青山 太郎さんがサインインしました(パスワード、初めてのブラウザ)',
    )
    expect(log.find(({ act }) => act === 'sign-in.lock')?.words).toBe(
      '違うパスワードが続いたので、青山 太郎さんの使ったことのないブラウザからのサインインを2027年4月1日 09:24まで止めました',
    )
  })

  test('the person sees it all in their own history', async () => {
    const { page } = await known.get('/account/history')
    expect(page).toContain('1,981回を、パスワードを見ずに断りました')
    expect(page).toContain('続けて10回目')
  })

  test('no password that was tried stands anywhere', async () => {
    const bodies = await database.db.transact('admin', (tx) => tx.selectFrom('log_entry').select('body').execute())
    expect(bodies.filter(({ body }) => body?.includes('guess-') || body?.includes(PASSWORD))).toEqual([])
  })
})

describe('addresses without an account', () => {
  test('are told of without the address that was typed, and together', async () => {
    const stranger = browser(app, '198.51.100.77')
    for (let n = 0; n < 120; n += 1) await stranger.post('/sign-in', { email: `secret-typed-${n}@wrong.example`, password: 'x' })
    expect(await tellUnseen(context, { all: true })).toBe(1)
    const log = (await logOf(database.db, undefined, '')).map(({ words }) => words)
    expect(log).toHaveLength(101)
    expect(log[0]).toBe('登録のないメールアドレスで、サインインが試されました')
    expect(log.at(-1)).toMatch(/^登録のないメールアドレスでのサインインの試み20回を断りました/)
    expect(log.join()).not.toContain('secret-typed')
  })
})
