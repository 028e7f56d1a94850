import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLIENT, type RealProvider, startProvider } from '../../src/provider/provider.fixture.ts'
import { looksRight, type OwnBrowser, openBrowser, send, violationsOf } from './browser.ts'
import { PASSWORD, post, register, sit } from './people.ts'
import { removeFolder, type Server, startServer } from './server.ts'

const TARO = 'taro@aoyama.example.jp'
const HANAKO = 'hanako@aoyama.example.jp'

let server: Server
let browser: OwnBrowser
let provider: RealProvider
let cookies: string

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  cookies = await register(server, { organisation: '青山精機', person: '青山 太郎', email: TARO })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await provider?.close()
  await server?.stop()
  if (server) removeFolder(server.data)
})

function open({ scripts = true } = {}): Promise<BrowserContext> {
  return browser.newContext({ javaScriptEnabled: scripts })
}

/** Comes in by the company's sign-in, from the link that the responsible person tells. */
async function comeIn(page: Page, user: string): Promise<void> {
  await page.goto(`${server.address}/sign-in/organisation/aoyama`)
  await page.getByRole('button', { name: '会社のサインインへ進む' }).click()
  await page.waitForURL(`${provider.issuer}/interaction/**`)
  await page.getByLabel('利用者').fill(user)
  await page.getByRole('button', { name: '入る' }).click()
  await page.waitForURL(`${server.address}/**`)
}

const header = (page: Page) => page.locator('header.site').innerText()

describe('a company’s own sign-in', () => {
  let taro: Page

  test('is set up by the responsible person, who copies the redirect address to the provider', async () => {
    taro = await (await open()).newPage()
    await sit(taro.context(), server, cookies)
    await taro.goto(`${server.address}/organisation/sign-in`)
    const redirect = await taro.getByLabel('サインイン先に登録するリダイレクトのアドレス').inputValue()
    provider = await startProvider(
      [redirect],
      [
        { key: 'taro', email: TARO, verified: true, name: '青山 太郎' },
        { key: 'hanako', email: HANAKO, verified: true, name: '佐藤 花子' },
        { key: 'stranger', email: 'stranger@else.example.jp', verified: true },
      ],
    )
    await taro.getByLabel('発行者(Issuer)', { exact: false }).fill('http://127.0.0.1:9')
    await taro.getByLabel('クライアントID', { exact: false }).fill(CLIENT.clientId)
    await taro.getByLabel('クライアントシークレット', { exact: false }).fill(CLIENT.clientSecret)
    await taro.getByLabel('短い名前', { exact: false }).fill('aoyama')
    await taro.getByRole('button', { name: 'つながるか試して保存する' }).click()
    await expect.poll(() => taro.getByRole('alert').innerText()).toContain('接続できませんでした')
    expect(await taro.getByLabel('短い名前', { exact: false }).inputValue()).toBe('aoyama')
    await taro.getByLabel('発行者(Issuer)', { exact: false }).fill(provider.issuer)
    await taro.getByLabel('クライアントシークレット', { exact: false }).fill(CLIENT.clientSecret)
    await taro.getByRole('button', { name: 'つながるか試して保存する' }).click()
    await taro.waitForURL(/told=saved/)
    expect(await taro.getByLabel('社内に案内するサインインのアドレス').inputValue()).toBe(
      `${server.address}/sign-in/organisation/aoyama`,
    )
  })

  test('lets a member in, without a script too', async () => {
    const page = await (await open({ scripts: false })).newPage()
    await comeIn(page, 'taro')
    expect(await header(page)).toContain('青山精機')
    await page.goto(`${server.address}/account`)
    expect(await page.locator('main').innerText()).toContain('いまのサインインではできません')
    const mail = await (await fetch(`${server.address}/mail`)).text()
    expect(mail).toContain('会社のサインインで入れるようになりました')
    await page.context().close()
  })

  test('lets an invited colleague in who has no password', async () => {
    await post(server, '/people/invitations', { name: '佐藤 花子', email: HANAKO, roles: 'reader', position: '' }, cookies)
    const page = await (await open()).newPage()
    await comeIn(page, 'hanako')
    expect(await header(page)).toContain('佐藤 花子')
    await page.context().close()
  })

  test('keeps a stranger out, and says whom to ask', async () => {
    const page = await (await open()).newPage()
    await comeIn(page, 'stranger')
    expect(await page.locator('main').innerText()).toContain('招待を頼んでください')
    expect(await violationsOf(page)).toEqual([])
    expect(await header(page)).not.toContain('青山精機')
    await page.context().close()
  })

  test('whoever stops at the provider comes back to words', async () => {
    const page = await (await open()).newPage()
    await page.goto(`${server.address}/sign-in`)
    await page.getByRole('link', { name: '会社のアカウントでサインインする' }).click()
    await page.getByLabel('組織の短い名前').fill('Aoyama')
    await page.getByRole('button', { name: '会社のサインインへ進む' }).click()
    await page.waitForURL(`${provider.issuer}/interaction/**`)
    await page.getByRole('button', { name: 'やめる' }).click()
    await page.waitForURL(`${server.address}/**`)
    expect(await page.locator('main').innerText()).toContain('中止されたか')
    await page.context().close()
  })

  test('becomes the only way in, once the responsible person has come in by it', async () => {
    await taro.goto(`${server.address}/organisation/sign-in`)
    await taro.getByRole('link', { name: '会社のサインインで入り直す' }).click()
    await taro.getByRole('button', { name: '会社のサインインへ進む' }).click()
    await taro.waitForURL(`${provider.issuer}/interaction/**`)
    await taro.getByLabel('利用者').fill('taro')
    await taro.getByRole('button', { name: '入る' }).click()
    await taro.waitForURL('**/organisation/sign-in')
    await taro.getByRole('button', { name: '会社のサインインだけにする' }).click()
    await taro.waitForURL(/told=saved/)
    expect(await taro.locator('main').innerText()).toContain('会社のサインインでだけ入れます')
    const page = await (await open()).newPage()
    await page.goto(`${server.address}/sign-in`)
    await page.getByLabel('メールアドレス').fill(TARO)
    await page.getByLabel('パスワード', { exact: false }).first().fill(PASSWORD)
    await page.getByRole('button', { name: 'サインインする', exact: true }).click()
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    await page.goto(`${server.address}/organisations`)
    await send(page.getByRole('button', { name: '青山精機に切り替える' }))
    await page.goto(`${server.address}/assessments`)
    expect(new URL(page.url()).pathname).toBe('/sign-in/organisation/aoyama')
    expect(await page.locator('main').innerText()).toContain('会社のサインインでだけ入れます')
    expect(await violationsOf(page)).toEqual([])
    await page.context().close()
  })

  test.each(['/organisation/sign-in', '/sign-in/organisation', '/organisation/sign-in?lang=en'])(
    'axe finds nothing in %s, and it does not scroll sideways',
    async (path) => {
      await taro.goto(`${server.address}${path}`)
      await taro.evaluate(() => {
        for (const details of document.querySelectorAll('main details')) details.setAttribute('open', '')
      })
      await looksRight(taro)
    },
  )
})
