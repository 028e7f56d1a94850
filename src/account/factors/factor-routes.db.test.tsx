import { describe, expect, test } from 'vitest'
import { begin } from '../../../tests/context.ts'
import { typedIn } from '../../../tests/web.ts'
import { codeOf, jarOf, proveAt, readKey, signIn, somebody, withTotp } from './factor.fixture.ts'
import { readFactors } from './factor-actions.ts'
import { addPasskey, testFactors } from './factor-routes.fixture.ts'

const here = testFactors()
const { later, signedIn, at, nobody } = here

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
    const browser = await at(here.ito)
    later(15 * 60)
    expect((await browser.get(path)).status).toBe(200)
    later(1)
    expect(await browser.get(path)).toMatchObject({ status: 303, location: `/step-up?next=${encodeURIComponent(path)}&once=1` })
  })

  test.each(DANGEROUS)('%s does nothing after 15 minutes', async (path) => {
    const browser = await at(here.ito)
    later(15 * 60 + 1)
    expect((await browser.post(path)).status).toBe(401)
    expect((await browser.json(path)).said).toMatchObject({ refusals: [{ code: 'step-up.needed' }] })
  })

  test.each(DANGEROUS)('%s does nothing for whoever has just signed in: it takes a proof for this act', async (path) => {
    const browser = await signedIn(here.ito)
    const { status, page } = await browser.post(path)
    expect(status).toBe(401)
    expect(page).toContain('この操作1回にだけ使います')
    expect((await browser.json(path)).said).toMatchObject({ refusals: [{ code: 'step-up.needed' }] })
  })

  test('a proof is used up by the change that was made, and by none that was refused', async () => {
    const browser = await at(here.ito)
    expect((await browser.post('/account/factors/recovery-codes')).status).toBe(422)
    expect((await addPasskey(browser)).added.status).toBe(200)
    for (const path of DANGEROUS) expect((await browser.post(path)).status).toBe(401)
    expect((await browser.get('/account/factors/totp')).location).toContain('/step-up?')
  })

  test.each([...PAGES, ...FORMS.filter((path) => path.startsWith('/account'))])(
    '%s is shut to whoever came in by an organisation’s own sign-in',
    async (path) => {
      const browser = jarOf(here.app, { session: await signIn(here.context, here.ito.account, 'oidc') })
      await proveAt(here.context, here.ito.account)
      const { status, page } = await (PAGES.includes(path) ? browser.get(path) : browser.post(path))
      expect(status).toBe(403)
      expect(page).toContain('いまは会社のサインインで入っています。')
      if (!PAGES.includes(path)) expect((await browser.json(path)).said).toMatchObject({ refusals: [{ code: 'factor.company' }] })
    },
  )

  test('somebody else’s passkey is not told apart from none', async () => {
    await addPasskey(await at(here.ito))
    const [passkey] = (await readFactors(here.context, here.ito.account)).passkeys
    const endo = await at(await somebody(here.context, '遠藤', `endo${here.made}@aoyama.example.jp`))
    for (const id of [passkey?.id, 'none', '%00', '..%2F..']) {
      expect((await endo.post(`/account/factors/passkeys/${id}/name`, { name: '私の' })).status).toBe(404)
      expect((await endo.post(`/account/factors/passkeys/${id}/removal`)).status).toBe(404)
    }
    expect((await readFactors(here.context, here.ito.account)).passkeys).toMatchObject([{ name: '会社のパソコン' }])
  })
})

describe('the page of second factors', () => {
  test('says that nothing is set up, and offers both ways', async () => {
    const { status, page } = await (await at(here.ito)).get('/account/factors')
    expect(status).toBe(200)
    for (const href of ['/account/factors/totp', '/account/factors/passkeys/new']) expect(page).toContain(`href="${href}"`)
    expect(page).not.toContain('action="/account/factors/recovery-codes"')
    expect(page).not.toContain('二段階の確認が要ります')
  })

  test('explains why one is needed to whom an organisation requires it of', async () => {
    expect((await (await at(here.ito)).get('/account/factors?required=1')).page).not.toContain('二段階の確認が要ります')
    const { tenant, person } = await begin(here.context, '青山<b>精機', '伊藤 恵')
    await here.database.db.transact('admin', async (tx) => {
      await tx.updateTable('organisation').set({ second_factor_required: true }).where('id', '=', tenant).execute()
      await tx.updateTable('person').set({ account_id: here.ito.account }).where('id', '=', person).execute()
    })
    const browser = await at(here.ito)
    const { page } = await browser.get('/account/factors?required=1')
    expect(page).toContain('「青山&lt;b&gt;精機」に入るには、二段階の確認が要ります。')
    await withTotp(here.context, here.ito)
    expect((await browser.get('/account/factors?required=1')).page).not.toContain('二段階の確認が要ります')
    const { status, page: refused } = await browser.post('/account/factors/totp/removal')
    expect(status).toBe(422)
    expect(refused).toContain('先に別の方法を加えてから、外してください。')
  })

  test.each(['totp', 'passkey-removed', '<script>', ''])('tells what was done: %o', async (done) => {
    const { status, page } = await (await at(here.ito)).get(`/account/factors?done=${encodeURIComponent(done)}`)
    expect(status).toBe(200)
    expect(page.includes('notice good')).toBe(['totp', 'passkey-removed'].includes(done))
    expect(page).not.toContain('<script>"')
  })
})

describe('the authenticator app', () => {
  test('is set up by scanning or typing, and recovery codes are shown once', async () => {
    const browser = await at(here.ito)
    const { page } = await browser.get('/account/factors/totp')
    expect(page).toContain('<svg xmlns="http://www.w3.org/2000/svg"')
    expect(page).not.toMatch(/\sstyle=|<style|<script(?! type="module" src=)/)
    const key = readKey(page)
    const [setup = ''] = typedIn(page, 'setup')
    expect(setup).not.toContain(key)
    const form = { setup, code: ` ${codeOf(key, here.context.now())} ` }
    const on = await browser.post('/account/factors/totp/confirmation', form)
    expect(on.status).toBe(200)
    const codes = [...on.page.matchAll(/<code>([0-9A-Z]{5}-[0-9A-Z]{5})<\/code>/g)].map(([, code]) => code)
    expect(new Set(codes).size).toBe(10)
    await proveAt(here.context, here.ito.account)
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
    const browser = await at(here.ito)
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
    const refused = await (await at(here.ito)).post('/account/factors/totp/confirmation', form)
    expect(refused.status).toBe(422)
    expect(readKey(refused.page)).toMatch(/^[A-Z2-7]{32}$/)
  })

  test('is removed', async () => {
    await withTotp(here.context, here.ito)
    const browser = await at(here.ito)
    const removed = await browser.post('/account/factors/totp/removal')
    expect(removed).toMatchObject({ status: 303, location: '/account/factors?done=totp-removed' })
    expect((await readFactors(here.context, here.ito.account)).totpSince).toBeNull()
  })

  test('new recovery codes are shown once, and only with a second factor', async () => {
    const browser = await at(here.ito)
    expect((await browser.post('/account/factors/recovery-codes')).status).toBe(422)
    await withTotp(here.context, here.ito)
    const { status, page } = await browser.post('/account/factors/recovery-codes')
    expect(status).toBe(200)
    expect(page).toContain('この画面が出るのは、いまだけです。')
    expect(page.match(/<code>/g)).toHaveLength(10)
  })
})
