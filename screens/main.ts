import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import { findProgram } from '../scripts/system.mjs'
import { root } from '../src/root.ts'
import { PAGES } from '../tests/flows/page-list.ts'
import { removeFolder, type Server, startServer } from '../tests/flows/server.ts'

/**
 * `npm run screens`: a picture of every page of the demo world, as each person of it who sees something else there, at two widths, in
 * light and dark and in both languages, into the folder `screens/pictures`. `--only overview` takes the addresses that contain that;
 * `--quick` takes Japanese and light alone.
 */
const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, quick: { type: 'boolean', default: false } } })
const PICTURES = join(root, 'screens/pictures')
const WIDTHS = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]
type Look = { lang: string; colours: 'light' | 'dark' }
const looks: Look[] = (values.quick ? ['ja'] : ['ja', 'en']).flatMap((lang) =>
  (values.quick ? ['light'] : ['light', 'dark']).map((colours) => ({ lang, colours: colours as 'light' | 'dark' })),
)

const server = await startServer()
const browser = await chromium.launch({
  executablePath: findProgram('chromium-headless-shell') ?? findProgram('chromium') ?? 'chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  const taken = await takeAll(server, browser)
  console.log(`${taken} pictures in ${PICTURES}`)
} finally {
  await browser.close()
  await server.stop()
  removeFolder(server.data)
}

/** Several people look at once, each in a context of their own: most of the time goes into waiting for pictures. */
async function takeAll(server: Server, browser: Browser): Promise<number> {
  const people = await setUpDemo(server, browser)
  const visits = looks.flatMap((look) => ['', ...people].map((person) => ({ look, person })))
  const seen = new Set<string>()
  const takeRest = async (): Promise<number> => {
    const visit = visits.shift()
    return visit ? (await takeVisit(server, browser, visit, seen)) + (await takeRest()) : 0
  }
  const taken = await Promise.all(Array.from({ length: availableParallelism() }, takeRest))
  return taken.reduce((sum, one) => sum + one, 0)
}

/** The pages as one person sees them, but those that somebody before them saw alike. */
async function takeVisit(
  server: Server,
  browser: Browser,
  { look, person }: { look: Look; person: string },
  seen: Set<string>,
): Promise<number> {
  const context = await browser.newContext({ locale: 'ja-JP', colorScheme: look.colours })
  await context.addCookies([{ name: 'lang', value: look.lang, url: server.address }])
  const page = await context.newPage()
  const assessment = person === '' ? '' : await signIn(page, server, person)
  let taken = 0
  for (const path of PAGES.filter(
    (path) => path.includes(values.only) && (assessment !== '' || !path.startsWith('ASSESSMENT')),
  )) {
    const answer = await page.goto(`${server.address}${path.replace('ASSESSMENT', assessment)}`)
    const content = await contentOf(page, look)
    if (answer?.status() !== 200 || seen.has(content)) continue
    seen.add(content)
    taken += await take(page, join(PICTURES, look.lang, look.colours), `${nameOf(path)} ${person.split('@')[0]}`.trim())
  }
  await context.close()
  return taken
}

/** Begins the demo world; gives the addresses of its people. */
async function setUpDemo(server: Server, browser: Browser): Promise<string[]> {
  const page = await browser.newPage()
  await page.goto(server.address)
  await page.getByRole('button', { name: 'デモを用意する' }).click()
  await page.waitForURL(/\/o\//)
  await page.goto(`${server.address}/demo`)
  const people = await page
    .locator('input[name=person]')
    .evaluateAll((fields) => fields.map((one) => one.getAttribute('value') ?? ''))
  await page.close()
  return [...new Set(people)]
}

async function signIn(page: Page, server: Server, person: string): Promise<string> {
  await page.goto(`${server.address}/demo`)
  await page
    .locator('form', { has: page.locator(`input[name=person][value="${person}"]`) })
    .getByRole('button')
    .first()
    .click()
  await page.waitForURL((url) => !url.pathname.startsWith('/demo'))
  await page.goto(`${server.address}/assessments`)
  const links = await page
    .locator('a[href*="/assessments/"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
  return links.find((href) => /\/assessments\/[0-9a-f-]{36}(\/criteria)?$/.test(href))?.replace(/\/criteria$/, '') ?? ''
}

async function contentOf(page: Page, look: Look): Promise<string> {
  const text = await page.locator('main').innerText()
  return createHash('sha256')
    .update(JSON.stringify([look, text]))
    .digest('hex')
}

async function take(page: Page, folder: string, name: string): Promise<number> {
  mkdirSync(folder, { recursive: true })
  for (const size of WIDTHS) {
    await page.setViewportSize(size)
    writeFileSync(join(folder, `${name} ${size.width}.png`), await page.screenshot({ fullPage: true, animations: 'disabled' }))
  }
  return WIDTHS.length
}

function nameOf(path: string): string {
  return path.replaceAll(/[^\w-]+/g, '_').slice(0, 60) || 'home'
}
