import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { looksRight, type OwnBrowser, openBrowser, overflowOf, send } from './browser.ts'
import { join, register, sit } from './people.ts'
import { removeFolder, type Server, startServer } from './server.ts'

let server: Server
let browser: OwnBrowser
let address: string
const cookies = new Map<string, string>()

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  const taro = await register(server, { organisation: '青山精機', person: '青山 太郎', email: 'taro@aoyama.example.jp' })
  cookies.set('青山 太郎', taro)
  cookies.set('佐藤 花子', await join(server, taro, { name: '佐藤 花子', email: 'hanako@aoyama.example.jp', roles: 'staff' }))
  const page = await visit({})
  await page.goto(`${server.address}/assessments/new`)
  await page.getByLabel('評価の名前').fill('本社 2027年度')
  await page.getByRole('button', { name: '始める' }).click()
  await page.waitForURL(/assessments\/[0-9a-f-]{36}$/)
  address = page.url()
  await page.close()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  if (server) removeFolder(server.data)
})

const contexts = new Map<string, Promise<BrowserContext>>()

/** A page in the browser of that person, which keeps what it has fetched; without any script in another one of theirs. */
async function visit({ scripts = true, person = '青山 太郎' }: { scripts?: boolean; person?: string }): Promise<Page> {
  const key = `${person} ${scripts}`
  const context = contexts.get(key) ?? enter(person, scripts)
  contexts.set(key, context)
  return (await context).newPage()
}

async function enter(person: string, scripts = true): Promise<BrowserContext> {
  const context = await browser.newContext({ javaScriptEnabled: scripts })
  await sit(context, server, cookies.get(person) ?? '')
  return context
}

describe('without a script', () => {
  test('a person answers, is refused without a reason for 該当なし, and keeps what was typed', async () => {
    const page = await visit({ scripts: false })
    await page.goto(`${address}/criteria`)
    await page.getByRole('link', { name: /4-1-2-4/ }).click()
    await page.getByRole('radio', { name: /該当なし/ }).check()
    await page.locator('details.more summary').click()
    await page.getByLabel('メモ').fill('開発部門はない')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('理由が必要です')
    expect(await page.getByLabel('メモ').inputValue()).toBe('開発部門はない')
    expect(await page.getByRole('radio', { name: /該当なし/ }).isChecked()).toBe(true)
    await page.getByLabel('理由', { exact: true }).fill('自社でシステムを開発していない')
    await send(page.getByRole('button', { name: '保存', exact: true }))
    await page.goto(`${address}/criteria?status=notApplicable`)
    expect(await page.locator('#c-4-1-2-4').innerText()).toContain('該当なし(確認待ち)')
    await page.close()
  })

  test('ticks become a status and a sentence', async () => {
    const page = await visit({ scripts: false })
    await page.goto(`${address}/criteria/3-1-1-1`)
    const boxes = page.locator('.points input')
    for (let index = 0; index < (await boxes.count()); index += 1) await boxes.nth(index).check()
    await page.getByRole('button', { name: '印から案を作る' }).click()
    const met = page.getByRole('radio', { name: /満たす/ }).first()
    await expect.poll(() => met.isChecked()).toBe(true)
    expect(await page.getByLabel('理由', { exact: true }).inputValue()).toContain('できていること')
    await page.close()
  })

  test('a second person confirms the 該当なし', async () => {
    const page = await visit({ scripts: false, person: '佐藤 花子' })
    await page.goto(`${address}/criteria/4-1-2-4`)
    await page.getByRole('button', { name: '該当なしでよいと確認する' }).click()
    expect(await page.getByText('佐藤 花子さんが').innerText()).toContain('確認しました')
    await page.close()
  })
})

