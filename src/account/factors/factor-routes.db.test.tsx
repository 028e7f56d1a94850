import { beforeEach, describe, expect, test } from 'vitest'
import { begin, testContext } from '../../../tests/context.ts'
import { testDatabase } from '../../../tests/database.ts'
import { typedIn } from '../../../tests/web.ts'
import { buildApp } from '../../main/app.ts'
import { codeOf, halfWay, jarOf, proveAt, readKey, type Somebody, signIn, somebody, withTotp } from './factor.fixture.ts'
import { readFactors } from './factor-actions.ts'
import { factorRoutes } from './factor-routes.tsx'
import { SoftPasskey } from './passkey.fixture.ts'
import { passkeyRoutes } from './passkey-routes.tsx'
import { inGroups } from './recovery-code.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: ReturnType<typeof buildApp>
let ito: Somebody
let made = 0
const ORIGIN = 'http://localhost'

beforeEach(async () => {
  context = testContext(database.db)
  app = buildApp(context, [factorRoutes, passkeyRoutes], () => {})
  made += 1
  ito = await somebody(context, '伊藤 <恵>', `ito${made}@aoyama.example.jp`)
})

const later = (seconds: number) => {
  context.clock.at = new Date(Date.parse(context.clock.at) + seconds * 1000).toISOString()
}
const signedIn = async (who: Somebody) => jarOf(app, { session: await signIn(context, who.account) })
/** A browser at which somebody proved just now who they are, for one act. */
const at = async (who: Somebody) => {
  const browser = await signedIn(who)
  await proveAt(context, who.account)
  return browser
}
const nobody = () => jarOf(app)

/** Makes a passkey through the routes, as the script of the page would. */
async function addPasskey(browser: ReturnType<typeof jarOf>, name = '会社のパソコン') {
  const passkey = new SoftPasskey()
  const options = (await browser.json('/account/factors/passkeys/options')).said
  const answer = passkey.create(options as Parameters<SoftPasskey['create']>[0], ORIGIN)
  return { passkey, added: await browser.json('/account/factors/passkeys', { answer, name }) }
}

async function answerWith(browser: ReturnType<typeof jarOf>, passkey: SoftPasskey, path: string, more: object = {}) {
  const options = (await browser.json(`${path}/options`)).said
  return browser.json(path, { answer: passkey.get(options as Parameters<SoftPasskey['get']>[0], ORIGIN), ...more })
}

const PAGES = ['/account/factors', '/account/factors/totp', '/account/factors/passkeys/new']
const FORMS = [
  '/account/factors/totp/confirmation',
  '/account/factors/totp/removal',
  '/account/factors/recovery-codes',
  '/account/factors/passkeys/options',
  '/account/factors/passkeys',
  '/account/factors/passkeys/abc/name',
  '/account/factors/passkeys/abc/removal',
  '/step-up/passkey/options',
  '/step-up/passkey',
]
const DANGEROUS = FORMS.filter((path) => !path.startsWith('/step-up') && !path.endsWith('/name'))

