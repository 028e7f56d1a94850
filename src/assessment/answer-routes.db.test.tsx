import { describe, expect, test } from 'vitest'
import { mayCost } from '../../tests/costs.ts'
import { typedIn } from '../../tests/web.ts'
import { FULL, JSON_PLEASE, press, testAnswering } from './answering.fixture.tsx'

// The page of every criterion is opened.
mayCost({ transactions: 1000 })

const here = testAnswering()
const { started, save, answersOf, versionsOf } = here

describe('saving an answer', () => {
  test('keeps every field with a version, and stays on the page', async () => {
    const reply = await save(here.taro, '4-4-4-2', { ...FULL, assignee: here.hanakoId })
    expect(reply).toMatchObject({ status: 303, location: `${here.address}/criteria/4-4-4-2` })
    const stored = { status: 'partial', state: '本社だけ', reason: '支社は\n未確認', evidence: '規程 第3版' }
    expect(await answersOf('4-4-4-2')).toMatchObject([
      {
        ...stored,
        plan: '2027年6月まで',
        note: 'メモ',
        assignee: here.hanakoId,
        ticked: ['a', 'b'],
        revision: 1,
        changed_by: here.aoyama.person,
      },
    ])
    expect(await versionsOf('4-4-4-2')).toMatchObject([
      { ...stored, revision: 1, cause: 'answer', changed_by: here.aoyama.person },
    ])
    const { page } = await here.taro.get(`${here.address}/criteria/4-4-4-2`)
    expect(typedIn(page, 'reason')).toEqual(['支社は\n未確認'])
    expect(typedIn(page, 'assignee')).toEqual([here.hanakoId])
    expect(typedIn(page, 'status')).toEqual(['partial'])
    expect(typedIn(page, 'revision')).toEqual(['1'])
    expect(page).toContain('履歴 (1)')
  })

  test('goes on to the next criterion of the list that the person came from', async () => {
    const query = '?status=unanswered&area=1'
    const first = await here.taro.post(`${here.address}/answers/1-1-1-1${query}`, { status: 'met', ...press('next') })
    expect(first.location).toBe(`${here.address}/criteria/1-1-1-2${query}`)
    const last = await here.taro.post(`${here.address}/answers/7-1-1-2${query}`, { status: 'met', ...press('next') })
    expect(last.location).toBe(`${here.address}/criteria${query}`)
  })

  test('nobody but a person of the organisation can own it', async () => {
    await save(here.taro, '1-2-1-1', { status: 'met', assignee: here.yumiId })
    expect(await answersOf('1-2-1-1')).toMatchObject([{ assignee: null }])
  })

  test('the numbers move with it', async () => {
    await save(here.taro, '1-2-1-1', { status: 'met' })
    expect((await here.taro.get(here.address)).page).toContain('1/153')
    await save(here.taro, '1-2-1-1', { status: '', revision: '1' })
    expect((await here.taro.get(here.address)).page).toContain('0/153')
    expect((await versionsOf('1-2-1-1')).map(({ status }) => status)).toEqual(['met', null])
  })

  test('the same again writes nothing', async () => {
    await save(here.taro, '1-2-1-1', { ...FULL })
    expect((await save(here.taro, '1-2-1-1', { ...FULL })).status).toBe(303)
    expect(await versionsOf('1-2-1-1')).toHaveLength(1)
  })

  test('hostile text is kept as it is and shown harmless everywhere', async () => {
    const text = '"><script>alert(1)</script>{{x}}\'; drop table answer;--'
    await save(here.taro, '1-2-1-1', { status: 'met', state: text, reason: text, note: text, ticked: [text, '\u0000'] })
    expect(await answersOf('1-2-1-1')).toMatchObject([{ state: text, reason: text, ticked: [] }])
    for (const path of ['', '/criteria', '/criteria/1-2-1-1', `/criteria?q=${encodeURIComponent(text)}`]) {
      const { status, page } = await here.taro.get(here.address + path)
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
    const typed = { ...FULL, assignee: here.hanakoId, ...wrong }
    const { status, page } = await save(here.taro, '1-2-1-1', typed)
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
    const { status, page } = await save(here.taro, '1-2-1-1', { status: 'notApplicable' }, JSON_PLEASE)
    expect(status).toBe(422)
    expect(JSON.parse(page)).toEqual({
      refusals: [{ code: 'answer.reason-missing', field: 'reason', words: expect.stringContaining('理由が必要です') }],
    })
    const english = await here.taro.post(`${here.address}/answers/1-2-1-1?lang=en`, { status: 'notApplicable' }, JSON_PLEASE)
    expect(english.page).toContain('needs a reason')
  })

  test('leads on to pages that exist: every link of the page can be followed', async () => {
    const { page } = await save(here.taro, '4-4-4-2', { status: 'notApplicable' })
    const base = new URL(`http://localhost${here.address}/answers/4-4-4-2`)
    const links = [...page.matchAll(/<a [^>]*href="([^"#]+)"/g)]
      .map(([, href]) => new URL((href ?? '').replaceAll('&amp;', '&'), base))
      .filter(({ pathname }) => pathname.startsWith('/assessments/'))
      .map(({ pathname, search }) => pathname + search)
    expect(links.filter((path) => path.includes('/criteria/')).length).toBeGreaterThan(2)
    for (const link of new Set(links))
      expect([link, (await here.taro.get(link)).status]).toEqual([link, link.includes('at=unanswered') ? 303 : 200])
  })
})

describe('a criterion', () => {
  test.each(['9-9-9-9', '4-5-2-1', '1-2-1', 'x', '%00', "1-2-1-1'--"])(
    '%s, which the edition lacks, is not found',
    async (id) => {
      const path = encodeURIComponent(id)
      expect((await here.taro.get(`${here.address}/criteria/${path}`)).status).toBe(404)
      expect((await here.taro.get(`${here.address}/suggestions/${path}`)).status).toBe(404)
      expect((await save(here.taro, path, { status: 'met' })).status).toBe(404)
      expect((await here.taro.post(`${here.address}/confirmations/${path}`, { confirmed: '1' })).status).toBe(404)
      expect(await answersOf(id)).toEqual([])
    },
  )

  test('every one of them has its page, and none an inline style or handler', async () => {
    for (const { id } of here.context.edition('2026-03-27').criteria) {
      const { status, page } = await here.taro.get(`${here.address}/criteria/${id}`)
      expect([id, status]).toEqual([id, 200])
      expect(page).not.toMatch(/<[^>]+\s(?:style|on[a-z]+)=/)
    }
  })

  test.each(['4-1-8-2', '4-4-4-2', '3-1-5-1'])('%s asks and helps in English', async (id) => {
    const { page } = await here.taro.get(`${here.address}/criteria/${id}?lang=en`)
    const parts = [/<header class="criterion-head".*?<\/fieldset>/s, /<div class="help".*?<\/div>/s]
    for (const part of parts.map((pattern) => pattern.exec(page)?.[0] ?? 'なし'))
      expect(part.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]+/gu)).toBeNull()
  })

  test('of ★4 can be answered in an assessment for ★3', async () => {
    here.address = await started('3')
    const four = here.context.edition('2026-03-27').criteria.find(({ level }) => level === 4)
    expect((await save(here.taro, four?.id ?? '', { status: 'met' })).status).toBe(303)
    expect(await answersOf(four?.id ?? '')).toMatchObject([{ status: 'met' }])
  })
})

describe('the list of criteria', () => {
  test('filters by what was answered and keeps what was searched for', async () => {
    await save(here.taro, '1-2-1-1', { status: 'planned', note: '来月から', assignee: here.aoyama.person })
    const { page } = await here.taro.get(`${here.address}/criteria?status=planned&who=me&q=${encodeURIComponent('来月')}`)
    expect(page).toContain('1件を表示')
    expect(page).toContain('id="c-1-2-1-1"')
    expect(typedIn(page, 'q')).toContain('来月')
    expect(typedIn(page, 'status')).toEqual(['planned'])
    expect(typedIn(page, 'who')).toEqual(['me'])
  })

  test('says so where nothing matches, and takes a query of nonsense for none', async () => {
    expect((await here.taro.get(`${here.address}/criteria?q=zzz`)).page).toContain('この条件に当てはまる評価基準はありません。')
    const nonsense = await here.taro.get(`${here.address}/criteria?status=x&area=99&kind=y&upTo=7&mine=maybe`)
    expect(nonsense.page).toContain('153件を表示')
  })
})
