import { beforeEach, describe, expect, test } from 'vitest'
import { type Fields, typedIn, type Visitor } from '../../tests/web.ts'
import { FULL, JSON_PLEASE, testAnswering } from './answering.fixture.tsx'

const here = testAnswering()
const { save, answersOf, versionsOf } = here

describe('two people at once', () => {
  test('the later one is shown both, keeps what they typed, and loses nothing by saving again', async () => {
    await here.taro.get(`${here.address}/criteria/4-3-4-1`)
    await save(here.taro, '4-3-4-1', { status: 'met', reason: '毎晩NASへ', revision: '0' })
    const late = await save(here.hanako, '4-3-4-1', { status: 'partial', reason: '月1回', note: '外付け', revision: '0' })
    expect(late.status).toBe(409)
    expect(late.page).toContain('青山 太郎さんが先に変更しました')
    expect(late.page).toContain('毎晩NASへ')
    expect(typedIn(late.page, 'reason')).toEqual(['月1回'])
    expect(typedIn(late.page, 'status')).toEqual(['partial'])
    expect(typedIn(late.page, 'revision')).toEqual(['1'])
    expect(await answersOf('4-3-4-1')).toMatchObject([{ reason: '毎晩NASへ', revision: 1 }])
    const again = await save(here.hanako, '4-3-4-1', { status: 'partial', reason: '月1回', note: '外付け', revision: '1' })
    expect(again.status).toBe(303)
    expect((await versionsOf('4-3-4-1')).map(({ reason, changed_by }) => [reason, changed_by])).toEqual([
      ['毎晩NASへ', here.aoyama.person],
      ['月1回', here.hanakoId],
    ])
  })

  test('one’s own other window is told apart from other people', async () => {
    await save(here.taro, '4-3-4-1', { status: 'met', reason: '毎晩NASへ', revision: '0' })
    expect((await save(here.taro, '4-3-4-1', { status: 'unmet', revision: '0' })).page).toContain(
      'あなたが別の画面で先に変更しました',
    )
    const elsewhere = await save(here.taro, '4-3-4-1', { status: 'unmet', revision: '0' }, JSON_PLEASE)
    expect(JSON.parse(elsewhere.page)).toMatchObject({ theirs: { own: true, changedBy: 'あなた(別の画面)' } })
    const later = await here.hanako.get(`${here.address}/changes?since=0`)
    expect(JSON.parse(later.page)).toMatchObject({ answers: [{ own: false, changedBy: '青山 太郎' }] })
  })

  test('what one person typed is not saved as that of another who signed in meanwhile', async () => {
    const asTaro = { status: 'met', reason: '毎晩NASへ', as: here.aoyama.person }
    const refused = await save(here.hanako, '4-3-4-1', asTaro, JSON_PLEASE)
    expect(refused.status).toBe(422)
    expect(JSON.parse(refused.page)).toMatchObject({ refusals: [{ code: 'answer.other-person' }] })
    const page = await save(here.hanako, '4-3-4-1', asTaro)
    expect([page.status, typedIn(page.page, 'reason'), typedIn(page.page, 'as')]).toEqual([422, ['毎晩NASへ'], [here.hanakoId]])
    expect(await answersOf('4-3-4-1')).toEqual([])
    expect((await save(here.taro, '4-3-4-1', asTaro)).status).toBe(303)
  })

  test('a script is told theirs in JSON', async () => {
    await save(here.taro, '4-3-4-1', { status: 'met', reason: '毎晩NASへ', revision: '0' })
    const { status, page } = await save(here.hanako, '4-3-4-1', { status: 'unmet', revision: '0' }, JSON_PLEASE)
    expect(status).toBe(409)
    expect((await here.hanako.get(`${here.address}/criteria`)).page).toContain('毎晩NASへ / 2027年4月1日 青山 太郎 保存</small>')
    expect(JSON.parse(page)).toMatchObject({
      theirs: {
        criterion: '4-3-4-1',
        standing: 'met',
        excerpt: '毎晩NASへ',
        saved: '2027年4月1日 青山 太郎 保存',
        revision: 1,
        changedBy: '青山 太郎',
      },
    })
  })

  test('a receipt in JSON carries the new revision, the time and the words', async () => {
    const { status, page } = await save(here.taro, '1-2-1-1', { status: 'met', revision: '0' }, JSON_PLEASE)
    expect(status).toBe(200)
    expect(JSON.parse(page)).toMatchObject({
      revision: 1,
      changedAt: '2027-04-01T00:00:00.000Z',
      standing: 'met',
      label: '○ 満たす',
    })
  })

  test('what changed since is told, and nothing where nothing did', async () => {
    await save(here.taro, '1-2-1-1', { status: 'met', reason: '毎年' })
    await save(here.taro, '1-2-1-2', { status: 'unmet' })
    const since = await here.hanako.get(`${here.address}/changes?since=1`)
    expect(JSON.parse(since.page)).toMatchObject({ revision: 2, answers: [{ criterion: '1-2-1-2', label: '× 満たさない' }] })
    const all = JSON.parse((await here.hanako.get(`${here.address}/changes?since=-1`)).page)
    expect(all.answers).toHaveLength(2)
    const list = (await here.hanako.get(`${here.address}/criteria`)).page
    expect(all.tally).toContain('1/153')
    expect(list).toContain(all.tally)
    expect(all.results['1-2-1']).toBe('×')
    expect(await here.hanako.get(`${here.address}/changes?since=2`)).toMatchObject({ status: 204, page: '' })
  })

  test.each(['', '?since=x', '?since=1.5', '?since=-2', '?since=-99999999999', '?since=NaN'])(
    'changes asked for with “%s” are refused',
    async (query) => {
      expect((await here.taro.get(`${here.address}/changes${query}`)).status).toBe(400)
    },
  )

  test('changes after a revision that never was are none', async () => {
    expect(JSON.parse((await here.taro.get(`${here.address}/changes?since=99999999999`)).page)).toMatchObject({
      revision: 0,
      answers: [],
    })
  })
})

