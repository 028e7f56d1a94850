import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOME, openBrowser, overflowOf, violationsOf } from './browser.ts'
import { PAGES } from './page-list.ts'
import { removeFolder, type Server, startServer } from './server.ts'

let server: Server
let browser: Browser
const tabs = new Map<'ja' | 'en', Page>()
let assessment = ''

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  const context = await browser.newContext({ locale: 'ja-JP' })
  const page = await context.newPage()
  await page.goto(server.address)
  await page.getByRole('button', { name: 'デモを用意する' }).click()
  await page.waitForURL(HOME)
  assessment = (await page.locator('.assessments a').first().getAttribute('href')) ?? ''
  const english = await browser.newContext({ locale: 'ja-JP' })
  await english.addCookies([...(await context.cookies()), { name: 'lang', value: 'en', url: server.address }])
  tabs.set('ja', page).set('en', await english.newPage())
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  if (server) removeFolder(server.data)
})

describe('every page in the demo world', () => {
  test.each(PAGES.flatMap((path) => (['ja', 'en'] as const).map((lang) => ({ path, lang }))))(
    '$path in $lang: axe finds nothing at 1280 and 390, and nothing scrolls sideways down to 320',
    async ({ path, lang }) => {
      const page = tabs.get(lang) as Page
      const faults: string[] = []
      page.removeAllListeners()
      page.on('pageerror', (fault) => faults.push(fault.message))
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('404')) faults.push(message.text())
      })
      page.on('requestfailed', (request) => faults.push(`${request.url()}: ${request.failure()?.errorText}`))
      const answer = await page.goto(`${server.address}${path.replace('ASSESSMENT', assessment)}`)
      expect(answer?.status()).toBe(path === '/no-such-page' ? 404 : 200)
      expect(faults).toEqual([])
      for (const width of [1280, 390, 320]) {
        await page.setViewportSize({ width, height: 900 })
        expect(await overflowOf(page), `${width}`).toBeLessThanOrEqual(0)
        if (width > 320) expect(await violationsOf(page, { contrast: lang === 'ja' }), `${width}`).toEqual([])
      }
      expect(faults).toEqual([])
    },
  )
})
