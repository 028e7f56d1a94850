import { HOTP, Secret } from 'otpauth'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOME, looksRight, type OwnBrowser, openBrowser, send } from './browser.ts'
import { removeFolder, type Server, startServer } from './server.ts'

const PASSWORD = 'みずうみ-りんご-こたつ-37'
let server: Server
let browser: OwnBrowser

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  if (server) removeFolder(server.data)
})

/** A browser of somebody's own. */
async function open(scripts = true): Promise<{ context: BrowserContext; page: Page; go: (path: string) => Promise<unknown> }> {
  const context = await browser.newContext({ javaScriptEnabled: scripts })
  const page = await context.newPage()
  return { context, page, go: (path) => page.goto(`${server.address}${path}`) }
}

/** Registers a firm with its first person, by the letter that arrived. */
async function register(page: Page, organisation: string, person: string, email: string): Promise<void> {
  await page.goto(`${server.address}/register`)
  await page.getByLabel('会社・組織の名前').fill(organisation)
  await page.getByLabel('あなたの名前').fill(person)
  await page.getByLabel('メールアドレス').fill(email)
  await send(page.getByRole('button', { name: '確認のメールを送る' }))
  await page.goto(`${server.address}/mail`)
  const letter = page.getByRole('link', { name: /\/register\/confirm\// }).first()
  await page.goto((await letter.getAttribute('href')) ?? '')
  await page.getByLabel('パスワード').fill(PASSWORD)
  await page.locator('main form button[type=submit]').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/register'))
}

async function signOut({ context, go }: { context: BrowserContext; go: (path: string) => Promise<unknown> }): Promise<void> {
  await context.clearCookies({ name: 'session' })
  await go('/sign-in')
}

async function typePassword(page: Page, email: string): Promise<void> {
  await page.getByLabel('メールアドレス').fill(email)
  await page.getByLabel('パスワード').fill(PASSWORD)
  await page.getByRole('button', { name: 'サインインする', exact: true }).click()
}

/** Proves by the password who it is, before a change of how one signs in. */
async function prove(page: Page): Promise<void> {
  await page.getByLabel('パスワード').fill(PASSWORD)
  await page.getByRole('button', { name: '確かめる', exact: true }).click()
}

/** What the app shows now, or so many steps of 30 seconds later. */
function codeOf(key: string, later = 0): string {
  return HOTP.generate({ secret: Secret.fromBase32(key), counter: Math.floor(Date.now() / 30_000) + later })
}

/**
 * The browser's own test authenticator: a platform one, that finds passkeys by itself and checks its holder. As soon as it is asked,
 * and that is when a page offers passkeys in the browser's list, it answers.
 */
async function plugIn({ context, page }: { context: BrowserContext; page: Page }) {
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const set = (isUserVerified: boolean) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
  return {
    holderIsChecked: set,
    passkeys: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  }
}

describe('an authenticator app and recovery codes, without a script', () => {
  test('are set up by typing the key, and each lets in once', { timeout: 120_000 }, async () => {
    const own = await open(false)
    const { page } = own
    await register(page, '青山精機', '伊藤 恵', 'ito@aoyama.example.jp')
    await own.go('/account/factors')
    await page.getByRole('link', { name: '認証アプリを設定する' }).click()
    await prove(page)
    await page.getByText('読み取れないとき').click()
    const key = (await page.locator('code.key').innerText()).replaceAll(' ', '')
    await page.getByLabel('6桁の数字').fill(codeOf(key))
    await page.getByRole('button', { name: '確かめて使い始める' }).click()
    await page.locator('ol.recovery').waitFor()
    const codes = await page.locator('ol.recovery code').allInnerTexts()
    expect(codes).toHaveLength(10)
    expect(await page.getByRole('button', { name: '印刷する' }).isVisible()).toBe(false)

    await signOut(own)
    await typePassword(page, 'ito@aoyama.example.jp')
    await page.waitForURL(/second-factor/)
    await page.getByLabel('認証アプリの6桁の数字').fill(codeOf(key, 1))
    await page.getByRole('button', { name: 'サインインする', exact: true }).click()
    await page.waitForURL(HOME)
    await own.go('/account/factors')
    expect(await page.getByText('残りは10個です').count()).toBe(1)

    await signOut(own)
    await typePassword(page, 'ito@aoyama.example.jp')
    await page.getByText('スマートフォンや鍵が手元にないとき').click()
    await page.getByLabel('回復コード').fill((codes[0] ?? '').toLowerCase())
    await page.getByRole('button', { name: '回復コードでサインインする' }).click()
    await page.waitForURL(HOME)
    await own.go('/account/factors')
    expect(await page.getByText('残りは9個です').count()).toBe(1)

    await own.go('/mail')
    const letters = await page.locator('main').innerText()
    expect(letters).toContain('【星取】認証アプリを加えました')
    expect(letters).toContain('【星取】回復コードを1つ使いました。残りは9個です')
    await own.context.close()
  })

  test('a passkey says that it needs one', async () => {
    const own = await open(false)
    await own.go('/sign-in')
    const words = await own.page.locator('.passkey noscript').textContent()
    expect(words).toContain('パスキーを使うには、ブラウザのJavaScriptを有効にしてください。')
    expect(await own.page.getByRole('button', { name: 'パスキーでサインインする' }).isDisabled()).toBe(true)
    await own.context.close()
  })
})

describe('a passkey', () => {
  test('is made, signs in without an address by button and from the browser’s list, is the second step, and proves it once more', {
    timeout: 120_000,
  }, async () => {
    const own = await open()
    const { page } = own
    const { passkeys, holderIsChecked } = await plugIn(own)
    await register(page, 'みなも製作所', '遠藤 大輔', 'endo@minamo.example.jp')
    await own.go('/account/factors')
    await page.getByRole('link', { name: 'パスキーを加える' }).click()
    await prove(page)
    await page.getByLabel('名前').fill('会社のパソコン')
    await page.getByRole('button', { name: 'パスキーを作る' }).click()
    await page.getByText('パスキーを加えました').waitFor()
    const [kept] = await passkeys()
    expect(kept).toMatchObject({ rpId: 'localhost', isResidentCredential: true })
    expect(Buffer.from(kept?.userHandle ?? '', 'base64').toString()).toMatch(/^[0-9a-f-]{36}$/)

    await page.getByRole('button', { name: '回復コードを作る' }).click()
    await page.getByRole('button', { name: 'パスキーで確かめる' }).click()
    await page.locator('ol.recovery').waitFor()
    expect(await page.locator('ol.recovery code').count()).toBe(10)
    expect(await page.getByRole('button', { name: '印刷する' }).isVisible()).toBe(true)

    await holderIsChecked(false)
    await signOut(own)
    await page.getByRole('button', { name: 'パスキーでサインインする' }).click()
    await page.getByText('取り消されたか、時間が切れました').waitFor()
    await holderIsChecked(true)
    await page.getByRole('button', { name: 'パスキーでサインインする' }).click()
    await page.waitForURL(HOME)
    await own.go('/account/factors')
    expect(await page.locator('.factors').innerText()).toMatch(/会社のパソコン[\s\S]*最後に使ったのは/)

    await holderIsChecked(false)
    await signOut(own)
    await typePassword(page, 'endo@minamo.example.jp')
    await page.waitForURL(/second-factor/)
    await holderIsChecked(true)
    await page.getByRole('button', { name: 'パスキーで確かめる' }).click()
    await page.waitForURL(HOME)

    await signOut(own)
    await page.waitForURL(HOME)

    await own.go('/step-up?next=/account/sessions')
    await page.getByRole('button', { name: 'パスキーで確かめる' }).click()
    await page.waitForURL(({ pathname }) => pathname === '/account/sessions')

    await own.go('/account/factors/passkeys/new')
    await page.getByRole('button', { name: 'パスキーを作る' }).click()
    await page.getByText('この機器のパスキーは、もう登録されています。').waitFor()
    await own.context.close()
  })

  test('at 127.0.0.1 the page says where to go instead', async () => {
    const own = await open()
    await own.page.goto(`${server.address.replace('localhost', '127.0.0.1')}/sign-in`)
    await own.page.getByText(`パスキーは ${server.address} で開いたときに使えます`).waitFor()
    await own.context.close()
  })
})

test('every page of it stands up to axe, and nothing scrolls sideways down to 320', { timeout: 120_000 }, async () => {
  const own = await open()
  const { page } = own
  const faults: string[] = []
  page.on('pageerror', (fault) => faults.push(fault.message))
  const { holderIsChecked } = await plugIn(own)
  await register(page, 'かえで商会', '山田 花', 'yamada@kaede.example.jp')
  for (const path of ['/account/factors?required=1', '/account/factors/totp', '/account/factors/passkeys/new']) {
    await own.go(path)
    await looksRight(page)
    if (!page.url().includes('/step-up')) continue
    await prove(page)
    await page.waitForURL(`**${path}`)
    await looksRight(page)
  }
  await page.getByRole('button', { name: 'パスキーを作る' }).click()
  await page.getByText('パスキーを加えました').waitFor()
  await page.getByText('変える・外す').click()
  await looksRight(page)
  await own.go('/account/factors/totp')
  await page.getByRole('button', { name: 'パスキーで確かめる' }).click()
  await page.getByText('読み取れないとき').click()
  const key = (await page.locator('code.key').innerText()).replaceAll(' ', '')
  await page.getByLabel('6桁の数字').fill(codeOf(key))
  await page.getByRole('button', { name: '確かめて使い始める' }).click()
  await page.locator('ol.recovery').waitFor()
  await looksRight(page)
  await holderIsChecked(false)
  await signOut(own)
  await typePassword(page, 'yamada@kaede.example.jp')
  await page.waitForURL(/second-factor/)
  await page.getByText('スマートフォンや鍵が手元にないとき').click()
  await looksRight(page)
  await page.getByLabel('認証アプリの6桁の数字').fill('000000')
  await page.getByRole('button', { name: 'サインインする', exact: true }).click()
  await page.getByRole('alert').waitFor()
  await looksRight(page)
  expect(faults).toEqual([])
  await own.context.close()
})
