import { TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOME, type OwnBrowser, openBrowser, overflowOf, send, violationsOf } from './browser.ts'
import { linkIn, PASSWORD, post, register, sit } from './people.ts'
import { removeFolder, type Server, startServer } from './server.ts'

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

async function newcomer(cookies = ''): Promise<Page> {
  const context = await browser.newContext()
  if (cookies) await sit(context, server, cookies)
  return context.newPage()
}

describe('from a stranger to a team', () => {
  const ITO = 'ito@aoyama.example.jp'
  const MURATA = 'murata@aoyama.example.jp'
  let ito: Page
  let key = ''
  let assessment = ''

  test('registers, and confirms by the letter that arrived', async () => {
    ito = await newcomer()
    await ito.goto(server.address)
    await ito.getByRole('link', { name: 'アカウントを作る' }).click()
    await ito.getByLabel('会社・組織の名前').fill('青山精機')
    await ito.getByLabel('あなたの名前').fill('伊藤 健一')
    await ito.getByLabel('メールアドレス').fill(ITO)
    await ito.getByRole('button', { name: '確認のメールを送る' }).click()
    await ito.waitForURL('**/register/sent')
    expect(await violationsOf(ito)).toEqual([])
    await ito.goto(`${server.address}/mail`)
    expect(await violationsOf(ito)).toEqual([])
    await ito.getByRole('link', { name: /register\/confirm/ }).click()
    await ito.getByLabel('パスワード').fill(PASSWORD)
    await ito.getByRole('button', { name: '登録を終えて始める' }).click()
    await ito.waitForURL(HOME)
    await expect.poll(() => ito.locator('header.site').innerText()).toContain('青山精機')
  })

  test('sets up a second factor, and is asked for it at the next sign-in', async () => {
    await ito.goto(`${server.address}/account/factors/totp`)
    await ito.getByLabel('パスワード').fill(PASSWORD)
    await ito.getByRole('button', { name: '確かめる', exact: true }).click()
    await ito.getByText('読み取れないとき').click()
    key = (await ito.locator('code.key').innerText()).replaceAll(/\s/g, '')
    const used = codeOf(key, 0)
    await ito.getByLabel(/6桁の数字/).fill(used)
    await ito.getByRole('button', { name: '確かめて使い始める' }).click()
    await expect.poll(() => ito.locator('main').innerText()).toContain('回復コード')
    await ito.getByRole('button', { name: '伊藤 健一のメニュー' }).click()
    await send(ito.getByRole('button', { name: 'サインアウト' }))
    await ito.goto(`${server.address}/sign-in?next=/people`)
    await ito.getByLabel('メールアドレス').fill(ITO)
    await ito.getByLabel('パスワード').fill(PASSWORD)
    await ito.getByRole('button', { name: 'サインインする', exact: true }).click()
    await ito.waitForURL('**/sign-in/second-factor')
    expect(await violationsOf(ito)).toEqual([])
    await ito.getByLabel(/6桁の数字/).fill(used)
    await ito.getByRole('button', { name: 'サインインする' }).click()
    // A code counts once.
    await ito.getByRole('alert').waitFor()
    await ito.getByLabel(/6桁の数字/).fill(codeOf(key, 1))
    await ito.getByRole('button', { name: 'サインインする' }).click()
    await ito.waitForURL('**/people')
  })

  test('invites a colleague as 回答者, who sees what was assigned and nothing else', async () => {
    await ito.goto(`${server.address}/assessments/new`)
    await ito.getByLabel('評価の名前').fill('本社工場')
    await ito.getByRole('button', { name: '始める' }).click()
    await ito.waitForURL(/assessments\/[0-9a-f-]{36}$/)
    assessment = ito.url()
    await ito.goto(`${server.address}/people`)
    const invite = ito.locator('section', { has: ito.getByRole('heading', { name: 'メールで招く' }) })
    await invite.getByLabel('名前', { exact: false }).first().fill('村田 浩')
    await invite.getByLabel('メールアドレス').fill(MURATA)
    await invite.getByRole('checkbox', { name: /回答者/ }).check()
    await invite.getByRole('button', { name: '招待を送る' }).click()
    await ito.locator('.saved-note', { hasText: '招待のメールを送りました' }).waitFor()

    const murata = await newcomer()
    await murata.goto(`${server.address}${await linkIn(server, MURATA, '/invitations/')}`)
    expect(await violationsOf(murata)).toEqual([])
    await murata.getByLabel('パスワード', { exact: false }).first().fill(PASSWORD)
    await murata.getByRole('button', { name: '参加する' }).click()
    await murata.waitForURL(HOME)
    expect(await murata.locator('main').innerText()).toContain('割り当てられたものはありません')

    await ito.goto(`${assessment}/assignments`)
    await ito.getByText('4-1-1 ').first().click()
    await ito.getByRole('checkbox', { name: /4-1-1-1/ }).check()
    await ito.getByRole('checkbox', { name: /4-1-1-3/ }).check()
    await ito.getByLabel('印をつけたものを').selectOption({ label: '村田 浩(回答者)' })
    await ito.getByRole('button', { name: '割り当てる' }).click()
    await ito.locator('.saved-note', { hasText: '2件を割り当てました' }).waitFor()

    await murata.goto(`${server.address}/assessments`)
    await murata.getByRole('link', { name: /本社工場/ }).click()
    expect(await murata.locator('.requirement li').count()).toBe(2)
    expect(await murata.locator('main').innerText()).toContain('4-1-1-3')
    await murata.goto(`${assessment}/criteria/4-1-1-1`)
    await murata.getByRole('radio', { name: /一部/ }).check()
    await murata.getByLabel('理由', { exact: true }).fill('退職した人のIDが残っている')
    await murata.getByRole('button', { name: '保存', exact: true }).click()
    for (const path of ['/criteria/4-1-1-2', '/criteria/3-1-1-1']) {
      expect((await murata.goto(`${assessment}${path}`))?.status(), path).toBe(404)
    }
    for (const path of ['/files', '/report.pdf', '/settings', '/scope']) {
      expect((await murata.goto(`${assessment}${path}`))?.status(), path).toBe(403)
    }
    expect(await murata.locator('main').innerText()).toContain('この役割ではできません')
    await murata.context().close()
  })

  test('the log tells it all, and verifies', async () => {
    await ito.goto(`${server.address}/log`)
    const log = await ito.locator('main').innerText()
    for (const words of ['村田 浩', '招きました', '4-1-1-1', '本社工場']) expect(log).toContain(words)
    await ito.goto(`${server.address}/log/verification`)
    expect(await ito.locator('main').innerText()).toMatch(/食い違い|改ざん|確かめ/)
    expect(await violationsOf(ito)).toEqual([])
    await ito.context().close()
  })
})

