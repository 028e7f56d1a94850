import type { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { mayCost } from '../../tests/costs.ts'
import { testDatabase } from '../../tests/database.ts'
import { type Fields, testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { exchangeRoutes } from '../exchange/routes.tsx'
import type { PersonId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { assessmentRoutes } from './routes.tsx'

// The page of every criterion is opened.
mayCost({ transactions: 1000 })

const database = testDatabase()
const JSON_PLEASE = { Accept: 'application/json' }
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let aoyama: Viewer
let hanakoId: PersonId
let taro: Visitor
let hanako: Visitor
let yumiId: PersonId
let address: string

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, [assessmentRoutes, exchangeRoutes], () => {})
  aoyama = await begin(context, '青山精機', '青山 太郎')
  yumiId = (await begin(context, '楓システムズ', '楓 由美')).person
  const colleagueOfTaro = await colleague(context, aoyama, '佐藤 花子', 'staff')
  hanakoId = colleagueOfTaro.person
  taro = visitor(app, aoyama)
  hanako = visitor(app, colleagueOfTaro)
})

beforeEach(async () => {
  context.clock.at = '2027-04-01T00:00:00.000Z'
  address = await started('4')
})

async function started(target: '3' | '4'): Promise<string> {
  const reply = await taro.post('/assessments', { title: '本社 2027年度', target, edition: '2026-03-27' })
  if (!reply.location) throw new Error(`not started: ${reply.status}`)
  return reply.location
}

const save = (who: Visitor, criterion: string, fields: Fields, headers = {}) =>
  who.post(`${address}/answers/${criterion}`, fields, headers)

/** What a form sends for the button that was pressed. */
const press = (button: 'next' | 'stay' | 'suggest'): Fields => Object.fromEntries([['then', button]])

const FULL = {
  status: 'partial',
  state: '本社だけ',
  reason: '支社は\r\n未確認',
  evidence: '規程 第3版',
  plan: '2027年6月まで',
  note: 'メモ',
  ticked: ['a', 'b'],
  revision: '0',
}

describe('saving an answer', () => {
  test('keeps every field with a version, and stays on the page', async () => {
    const reply = await save(taro, '4-4-4-2', { ...FULL, assignee: hanakoId })
    expect(reply).toMatchObject({ status: 303, location: `${address}/criteria/4-4-4-2` })
    const stored = { status: 'partial', state: '本社だけ', reason: '支社は\n未確認', evidence: '規程 第3版' }
    expect(await answersOf('4-4-4-2')).toMatchObject([
      {
        ...stored,
        plan: '2027年6月まで',
        note: 'メモ',
        assignee: hanakoId,
        ticked: ['a', 'b'],
        revision: 1,
        changed_by: aoyama.person,
      },
    ])
    expect(await versionsOf('4-4-4-2')).toMatchObject([{ ...stored, revision: 1, cause: 'answer', changed_by: aoyama.person }])
    const { page } = await taro.get(`${address}/criteria/4-4-4-2`)
    expect(typedIn(page, 'reason')).toEqual(['支社は\n未確認'])
    expect(typedIn(page, 'assignee')).toEqual([hanakoId])
    expect(typedIn(page, 'status')).toEqual(['partial'])
    expect(typedIn(page, 'revision')).toEqual(['1'])
    expect(page).toContain('履歴 (1)')
  })

  test('goes on to the next criterion of the list that the person came from', async () => {
    const query = '?status=unanswered&area=1'
    const first = await taro.post(`${address}/answers/1-1-1-1${query}`, { status: 'met', ...press('next') })
    expect(first.location).toBe(`${address}/criteria/1-1-1-2${query}`)
    const last = await taro.post(`${address}/answers/7-1-1-2${query}`, { status: 'met', ...press('next') })
    expect(last.location).toBe(`${address}/criteria${query}`)
  })

  test('nobody but a person of the organisation can own it', async () => {
    await save(taro, '1-2-1-1', { status: 'met', assignee: yumiId })
    expect(await answersOf('1-2-1-1')).toMatchObject([{ assignee: null }])
  })

  test('the numbers move with it', async () => {
    await save(taro, '1-2-1-1', { status: 'met' })
    expect((await taro.get(address)).page).toContain('1/153')
    await save(taro, '1-2-1-1', { status: '', revision: '1' })
    expect((await taro.get(address)).page).toContain('0/153')
    expect((await versionsOf('1-2-1-1')).map(({ status }) => status)).toEqual(['met', null])
  })

  test('the same again writes nothing', async () => {
    await save(taro, '1-2-1-1', { ...FULL })
    expect((await save(taro, '1-2-1-1', { ...FULL })).status).toBe(303)
    expect(await versionsOf('1-2-1-1')).toHaveLength(1)
  })

  test('hostile text is kept as it is and shown harmless everywhere', async () => {
    const text = '"><script>alert(1)</script>{{x}}\'; drop table answer;--'
    await save(taro, '1-2-1-1', { status: 'met', state: text, reason: text, note: text, ticked: [text, '\u0000'] })
    expect(await answersOf('1-2-1-1')).toMatchObject([{ state: text, reason: text, ticked: [] }])
    for (const path of ['', '/criteria', '/criteria/1-2-1-1', `/criteria?q=${encodeURIComponent(text)}`]) {
      const { status, page } = await taro.get(address + path)
      expect([path, status]).toEqual([path, 200])
      expect(page).not.toContain('<script>alert')
    }
  })
})

