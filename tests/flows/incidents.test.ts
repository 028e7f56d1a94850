import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnBrowser, openBrowser } from './browser.ts'
import { register, sit } from './people.ts'
import { removeFolder, type Server, startServer } from './server.ts'

/** A discovery on a phone without a script, and the card for the first hour where there is no network. */
let server: Server
let browser: OwnBrowser
let cookies: string
const PHONE = { width: 390, height: 844 }

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  cookies = await register(server, { organisation: '青山精機', person: '伊藤 健一', email: 'ito@aoyama.example.jp' })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  if (server) removeFolder(server.data)
})

async function phone(javaScriptEnabled: boolean): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled })
  await sit(context, server, cookies)
  return context
}

/** Every address that the browser keeps for a worker. */
function keptIn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const caching = await Promise.all((await caches.keys()).map((name) => caches.open(name)))
    return (await Promise.all(caching.map((cache) => cache.keys()))).flat().map(({ url }) => new URL(url).pathname)
  })
}

test('a discovery is reported on a phone without a script', async () => {
  const page = await (await phone(false)).newPage()
  await page.goto(`${server.address}/incidents/new`)
  await page.getByLabel('何がありましたか').fill('身に覚えのない送信メールがある')
  await page.getByRole('button', { name: '報告する' }).click()
  await page.getByRole('heading', { level: 1, name: '身に覚えのない送信メールがある' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
})

test('the card that was opened once is read without a network, is all that is kept, and goes at sign-out', async () => {
  const context = await phone(true)
  const page = await context.newPage()
  await page.goto(`${server.address}/incidents/card`)
  const address = page.url()
  await page.evaluate(() => navigator.serviceWorker.ready.then(({ scope }) => scope))
  await page.goto(`${server.address}/incidents`)
  await context.setOffline(true)
  await page.goto(address)
  await page.getByRole('heading', { name: '最初の1時間のカード' }).waitFor()
  await page.getByText('LANケーブルを抜く').waitFor()
  expect(await keptIn(page)).toEqual([new URL(address).pathname])
  await expect(page.goto(address.replace('/card', ''))).rejects.toThrow(/ERR_INTERNET_DISCONNECTED/)
  await context.setOffline(false)
  await page.goto(`${server.address}/incidents`)
  await page.locator('header.site button[popovertarget="who"]').click()
  await page.getByRole('button', { name: 'サインアウト' }).click()
  await page.getByRole('link', { name: 'サインイン' }).first().waitFor()
  expect(await keptIn(page)).toEqual([])
})