describe('with a script', () => {
  test('the keyboard alone answers; the answer is there after a reload', async () => {
    const page = await visit({})
    await page.goto(`${address}/criteria`)
    await page.locator('#c-1-2-1-1 a').focus()
    await page.keyboard.press('Enter')
    await page.locator('.panel[data-criterion="1-2-1-1"]').waitFor()
    await page.keyboard.press('2')
    await page.locator('.panel output.saved', { hasText: '保存しました' }).waitFor()
    expect(await page.locator('#c-1-2-1-1 .standing').innerText()).toBe('△ 一部')
    await page.keyboard.press('Escape')
    await page.keyboard.press('ArrowDown')
    expect(await page.evaluate(() => document.activeElement?.closest('li')?.id)).toBe('c-1-2-1-2')
    await page.reload()
    await page.locator('#c-1-2-1-1 .standing', { hasText: '△ 一部' }).waitFor()
    expect(page.url()).toBe(`${address}/criteria/1-2-1-1`)
    await page.close()
  })

  test('a digit that is pressed while a criterion is still coming answers that one, not the one before', async () => {
    const page = await visit({})
    await page.goto(`${address}/criteria/2-1-1-1`)
    await page.locator('.list #c-2-1-1-1.chosen').waitFor()
    const next = await page.locator('.list li.chosen + li').getAttribute('id')
    await page.route(/criteria\/2-1-/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      await route.continue()
    })
    await page.locator('.panel button[value="next"]').click()
    await page.keyboard.press('3')
    await page.locator(`.panel[data-criterion="${next?.slice(2)}"] output.saved`, { hasText: '保存しました' }).waitFor()
    expect(await page.locator(`#${next} .standing`).innerText()).toBe('× 満たさない')
    expect(await page.locator('#c-2-1-1-1 .standing').innerText()).toBe('・ 未回答')
    await page.close()
  })

  test('ten answers take nineteen keys, pressed as fast as one can', async () => {
    const page = await visit({})
    await page.goto(`${address}/criteria?area=4&status=unanswered`)
    await page.waitForURL(/criteria\/4-[\d-]+/)
    const rows = page.locator('.list li')
    for (let row = 0; row < 10; row++) {
      if (row > 0) await page.keyboard.press('ArrowDown')
      await page.keyboard.press('4')
    }
    await rows.nth(9).locator('.standing.planned').waitFor()
    expect(await page.locator('.list li .standing.planned').count()).toBe(10)
    await page.close()
  })

  test('a digit on a row answers it without leaving it; Ctrl+Z takes it back, and both stay in the history', async () => {
    const page = await visit({})
    await page.goto(`${address}/criteria`)
    await page.locator('#c-1-3-1-1 a').focus()
    await page.keyboard.press('4')
    await page.locator('#c-1-3-1-1 .standing', { hasText: '計画中' }).waitFor()
    await page.locator('#toast', { hasText: '1-3-1-1: ◇ 計画中' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.closest('li')?.id)).toBe('c-1-3-1-1')
    await page.keyboard.press('Control+z')
    await page.locator('#c-1-3-1-1 .standing', { hasText: '未回答' }).waitFor()
    await page.goto(`${address}/criteria/1-3-1-1`)
    expect(await page.locator('#versions summary').innerText()).toBe('履歴 (2)')
    await page.close()
  })

  test('ticking changes no verdict: what it amounts to stands beside it, and one key takes it', async () => {
    const page = await visit({})
    await page.goto(`${address}/criteria/3-1-2-1`)
    await page.getByRole('radio', { name: /○ 満たす/ }).check()
    await page.locator('output.saved', { hasText: '保存しました' }).waitFor()
    await page.locator('.points input').first().check()
    await page.locator('.suggestion', { hasText: '△ 一部' }).waitFor()
    expect(await page.getByRole('radio', { name: /○ 満たす/ }).isChecked()).toBe(true)
    expect(await page.locator('.tags .standing').innerText()).toBe('○ 満たす')
    await page.keyboard.press('a')
    await page.locator('.tags .standing', { hasText: '△ 一部' }).waitFor()
    expect(await page.locator('.suggestion').isVisible()).toBe(false)
    await page.close()
  })

  test('「回答する」 lands on what is unanswered; Back and reloading keep the place', async () => {
    const page = await visit({})
    await page.goto(`${address}/criteria`)
    await page.waitForURL(/criteria\/[\d-]+$/)
    const landed = new URL(page.url()).pathname.split('/').at(-1)
    expect(await page.locator(`#c-${landed} .standing`).innerText()).toBe('・ 未回答')
    await page.locator('#c-2-1-1-1 a').click()
    await page.locator('.panel[data-criterion="2-1-1-1"]').waitFor()
    await page.goBack()
    await page.locator(`.panel[data-criterion="${landed}"]`).waitFor()
    await page.goForward()
    await page.locator('.panel[data-criterion="2-1-1-1"]').waitFor()
    await page.reload()
    await page.locator('.list #c-2-1-1-1.chosen').waitFor()
    await page.close()
  })

  test.each([
    [1280, 800],
    [390, 844],
  ])('the five verdicts are in sight without scrolling at %i × %i', async (width, height) => {
    const page = await visit({})
    await page.setViewportSize({ width, height })
    await page.goto(`${address}/criteria/4-4-4-2`)
    for (const standing of ['met', 'partial', 'unmet', 'planned', 'notApplicable']) {
      const box = await page.locator(`.panel .status .choice.${standing}`).boundingBox()
      expect(box && box.y >= 0 && box.y + box.height <= height && box.x + box.width <= width).toBe(true)
    }
    expect(await overflowOf(page)).toBe(0)
    await page.close()
  })

  test('what is typed saves by itself', async () => {
    const page = await visit({})
    await page.goto(`${address}/criteria`)
    await page.locator('#c-1-2-1-2 a').click()
    await page.locator('.panel[data-criterion="1-2-1-2"] details.more summary').click()
    // Its row again: what is open stays as somebody has it.
    await page.locator('#c-1-2-1-2 a').click()
    await page.locator('.panel:focus').waitFor()
    expect(await page.locator('.panel').getByLabel('いまの状態').isVisible()).toBe(true)
    await page.locator('.panel').getByLabel('いまの状態').fill('携帯番号の一覧がある')
    await page.locator('.panel output.saved', { hasText: '保存しました' }).waitFor()
    await page.goto(`${address}/criteria/1-2-1-2`)
    expect(await page.getByLabel('いまの状態').inputValue()).toBe('携帯番号の一覧がある')
    await page.close()
  })

  test('two people at once: each sees the other, and the later one loses nothing', async () => {
    const [first, second] = [await visit({ person: '青山 太郎' }), await visit({ person: '佐藤 花子' })]
    await first.goto(`${address}/criteria/4-3-4-1`)
    await second.goto(`${address}/criteria/4-3-4-1`)
    await first.getByLabel('理由', { exact: true }).fill('毎晩NASへ')
    await first.locator('output.saved', { hasText: '保存しました' }).waitFor()
    await second.getByLabel('理由', { exact: true }).fill('月1回、外付けへ')
    await second.locator('#conflict').waitFor()
    expect(await second.locator('#conflict').innerText()).toContain('毎晩NASへ')
    expect(await second.getByLabel('理由', { exact: true }).inputValue()).toBe('月1回、外付けへ')
    await second.getByRole('button', { name: '保存', exact: true }).click()
    const history = second.locator('#versions')
    await expect.poll(() => history.textContent()).toContain('月1回、外付けへ')
    expect(await history.textContent()).toContain('毎晩NASへ')
    await first.close()
    await second.close()
  })

  test('a conflict that is left undecided changes nothing', async () => {
    const [first, second] = [await visit({ person: '青山 太郎' }), await visit({ person: '佐藤 花子' })]
    await first.goto(`${address}/criteria/4-3-4-2`)
    await second.goto(`${address}/criteria/4-3-4-2`)
    await first.getByLabel('理由', { exact: true }).fill('遠隔地に毎月')
    await first.locator('output.saved', { hasText: '保存しました' }).waitFor()
    await second.getByLabel('理由', { exact: true }).fill('していない')
    await second.locator('#conflict').waitFor()
    second.on('dialog', (dialog) => dialog.accept())
    await second.goto(`${address}/scope`)
    await first.reload()
    expect(await first.getByLabel('理由', { exact: true }).inputValue()).toBe('遠隔地に毎月')
    await first.close()
    await second.close()
  })

  test('a colleague’s answer appears in the list by itself', async () => {
    const [watcher, writer] = [await visit({ person: '青山 太郎' }), await visit({ person: '佐藤 花子' })]
    await watcher.goto(`${address}/criteria`)
    await writer.goto(`${address}/criteria/5-1-1-1`)
    await writer.getByRole('radio', { name: /計画中/ }).check()
    await writer.locator('output.saved', { hasText: '保存しました' }).waitFor()
    await watcher.locator('#c-5-1-1-1 .standing', { hasText: '計画中' }).waitFor()
    await watcher.locator('#tally', { hasText: '計画中' }).waitFor()
    await watcher.close()
    await writer.close()
  })

  test('the filter narrows the list at once', async () => {
    const page = await visit({})
    await page.goto(`${address}/criteria`)
    await page.locator('#filters').getByLabel('探す').fill('バックアップ')
    await page.waitForURL(/q=/)
    await expect.poll(() => page.locator('.list li').count()).toBeLessThan(10)
    expect(await page.locator('#c-4-3-4-1').count()).toBe(1)
    await page.close()
  })
})

