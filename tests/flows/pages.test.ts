import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fits, HOME, looksRight, type OwnBrowser, openBrowser, skeletonOf, violationsOf } from './browser.ts'
import { PAGES } from './page-list.ts'
import { removeFolder, type Server, startServer } from './server.ts'

let server: Server
let browser: OwnBrowser
let japanese: Page
let english: Page
let assessment = ''

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  const context = await browser.newContext()
  japanese = await context.newPage()
  await japanese.goto(server.address)
  await japanese.getByRole('button', { name: 'デモを用意する' }).click()
  await japanese.waitForURL(HOME)
  await japanese.goto(`${server.address}/assessments`)
  assessment = (await japanese.locator('.assessments a').first().getAttribute('href')) ?? ''
  const other = await browser.newContext()
  await other.addCookies([...(await context.cookies()), { name: 'lang', value: 'en', url: server.address }])
  english = await other.newPage()
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  if (server) removeFolder(server.data)
})

describe('every page in the demo world', () => {
  test.each(PAGES)('%s: axe finds nothing, and nothing scrolls sideways, at every width and in both languages', async (path) => {
    const faults: string[] = []
    await open(japanese, path, faults)
    expect(await japanese.locator('html').getAttribute('lang')).toBe('ja')
    const skeleton = await skeletonOf(japanese)
    await looksRight(japanese)
    await open(english, path, faults)
    expect(await english.locator('html').getAttribute('lang')).toBe('en')
    if ((await skeletonOf(english)) !== skeleton) expect(await violationsOf(english)).toEqual([])
    await fits(english)
    expect(faults).toEqual([])
  })
})

/** Opens a page, and notes whatever goes wrong on it from then on; what the page before it still asks for is broken off by right. */
async function open(page: Page, path: string, faults: string[]): Promise<void> {
  page.removeAllListeners()
  const own = new Set<Request>()
  page.once('framenavigated', () => page.on('request', (request) => own.add(request)))
  page.on('pageerror', (fault) => faults.push(fault.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) faults.push(message.text())
  })
  page.on('requestfailed', (request) => {
    if (own.has(request)) faults.push(`${request.url()}: ${request.failure()?.errorText}`)
  })
  const answer = await page.goto(`${server.address}${path.replace('ASSESSMENT', assessment)}`)
  expect(answer?.status()).toBe(path === '/no-such-page' ? 404 : 200)
  expect(faults).toEqual([])
}
