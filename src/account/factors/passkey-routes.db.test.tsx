import { describe, expect, test } from 'vitest'
import { typedIn } from '../../../tests/web.ts'
import { buildApp } from '../../main/app.ts'
import { jarOf, proveAt, somebody } from './factor.fixture.ts'
import { readFactors } from './factor-actions.ts'
import { addPasskey, answerWith, ORIGIN, testFactors } from './factor-routes.fixture.ts'
import type { SoftPasskey } from './passkey.fixture.ts'
import { passkeyRoutes } from './passkey-routes.tsx'

const here = testFactors()
const { later, at, nobody } = here

describe('passkeys', () => {
  test('the question is kept in a cookie for no script, for this site alone', async () => {
    const browser = await at(here.ito)
    const { headers } = await browser.json('/account/factors/passkeys/options')
    const [cookie = ''] = headers.getSetCookie().filter((one) => one.startsWith('passkey-registration='))
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Strict/)
    expect(cookie).toMatch(/; Max-Age=600/)
  })

  test('with TLS, that cookie is for this host and for TLS alone', async () => {
    const settings = { ...here.context.settings, origin: 'https://hoshitori.example.jp', local: false }
    const there = buildApp({ ...here.context, settings }, [passkeyRoutes], () => {})
    const answer = await there.request('https://hoshitori.example.jp/sign-in/passkey/options', {
      method: 'POST',
      headers: { Host: 'hoshitori.example.jp', Origin: settings.origin },
    })
    expect(answer.headers.getSetCookie().join()).toMatch(/__Host-passkey-sign-in=[^;]+;.*Secure/)
  })

  test('one is made, named anew and removed', async () => {
    const browser = await at(here.ito)
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
    await proveAt(here.context, here.ito.account)
    const removed = await browser.post(`/account/factors/passkeys/${passkey.id}/removal`)
    expect(removed).toMatchObject({ status: 303, location: '/account/factors?done=passkey-removed' })
    expect((await readFactors(here.context, here.ito.account)).passkeys).toEqual([])
  })

  test('a form without a script is told what it needs', async () => {
    const { status, page } = await (await at(here.ito)).post('/account/factors/passkeys', { name: '会社のパソコン' })
    expect(status).toBe(422)
    expect(page).toContain('JavaScriptを有効にしてください')
  })

  test.each([undefined, null, [], 'x', { answer: {} }, { answer: { id: 'a'.repeat(5000) } }])(
    'an answer of %o is refused in words, here and everywhere',
    async (body) => {
      const browser = await at(here.ito)
      for (const path of ['/account/factors/passkeys', '/sign-in/passkey', '/step-up/passkey']) {
        await browser.json(path === '/account/factors/passkeys' ? `${path}/options` : `${path}/options`)
        const { status, said } = await browser.json(path, body as object)
        expect(status).toBe(422)
        expect(said).toMatchObject({ refusals: [{ words: expect.stringMatching(/。$/) }] })
      }
    },
  )

  test('signs in without an address, and goes where the person wanted to', async () => {
    const { passkey } = await addPasskey(await at(here.ito))
    const browser = nobody()
    const entered = await answerWith(browser, passkey, '/sign-in/passkey', { next: '/account/factors?done=totp' })
    expect(entered).toMatchObject({ status: 200, said: { next: '/account/factors?done=totp' }, location: null })
    expect((await browser.get('/account/factors')).page).toContain('会社のパソコン')
  })

  test('the answer that signed in does not sign in another browser, and nobody is sent to another site', async () => {
    const { passkey } = await addPasskey(await at(here.ito))
    const browser = nobody()
    const options = (await browser.json('/sign-in/passkey/options')).said as Parameters<SoftPasskey['get']>[0]
    const cookies = Object.fromEntries(browser.cookies)
    const answer = passkey.get(options, ORIGIN)
    expect((await jarOf(here.app).json('/sign-in/passkey', { answer })).status).toBe(422)
    expect(await browser.json('/sign-in/passkey', { answer, next: 'https://evil.example/' })).toMatchObject({
      said: { next: '/' },
    })
    const thief = jarOf(here.app, cookies)
    expect((await thief.json('/sign-in/passkey', { answer })).status).toBe(422)
    expect(thief.cookies.has('session')).toBe(false)
  })

  test('proves once more who somebody is, for another 15 minutes', async () => {
    const browser = await at(here.ito)
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
    const browser = await at(here.ito)
    const { passkey } = await addPasskey(await at(await somebody(here.context, '遠藤', `endo${here.made}@aoyama.example.jp`)))
    later(15 * 60 + 1)
    expect((await answerWith(browser, passkey, '/step-up/passkey')).status).toBe(422)
    expect((await browser.get('/account/factors/totp')).status).toBe(303)
  })
})