describe('an assessment that has hardly begun', () => {
  test('has an overview in which axe finds nothing, and which does not scroll sideways', async () => {
    const page = await visit({})
    await page.goto(address)
    await looksRight(page)
    await page.close()
  })
})

describe('the list of all criteria', () => {
  test('is light: at most 300 KB of HTML and 3,000 nodes', async () => {
    const page = await visit({ scripts: false })
    const answer = await page.goto(`${address}/criteria?upTo=4`)
    expect(await page.locator('.list li').count()).toBe(153)
    expect((await answer?.body())?.length ?? Number.POSITIVE_INFINITY).toBeLessThan(300_000)
    await page.close()
    const counting = await visit({})
    await counting.goto(`${address}/criteria?upTo=4`)
    const nodes = await counting.evaluate(() => {
      const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL)
      let count = 0
      while (walker.nextNode()) count += 1
      return count
    })
    expect(nodes).toBeLessThan(3000)
    await counting.close()
  })
})

describe('an input method', () => {
  test('nothing is saved and no key is ours until the words are chosen', async () => {
    const page = await visit({})
    await page.clock.install()
    const saves: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') saves.push(new URLSearchParams(request.postData() ?? '').get('reason') ?? '')
    })
    await page.goto(`${address}/criteria`)
    await page.locator('#c-3-1-1-1 a').click()
    await page.locator('.panel[data-criterion="3-1-1-1"]').waitFor()
    const reason = page.locator('.panel').getByLabel('理由', { exact: true })
    await reason.fill('社長の')
    const keyboard = await page.context().newCDPSession(page)
    const composing = { text: 'きほんほうしん', selectionStart: 7, selectionEnd: 7 }
    await keyboard.send('Input.imeSetComposition', composing)
    await page.clock.runFor(60_000)
    await keyboard.send('Input.insertText', { text: '基本方針' })
    await page.clock.runFor(1000)
    await page.locator('.panel output.saved', { hasText: '保存しました' }).waitFor()
    expect(await reason.inputValue()).toBe('社長の基本方針')
    expect(saves).toEqual(['社長の基本方針'])
    await reason.evaluate((field) => {
      const safari = { key: 'Escape', keyCode: 229, bubbles: true, cancelable: true }
      field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
      field.dispatchEvent(new KeyboardEvent('keydown', { ...safari, keyCode: 27 }))
      field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
      field.dispatchEvent(new KeyboardEvent('keydown', safari))
    })
    expect(await reason.evaluate((field) => field === document.activeElement)).toBe(true)
    await page.close()
  })
})