describe('a refused answer', () => {
  const LONG = 'あ'.repeat(4001)

  test.each([
    ['該当なし without a reason', { status: 'notApplicable', reason: ' ' }, 'reason', '「該当なし」には理由が必要です'],
    ['a text over 4000 characters', { status: 'met', plan: LONG }, 'plan', '4000文字までにしてください(いま4001文字)'],
  ])('%s: everything typed is kept, the words stand beside the field, nothing is written', async (_, wrong, field, words) => {
    const typed = { ...FULL, assignee: hanakoId, ...wrong }
    const { status, page } = await save(taro, '1-2-1-1', typed)
    expect(status).toBe(422)
    expect(page).toContain(words)
    expect(page).toContain(`<a href="#${field}">`)
    expect(page).toContain(`id="${field}-refusal"`)
    for (const text of ['state', 'reason', 'evidence', 'plan', 'note', 'assignee', 'status'] as const) {
      expect([text, typedIn(page, text)]).toEqual([text, [typed[text]]])
    }
    expect(await answersOf('1-2-1-1')).toEqual([])
    expect(await versionsOf('1-2-1-1')).toEqual([])
  })

  test('tells a script in JSON what a page tells a person', async () => {
    const { status, page } = await save(taro, '1-2-1-1', { status: 'notApplicable' }, JSON_PLEASE)
    expect(status).toBe(422)
    expect(JSON.parse(page)).toEqual({
      refusals: [{ code: 'answer.reason-missing', field: 'reason', words: expect.stringContaining('理由が必要です') }],
    })
    const english = await taro.post(`${address}/answers/1-2-1-1?lang=en`, { status: 'notApplicable' }, JSON_PLEASE)
    expect(english.page).toContain('needs a reason')
  })

  test('leads on to pages that exist: every link of the page can be followed', async () => {
    const { page } = await save(taro, '4-4-4-2', { status: 'notApplicable' })
    const base = new URL(`http://localhost${address}/answers/4-4-4-2`)
    const links = [...page.matchAll(/<a [^>]*href="([^"#]+)"/g)]
      .map(([, href]) => new URL((href ?? '').replaceAll('&amp;', '&'), base))
      .filter(({ pathname }) => pathname.startsWith('/assessments/'))
      .map(({ pathname, search }) => pathname + search)
    expect(links.filter((path) => path.includes('/criteria/')).length).toBeGreaterThan(2)
    for (const link of new Set(links))
      expect([link, (await taro.get(link)).status]).toEqual([link, link.includes('at=unanswered') ? 303 : 200])
  })
})

describe('two people at once', () => {
  test('the later one is shown both, keeps what they typed, and loses nothing by saving again', async () => {
    await taro.get(`${address}/criteria/4-3-4-1`)
    await save(taro, '4-3-4-1', { status: 'met', reason: '毎晩NASへ', revision: '0' })
    const late = await save(hanako, '4-3-4-1', { status: 'partial', reason: '月1回', note: '外付け', revision: '0' })
    expect(late.status).toBe(409)
    expect(late.page).toContain('青山 太郎さんが先に変更しました')
    expect(late.page).toContain('毎晩NASへ')
    expect(typedIn(late.page, 'reason')).toEqual(['月1回'])
    expect(typedIn(late.page, 'status')).toEqual(['partial'])
    expect(typedIn(late.page, 'revision')).toEqual(['1'])
    expect(await answersOf('4-3-4-1')).toMatchObject([{ reason: '毎晩NASへ', revision: 1 }])
    const again = await save(hanako, '4-3-4-1', { status: 'partial', reason: '月1回', note: '外付け', revision: '1' })
    expect(again.status).toBe(303)
    expect((await versionsOf('4-3-4-1')).map(({ reason, changed_by }) => [reason, changed_by])).toEqual([
      ['毎晩NASへ', aoyama.person],
      ['月1回', hanakoId],
    ])
  })

  test('one’s own other window is told apart from other people', async () => {
    await save(taro, '4-3-4-1', { status: 'met', reason: '毎晩NASへ', revision: '0' })
    expect((await save(taro, '4-3-4-1', { status: 'unmet', revision: '0' })).page).toContain('あなたが別の画面で先に変更しました')
    const elsewhere = await save(taro, '4-3-4-1', { status: 'unmet', revision: '0' }, JSON_PLEASE)
    expect(JSON.parse(elsewhere.page)).toMatchObject({ theirs: { own: true, changedBy: 'あなた(別の画面)' } })
    const later = await hanako.get(`${address}/changes?since=0`)
    expect(JSON.parse(later.page)).toMatchObject({ answers: [{ own: false, changedBy: '青山 太郎' }] })
  })

  test('what one person typed is not saved as that of another who signed in meanwhile', async () => {
    const asTaro = { status: 'met', reason: '毎晩NASへ', as: aoyama.person }
    const refused = await save(hanako, '4-3-4-1', asTaro, JSON_PLEASE)
    expect(refused.status).toBe(422)
    expect(JSON.parse(refused.page)).toMatchObject({ refusals: [{ code: 'answer.other-person' }] })
    const page = await save(hanako, '4-3-4-1', asTaro)
    expect([page.status, typedIn(page.page, 'reason'), typedIn(page.page, 'as')]).toEqual([422, ['毎晩NASへ'], [hanakoId]])
    expect(await answersOf('4-3-4-1')).toEqual([])
    expect((await save(taro, '4-3-4-1', asTaro)).status).toBe(303)
  })

  test('a script is told theirs in JSON', async () => {
    await save(taro, '4-3-4-1', { status: 'met', reason: '毎晩NASへ', revision: '0' })
    const { status, page } = await save(hanako, '4-3-4-1', { status: 'unmet', revision: '0' }, JSON_PLEASE)
    expect(status).toBe(409)
    expect(JSON.parse(page)).toMatchObject({
      theirs: { criterion: '4-3-4-1', standing: 'met', excerpt: '毎晩NASへ', revision: 1, changedBy: '青山 太郎' },
    })
  })

  test('a receipt in JSON carries the new revision, the time and the words', async () => {
    const { status, page } = await save(taro, '1-2-1-1', { status: 'met', revision: '0' }, JSON_PLEASE)
    expect(status).toBe(200)
    expect(JSON.parse(page)).toMatchObject({
      revision: 1,
      changedAt: '2027-04-01T00:00:00.000Z',
      standing: 'met',
      label: '○ 満たす',
    })
  })

  test('what changed since is told, and nothing where nothing did', async () => {
    await save(taro, '1-2-1-1', { status: 'met', reason: '毎年' })
    await save(taro, '1-2-1-2', { status: 'unmet' })
    const since = await hanako.get(`${address}/changes?since=1`)
    expect(JSON.parse(since.page)).toMatchObject({ revision: 2, answers: [{ criterion: '1-2-1-2', label: '× 満たさない' }] })
    const all = JSON.parse((await hanako.get(`${address}/changes?since=-1`)).page)
    expect(all.answers).toHaveLength(2)
    expect(await hanako.get(`${address}/changes?since=2`)).toMatchObject({ status: 204, page: '' })
  })

  test.each(['', '?since=x', '?since=1.5', '?since=-2', '?since=-99999999999', '?since=NaN'])(
    'changes asked for with “%s” are refused',
    async (query) => {
      expect((await taro.get(`${address}/changes${query}`)).status).toBe(400)
    },
  )

  test('changes after a revision that never was are none', async () => {
    expect(JSON.parse((await taro.get(`${address}/changes?since=99999999999`)).page)).toMatchObject({ revision: 0, answers: [] })
  })
})

describe('a suggestion from the ticks', () => {
  test('fills status and reason in the form and writes nothing', async () => {
    const boxes = typedBoxes((await taro.get(`${address}/criteria/3-1-1-1`)).page)
    expect(boxes.length).toBeGreaterThan(1)
    const { status, page } = await save(taro, '3-1-1-1', { ticked: boxes, note: 'メモ', ...press('suggest') })
    expect(status).toBe(200)
    expect(typedIn(page, 'status')).toEqual(['met'])
    expect(typedIn(page, 'reason')[0]).toMatch(/^できていること: /)
    expect(typedIn(page, 'ticked')).toEqual(boxes)
    expect(typedIn(page, 'note')).toEqual(['メモ'])
    expect(await answersOf('3-1-1-1')).toEqual([])
  })

  test('never throws away a reason that the person wrote: the suggestion comes below it, once', async () => {
    const boxes = typedBoxes((await taro.get(`${address}/criteria/3-1-1-1`)).page)
    const sent = { ticked: boxes, ...press('suggest') }
    const once = typedIn((await save(taro, '3-1-1-1', { ...sent, reason: '自分の理由' })).page, 'reason')[0] ?? ''
    expect(once).toMatch(/^自分の理由\nできていること: /)
    const twice = typedIn((await save(taro, '3-1-1-1', { ...sent, reason: `${once}\n追記` })).page, 'reason')[0]
    expect(twice).toBe(`${once}\n追記`)
  })

  test('takes what the firm has none of, and keeps it with the answer', async () => {
    const { page } = await taro.get(`${address}/criteria/4-4-5-1`)
    expect(typedBoxes(page)).toEqual(['pc', 'server', 'server:absent'])
    const ticked = ['pc', 'server:absent']
    const suggested = (await save(taro, '4-4-5-1', { ticked, ...press('suggest') })).page
    expect(typedIn(suggested, 'status')).toEqual(['met'])
    expect(typedIn(suggested, 'ticked')).toEqual(ticked)
    const reason = typedIn(suggested, 'reason')[0] ?? ''
    expect(reason).toContain('対象がないこと: ネットワークにつながるサーバがない。')
    await save(taro, '4-4-5-1', { status: 'met', reason, ticked })
    expect(await answersOf('4-4-5-1')).toMatchObject([{ status: 'met', reason, ticked }])
  })

  test('without a tick changes nothing', async () => {
    const { page } = await save(taro, '3-1-1-1', { status: 'unmet', reason: '自分の理由', ...press('suggest') })
    expect(typedIn(page, 'status')).toEqual(['unmet'])
    expect(typedIn(page, 'reason')).toEqual(['自分の理由'])
  })

  test('stands beside a verdict that says otherwise, which stays what it was', async () => {
    const boxes = typedBoxes((await taro.get(`${address}/criteria/3-1-1-1`)).page)
    await save(taro, '3-1-1-1', { status: 'met', reason: '方針を定めた', ticked: boxes[0] ?? '' })
    const { page } = await taro.get(`${address}/criteria/3-1-1-1`)
    expect(typedIn(page, 'status')).toEqual(['met'])
    expect(suggestedIn(page)).toBe('△ 一部')
    await save(taro, '3-1-1-1', { status: 'partial', reason: '方針を定めた', ticked: boxes[0] ?? '', revision: '1' })
    expect(suggestedIn((await taro.get(`${address}/criteria/3-1-1-1`)).page)).toBe('')
  })

  test('is the same for a script', async () => {
    const boxes = typedBoxes((await taro.get(`${address}/criteria/3-1-1-1`)).page)
    const one = await taro.get(`${address}/suggestions/3-1-1-1?ticked=${boxes[0]}`)
    expect(JSON.parse(one.page)).toMatchObject({
      status: 'partial',
      label: '△ 一部',
      reason: expect.stringContaining('まだのこと'),
    })
    const none = await taro.get(`${address}/suggestions/3-1-1-1?ticked=no-such-box`)
    expect(JSON.parse(none.page)).toEqual({ status: null, label: '', reason: '' })
  })
})

describe('bringing a version back', () => {
  const restore = (who: Visitor, fields: Fields) => who.post(`${address}/restorations/1-2-1-1`, fields)

  beforeEach(async () => {
    await save(taro, '1-2-1-1', { status: 'met', reason: '規程がある' })
    await save(hanako, '1-2-1-1', { status: 'unmet', reason: '古い規程', revision: '1' })
  })

  test('says again what it said, as a new version', async () => {
    expect((await taro.get(`${address}/criteria/1-2-1-1`)).page).toContain('この版に戻す')
    expect(await restore(taro, { revision: '1', from: '2' })).toMatchObject({
      status: 303,
      location: `${address}/criteria/1-2-1-1`,
    })
    expect(await answersOf('1-2-1-1')).toMatchObject([{ status: 'met', reason: '規程がある', revision: 3 }])
    expect((await versionsOf('1-2-1-1')).map(({ reason, cause }) => [reason, cause])).toEqual([
      ['規程がある', 'answer'],
      ['古い規程', 'answer'],
      ['規程がある', 'restore'],
    ])
  })

  test('is refused after somebody changed the answer, and not found where there is no such version', async () => {
    expect((await restore(taro, { revision: '1', from: '1' })).status).toBe(409)
    for (const revision of ['9', '0', '', 'x', '99999999999'])
      expect((await restore(taro, { revision, from: '2' })).status).toBe(404)
    expect(await versionsOf('1-2-1-1')).toHaveLength(2)
  })
})

describe('one verdict for many', () => {
  const many = (who: Visitor, fields: Fields) => who.post(`${address}/bulk`, fields)
  const two = ['1-2-1-1 1', '1-2-1-2 0']

  beforeEach(async () => {
    await save(taro, '1-2-1-1', { status: 'met', reason: '規程がある', note: 'メモ' })
  })

  test('and one reason: the other fields stay', async () => {
    expect((await taro.get(`${address}/bulk?area=1`)).page).toContain('value="1-2-1-1 1"')
    const reply = await many(taro, { criteria: two, status: 'notApplicable', reason: '本社に開発部門がない' })
    expect(reply).toMatchObject({ status: 303, location: `${address}/bulk?written=2` })
    expect(await answersOf('1-2-1-1')).toMatchObject([
      { status: 'notApplicable', reason: '本社に開発部門がない', note: 'メモ', revision: 2 },
    ])
    expect(await answersOf('1-2-1-2')).toMatchObject([{ status: 'notApplicable', revision: 1 }])
  })

  test('from rows of the list leads back to them, filtered as they were', async () => {
    expect((await taro.get(`${address}/criteria?area=1`)).page).toContain('form="many" name="criteria" value="1-2-1-1 1"')
    const reply = await taro.post(`${address}/bulk?area=1`, { criteria: two, status: 'unmet', after: 'list' })
    expect(reply).toMatchObject({ status: 303, location: `${address}/criteria?area=1&written=2` })
    expect((await taro.get(`${address}/criteria?area=1&written=2`)).page).toContain('2件に回答しました')
  })

  test('without a reason leaves each its own', async () => {
    await many(taro, { criteria: two, status: 'unmet' })
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
    const { status, page } = await many(taro, fields)
    expect(status).toBe(expected)
    expect(page).toContain(words)
    expect(typedIn(page, 'criteria')).toHaveLength([fields.criteria ?? []].flat().length)
    expect(await answersOf('1-2-1-1')).toMatchObject([{ status: 'met', revision: 1 }])
    expect(await answersOf('1-2-1-2')).toEqual([])
  })

  test('what the edition lacks is not found', async () => {
    expect((await many(taro, { criteria: '9-9-9-9 0', status: 'met' })).status).toBe(404)
  })
})

describe('confirming a 該当なし', () => {
  const confirm = (who: Visitor, fields: Fields) => who.post(`${address}/confirmations/4-1-2-4`, fields)

  beforeEach(async () => {
    await save(taro, '4-1-2-4', { status: 'notApplicable', reason: '開発をしていない', revision: '0' })
  })

  test('by a second person counts and is told', async () => {
    expect((await hanako.get(`${address}/criteria/4-1-2-4`)).page).toContain('該当なしでよいと確認する')
    context.clock.at = '2027-04-02T00:00:00.000Z'
    expect(await confirm(hanako, { confirmed: '1' })).toMatchObject({ status: 303, location: `${address}/criteria/4-1-2-4` })
    expect((await taro.get(`${address}/criteria/4-1-2-4`)).page).toContain('佐藤 花子さんが 2027年4月2日 09:00 に確認しました。')
    expect((await taro.get(address)).page).toContain('1/153')
    expect((await versionsOf('4-1-2-4')).map(({ cause, changed_by }) => [cause, changed_by])).toEqual([
      ['answer', aoyama.person],
      ['confirm', hanakoId],
    ])
    expect((await taro.get(`${address}/criteria?status=unconfirmed`)).page).toContain('0件を表示')
  })

  test('by the person who answered is refused and not even offered', async () => {
    expect((await taro.get(`${address}/criteria/4-1-2-4`)).page).not.toContain('該当なしでよいと確認する')
    const { status, page } = await confirm(taro, { confirmed: '1' })
    expect(status).toBe(422)
    expect(page).toContain('回答した人とは別の人が確認してください。')
    expect(await versionsOf('4-1-2-4')).toHaveLength(1)
  })

  test.each([
    ['an earlier answer', '0'],
    ['none at all', ''],
    ['words', 'yes'],
  ])('of %s is refused', async (_, confirmed) => {
    const { status, page } = await confirm(hanako, { confirmed })
    expect(status).toBe(409)
    expect(page).toContain('ほかの人が先に変更しました')
    expect(await versionsOf('4-1-2-4')).toHaveLength(1)
  })

  test('of what is no 該当なし is refused', async () => {
    const { status, page } = await hanako.post(`${address}/confirmations/1-2-1-1`, { confirmed: '1' })
    expect(status).toBe(422)
    expect(page).toContain('「該当なし」の回答ではない')
  })

  test('refused, the form keeps what was typed beside it', async () => {
    const { page } = await confirm(hanako, { ...FULL, confirmed: '0' })
    expect(typedIn(page, 'note')).toEqual(['メモ'])
    expect(typedIn(page, 'status')).toEqual(['partial'])
  })

  test('with words that are not saved yet is refused, so that they do not go under', async () => {
    const { status, page } = await confirm(hanako, { ...FULL, confirmed: '1' })
    expect(status).toBe(422)
    expect(page).toContain('まだ保存されていません')
    expect(typedIn(page, 'note')).toEqual(['メモ'])
    expect(await versionsOf('4-1-2-4')).toHaveLength(1)
  })

  test('is lost when the answer changes, and the count with it', async () => {
    await confirm(hanako, { confirmed: '1' })
    await save(hanako, '4-1-2-4', { status: 'notApplicable', reason: '開発は委託している', revision: '2' })
    expect((await taro.get(address)).page).toContain('0/153')
    expect((await taro.get(`${address}/criteria?status=unconfirmed`)).page).toContain('1件を表示')
  })
})

describe('a criterion', () => {
  test.each(['9-9-9-9', '4-5-2-1', '1-2-1', 'x', '%00', "1-2-1-1'--"])(
    '%s, which the edition lacks, is not found',
    async (id) => {
      const path = encodeURIComponent(id)
      expect((await taro.get(`${address}/criteria/${path}`)).status).toBe(404)
      expect((await taro.get(`${address}/suggestions/${path}`)).status).toBe(404)
      expect((await save(taro, path, { status: 'met' })).status).toBe(404)
      expect((await taro.post(`${address}/confirmations/${path}`, { confirmed: '1' })).status).toBe(404)
      expect(await answersOf(id)).toEqual([])
    },
  )

  test('every one of them has its page, and none an inline style or handler', async () => {
    for (const { id } of context.edition('2026-03-27').criteria) {
      const { status, page } = await taro.get(`${address}/criteria/${id}`)
      expect([id, status]).toEqual([id, 200])
      expect(page).not.toMatch(/<[^>]+\s(?:style|on[a-z]+)=/)
    }
  })

  test.each(['4-1-8-2', '4-4-4-2', '3-1-5-1'])('%s asks and helps in English', async (id) => {
    const { page } = await taro.get(`${address}/criteria/${id}?lang=en`)
    const parts = [/<header class="criterion-head".*?<\/fieldset>/s, /<div class="help".*?<\/div>/s]
    for (const part of parts.map((pattern) => pattern.exec(page)?.[0] ?? 'なし'))
      expect(part.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]+/gu)).toBeNull()
  })

  test('of ★4 can be answered in an assessment for ★3', async () => {
    address = await started('3')
    const four = context.edition('2026-03-27').criteria.find(({ level }) => level === 4)
    expect((await save(taro, four?.id ?? '', { status: 'met' })).status).toBe(303)
    expect(await answersOf(four?.id ?? '')).toMatchObject([{ status: 'met' }])
  })
})