describe('bringing a version back', () => {
  const restore = (who: Visitor, fields: Fields) => who.post(`${here.address}/restorations/1-2-1-1`, fields)

  beforeEach(async () => {
    await save(here.taro, '1-2-1-1', { status: 'met', reason: '規程がある' })
    await save(here.hanako, '1-2-1-1', { status: 'unmet', reason: '古い規程', revision: '1' })
  })

  test('says again what it said, as a new version', async () => {
    expect((await here.taro.get(`${here.address}/criteria/1-2-1-1`)).page).toContain('この版に戻す')
    expect(await restore(here.taro, { revision: '1', from: '2' })).toMatchObject({
      status: 303,
      location: `${here.address}/criteria/1-2-1-1`,
    })
    expect(await answersOf('1-2-1-1')).toMatchObject([{ status: 'met', reason: '規程がある', revision: 3 }])
    expect((await versionsOf('1-2-1-1')).map(({ reason, cause }) => [reason, cause])).toEqual([
      ['規程がある', 'answer'],
      ['古い規程', 'answer'],
      ['規程がある', 'restore'],
    ])
  })

  test('is refused after somebody changed the answer, and not found where there is no such version', async () => {
    expect((await restore(here.taro, { revision: '1', from: '1' })).status).toBe(409)
    for (const revision of ['9', '0', '', 'x', '99999999999'])
      expect((await restore(here.taro, { revision, from: '2' })).status).toBe(404)
    expect(await versionsOf('1-2-1-1')).toHaveLength(2)
  })
})

describe('confirming a 該当なし', () => {
  const confirm = (who: Visitor, fields: Fields) => who.post(`${here.address}/confirmations/4-1-2-4`, fields)

  beforeEach(async () => {
    await save(here.taro, '4-1-2-4', { status: 'notApplicable', reason: '開発をしていない', revision: '0' })
  })

  test('by a second person counts and is told', async () => {
    expect((await here.hanako.get(`${here.address}/criteria/4-1-2-4`)).page).toContain('該当なしでよいと確認する')
    here.context.clock.at = '2027-04-02T00:00:00.000Z'
    expect(await confirm(here.hanako, { confirmed: '1' })).toMatchObject({
      status: 303,
      location: `${here.address}/criteria/4-1-2-4`,
    })
    expect((await here.taro.get(`${here.address}/criteria/4-1-2-4`)).page).toContain(
      '佐藤 花子さんが 2027年4月2日 09:00 に確認しました。',
    )
    expect((await here.taro.get(here.address)).page).toContain('1/153')
    expect((await versionsOf('4-1-2-4')).map(({ cause, changed_by }) => [cause, changed_by])).toEqual([
      ['answer', here.aoyama.person],
      ['confirm', here.hanakoId],
    ])
    expect((await here.taro.get(`${here.address}/criteria?status=unconfirmed`)).page).toContain('0件を表示')
  })

  test('by the person who answered is refused and not even offered', async () => {
    expect((await here.taro.get(`${here.address}/criteria/4-1-2-4`)).page).not.toContain('該当なしでよいと確認する')
    const { status, page } = await confirm(here.taro, { confirmed: '1' })
    expect(status).toBe(422)
    expect(page).toContain('回答した人とは別の人が確認してください。')
    expect(await versionsOf('4-1-2-4')).toHaveLength(1)
  })

  test.each([
    ['an earlier answer', '0'],
    ['none at all', ''],
    ['words', 'yes'],
  ])('of %s is refused', async (_, confirmed) => {
    const { status, page } = await confirm(here.hanako, { confirmed })
    expect(status).toBe(409)
    expect(page).toContain('ほかの人が先に変更しました')
    expect(await versionsOf('4-1-2-4')).toHaveLength(1)
  })

  test('of what is no 該当なし is refused', async () => {
    const { status, page } = await here.hanako.post(`${here.address}/confirmations/1-2-1-1`, { confirmed: '1' })
    expect(status).toBe(422)
    expect(page).toContain('「該当なし」の回答ではない')
  })

  test('refused, the form keeps what was typed beside it', async () => {
    const { page } = await confirm(here.hanako, { ...FULL, confirmed: '0' })
    expect(typedIn(page, 'note')).toEqual(['メモ'])
    expect(typedIn(page, 'status')).toEqual(['partial'])
  })

  test('with words that are not saved yet is refused, so that they do not go under', async () => {
    const { status, page } = await confirm(here.hanako, { ...FULL, confirmed: '1' })
    expect(status).toBe(422)
    expect(page).toContain('まだ保存されていません')
    expect(typedIn(page, 'note')).toEqual(['メモ'])
    expect(await versionsOf('4-1-2-4')).toHaveLength(1)
  })

  test('is lost when the answer changes, and the count with it', async () => {
    await confirm(here.hanako, { confirmed: '1' })
    await save(here.hanako, '4-1-2-4', { status: 'notApplicable', reason: '開発は委託している', revision: '2' })
    expect((await here.taro.get(here.address)).page).toContain('0/153')
    expect((await here.taro.get(`${here.address}/criteria?status=unconfirmed`)).page).toContain('1件を表示')
  })
})