describe('nothing typed is lost', () => {
  test('signed out while typing: the page says so, asks once, and saves by itself after signing in elsewhere', async () => {
    const page = await (await enter('青山 太郎')).newPage()
    await page.clock.install()
    const refused: string[] = []
    page.on('response', (response) => {
      if (response.status() === 401) refused.push(response.request().method())
    })
    await page.goto(`${address}/criteria`)
    await page.locator('#c-6-1-1-5 a').click()
    await page.locator('.panel[data-criterion="6-1-1-5"] details.more summary').click()
    const note = page.locator('.panel').getByLabel('メモ')
    const kept = await page.context().cookies()
    await page.context().clearCookies()
    await note.fill('出張の間も')
    await page.clock.runFor(1000)
    await page.locator('#signed-out').waitFor()
    await page.locator('.panel output.saved', { hasText: 'サインインすると、自動で保存します' }).waitFor()
    await page.clock.runFor(60_000)
    await page.context().addCookies(kept)
    const elsewhere = await page.context().newPage()
    await elsewhere.goto(`${server.address}/signed-in`)
    await page.locator('.panel output.saved', { hasText: '保存しました' }).waitFor()
    expect(await page.locator('#signed-out').isVisible()).toBe(false)
    expect(refused.length, refused.join()).toBeLessThan(3)
    await elsewhere.goto(`${address}/criteria/6-1-1-5`)
    expect(await elsewhere.getByLabel('メモ').inputValue()).toBe('出張の間も')
    await page.context().close()
  })

  test('Ctrl+Enter saves the last word and goes on', async () => {
    const page = await visit({})
    await page.goto(`${address}/criteria`)
    await page.locator('#c-6-1-1-1 a').click()
    await page.locator('.panel[data-criterion="6-1-1-1"]').waitFor()
    await page.locator('.panel').getByLabel('理由', { exact: true }).fill('手順書を作っている途中')
    await page.keyboard.press('Control+Enter')
    await page.locator('.panel[data-criterion="6-1-1-2"]').waitFor()
    await page.goto(`${address}/criteria/6-1-1-1`)
    expect(await page.getByLabel('理由', { exact: true }).inputValue()).toBe('手順書を作っている途中')
    await page.close()
  })

  test('what was typed after 保存 is saved when the page is left', async () => {
    const page = await visit({})
    await page.goto(`${address}/criteria`)
    await page.locator('#c-6-1-1-3 a').click()
    await page.locator('.panel[data-criterion="6-1-1-3"] details.more summary').click()
    const note = page.locator('.panel').getByLabel('メモ')
    await note.fill('一')
    await page.locator('.panel').getByRole('button', { name: '保存', exact: true }).click()
    await page.locator('.panel output.saved', { hasText: '保存しました' }).waitFor()
    await note.fill('一、二')
    page.on('dialog', (dialog) => dialog.accept())
    await page.goto(`${address}/scope`)
    await page.goto(`${address}/criteria/6-1-1-3`)
    expect(await page.getByLabel('メモ').inputValue()).toBe('一、二')
    await page.close()
  })

  test('a 該当なし without a reason waits for it: the reason has the focus, the rest is saved, and one may go on', async () => {
    const page = await visit({})
    await page.goto(`${address}/criteria/6-1-1-4`)
    await page.locator('.list .chosen').waitFor()
    await page.locator('details.more summary').click()
    await page.getByLabel('メモ').fill('総務に聞く')
    await page
      .locator('.panel')
      .getByRole('radio', { name: /該当なし/ })
      .check()
    await page.locator('output.saved', { hasText: 'ほかの入力は保存しました' }).waitFor()
    expect(await page.locator('#reason').evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await page.locator('.tags .standing').innerText()).toBe('・ 未回答')
    await page.locator('#c-6-1-1-5 a').click()
    await page.locator('.panel[data-criterion="6-1-1-5"]').waitFor()
    await page.goBack()
    await page.locator('.panel[data-criterion="6-1-1-4"]').waitFor()
    expect(await page.getByLabel('メモ').inputValue()).toBe('総務に聞く')
    await page.getByLabel('理由', { exact: true }).fill('当てはまらない')
    await page
      .locator('.panel')
      .getByRole('radio', { name: /該当なし/ })
      .check()
    await page.locator('.tags .standing', { hasText: '該当なし' }).waitFor()
    await page.close()
  })
})

