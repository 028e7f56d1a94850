import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type Axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { forAll } from '../costs.ts'

/** The browser as a test file has it: contexts of its own, which are closed with it. */
export type OwnBrowser = Pick<Browser, 'newContext' | 'close'>

let shared: Promise<Browser> | undefined

/** A real Chromium without its background traffic, started once per worker; what a test file opened in it is closed with it. */
export async function openBrowser(): Promise<OwnBrowser> {
  shared ??= forAll(launch)
  const browser = await shared
  const contexts: BrowserContext[] = []
  return {
    newContext: async (options) => {
      // A transition from page to page that a change of the window's size cuts off is a fault to Chromium.
      const context = await browser.newContext({ locale: 'ja-JP', viewport: WIDE, reducedMotion: 'reduce', ...options })
      // What takes seconds on a quiet machine may take a minute on a busy one, and is right all the same.
      context.setDefaultTimeout(100_000)
      contexts.push(context)
      return context
    },
    close: async () => {
      for (const context of contexts) await context.close()
    },
  }
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Every page is new to the compiler: what axe runs there once is optimised at the price of running it twice.
      '--js-flags=--max-optimized-bytecode-size=0',
    ],
  })
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WIDE = { width: 1280, height: 900 }

/**
 * Whether axe finds nothing wrong with the page at 1280 and 390 pixels, and nothing scrolls sideways down to 320. What is in sight at
 * both widths axe looks at once.
 */
export async function looksRight(page: Page): Promise<void> {
  await page.waitForLoadState()
  await page.setViewportSize(WIDE)
  await staysWithin(page)
  expect(await violationsOf(page), page.url()).toEqual([])
  await page.evaluate(() => {
    const hidden = [...document.body.querySelectorAll('*')].filter((element) => !element.checkVisibility())
    Object.assign(window, { hiddenBefore: new WeakSet(hidden) })
  })
  await page.setViewportSize({ ...WIDE, width: 390 })
  await staysWithin(page)
  expect(await violationsOf(page, 'what has come into sight'), `${page.url()} at 390`).toEqual([])
  await page.setViewportSize({ ...WIDE, width: 320 })
  await staysWithin(page)
}

/** Whether nothing scrolls sideways at any of the widths, the present one first. */
export async function fits(page: Page): Promise<void> {
  const widths = [1280, 390, 320]
  for (const width of page.viewportSize()?.width === 320 ? widths.toReversed() : widths) {
    await page.setViewportSize({ ...WIDE, width })
    await staysWithin(page)
  }
}

async function staysWithin(page: Page): Promise<void> {
  const message = `${page.url()} at ${page.viewportSize()?.width}`
  await expect.poll(() => overflowOf(page), { message }).toBeLessThanOrEqual(0)
}

/** What axe finds wrong with the page, or with what of it was hidden when `looksRight` looked at it wide: a line each. */
export async function violationsOf(page: Page, part?: 'what has come into sight'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  return page.evaluate(async (part) => {
    const { axe, hiddenBefore } = window as unknown as { axe: typeof Axe; hiddenBefore: WeakSet<Element> }
    const isNew = (element: Element | null) => element !== null && hiddenBefore.has(element) && element.checkVisibility()
    const found = part && [...document.body.querySelectorAll('*')].filter((one) => isNew(one) && !isNew(one.parentElement))
    if (found?.length === 0) return []
    // Only violations are asked for and only their lines come back: everything else that axe tells takes longer than finding it.
    const { violations } = await axe.run(found ? { include: found } : document, { resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
  }, part)
}

/**
 * What axe sees of a page that does not depend on its words: its elements, in order, with their attributes, and where words stand.
 * Two languages of a page that are alike in this are alike to axe.
 */
export function skeletonOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const WORDS = new Set(['alt', 'aria-label', 'content', 'href', 'hreflang', 'label', 'lang', 'placeholder', 'title', 'value'])
    const lines: string[] = []
    for (const element of document.querySelectorAll('*')) {
      const attributes = [...element.attributes].map(({ name, value }) => {
        return `${name}=${WORDS.has(name) || name.startsWith('data-') ? value !== '' : value}`
      })
      const hasWords = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
      lines.push(`${element.localName} ${attributes.join(' ')} ${hasWords}`)
    }
    return lines.join('\n')
  })
}

/** Presses a button that sends a form, and waits for the answer: going elsewhere before that would take the form back. */
export async function send(button: Locator): Promise<void> {
  const answered = button.page().waitForResponse((response) => response.request().method() === 'POST')
  await button.click()
  await answered
}

/** Whether the page is wider than its window, which would make it scroll sideways. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.body.clientWidth)
}

/** The first page of whoever is signed in and sits in an organisation. */
export const HOME = /^http:\/\/localhost:\d+\/o\/[0-9A-Za-z]{22}$/
