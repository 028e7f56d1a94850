import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type Axe from 'axe-core'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    browser: string
  }
}

/** Starts the browser that all journeys share: a real Chromium without its background traffic. Called by vitest before the first. */
export default async function startBrowser(project: TestProject): Promise<() => Promise<void>> {
  const browser = await chromium.launchServer({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  project.provide('browser', browser.wsEndpoint())
  return () => browser.close()
}

/** The shared browser; what a test file opened in it is closed with it. */
export function openBrowser(): Promise<Browser> {
  return chromium.connect(inject('browser'))
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe finds wrong with the page, a line each. Whether letters stand out from their ground takes axe longer than everything else
 * together; it may be left out where the same page, of the same size, was asked for it in the other language.
 */
export async function violationsOf(page: Page, { contrast = true } = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  return page.evaluate(async (contrast) => {
    // Only violations are asked for and only their lines come back: everything else that axe tells takes longer than finding it.
    const { violations } = await (window as unknown as { axe: typeof Axe }).axe.run({
      resultTypes: ['violations'],
      rules: { 'color-contrast': { enabled: contrast } },
    })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
  }, contrast)
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