describe('a finger on a phone', () => {
  test('that goes across leads to the neighbour; not where it goes down, or begins in a field', async () => {
    const context = await browser.newContext({ hasTouch: true, viewport: { width: 390, height: 844 } })
    await sit(context, server, cookies.get('青山 太郎') ?? '')
    const page = await context.newPage()
    await page.goto(`${address}/criteria/1-2-1-2`)
    const devices = await context.newCDPSession(page)
    const swipe = async (on: string, across: number, down = 0) => {
      await page.locator(on).scrollIntoViewIfNeeded()
      const box = await page.locator(on).boundingBox()
      const [x, y] = [195 - across / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2]
      const point = (part: number) => [{ x: x + across * part, y: y + down * part }]
      await devices.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: point(0) })
      for (const part of [0.5, 1]) await devices.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: point(part) })
      await devices.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    }
    await swipe('.panel textarea[name="reason"]', -200)
    await swipe('.panel .criterion-head h1', -60)
    await swipe('.panel .criterion-head h1', -90, 90)
    await swipe('.panel .criterion-head h1', -200)
    await page.locator('.panel[data-criterion="1-2-1-3"]').waitFor()
    await swipe('.panel .criterion-head h1', 200)
    await page.locator('.panel[data-criterion="1-2-1-2"]').waitFor()
    await context.close()
  })
})