describe('who may', () => {
  test.each(PAGES)('whoever is not signed in is sent to do so from %s', async (path) => {
    const { status, location } = await nobody().get(path)
    expect({ status, location }).toEqual({ status: 303, location: `/sign-in?next=${encodeURIComponent(path)}` })
  })

  test.each(FORMS)('%s does nothing for whoever is not signed in', async (path) => {
    expect((await nobody().post(path)).status).toBe(401)
    expect((await nobody().json(path)).status).toBe(401)
  })

  test.each(PAGES.slice(1))('%s asks once more who it is after 15 minutes', async (path) => {
    const browser = await at(ito)
    later(15 * 60)
    expect((await browser.get(path)).status).toBe(200)
    later(1)
    expect(await browser.get(path)).toMatchObject({ status: 303, location: `/step-up?next=${encodeURIComponent(path)}&once=1` })
  })

  test.each(DANGEROUS)('%s does nothing after 15 minutes', async (path) => {
    const browser = await at(ito)
    later(15 * 60 + 1)
    expect((await browser.post(path)).status).toBe(401)
    expect((await browser.json(path)).said).toMatchObject({ refusals: [{ code: 'step-up.needed' }] })
  })

  test.each(DANGEROUS)('%s does nothing for whoever has just signed in: it takes a proof for this act', async (path) => {
    const browser = await signedIn(ito)
    const { status, page } = await browser.post(path)
    expect(status).toBe(401)
    expect(page).toContain('この操作1回にだけ使います')
    expect((await browser.json(path)).said).toMatchObject({ refusals: [{ code: 'step-up.needed' }] })
  })

  test('a proof is used up by the change that was made, and by none that was refused', async () => {
    const browser = await at(ito)
    expect((await browser.post('/account/factors/recovery-codes')).status).toBe(422)
    expect((await addPasskey(browser)).added.status).toBe(200)
    for (const path of DANGEROUS) expect((await browser.post(path)).status).toBe(401)
    expect((await browser.get('/account/factors/totp')).location).toContain('/step-up?')
  })

  test.each([...PAGES, ...FORMS.filter((path) => path.startsWith('/account'))])(
    '%s is shut to whoever came in by an organisation’s own sign-in',
    async (path) => {
      const browser = jarOf(app, { session: await signIn(context, ito.account, 'oidc') })
      await proveAt(context, ito.account)
      const { status, page } = await (PAGES.includes(path) ? browser.get(path) : browser.post(path))
      expect(status).toBe(403)
      expect(page).toContain('いまは会社のサインインで入っています。')
      if (!PAGES.includes(path)) expect((await browser.json(path)).said).toMatchObject({ refusals: [{ code: 'factor.company' }] })
    },
  )

  test('somebody else’s passkey is not told apart from none', async () => {
    await addPasskey(await at(ito))
    const [passkey] = (await readFactors(context, ito.account)).passkeys
    const endo = await at(await somebody(context, '遠藤', `endo${made}@aoyama.example.jp`))
    for (const id of [passkey?.id, 'none', '%00', '..%2F..']) {
      expect((await endo.post(`/account/factors/passkeys/${id}/name`, { name: '私の' })).status).toBe(404)
      expect((await endo.post(`/account/factors/passkeys/${id}/removal`)).status).toBe(404)
    }
    expect((await readFactors(context, ito.account)).passkeys).toMatchObject([{ name: '会社のパソコン' }])
  })
})

describe('the page of second factors', () => {
  test('says that nothing is set up, and offers both ways', async () => {
    const { status, page } = await (await at(ito)).get('/account/factors')
    expect(status).toBe(200)
    for (const href of ['/account/factors/totp', '/account/factors/passkeys/new']) expect(page).toContain(`href="${href}"`)
    expect(page).not.toContain('action="/account/factors/recovery-codes"')
    expect(page).not.toContain('二段階の確認が要ります')
  })

  test('explains why one is needed to whom an organisation requires it of', async () => {
    expect((await (await at(ito)).get('/account/factors?required=1')).page).not.toContain('二段階の確認が要ります')
    const { tenant, person } = await begin(context, '青山<b>精機', '伊藤 恵')
    await database.db.transact('admin', async (tx) => {
      await tx.updateTable('organisation').set({ second_factor_required: true }).where('id', '=', tenant).execute()
      await tx.updateTable('person').set({ account_id: ito.account }).where('id', '=', person).execute()
    })
    const browser = await at(ito)
    const { page } = await browser.get('/account/factors?required=1')
    expect(page).toContain('「青山&lt;b&gt;精機」に入るには、二段階の確認が要ります。')
    await withTotp(context, ito)
    expect((await browser.get('/account/factors?required=1')).page).not.toContain('二段階の確認が要ります')
    const { status, page: refused } = await browser.post('/account/factors/totp/removal')
    expect(status).toBe(422)
    expect(refused).toContain('先に別の方法を加えてから、外してください。')
  })

  test.each(['totp', 'passkey-removed', '<script>', ''])('tells what was done: %o', async (done) => {
    const { status, page } = await (await at(ito)).get(`/account/factors?done=${encodeURIComponent(done)}`)
    expect(status).toBe(200)
    expect(page.includes('notice good')).toBe(['totp', 'passkey-removed'].includes(done))
    expect(page).not.toContain('<script>"')
  })
})