describe('the list of criteria', () => {
  test('filters by what was answered and keeps what was searched for', async () => {
    await save(taro, '1-2-1-1', { status: 'planned', note: '来月から', assignee: aoyama.person })
    const { page } = await taro.get(`${address}/criteria?status=planned&mine=1&q=${encodeURIComponent('来月')}`)
    expect(page).toContain('1件を表示')
    expect(page).toContain('id="c-1-2-1-1"')
    expect(typedIn(page, 'q')).toContain('来月')
    expect(typedIn(page, 'status')).toEqual(['planned'])
    expect(typedIn(page, 'mine')).toEqual(['1'])
  })

  test('says so where nothing matches, and takes a query of nonsense for none', async () => {
    expect((await taro.get(`${address}/criteria?q=zzz`)).page).toContain('この条件に当てはまる評価基準はありません。')
    const nonsense = await taro.get(`${address}/criteria?status=x&area=99&kind=y&upTo=7&mine=maybe`)
    expect(nonsense.page).toContain('153件を表示')
  })
})

type Stored = { status: string | null; reason: string; cause?: string; changed_by: PersonId }

function answersOf(criterion: string): Promise<Stored[]> {
  return database.db.transact('admin', async (tx) => {
    const found = await tx.selectFrom('answer').selectAll().where('criterion', '=', criterion).execute()
    return found.filter((row) => address.endsWith(row.assessment_id))
  })
}

function versionsOf(criterion: string): Promise<Stored[]> {
  return database.db.transact('admin', async (tx) => {
    const found = await tx
      .selectFrom('answer_version')
      .selectAll()
      .where('criterion', '=', criterion)
      .orderBy('revision')
      .execute()
    return found.filter((row) => address.endsWith(row.assessment_id))
  })
}

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