describe('a file', () => {
  test('is dropped onto its field; one that cannot be taken is refused before it is sent; how far it is, is shown', async () => {
    const page = await visit({})
    const sent: string[] = []
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
    await page.goto(`${address}/files`)
    const field = page.locator('.file-field')
    const read = page.getByRole('button', { name: '読んで確かめる' })
    const folder = mkdtempSync(`${tmpdir()}/hoshitori-dropped-`)
    for (const [name, size, words] of [
      ['回答.pdf', 10, '読めるのは'],
      ['大きな回答.csv', 10 * 1024 * 1024 + 1, '大きすぎます'],
    ] as const) {
      writeFileSync(`${folder}/${name}`, '')
      truncateSync(`${folder}/${name}`, size)
      await field.locator('input').setInputFiles(`${folder}/${name}`)
      await expect.poll(() => field.getByRole('alert').innerText()).toContain(words)
      await read.click()
    }
    writeFileSync(`${folder}/回答.csv`, '番号,自己評価,理由\n2-1-1-1,○,台帳がある\n')
    const box = await field.locator('.drop').boundingBox()
    const at = { x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + 30 }
    const devices = await page.context().newCDPSession(page)
    const data = { items: [], files: [`${folder}/回答.csv`], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devices.send('Input.dispatchDragEvent', { type, ...at, data })
    await expect.poll(() => field.locator('.picked').innerText()).toBe('回答.csv (1 KB)')
    expect([sent, await field.getByRole('alert').count()]).toEqual([[], 0])
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/imports', (route) => held.then(() => route.continue()))
    await read.click()
    await field.locator('progress').waitFor()
    expect(await read.isDisabled()).toBe(true)
    release()
    await page.waitForURL(/imports\/[0-9a-f-]{36}/)
    await page.getByText('台帳がある').first().waitFor()
    rmSync(folder, { recursive: true })
    await page.close()
  })
})