describe('the authenticator app', () => {
  test('is set up by scanning or typing, and recovery codes are shown once', async () => {
    const browser = await at(ito)
    const { page } = await browser.get('/account/factors/totp')
    expect(page).toContain('<svg xmlns="http://www.w3.org/2000/svg"')
    expect(page).not.toMatch(/\sstyle=|<style|<script(?! type="module" src=)/)
    const key = readKey(page)
    const [setup = ''] = typedIn(page, 'setup')
    expect(setup).not.toContain(key)
    const form = { setup, code: ` ${codeOf(key, context.now())} ` }
    const on = await browser.post('/account/factors/totp/confirmation', form)
    expect(on.status).toBe(200)
    const codes = [...on.page.matchAll(/<code>([0-9A-Z]{5}-[0-9A-Z]{5})<\/code>/g)].map(([, code]) => code)
    expect(new Set(codes).size).toBe(10)
    await proveAt(context, ito.account)
    expect(await browser.post('/account/factors/totp/confirmation', form)).toMatchObject({
      status: 303,
      location: '/account/factors?done=totp',
    })
    const list = await browser.get('/account/factors')
    expect(list.page).toContain('使っています')
    expect(list.page).toContain('残りは10個です')
    expect(codes.filter((code) => list.page.includes(code ?? ''))).toEqual([])
  })

  test('a wrong code is refused beside its field, and the picture stays the same', async () => {
    const browser = await at(ito)
    const { page } = await browser.get('/account/factors/totp')
    const [setup = ''] = typedIn(page, 'setup')
    for (const code of ['000000', '', '"><script>alert(1)</script>', '1'.repeat(5000)]) {
      const refused = await browser.post('/account/factors/totp/confirmation', { setup, code })
      expect(refused.status).toBe(422)
      expect(refused.page).toContain('id="code-refusal"')
      expect(readKey(refused.page)).toBe(readKey(page))
      expect(typedIn(refused.page, 'setup')).toEqual([setup])
      expect(refused.page).not.toContain('alert(1)')
    }
  })

  test.each([{}, { setup: 'x', code: '123456' }])('a form of %o begins anew', async (form) => {
    const refused = await (await at(ito)).post('/account/factors/totp/confirmation', form)
    expect(refused.status).toBe(422)
    expect(readKey(refused.page)).toMatch(/^[A-Z2-7]{32}$/)
  })

  test('is removed', async () => {
    await withTotp(context, ito)
    const browser = await at(ito)
    const removed = await browser.post('/account/factors/totp/removal')
    expect(removed).toMatchObject({ status: 303, location: '/account/factors?done=totp-removed' })
    expect((await readFactors(context, ito.account)).totpSince).toBeNull()
  })

  test('new recovery codes are shown once, and only with a second factor', async () => {
    const browser = await at(ito)
    expect((await browser.post('/account/factors/recovery-codes')).status).toBe(422)
    await withTotp(context, ito)
    const { status, page } = await browser.post('/account/factors/recovery-codes')
    expect(status).toBe(200)
    expect(page).toContain('この画面が出るのは、いまだけです。')
    expect(page.match(/<code>/g)).toHaveLength(10)
  })
})

