import type { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { toldOf } from '../../tests/told.ts'
import type { Web } from '../web/app.tsx'
import { FRESH_FOR } from '../web/router.ts'
import { type Rogue, startRogue } from './rogue.fixture.ts'
import { Browser, beginFirm, type Firm, oidcApp, setProvider } from './world.fixture.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let aoyama: Firm
let provider: Rogue

beforeAll(async () => {
  context = testContext(database.db)
  aoyama = await beginFirm(context, '青山精機', '青山 太郎', 'taro@aoyama.example')
  provider = await startRogue({ sub: 'taro', email: 'taro@aoyama.example', email_verified: true })
})

afterAll(() => provider?.close())

beforeEach(async () => {
  app = oidcApp(context)
  provider.misdeeds = {}
  await setProvider(context, aoyama, 'aoyama', provider.issuer)
})

const entries = async () => {
  const rows = await database.db.transact('admin', (tx) =>
    tx.selectFrom('log_entry').select('body').where('tenant_id', '=', aoyama.tenant).orderBy('position').execute(),
  )
  return rows.map(({ body }) => toldOf(body))
}

/** What comes back from the provider for a visit that began at `address`. */
function backFrom(address: URL): string {
  provider.nonce = address.searchParams.get('nonce') ?? ''
  return `${address.searchParams.get('redirect_uri')}?code=c&state=${address.searchParams.get('state')}`
}

async function comeIn(): Promise<Browser> {
  const browser = new Browser(app)
  await browser.get(backFrom(await browser.leaveFor('aoyama')))
  return browser
}

async function leaveAgain(browser: Browser): Promise<URL> {
  const { refresh } = await browser.post('/sign-in/organisation/again', { next: '/organisation/sign-in' })
  return new URL((refresh ?? '').replace('0; url=', ''))
}

describe('before a dangerous act', () => {
  let taro: Browser
  const dare = async () => (await taro.post('/organisation/sign-in/second-factor', { required: 'no' })).status
  const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds

  beforeEach(async () => {
    taro = await comeIn()
    context.clock.at = new Date(Date.parse(context.clock.at) + FRESH_FOR + 1000).toISOString()
    expect(await dare()).toBe(401)
  })

  test('whoever came in by the provider proves there once more who they are', async () => {
    const address = await leaveAgain(taro)
    expect(Object.fromEntries(address.searchParams)).toMatchObject({ prompt: 'login', max_age: '0' })
    const token = taro.cookies.get('session')
    provider.misdeeds = { claims: { auth_time: secondsAgo(5) } }
    expect(await taro.get(backFrom(address))).toMatchObject({ status: 303, location: '/organisation/sign-in' })
    expect(taro.cookies.get('session')).not.toBe(token)
    expect(await dare()).toBe(303)
    taro.cookies.set('session', token ?? '')
    expect((await taro.get('/probe')).status).toBe(303)
  })

  test.each([
    ['did not ask again', () => ({ auth_time: secondsAgo(3600) })],
    ['does not say when it asked', () => ({})],
    ['says that it asks only tomorrow', () => ({ auth_time: secondsAgo(-24 * 3600) })],
  ])('a provider that %s is not believed', async (_, claims) => {
    const address = await leaveAgain(taro)
    provider.misdeeds = { claims: claims() }
    const { status, page } = await taro.get(backFrom(address))
    expect(status).toBe(403)
    expect(page).toContain('やり直しませんでした')
    expect(await dare()).toBe(401)
  })

  test('somebody else’s proof is not theirs, and changes nothing', async () => {
    const address = await leaveAgain(taro)
    provider.misdeeds = { claims: { sub: 'jiro' } }
    const { status, page } = await taro.get(backFrom(address))
    expect(status).toBe(403)
    expect(page).toContain('同じ人で')
    expect(await dare()).toBe(401)
  })

  test('a proof that began in another session counts for neither', async () => {
    const address = await leaveAgain(taro)
    const visit = taro.cookies.get('oidc') ?? ''
    taro = await comeIn()
    context.clock.at = new Date(Date.parse(context.clock.at) + FRESH_FOR + 1000).toISOString()
    taro.cookies.set('oidc', visit)
    expect((await taro.get(backFrom(address))).status).toBe(403)
    expect(await dare()).toBe(401)
  })

  test('whoever came in otherwise proves it as they came in', async () => {
    const browser = await new Browser(app).signIn(context, aoyama.account)
    const { status, location } = await browser.post('/sign-in/organisation/again', { next: '//evil.example' })
    expect({ status, location }).toEqual({ status: 303, location: '/step-up?next=%2F' })
    expect((await new Browser(app).post('/sign-in/organisation/again')).status).toBe(401)
  })
})

describe('where the organisation requires a second factor', () => {
  const requires = (second_factor_required: boolean) =>
    database.db.transact('admin', (tx) =>
      tx.updateTable('organisation').set({ second_factor_required }).where('id', '=', aoyama.tenant).execute(),
    )
  const arrive = async (claims: object) => {
    provider.misdeeds = { claims: { ...claims } }
    const browser = new Browser(app)
    return browser.get(backFrom(await browser.leaveFor('aoyama')))
  }
  beforeEach(() => requires(true))
  afterAll(() => requires(false))

  test.each<[string, object, number]>([
    ['that it used one', { amr: ['pwd', 'mfa'] }, 303],
    ['a password alone', { amr: ['pwd'] }, 403],
    ['nothing of it', {}, 403],
    ['it in a claim that is not asked for', { acr: 'mfa' }, 403],
  ])('a provider that says %s', async (_, claims, status) => {
    const reply = await arrive(claims)
    expect(reply.status).toBe(status)
    if (status === 403) expect((await entries()).at(-1)).toMatchObject({ act: 'oidc.refuse' })
    expect(reply.page.includes('それをしたと伝えていません')).toBe(status === 403)
  })

  test('what userinfo says does not count: it is not signed', async () => {
    provider.misdeeds = { claims: { email: undefined }, userinfo: { amr: ['mfa'] } }
    const browser = new Browser(app)
    expect((await browser.get(backFrom(await browser.leaveFor('aoyama')))).status).toBe(403)
  })

  test('the values are those that the organisation set, and the provider is asked for them', async () => {
    const boss = await new Browser(app).signIn(context, aoyama.account)
    await requires(false)
    const refused = await boss.post('/organisation/sign-in/factor-claim', { claim: 'acr', values: 'あ' })
    expect([refused.status, refused.page.includes('id="values-refusal"')]).toEqual([422, true])
    expect((await boss.post('/organisation/sign-in/factor-claim', { claim: 'acr', values: 'gold' })).status).toBe(303)
    expect((await entries()).at(-1)?.words.ja).toContain('acr: gold')
    await requires(true)
    expect((await new Browser(app).leaveFor('aoyama')).searchParams.get('acr_values')).toBe('gold')
    expect((await arrive({ acr: 'gold' })).status).toBe(303)
    expect((await arrive({ amr: ['mfa'] })).status).toBe(403)
    await boss.post('/organisation/sign-in/factor-claim', { claim: 'amr', values: 'mfa' })
  })
})

describe('what the log tells', () => {
  test('who was linked and came in, in the name of the account and of the person', async () => {
    await database.db.transact('admin', (tx) => tx.deleteFrom('oidc_link').execute())
    await comeIn()
    const told = await entries()
    expect(told.at(-2)).toMatchObject({
      act: 'oidc.link',
      about: aoyama.account,
      by: { kind: 'account', account: aoyama.account },
    })
    expect(told.at(-1)).toMatchObject({ act: 'session.begin', by: { kind: 'person', person: aoyama.person } })
  })

  test.each<[string, Rogue['misdeeds'], string]>([
    ['a token signed by another key', { otherKey: true }, '確かめられませんでした'],
    ['an unsigned token', { algNone: true }, '確かめられませんでした'],
    ['another nonce', { claims: { nonce: 'x' } }, '確かめられませんでした'],
    ['an address that is not verified', { claims: { sub: 'jiro', email_verified: false } }, '確認済み'],
    ['a refused client', { answers: { '/token': (answer) => refuseClient(answer) } }, 'クライアントIDかシークレット'],
  ])('%s: why, and no token', async (_, misdeeds, words) => {
    const browser = new Browser(app)
    const back = backFrom(await browser.leaveFor('aoyama'))
    const token = browser.cookies.get('oidc') ?? ''
    provider.misdeeds = misdeeds
    const { status, page } = await browser.get(back)
    expect(status).toBe(403)
    const last = (await entries()).at(-1)
    expect(last).toMatchObject({ act: 'oidc.refuse', by: { kind: 'unknown' } })
    expect(last?.words.ja).toContain(words)
    const state = new URL(back).searchParams.get('state') ?? ''
    for (const secret of [token, state, provider.nonce, 'words of the provider']) {
      expect(JSON.stringify(last)).not.toContain(secret)
      expect(page).not.toContain(secret)
    }
    expect(browser.cookies.has('session')).toBe(false)
  })

  test('a provider that is down is told once in a while, and the person what they can do', async () => {
    const gone = await startRogue({})
    await gone.close()
    await setProvider(context, aoyama, 'aoyama', gone.issuer)
    const before = (await entries()).length
    for (let knocks = 0; knocks < 3; knocks += 1) {
      const { status, page } = await new Browser(app).post('/sign-in/organisation', { slug: 'aoyama' })
      expect(status).toBe(422)
      expect(page).toContain('パスワードでもサインインできます')
      expect(page).not.toContain(gone.issuer)
    }
    expect((await entries()).slice(before)).toMatchObject([{ act: 'oidc.refuse' }])
    await setProvider(context, aoyama, 'aoyama', gone.issuer, true)
    const { page } = await new Browser(app).post('/sign-in/organisation', { slug: 'aoyama' })
    expect(page).toContain('管理コマンド')
    expect(page).not.toContain('パスワードでもサインイン')
  })
})

function refuseClient(answer: Parameters<NonNullable<Rogue['misdeeds']['answers']>[string]>[0]) {
  answer.writeHead(401, { 'content-type': 'application/json' })
  answer.end('{"error":"invalid_client","error_description":"words of the provider"}')
}
