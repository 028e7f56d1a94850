import { createHash } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { looksRight, type OwnBrowser, openBrowser, send } from './browser.ts'
import { join, post, register, sit } from './people.ts'
import { removeFolder, type Server, startServer } from './server.ts'

/** From a workbook to what is done: what is missing, 課題, a plan, the word of management on a phone, a task, its proposals, the number that moves. */
let server: Server
let browser: OwnBrowser
let address: string
let office: BrowserContext
let phone: BrowserContext

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  const ito = await register(server, { organisation: '青山精機', person: '伊藤 健一', email: 'ito@aoyama.example.jp' })
  const head = { name: '青山 誠', email: 'aoyama@aoyama.example.jp', roles: 'executive' }
  const executive = await join(server, ito, head)
  const begun = await post(server, '/assessments', { title: '本社 2027年度', target: '3', edition: '2026-03-27' }, ito)
  address = new URL(begun.headers.get('Location') ?? '', server.address).href
  office = await browser.newContext({})
  await sit(office, server, ito)
  phone = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  await sit(phone, server, executive)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  if (server) removeFolder(server.data)
})

const bigFigure = async (page: Page) => (await page.locator('.big-figure').first().innerText()).replaceAll(/\s+/g, ' ')

const ANSWERS = `番号,自己評価,理由
1-2-3-1,○,就業規則 第12条にある
2-1-1-1,△,台帳が古い
4-1-5-1,×,決めていない
`

test('a sheet comes in; what is missing becomes issues and a plan, in time or not; each has its page', async () => {
  const page = await office.newPage()
  await page.goto(`${address}/files`)
  const sheet = { name: '回答.csv', mimeType: 'text/csv', buffer: Buffer.from(ANSWERS) }
  await page.locator('input[type=file]').first().setInputFiles(sheet)
  await send(page.getByRole('button', { name: '読んで確かめる' }))
  await send(page.locator('form[action$="/acceptance"]').getByRole('button').first())
  await page.goto(address)
  expect(await bigFigure(page)).toMatch(/^1\/81|^1 /)
  await page.goto(`${address}/issues`)
  await send(page.getByRole('button', { name: /課題にまとめる/ }).first())
  await page.getByText('課題1', { exact: false }).first().waitFor()
  await looksRight(page)
  await page.goto(`${address}/plan`)
  await page.getByLabel(/^期日/).fill('2027-01-15')
  await page.getByRole('button', { name: /^試す/ }).click()
  await page.waitForURL(/try=1/)
  await expect.poll(() => page.locator('main').innerText()).toContain('には間に合いません')
  await looksRight(page)
  await page.getByRole('link', { name: /^期日 .*で試す$/ }).click()
  await expect.poll(() => page.locator('main').innerText()).not.toContain('には間に合いません')
  await page.goto(`${address}/plan`)
  await page.getByLabel(/^期日/).fill('2031-03-31')
  await page.getByLabel(/^週に使える時間/).fill('40')
  await send(page.getByRole('button', { name: 'この計画にする' }))
  await page.locator('.saved-note').waitFor()
  expect(await page.locator('main').innerText()).not.toContain('には間に合いません')
  await looksRight(page)
  for (const path of ['tasks', 'tasks?view=board', 'tasks?view=timeline', 'management']) {
    await page.goto(`${address}/${path}`)
    await looksRight(page)
  }
  await page.close()
})

test('management approves on a phone without a script, with one direction that becomes a task', async () => {
  const page = await office.newPage()
  await page.goto(`${address}/plan/submission`)
  await page.getByRole('button', { name: '経営に出す' }).click()
  await page.waitForURL(/versions\/1/)
  const version = page.url().replace(/\?.*/, '')
  await page.close()
  const small = await phone.newPage()
  await small.goto(version)
  await small.getByText('指示をつける').click()
  await small.getByLabel('指示 1').fill('月に一度、進み具合を報告する')
  await small.getByRole('button', { name: '承認する', exact: true }).click()
  await small.locator('.saved-note').waitFor()
  expect(await small.locator('main').innerText()).toContain('月に一度、進み具合を報告する')
  await small.close()
  const approved = await office.newPage()
  await approved.goto(version)
  await looksRight(approved)
  await approved.close()
})

