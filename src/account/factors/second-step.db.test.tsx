import { describe, expect, test } from 'vitest'
import { codeOf, halfWay, jarOf, somebody, withTotp } from './factor.fixture.ts'
import { addPasskey, answerWith, testFactors } from './factor-routes.fixture.ts'
import { inGroups } from './recovery-code.ts'

const here = testFactors()
const { later, at } = here

describe('the second step of a sign-in', () => {
  const over = { status: 303, location: '/sign-in?over=second-factor' }

  test('without a first step it leads back to the beginning', async () => {
    for (const token of [undefined, '', 'made-up']) {
      const browser = jarOf(here.app, token === undefined ? {} : { 'sign-in': token })
      expect(await browser.get('/sign-in/second-factor')).toMatchObject(over)
      expect(await browser.post('/sign-in/second-factor', { code: '123456' })).toMatchObject(over)
      for (const path of ['/sign-in/second-factor/passkey/options', '/sign-in/second-factor/passkey']) {
        expect(await browser.json(path)).toMatchObject({ status: 200, said: { next: over.location } })
      }
    }
  })

  test('a code lets in, and the browser goes where the person wanted to', async () => {
    const { key } = await withTotp(here.context, here.ito)
    later(30)
    const browser = jarOf(here.app, { 'sign-in': await halfWay(here.context, here.ito.account, '/account/factors') })
    const { page } = await browser.get('/sign-in/second-factor')
    expect(page).toContain('inputmode="numeric"')
    expect(page).toContain('autocomplete="one-time-code"')
    expect(page).toContain('伊藤 &lt;恵&gt;')
    expect(page).not.toContain('data-passkey')
    const entered = await browser.post('/sign-in/second-factor', { code: codeOf(key, here.context.now()) })
    expect(entered).toMatchObject({ status: 303, location: '/account/factors' })
    expect((await browser.get('/account/factors')).status).toBe(200)
    expect(browser.cookies.has('sign-in')).toBe(false)
  })

  test('a wrong code is refused beside its field; the fifth leads back to the beginning', async () => {
    await withTotp(here.context, here.ito)
    const browser = jarOf(here.app, { 'sign-in': await halfWay(here.context, here.ito.account) })
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
    await withTotp(here.context, here.ito)
    const browser = jarOf(here.app, { 'sign-in': await halfWay(here.context, here.ito.account) })
    for (let wrong = 0; wrong < 3; wrong += 1) await browser.post('/sign-in/second-factor', { code: '000000' })
    const waiting = await browser.post('/sign-in/second-factor', { code: '000000' })
    expect(waiting.status).toBe(429)
    expect(waiting.headers.get('Retry-After')).toBe('60')
    expect(waiting.page).toContain('あと5秒待ってから')
  })

  test('a recovery code in its own field lets in; a wrong one opens that field again', async () => {
    const { codes } = await withTotp(here.context, here.ito)
    const browser = jarOf(here.app, { 'sign-in': await halfWay(here.context, here.ito.account) })
    const refused = await browser.post('/sign-in/second-factor', { recovery: 'AAAAA-AAAAA' })
    expect(refused.status).toBe(422)
    expect(refused.page).toMatch(/<details open/)
    expect(refused.page).toContain('id="recovery-refusal"')
    const entered = await browser.post('/sign-in/second-factor', { recovery: inGroups(codes[0] ?? '') })
    expect(entered).toMatchObject({ status: 303, location: '/assessments' })
  })

  test.each([{}, { code: '' }, { code: '12' }, { recovery: '<b>' }])('a form of %o is refused and not counted', async (form) => {
    await withTotp(here.context, here.ito)
    const browser = jarOf(here.app, { 'sign-in': await halfWay(here.context, here.ito.account) })
    for (let count = 0; count < 6; count += 1) expect((await browser.post('/sign-in/second-factor', form)).status).toBe(422)
  })

  test('nobody is sent to another site afterwards', async () => {
    const { codes } = await withTotp(here.context, here.ito)
    const browser = jarOf(here.app, { 'sign-in': await halfWay(here.context, here.ito.account, '//evil.example/') })
    expect(await browser.post('/sign-in/second-factor', { recovery: codes[0] ?? '' })).toMatchObject({ location: '/' })
  })

  test('a passkey lets in, too; somebody else’s does not', async () => {
    const { passkey } = await addPasskey(await at(here.ito))
    const other = await addPasskey(await at(await somebody(here.context, '遠藤', `endo${here.made}@aoyama.example.jp`)))
    const browser = jarOf(here.app, { 'sign-in': await halfWay(here.context, here.ito.account) })
    expect((await browser.get('/sign-in/second-factor')).page).toContain('data-passkey="get"')
    expect(await answerWith(browser, other.passkey, '/sign-in/second-factor/passkey')).toMatchObject({ status: 422 })
    const entered = await answerWith(browser, passkey, '/sign-in/second-factor/passkey')
    expect(entered).toMatchObject({ status: 200, said: { next: '/assessments' }, location: null })
    expect((await browser.get('/account/factors')).status).toBe(200)
  })
})
