import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { looksRight, type OwnBrowser, openBrowser, send } from './browser.ts'
import { join, linkIn, register, sit } from './people.ts'
import { removeFolder, type Server, startServer } from './server.ts'

/** A 社内ルール: filled in, approved, announced, acknowledged by two people without accounts, changed and asked again. */
let server: Server
let browser: OwnBrowser
let office: BrowserContext
let head: BrowserContext
let phone: BrowserContext
/** The address of the document. */
let at: string

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  const ito = await register(server, { organisation: '青山精機', person: '伊藤 健一', email: 'ito@aoyama.example.jp' })
  const aoyama = { name: '青山 誠', email: 'aoyama@aoyama.example.jp', roles: 'executive' }
  const executive = await join(server, ito, aoyama)
  office = await browser.newContext({})
  await sit(office, server, ito)
  head = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  await sit(head, server, executive)
  phone = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  if (server) removeFolder(server.data)
})

const ANSWERS = {
  'answer-officer': '代表取締役 青山 誠',
  'answer-department': '総務部',
  'answer-date': '2027-04-01',
  'answer-rooms': '設計室',
  'answer-approver': '総務部長',
}

/** Approves the version on a phone without a script, and puts it in force in the office. */
async function approveAndPublish(page: Page, number: number) {
  await page.goto(at)
  await send(page.getByRole('button', { name: '承認に出す' }))
  await page.locator('.saved-note').waitFor()
  const small = await head.newPage()
  await small.goto(`${at}/versions/${number}`)
  await small.getByRole('button', { name: '承認する' }).click()
  await small.locator('.saved-note').waitFor()
  await small.close()
  await page.goto(at)
  await looksRight(page)
  await send(page.getByRole('button', { name: `第${number}版を公開する` }))
  await page.locator('.saved-note').waitFor()
}

/** Reads by the link of the newest letter, without an account, and says so. */
async function readAs(email: string, text: string) {
  const link = await linkIn(server, email, '/read/')
  const small = await phone.newPage()
  await small.goto(`${server.address}${link}`)
  expect(await small.locator('main').innerText()).toContain(text)
  await small.getByRole('button', { name: '読みました' }).click()
  await small.getByText('受け取りました').waitFor()
  await small.close()
}

test('is filled in from a template, with the text beside the questions, and approved by the officer who is named', async () => {
  const page = await office.newPage()
  await page.goto(`${server.address}/documents`)
  await looksRight(page)
  await page.getByRole('link', { name: 'ひな形からつくる' }).click()
  await page.getByRole('link', { name: '入退室の規程' }).click()
  for (const [id, value] of Object.entries(ANSWERS)) await page.locator(`#${id}`).fill(value)
  await page.getByLabel('サーバはない').check()
  await expect.poll(() => page.locator('#filled').innerText()).toContain('自社の建物にサーバを置かない')
  await looksRight(page)
  await send(page.getByRole('button', { name: 'この内容でつくる' }))
  await page.locator('.saved-note').waitFor()
  at = page.url().replace(/\?.*/, '')
  await looksRight(page)
  await approveAndPublish(page, 1)
  await page.close()
})

test('is announced by personal links, and two people without accounts acknowledge it', async () => {
  const page = await office.newPage()
  await page.goto(`${at}/readers`)
  await page.getByLabel(/^名簿/).fill('山田 太郎, yamada@aoyama.example.jp\n鈴木 花子, suzuki@aoyama.example.jp, 派遣社員')
  await send(page.getByRole('button', { name: '加えて知らせる' }))
  await page.locator('.saved-note').waitFor()
  await readAs('yamada@aoyama.example.jp', '設計室')
  await readAs('suzuki@aoyama.example.jp', '設計室')
  await page.goto(`${at}/readers`)
  await page.getByText('2人のうち2人が').waitFor()
  await looksRight(page)
  await page.goto(`${at}/cards`)
  await looksRight(page)
  await page.close()
})

test('is changed, which says what differs and asks everybody again', async () => {
  const page = await office.newPage()
  await page.goto(`${at}/edit`)
  await looksRight(page)
  await page.locator('[id="text-rooms/minimum"]').fill('入室の許可は、必要な人だけに限る。')
  await send(page.getByRole('button', { name: '保存する' }))
  await page.locator('.saved-note').waitFor()
  await approveAndPublish(page, 2)
  await page.goto(`${at}/history`)
  await page.getByText('入室の許可は、必要な人だけに限る。').waitFor()
  await looksRight(page)
  await page.goto(`${at}/readers`)
  await page.getByText('2人のうち0人が').waitFor()
  await readAs('yamada@aoyama.example.jp', '必要な人だけに限る')
  await page.reload()
  await page.getByText('2人のうち1人が').waitFor()
  await page.close()
})