test('a finished task proposes answers; those that are taken move the number', async () => {
  const page = await office.newPage()
  await page.goto(address)
  const before = await bigFigure(page)
  await page.goto(`${address}/tasks`)
  await page.getByRole('link', { name: 'パスワードのルールを決めて知らせる' }).click()
  for (const box of await page.locator('main fieldset input[type=checkbox]').all()) await box.check()
  await expect.poll(() => page.locator('main').innerText()).toMatch(/手順 (\d+)\/\1/)
  await page.getByLabel('どこで確かめられるか').fill('規程集 第4章')
  await send(page.getByRole('button', { name: 'この対応を終える' }))
  await page.goto(`${page.url().replace(/[?#].*|\/proposals.*/, '')}/proposals`)
  await looksRight(page)
  const waiting = await page.getByRole('button', { name: 'この内容で回答する' }).count()
  expect(waiting).toBeGreaterThan(2)
  await send(page.getByRole('button', { name: '使わない' }).first())
  await send(page.getByRole('button', { name: 'この内容で回答する' }).first())
  await send(page.getByRole('button', { name: 'この内容で回答する' }).first())
  await expect.poll(() => page.getByRole('button', { name: 'この内容で回答する' }).count()).toBe(waiting - 3)
  await page.goto(address)
  expect([before, await bigFigure(page)]).toEqual([expect.stringContaining('/ 81'), expect.stringMatching(/^3\/81|^3 /)])
  expect(await page.locator('main').innerText()).toContain('この7日間で +3件')
  await page.close()
})

test('a photo taken by a phone becomes evidence of two criteria; a second version is checked anew; the matrix changes', async () => {
  const page = await office.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  const photo = { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: await page.screenshot({ type: 'jpeg' }) }
  await page.goto(`${address}/criteria/4-1-1-1`)
  await page.locator('#attached').getByRole('link', { name: '証跡を加える' }).click()
  await page.locator('#photo').setInputFiles(photo)
  await page.getByText('1件のうち1件を送りました').waitFor()
  await page.getByLabel('名前').fill('サーバ室の施錠')
  await looksRight(page)
  await send(page.getByRole('button', { name: '加える', exact: true }))
  await page.locator('#attached').getByRole('link', { name: 'サーバ室の施錠' }).click()
  await page.getByLabel(/^評価基準の番号/).fill('4-1-2-1')
  await send(page.getByRole('button', { name: '結び付ける' }))
  await page.locator('.saved-note').waitFor()
  const piece = page.url()
  await page.getByText('画面で見る').click()
  await expect
    .poll(() => page.locator('.evidence-preview img').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(390)
  await looksRight(page)
  for (const _ of ['4-1-1-1', '4-1-2-1']) await send(page.getByRole('button', { name: '見て確かめた' }).first())
  const states = async () => {
    await page.goto(`${address}/evidence`)
    return Promise.all(['4-1-1-1', '4-1-2-1'].map((id) => page.locator(`[id="c-${id}"]`).getAttribute('class')))
  }
  expect(await states()).toEqual(['there', 'there'])
  await looksRight(page)
  await page.goto(piece)
  await page.getByText('新しい版を加える').click()
  await page.locator('#photo').setInputFiles({ ...photo, name: 'IMG_0002.jpg' })
  await page.getByText('1件のうち1件を送りました').waitFor()
  await send(page.getByRole('button', { name: 'この版を加える' }))
  await page.getByText('IMG_0001.jpg').waitFor()
  expect(await states()).toEqual(['unchecked', 'unchecked'])
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(address.replace(/\/assessments.*/, '/evidence'))
  await looksRight(page)
  await page.close()
})

test('a file of several pieces is sent before its form, goes on after a cut and after a reload, and serves two criteria', async () => {
  const page = await office.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  const log = { name: '入退室ログ.csv', mimeType: 'text/csv', buffer: Buffer.alloc(9 * 1024 * 1024, '2027-03-31,入室\n') }
  await page.goto(address.replace(/\/assessments.*/, '/evidence/new'))
  /** Where the pieces that were let through began. */
  const offsets: number[] = []
  let cut = true
  await page.route('**/uploads/*', async (route) => {
    const offset = route.request().headers()['upload-offset']
    if (offset === undefined) return route.continue()
    if (cut && offset !== '0') return office.setOffline(true).then(() => route.abort('internetdisconnected'))
    offsets.push(Number(offset))
    return route.continue()
  })
  const row = page.locator('.uploads li')
  await page.locator('#file').setInputFiles(log)
  await row.getByText('つながりません').waitFor()
  await page.getByRole('button', { name: '加える', exact: true }).click()
  await page.getByText('送り終わっていないファイルがあります').waitFor()
  await looksRight(page)
  await row.getByRole('button', { name: '一時停止' }).click()
  await office.setOffline(false)
  await page.reload()
  await row.getByText('88%').waitFor()
  cut = false
  await page.locator('#file').setInputFiles(log)
  await page.getByText('1件のうち1件を送りました').waitFor()
  expect(offsets).toEqual([0, 8 * 1024 * 1024])
  await looksRight(page)
  await send(page.getByRole('button', { name: '加える', exact: true }))
  await page.locator('.saved-note').waitFor()
  await page.getByText(createHash('sha256').update(log.buffer).digest('hex')).waitFor()
  await page.getByLabel('評価基準の番号').fill('4-1-1-1、4-1-2-1')
  await send(page.getByRole('button', { name: '結び付ける' }))
  await expect.poll(() => page.locator('.evidence-used li').count()).toBe(2)
  await page.close()
})