describe('a consultant with two clients', () => {
  const CHIBA = 'chiba@tsubame.example.jp'
  let chiba: Page
  const clients: string[] = []

  beforeAll(async () => {
    for (const [organisation, person] of [
      ['楓システムズ', '高橋 亮'],
      ['みなも物流', '岡本 恵'],
    ] as const) {
      const email = `boss${clients.length}@client.example.jp`
      const boss = await register(server, { organisation, person, email })
      await post(server, '/assessments', { title: `${organisation}の評価`, target: '3', edition: '2026-03-27' }, boss)
      const period = { begins: dayFromNow(-1), ends: dayFromNow(90) }
      const wish = {
        kind: 'star3',
        expertName: 'つばめ',
        personName: '千葉 遥',
        email: CHIBA,
        covers: 'all',
        sight: 'everything',
      }
      await post(server, '/engagements', { ...wish, mayAnswer: '1', note: '', ...period }, boss)
      clients.push(boss)
    }
  }, 60_000)

  test('accepts both, and switches between them', async () => {
    chiba = await newcomer()
    await chiba.goto(`${server.address}${await linkIn(server, CHIBA, '/invitations/')}`)
    await chiba.getByLabel('パスワード', { exact: false }).first().fill(PASSWORD)
    await chiba.getByRole('button', { name: '参加する' }).click()
    await chiba.waitForURL(HOME)
    expect(await chiba.locator('main').innerText()).toContain('みなも物流の評価')
    const first = (await (await fetch(`${server.address}/mail`)).text()).match(/\/invitations\/[\w-]+/g) ?? []
    for (const link of new Set(first)) {
      await chiba.goto(`${server.address}${link}`)
      const join = chiba.getByRole('button', { name: '楓システムズに参加する' })
      if (await join.count()) await send(join)
    }
    await chiba.goto(`${server.address}/organisations`)
    expect(await violationsOf(chiba)).toEqual([])
    expect(await overflowOf(chiba)).toBeLessThanOrEqual(0)
    await send(chiba.getByRole('button', { name: 'みなも物流に切り替える' }))
    await expect.poll(() => chiba.locator('header.site').innerText()).toContain('みなも物流')
    expect(await chiba.locator('main').innerText()).not.toContain('楓システムズの評価')
    await chiba.goto(`${server.address}/organisations`)
    await chiba.getByRole('button', { name: '楓システムズに切り替える' }).click()
    await expect.poll(() => chiba.locator('main').innerText()).toContain('楓システムズの評価')
  })

  test('the engagement ends and the door is shut, in the middle of the work', async () => {
    const [client = ''] = clients
    await chiba.getByRole('link', { name: /楓システムズの評価/ }).click()
    const inside = chiba.url()
    const page = await (await fetch(`${server.address}/engagements`, { headers: { Cookie: client } })).text()
    const [, engagement] = /\/engagements\/([0-9a-f-]{36})\/end/.exec(page) ?? []
    await post(server, `/engagements/${engagement}/end`, { reason: '対策が終わった' }, client)
    expect((await chiba.goto(inside))?.status()).toBe(404)
    await chiba.goto(`${server.address}/organisations`)
    expect(await chiba.locator('main').innerText()).not.toContain('楓システムズ')
    expect(await chiba.locator('main').innerText()).toContain('みなも物流')
    await chiba.context().close()
  })
})

/** The code of the app, `ahead` steps of 30 seconds from now: a code counts once, and the next is taken already. */
function codeOf(secret: string, ahead: number): string {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + ahead * 30_000 })
}

function dayFromNow(days: number): string {
  return new Date(Date.now() + (days * 24 + 9) * 60 * 60 * 1000).toISOString().slice(0, 10)
}