describe('the second step of a sign-in', () => {
  const over = { status: 303, location: '/sign-in?over=second-factor' }

  test('without a first step it leads back to the beginning', async () => {
    for (const token of [undefined, '', 'made-up']) {
      const browser = jarOf(app, token === undefined ? {} : { 'sign-in': token })
      expect(await browser.get('/sign-in/second-factor')).toMatchObject(over)
      expect(await browser.post('/sign-in/second-factor', { code: '123456' })).toMatchObject(over)
      for (const path of ['/sign-in/second-factor/passkey/options', '/sign-in/second-factor/passkey']) {
        expect(await browser.json(path)).toMatchObject({ status: 200, said: { next: over.location } })
      }
    }
  })

  test('a code lets in, and the browser goes where the person wanted to', async () => {
    const { key } = await withTotp(context, ito)
    later(30)
    const browser = jarOf(app, { 'sign-in': await halfWay(context, ito.account, '/account/factors') })
    const { page } = await browser.get('/sign-in/second-factor')
    expect(page).toContain('inputmode="numeric"')
    expect(page).toContain('autocomplete="one-time-code"')
    expect(page).toContain('伊藤 &lt;恵&gt;')
    expect(page).not.toContain('data-passkey')
    const entered = await browser.post('/sign-in/second-factor', { code: codeOf(key, context.now()) })
    expect(entered).toMatchObject({ status: 303, location: '/account/factors' })
    expect((await browser.get('/account/factors')).status).toBe(200)
    expect(browser.cookies.has('sign-in')).toBe(false)
  })

  test('a wrong code is refused beside its field; the fifth leads back to the beginning', async () => {
    await withTotp(context, ito)
    const browser = jarOf(app, { 'sign-in': await halfWay(context, ito.account) })
    for (let wrong = 1; wrong < 5; wrong += 1) {
      const refused = await browser.post('/sign-in/second-factor', { code: '000000' })
      expect(refused.status).toBe(422)
      expect(refused.page).toContain('id="code-refusal"')
      later(30)
    }
    expect(await browser.post('/sign-in/second-factor', { code: '000000' })).toMatchObject(over)
    expect(await browser.get('/sign-in/second-factor')).toMatchObject(over)
  })

  test('having to wait is told with when to come back', async () => {
    await withTotp(context, ito)
    const browser = jarOf(app, { 'sign-in': await halfWay(context, ito.account) })
    for (let wrong = 0; wrong < 3; wrong += 1) await browser.post('/sign-in/second-factor', { code: '000000' })
    const waiting = await browser.post('/sign-in/second-factor', { code: '000000' })
    expect(waiting.status).toBe(429)
    expect(waiting.headers.get('Retry-After')).toBe('60')
    expect(waiting.page).toContain('あと5秒待ってから')
  })

  test('a recovery code in its own field lets in; a wrong one opens that field again', async () => {
    const { codes } = await withTotp(context, ito)
    const browser = jarOf(app, { 'sign-in': await halfWay(context, ito.account) })
    const refused = await browser.post('/sign-in/second-factor', { recovery: 'AAAAA-AAAAA' })
    expect(refused.status).toBe(422)
    expect(refused.page).toMatch(/<details open/)
    expect(refused.page).toContain('id="recovery-refusal"')
    const entered = await browser.post('/sign-in/second-factor', { recovery: inGroups(codes[0] ?? '') })
    expect(entered).toMatchObject({ status: 303, location: '/assessments' })
  })

  test.each([{}, { code: '' }, { code: '12' }, { recovery: '<b>' }])('a form of %o is refused and not counted', async (form) => {
    await withTotp(context, ito)
    const browser = jarOf(app, { 'sign-in': await halfWay(context, ito.account) })
    for (let count = 0; count < 6; count += 1) expect((await browser.post('/sign-in/second-factor', form)).status).toBe(422)
  })

  test('nobody is sent to another site afterwards', async () => {
    const { codes } = await withTotp(context, ito)
    const browser = jarOf(app, { 'sign-in': await halfWay(context, ito.account, '//evil.example/') })
    expect(await browser.post('/sign-in/second-factor', { recovery: codes[0] ?? '' })).toMatchObject({ location: '/' })
  })

  test('a passkey lets in, too; somebody else’s does not', async () => {
    const { passkey } = await addPasskey(await at(ito))
    const other = await addPasskey(await at(await somebody(context, '遠藤', `endo${made}@aoyama.example.jp`)))
    const browser = jarOf(app, { 'sign-in': await halfWay(context, ito.account) })
    expect((await browser.get('/sign-in/second-factor')).page).toContain('data-passkey="get"')
    expect(await answerWith(browser, other.passkey, '/sign-in/second-factor/passkey')).toMatchObject({ status: 422 })
    const entered = await answerWith(browser, passkey, '/sign-in/second-factor/passkey')
    expect(entered).toMatchObject({ status: 200, said: { next: '/assessments' }, location: null })
    expect((await browser.get('/account/factors')).status).toBe(200)
  })
})

