import { beforeEach, describe, expect, test } from 'vitest'
import { type Fields, typedIn, type Visitor } from '../../tests/web.ts'
import { testAnswering } from './answering.fixture.tsx'

const here = testAnswering()
const { save, answersOf } = here

describe('one verdict for many', () => {
  const many = (who: Visitor, fields: Fields) => who.post(`${here.address}/bulk`, fields)
  const two = ['1-2-1-1 1', '1-2-1-2 0']

  beforeEach(async () => {
    await save(here.taro, '1-2-1-1', { status: 'met', reason: '規程がある', note: 'メモ' })
  })

  test('and one reason: the other fields stay', async () => {
    expect((await here.taro.get(`${here.address}/bulk?area=1`)).page).toContain('value="1-2-1-1 1"')
    const reply = await many(here.taro, { criteria: two, status: 'notApplicable', reason: '本社に開発部門がない' })
    expect(reply).toMatchObject({ status: 303, location: `${here.address}/bulk?written=2` })
    expect(await answersOf('1-2-1-1')).toMatchObject([
      { status: 'notApplicable', reason: '本社に開発部門がない', note: 'メモ', revision: 2 },
    ])
    expect(await answersOf('1-2-1-2')).toMatchObject([{ status: 'notApplicable', revision: 1 }])
  })

  test('from rows of the list leads back to them, filtered as they were', async () => {
    const { page } = await here.taro.get(`${here.address}/criteria?area=1`)
    expect(page).toContain('form="many" name="criteria" value="1-2-1-1 1"')
    const reply = await here.taro.post(`${here.address}/bulk?area=1`, { criteria: two, status: 'unmet', after: 'list' })
    expect(reply).toMatchObject({ status: 303, location: `${here.address}/criteria?area=1&written=2` })
    expect((await here.taro.get(`${here.address}/criteria?area=1&written=2`)).page).toContain('2件に回答しました')
  })

  test('without a reason leaves each its own', async () => {
    await many(here.taro, { criteria: two, status: 'unmet' })
    expect(await answersOf('1-2-1-1')).toMatchObject([{ status: 'unmet', reason: '規程がある' }])
  })

  test.each<[string, Fields, number, string]>([
    [
      'a 該当なし that lacks a reason',
      { criteria: two, status: 'notApplicable' },
      422,
      '1-2-1-2: 「該当なし」には理由が必要です',
    ],
    ['one that changed since', { criteria: ['1-2-1-2 0', '1-2-1-1 0'], status: 'unmet' }, 409, '1-2-1-1: '],
    ['nothing ticked', { status: 'unmet' }, 422, '印をつけてください'],
    ['no status', { criteria: two }, 422, '評価を1つ選んでください'],
    ['what is so already', { criteria: ['1-2-1-1 1'], status: 'met' }, 422, 'もうすべてその評価です'],
  ])('%s is refused as a whole, and what was ticked is kept', async (_, fields, expected, words) => {
    const { status, page } = await many(here.taro, fields)
    expect(status).toBe(expected)
    expect(page).toContain(words)
    expect(typedIn(page, 'criteria')).toHaveLength([fields.criteria ?? []].flat().length)
    expect(await answersOf('1-2-1-1')).toMatchObject([{ status: 'met', revision: 1 }])
    expect(await answersOf('1-2-1-2')).toEqual([])
  })

  test('nothing at all is told as what is missing, each beside its field', async () => {
    const { page } = await many(here.taro, {})
    expect([...page.matchAll(/id="([a-z]+)-refusal"/g)].map(([, field]) => field)).toEqual(['status', 'criteria'])
  })

  test('what the edition lacks is not found', async () => {
    expect((await many(here.taro, { criteria: '9-9-9-9 0', status: 'met' })).status).toBe(404)
  })
})
