import { expect, test } from 'vitest'
import { noDatabase, testContext } from '../../tests/context.ts'
import { testApp, visitor } from '../../tests/web.ts'
import { features } from '../main/features.ts'
import { UNOFFICIAL_WORDS } from './index.ts'

const anyone = visitor(testApp(testContext(noDatabase), features))

test('the page has the 93 controls with their criteria and reasons, and says that it is ours and unofficial', async () => {
  const { status, page } = await anyone.get('/crosswalk/iso-27001')
  expect(status).toBe(200)
  expect(page.match(/<details class="control"/g)).toHaveLength(93)
  expect(page).toContain(UNOFFICIAL_WORDS.ja)
  for (const words of ['14日以内', '7点以上', '10回失敗したらロックされる', '6か月以上', '● おおむね満たしている見込み'])
    expect(page).toContain(words)
  expect(page).not.toMatch(/認定|合格|style=/)
  expect(page.length).toBeLessThan(300_000)
})

test('every reason can be opened at once, and the draft has its own edges', async () => {
  const opened = await anyone.get('/crosswalk/iso-27001?open=1&edition=2025-12-26')
  expect(opened.page.match(/<details class="control" open=""/g)).toHaveLength(93)
  expect(opened.page).toContain('href="/catalogue/2025-12-26/4-5-2-1"')
  expect((await anyone.get('/crosswalk/iso-27001?edition=<b>')).page).toContain('href="/catalogue/2026-03-27/1-3-1-1"')
})

test('it is handed out as CSV and JSON, in the language of the screen', async () => {
  const csv = await anyone.get('/crosswalk/iso-27001.csv')
  expect(csv.headers.get('Content-Disposition')).toContain('iso-27001_2026-03-27.csv')
  expect(csv.page.split('\r\n')[1]).toMatch(/^2026-03-27,A\.5\.1,.*非公式/)
  const json = await anyone.get('/crosswalk/iso-27001.json?edition=2025-12-26&lang=en')
  expect(JSON.parse(json.page)).toMatchObject({
    edition: '2025-12-26',
    unofficial: true,
    note: UNOFFICIAL_WORDS.en,
    criteria: 157,
  })
})

test('nothing else is a crosswalk', async () => {
  expect((await anyone.get('/crosswalk/iso-27002')).status).toBe(404)
  expect((await anyone.get('/crosswalk')).status).toBe(404)
})
