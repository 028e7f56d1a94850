import { describe, expect, test } from 'vitest'
import { typedIn } from '../../tests/web.ts'
import { press, testAnswering } from './answering.fixture.tsx'

const here = testAnswering()
const { save, answersOf } = here

describe('a suggestion from the ticks', () => {
  test('fills status and reason in the form and writes nothing', async () => {
    const boxes = typedBoxes((await here.taro.get(`${here.address}/criteria/3-1-1-1`)).page)
    expect(boxes.length).toBeGreaterThan(1)
    const { status, page } = await save(here.taro, '3-1-1-1', { ticked: boxes, note: 'メモ', ...press('suggest') })
    expect(status).toBe(200)
    expect(typedIn(page, 'status')).toEqual(['met'])
    expect(typedIn(page, 'reason')[0]).toMatch(/^できていること: /)
    expect(typedIn(page, 'ticked')).toEqual(boxes)
    expect(typedIn(page, 'note')).toEqual(['メモ'])
    expect(await answersOf('3-1-1-1')).toEqual([])
  })

  test('never throws away a reason that the person wrote: the suggestion comes below it, once', async () => {
    const boxes = typedBoxes((await here.taro.get(`${here.address}/criteria/3-1-1-1`)).page)
    const sent = { ticked: boxes, ...press('suggest') }
    const once = typedIn((await save(here.taro, '3-1-1-1', { ...sent, reason: '自分の理由' })).page, 'reason')[0] ?? ''
    expect(once).toMatch(/^自分の理由\nできていること: /)
    const twice = typedIn((await save(here.taro, '3-1-1-1', { ...sent, reason: `${once}\n追記` })).page, 'reason')[0]
    expect(twice).toBe(`${once}\n追記`)
  })

  test('takes what the firm has none of, and keeps it with the answer', async () => {
    const { page } = await here.taro.get(`${here.address}/criteria/4-4-5-1`)
    expect(typedBoxes(page)).toEqual(['pc', 'server', 'server:absent'])
    const ticked = ['pc', 'server:absent']
    const suggested = (await save(here.taro, '4-4-5-1', { ticked, ...press('suggest') })).page
    expect(typedIn(suggested, 'status')).toEqual(['met'])
    expect(typedIn(suggested, 'ticked')).toEqual(ticked)
    const reason = typedIn(suggested, 'reason')[0] ?? ''
    expect(reason).toContain('対象がないこと: ネットワークにつながるサーバがない。')
    await save(here.taro, '4-4-5-1', { status: 'met', reason, ticked })
    expect(await answersOf('4-4-5-1')).toMatchObject([{ status: 'met', reason, ticked }])
  })

  test('without a tick changes nothing', async () => {
    const { page } = await save(here.taro, '3-1-1-1', { status: 'unmet', reason: '自分の理由', ...press('suggest') })
    expect(typedIn(page, 'status')).toEqual(['unmet'])
    expect(typedIn(page, 'reason')).toEqual(['自分の理由'])
  })

  test('stands beside a verdict that says otherwise, which stays what it was', async () => {
    const boxes = typedBoxes((await here.taro.get(`${here.address}/criteria/3-1-1-1`)).page)
    await save(here.taro, '3-1-1-1', { status: 'met', reason: '方針を定めた', ticked: boxes[0] ?? '' })
    const { page } = await here.taro.get(`${here.address}/criteria/3-1-1-1`)
    expect(typedIn(page, 'status')).toEqual(['met'])
    expect(suggestedIn(page)).toBe('△ 一部')
    await save(here.taro, '3-1-1-1', { status: 'partial', reason: '方針を定めた', ticked: boxes[0] ?? '', revision: '1' })
    expect(suggestedIn((await here.taro.get(`${here.address}/criteria/3-1-1-1`)).page)).toBe('')
  })

  test('is the same for a script', async () => {
    const boxes = typedBoxes((await here.taro.get(`${here.address}/criteria/3-1-1-1`)).page)
    const one = await here.taro.get(`${here.address}/suggestions/3-1-1-1?ticked=${boxes[0]}`)
    expect(JSON.parse(one.page)).toMatchObject({
      status: 'partial',
      label: '△ 一部',
      reason: expect.stringContaining('まだのこと'),
    })
    const none = await here.taro.get(`${here.address}/suggestions/3-1-1-1?ticked=no-such-box`)
    expect(JSON.parse(none.page)).toEqual({ status: null, label: '', reason: '' })
  })
})

/** What is suggested beside the verdict; empty where nothing is. */
function suggestedIn(page: string): string {
  return /<p class="suggestion">.*?<span class="standing[^>]*>([^<]+)</s.exec(page)?.[1] ?? ''
}

/** The values of the boxes of a criterion's page, but not the one for "does not apply". */
function typedBoxes(page: string): string[] {
  return [...page.matchAll(/<input type="checkbox" name="ticked" value="([^"]+)"/g)]
    .map(([, value]) => value ?? '')
    .filter((value) => value !== 'condition-absent')
}
