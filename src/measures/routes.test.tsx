import { expect, test } from 'vitest'
import { noDatabase, testContext } from '../../tests/context.ts'
import { testApp, visitor } from '../../tests/web.ts'
import { features } from '../main/features.ts'
import { ESTIMATE_WORDS, stepsOf } from './index.ts'

const context = testContext(noDatabase)
const anyone = visitor(testApp(context, features))
const all = context.measures().measures

const linksIn = (page: string) => [...page.matchAll(/href="\/measures\/([a-z0-9-]+)(?:\?[^"]*)?"/g)].map(([, id]) => id)

test('the list has every measure of an edition once, and says whose estimates the days are', async () => {
  const { status, page } = await anyone.get('/measures')
  expect(status).toBe(200)
  expect(linksIn(page)).toEqual(all.map(({ id }) => id))
  expect(page).toContain(ESTIMATE_WORDS.ja)
  expect(page).not.toContain('認定')
  const draft = await anyone.get('/measures?edition=2025-12-26')
  expect(linksIn(draft.page)).toEqual(all.filter(({ closes }) => closes['2025-12-26'].length > 0).map(({ id }) => id))
})

test('a filter by ★ halves it, and what is not understood filters nothing', async () => {
  const [three, four] = await Promise.all([3, 4].map((level) => anyone.get(`/measures?level=${level}&people=30`)))
  expect([...linksIn(three?.page ?? ''), ...linksIn(four?.page ?? '')].toSorted()).toEqual(all.map(({ id }) => id).toSorted())
  expect(three?.page).toContain('aria-current="true"')
  const odd = await anyone.get('/measures?level=5&people=<b>&edition=../etc')
  expect(linksIn(odd.page)).toHaveLength(all.length)
  expect(odd.page).not.toContain('<b>&')
})

test('every measure has its page, with its steps, its criteria, and advice said to be advice', async () => {
  for (const measure of all) {
    const { status, page } = await anyone.get(`/measures/${measure.id}`)
    expect([measure.id, status]).toEqual([measure.id, 200])
    const said = [measure.why, measure.done, ...stepsOf(measure, '2026-03-27').map(({ text }) => text), ...(measure.advice ?? [])]
    expect(said.filter((text) => !page.includes(text))).toEqual([])
    expect(measure.closes['2026-03-27'].filter((id) => !page.includes(`/catalogue/2026-03-27/${id}"`))).toEqual([])
    expect(page.includes('助言（評価基準は求めていません）')).toBe(measure.advice !== undefined)
  }
})

test('a measure speaks of the edition that was asked for, of the other where that one alone has it, and of none that there is not', async () => {
  expect((await anyone.get('/measures/organisation?edition=2025-12-26')).page).toContain('/catalogue/2025-12-26/6-1-1-4"')
  const [alone] = all.filter(({ closes }) => closes['2025-12-26'].length === 0)
  expect((await anyone.get(`/measures/${alone?.id}?edition=2025-12-26`)).page).toContain('2026-03-27版')
  expect((await anyone.get('/measures/no-such')).status).toBe(404)
})

test('a criterion leads to the measure that closes it', async () => {
  const { page } = await anyone.get('/catalogue/2026-03-27/3-1-1-1')
  expect(page).toContain('この評価基準を満たす対策')
  expect(linksIn(page)).toEqual(['device-register'])
})