describe('passkeys', () => {
  test('the question is kept in a cookie for no script, for this site alone', async () => {
    const browser = await at(ito)
    const { headers } = await browser.json('/account/factors/passkeys/options')
    const [cookie = ''] = headers.getSetCookie().filter((one) => one.startsWith('passkey-registration='))
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Strict/)
    expect(cookie).toMatch(/; Max-Age=600/)
  })

  test('with TLS, that cookie is for this host and for TLS alone', async () => {
    const settings = { ...context.settings, origin: 'https://hoshitori.example.jp', local: false }
    const there = buildApp({ ...context, settings }, [passkeyRoutes], () => {})
    const answer = await there.request('https://hoshitori.example.jp/sign-in/passkey/options', {
      method: 'POST',
      headers: { Host: 'hoshitori.example.jp', Origin: settings.origin },
    })
    expect(answer.headers.getSetCookie().join()).toMatch(/__Host-passkey-sign-in=[^;]+;.*Secure/)
  })

  test('one is made, named anew and removed', async () => {
    const browser = await at(ito)
    const { passkey, added } = await addPasskey(browser)
    expect(added).toMatchObject({ status: 200, said: { next: '/account/factors?done=passkey' } })
    const { page } = await browser.get('/account/factors?done=passkey')
    expect(page).toContain('会社のパソコン')
    expect(page).toContain('次に、下で回復コードを作っておくと')
    const named = await browser.post(`/account/factors/passkeys/${passkey.id}/name`, { name: '<b>自宅' })
    expect(named).toMatchObject({ status: 303, location: '/account/factors?done=passkey-renamed' })
    const refused = await browser.post(`/account/factors/passkeys/${passkey.id}/name`, { name: 'あ'.repeat(61) })
    expect(refused.status).toBe(422)
    expect(typedIn(refused.page, 'name')).toEqual(['あ'.repeat(61)])
    expect((await browser.get('/account/factors')).page).toContain('&lt;b&gt;自宅')
    await proveAt(context, ito.account)
    const removed = await browser.post(`/account/factors/passkeys/${passkey.id}/removal`)
    expect(removed).toMatchObject({ status: 303, location: '/account/factors?done=passkey-removed' })
    expect((await readFactors(context, ito.account)).passkeys).toEqual([])
  })

  test('a form without a script is told what it needs', async () => {
    const { status, page } = await (await at(ito)).post('/account/factors/passkeys', { name: '会社のパソコン' })
    expect(status).toBe(422)
    expect(page).toContain('JavaScriptを有効にしてください')
  })

  test.each([undefined, null, [], 'x', { answer: {} }, { answer: { id: 'a'.repeat(5000) } }])(
    'an answer of %o is refused in words, here and everywhere',
    async (body) => {
      const browser = await at(ito)
      for (const path of ['/account/factors/passkeys', '/sign-in/passkey', '/step-up/passkey']) {
        await browser.json(path === '/account/factors/passkeys' ? `${path}/options` : `${path}/options`)
        const { status, said } = await browser.json(path, body as object)
        expect(status).toBe(422)
        expect(said).toMatchObject({ refusals: [{ words: expect.stringMatching(/。$/) }] })
      }
    },
  )

  test('signs in without an address, and goes where the person wanted to', async () => {
    const { passkey } = await addPasskey(await at(ito))
    const browser = nobody()
    const entered = await answerWith(browser, passkey, '/sign-in/passkey', { next: '/account/factors?done=totp' })
    expect(entered).toMatchObject({ status: 200, said: { next: '/account/factors?done=totp' }, location: null })
    expect((await browser.get('/account/factors')).page).toContain('会社のパソコン')
  })

  test('the answer that signed in does not sign in another browser, and nobody is sent to another site', async () => {
    const { passkey } = await addPasskey(await at(ito))
    const browser = nobody()
    const options = (await browser.json('/sign-in/passkey/options')).said as Parameters<SoftPasskey['get']>[0]
    const cookies = Object.fromEntries(browser.cookies)
    const answer = passkey.get(options, ORIGIN)
    expect((await jarOf(app).json('/sign-in/passkey', { answer })).status).toBe(422)
    expect(await browser.json('/sign-in/passkey', { answer, next: 'https://evil.example/' })).toMatchObject({
      said: { next: '/' },
    })
    const thief = jarOf(app, cookies)
    expect((await thief.json('/sign-in/passkey', { answer })).status).toBe(422)
    expect(thief.cookies.has('session')).toBe(false)
  })

  test('proves once more who somebody is, for another 15 minutes', async () => {
    const browser = await at(ito)
    const { passkey } = await addPasskey(browser)
    later(15 * 60 + 1)
    expect((await browser.get('/account/factors/totp')).status).toBe(303)
    const proved = await answerWith(browser, passkey, '/step-up/passkey', { next: '/account/factors/totp' })
    expect(proved).toMatchObject({ status: 200, said: { next: '/account/factors/totp' } })
    expect((await browser.get('/account/factors/totp')).status).toBe(200)
    later(15 * 60 + 1)
    expect((await browser.get('/account/factors/totp')).status).toBe(303)
  })

  test('somebody else’s proves nothing for me', async () => {
    const browser = await at(ito)
    const { passkey } = await addPasskey(await at(await somebody(context, '遠藤', `endo${made}@aoyama.example.jp`)))
    later(15 * 60 + 1)
    expect((await answerWith(browser, passkey, '/step-up/passkey')).status).toBe(422)
    expect((await browser.get('/account/factors/totp')).status).toBe(303)
  })
})
