import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { features } from '../main/features.ts'
import type { Web } from '../web/app.tsx'

const database = testDatabase()
const logged: string[] = []
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let taro: Visitor
let yumi: Visitor

beforeAll(() => {
  context = testContext(database.db)
  app = testApp(context, features, (line) => logged.push(JSON.stringify(line)))
})

const JSON_PLEASE = { Accept: 'application/json' }
const NOT_THERE = '/assessments/00000000-0000-4000-8000-000000000000'
const ONE_CRITERION = ['/criteria/1-2-1-1', '/changes?since=0', '/suggestions/1-2-1-1']
const PAGES = ['', '/scope', '/settings', '/assignments', '/criteria', ...ONE_CRITERION]
const POSTED = ['/scope', '/settings', '/removal', '/assignments', '/answers/1-2-1-1', '/confirmations/1-2-1-1']

describe('not signed in', () => {
  const nobody = () => visitor(app)

  test.each(['/assessments', '/assessments/new?target=4', ...PAGES.map((path) => NOT_THERE + path)])(
    '%s leads to signing in, and back from there',
    async (path) => {
      expect(await nobody().get(path)).toMatchObject({ status: 303, location: `/sign-in?next=${encodeURIComponent(path)}` })
    },
  )

  test.each(['/assessments', ...POSTED.map((path) => NOT_THERE + path)])(
    'what is sent to %s stays on a page that asks to sign in, and nothing is written',
    async (path) => {
      const typed = { title: '本社', reason: '<b>支社</b>は\n未確認', ticked: ['a', 'b'] }
      const { status, page } = await nobody().post(path, typed)
      expect(status).toBe(401)
      expect(page).toContain('href="/sign-in?next=/signed-in"')
      expect(page).toContain(`action="${path}"`)
      for (const [name, value] of Object.entries(typed)) expect([name, typedIn(page, name)]).toEqual([name, [value].flat()])
      expect(page).not.toContain('<b>支社')
      for (const table of ['assessment', 'answer', 'scope_item'] as const) expect(await rows(table)).toEqual([])
    },
  )

  test('a script is told so in JSON', async () => {
    for (const reply of [
      await nobody().get(`${NOT_THERE}/changes?since=0`, JSON_PLEASE),
      await nobody().post(`${NOT_THERE}/answers/1-2-1-1`, { status: 'met' }, JSON_PLEASE),
    ]) {
      expect(reply.status).toBe(401)
      expect(JSON.parse(reply.page)).toMatchObject({ refusals: [{ code: 'sign-in.ended' }] })
    }
  })
})

describe('with organisations', () => {
  beforeAll(async () => {
    taro = visitor(app, await begin(context, '青山精機', '青山 太郎'))
    yumi = visitor(app, await begin(context, '楓システムズ', '楓 由美'))
  })

  async function started(title = '本社 2027年度', target = '3', edition = '2026-03-27'): Promise<string> {
    const reply = await taro.post('/assessments', { title, target, edition })
    if (reply.status !== 303 || !reply.location) throw new Error(`not started: ${reply.status}`)
    return reply.location
  }

  describe('starting one', () => {
    test('keeps its name, ★ and edition', async () => {
      const address = await started('  ＜本社＞ & 工場  ', '4', '2025-12-26')
      expect(address).toMatch(/^\/assessments\/[0-9a-f-]{36}$/)
      const [row] = (await rows('assessment')).filter(({ id }) => id && address.endsWith(id))
      expect(row).toMatchObject({ title: '＜本社＞ & 工場', target: 4, edition: '2025-12-26', revision: 0 })
      const { page, status } = await taro.get(address)
      expect(status).toBe(200)
      expect(page).toContain('＜本社＞ &amp; 工場')
      expect(page).toContain('0/157')
    })

    test.each([
      ['no name', { title: ' ', target: '4', edition: '2025-12-26' }, '名前を入力してください'],
      ['a name of 201 characters', { title: 'あ'.repeat(201), target: '4', edition: '2025-12-26' }, '200文字まで'],
      ['a ★ that is none', { title: '本社', target: '5', edition: '2025-12-26' }, '★3か★4を選んでください'],
      ['an edition that is none', { title: '本社', target: '4', edition: '2024-01-01' }, '評価基準の版を選んでください'],
    ])('with %s is refused, with everything typed kept', async (_, fields, words) => {
      const before = await rows('assessment')
      const { status, page } = await taro.post('/assessments', fields)
      expect(status).toBe(422)
      expect(page).toContain('role="alert"')
      expect(page).toContain(words)
      expect(typedIn(page, 'title')).toEqual([fields.title])
      if (fields.target === '4') expect(typedIn(page, 'target')).toEqual(['4'])
      if (fields.edition === '2025-12-26') expect(typedIn(page, 'edition')).toEqual(['2025-12-26'])
      expect(await rows('assessment')).toEqual(before)
    })

    test('says what is wrong in English too', async () => {
      const { page } = await taro.post('/assessments?lang=en', { title: '', target: '3', edition: '2026-03-27' })
      expect(page).toContain('Enter a name for the assessment.')
    })

    test('the level decision’s target is chosen beforehand', async () => {
      expect(typedIn((await taro.get('/assessments/new?target=4')).page, 'target')).toEqual(['4'])
      expect(typedIn((await taro.get('/assessments/new')).page, 'target')).toEqual(['3'])
      expect(typedIn((await taro.get('/assessments/new')).page, 'edition')).toEqual(['2026-03-27'])
    })
  })

  describe('the list', () => {
    test('shows one’s own and no other’s, last changed first', async () => {
      context.clock.at = '2027-04-02T00:00:00.000Z'
      await started('いちばん新しい評価')
      context.clock.at = '2027-04-01T00:00:00.000Z'
      const { page } = await taro.get('/assessments')
      expect(page.indexOf('いちばん新しい評価')).toBeLessThan(page.indexOf('＜本社＞'))
      expect(page.indexOf('いちばん新しい評価')).toBeGreaterThan(0)
      expect((await taro.get('/')).page).toContain('いちばん新しい評価')
      const other = await yumi.get('/assessments')
      expect(other.page).toContain('まだ評価がありません')
      expect(other.page).not.toContain('いちばん新しい評価')
    })

    test.each(['-1', '0', 'x', '', '1.9', '99999', 'Infinity', '1e300', '-1e300'])(
      'a page numbered %j is some page, and no fault',
      async (page) => {
        expect((await taro.get(`/assessments?page=${page}`)).status).toBe(200)
      },
    )

    test('is parted into pages of 50', async () => {
      const kaede = visitor(app, await begin(context, '多い会社', '多田 一'))
      for (let index = 0; index < 51; index++) {
        context.clock.at = `2027-04-01T00:00:${String(index).padStart(2, '0')}.000Z`
        await kaede.post('/assessments', { title: `評価${index}番`, target: '3', edition: '2026-03-27' })
      }
      const first = (await kaede.get('/assessments')).page
      const second = (await kaede.get('/assessments?page=2')).page
      expect([first.match(/評価\d+番/g)?.length, second.match(/評価\d+番/g)]).toEqual([50, ['評価0番']])
      expect([first.includes('rel="prev"'), second.includes('rel="next"')]).toEqual([false, false])
      expect(first).toContain('rel="next" href="/assessments?page=2"')
      expect(second).toContain('rel="prev" href="/assessments?page=1"')
    })
  })

  describe('an id', () => {
    test.each(PAGES)('of another organisation is the same as none at “%s”', async (path) => {
      const address = await started()
      expect((await taro.get(address + path)).status).toBeLessThan(300)
      const theirs = await yumi.get(address + path)
      const missing = await yumi.get(NOT_THERE + path)
      expect([theirs.status, missing.status]).toEqual([404, 404])
      expect(theirs.page.replaceAll(address, '').replaceAll(encodeURIComponent(address), '')).toBe(
        missing.page.replaceAll(NOT_THERE, '').replaceAll(encodeURIComponent(NOT_THERE), ''),
      )
    })

    test.each(POSTED)('of another organisation takes nothing at “%s”', async (path) => {
      const address = await started()
      const fields = { status: 'met', reason: '盗み見', site: '盗み見', revision: '0' }
      const before = [await rows('answer'), await rows('scope_item')]
      expect((await yumi.post(address + path, fields)).status).toBe(404)
      expect((await yumi.post(NOT_THERE + path, fields)).status).toBe(404)
      expect([await rows('answer'), await rows('scope_item')]).toEqual(before)
    })

    test.each(['x', '1', 'NEW', "' or 1=1--", '%00', '../..', '00000000-0000-4000-8000-00000000000', 'É'])(
      'that is none (%s) is not found',
      async (id) => {
        const address = `/assessments/${encodeURIComponent(id)}`
        for (const path of PAGES) expect((await taro.get(address + path)).status).toBe(404)
        for (const path of POSTED) expect((await taro.post(address + path)).status).toBe(404)
      },
    )
  })

  test('a method that nobody offers is not found', async () => {
    const address = await started()
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      for (const path of [...PAGES, ...POSTED]) {
        expect([method, path, (await app.request(`http://localhost${address}${path}`, { method })).status]).toEqual([
          method,
          path,
          404,
        ])
      }
    }
  })

  describe('the scope', () => {
    const form = {
      seen: '[]',
      site: '本社(東京都)\r\n工場',
      system: '受発注',
      cloud: 'メール',
      exclusion: ['制御系', '', ''],
      exclusionReason: ['社内とつながらない', '', ''],
    }

    test('is kept and shown again', async () => {
      const address = await started()
      expect(await taro.post(`${address}/scope`, form)).toMatchObject({ status: 303, location: `${address}/scope?saved=1` })
      const { page } = await taro.get(`${address}/scope?saved=1`)
      expect(page).toContain('保存しました。')
      expect(typedIn(page, 'site')).toEqual(['本社(東京都)\n工場'])
      expect(typedIn(page, 'exclusion').slice(0, 1)).toEqual(['制御系'])
      expect(typedIn(page, 'exclusionReason').slice(0, 1)).toEqual(['社内とつながらない'])
      expect((await scopeOf(address)).map(({ kind, name }) => [kind, name])).toEqual([
        ['site', '本社(東京都)'],
        ['site', '工場'],
        ['system', '受発注'],
        ['cloud', 'メール'],
        ['exclusion', '制御系'],
      ])
    })

    test('refused keeps everything typed, points at the row, and leaves what was saved', async () => {
      const address = await started()
      await taro.post(`${address}/scope`, form)
      const saved = await scopeOf(address)
      const [seen = ''] = typedIn((await taro.get(`${address}/scope`)).page, 'seen')
      const typed = {
        ...form,
        seen,
        site: '<b>支社</b>',
        exclusion: ['製品', '', '工場の機械'],
        exclusionReason: ['売り物', '', ''],
      }
      const { status, page } = await taro.post(`${address}/scope`, typed)
      expect(status).toBe(422)
      expect(page).toContain('除外するもの(工場の機械)には、名前と理由の両方を書いてください。')
      expect(page).toContain('href="#exclusionReason-2"')
      expect(page).toContain('id="exclusionReason-2"')
      expect(page).not.toContain('<b>支社')
      expect(typedIn(page, 'site')).toEqual(['<b>支社</b>'])
      expect(typedIn(page, 'exclusion').slice(0, 3)).toEqual(typed.exclusion)
      expect(typedIn(page, 'exclusionReason').slice(0, 3)).toEqual(typed.exclusionReason)
      expect(await scopeOf(address)).toEqual(saved)
    })

    test('that somebody else changed meanwhile is refused, both shown, theirs kept', async () => {
      const address = await started()
      const [seen = ''] = typedIn((await taro.get(`${address}/scope`)).page, 'seen')
      await taro.post(`${address}/scope`, { ...form, seen })
      const late = await taro.post(`${address}/scope`, { seen, site: '遅れて書いた拠点' })
      expect(late.status).toBe(409)
      expect(typedIn(late.page, 'site')).toEqual(['遅れて書いた拠点'])
      expect(late.page).toContain('工場')
      expect((await scopeOf(address)).map(({ name }) => name)).toContain('工場')
      const [now = ''] = typedIn(late.page, 'seen')
      expect((await taro.post(`${address}/scope`, { seen: now, site: '遅れて書いた拠点' })).status).toBe(303)
      expect((await scopeOf(address)).map(({ name }) => name)).toEqual(['遅れて書いた拠点'])
    })

    test('takes what cannot be stored out of the text', async () => {
      const address = await started()
      const reply = await taro.post(`${address}/scope`, {
        seen: '[]',
        site: '本\u0000社',
        exclusion: '制\u0000御',
        exclusionReason: '理\u0000由',
      })
      expect(reply.status).toBe(303)
      expect((await scopeOf(address)).map(({ name, reason }) => name + reason)).toEqual(['本社', '制御理由'])
    })
  })

  describe('the settings', () => {
    test('change the name and the ★, and keep the answers', async () => {
      const address = await started()
      await taro.post(`${address}/answers/1-2-1-1`, { status: 'met', revision: '0' })
      expect(await taro.post(`${address}/settings`, { title: '支社 2028年度', target: '4' })).toMatchObject({
        status: 303,
        location: address,
      })
      const { page } = await taro.get(address)
      expect(page).toContain('支社 2028年度')
      expect(page).toContain('1/153')
    })

    test('refused keep what was typed and change nothing', async () => {
      const address = await started()
      const { status, page } = await taro.post(`${address}/settings`, { title: ' ', target: '4' })
      expect(status).toBe(422)
      expect(page).toContain('名前を入力してください。')
      expect(typedIn(page, 'target')).toEqual(['4'])
      expect((await taro.get(address)).page).toContain('本社 2027年度')
    })

    test('remove an assessment only when its name is typed', async () => {
      const address = await started('消す評価')
      await taro.post(`${address}/answers/1-2-1-1`, { status: 'met', revision: '0' })
      const refused = await taro.post(`${address}/removal`, { typedTitle: '消さない評価' })
      expect(refused.status).toBe(422)
      expect(typedIn(refused.page, 'typedTitle')).toEqual(['消さない評価'])
      expect((await taro.get(address)).status).toBe(200)
      expect(await taro.post(`${address}/removal`, { typedTitle: '消す評価' })).toMatchObject({ status: 303 })
      expect((await taro.get(address)).status).toBe(404)
      expect((await rows('answer')).filter((row) => row.assessment_id && address.endsWith(row.assessment_id))).toEqual([])
    })
  })

  test('no log line holds what people typed', async () => {
    const address = await started('内緒の名前')
    await taro.post('/assessments', { title: `${'内緒'.repeat(101)}の名前` })
    await taro.post(`${address}/scope`, { site: '内緒の拠点', exclusion: '内緒の除外' })
    await taro.get(`${address}/criteria?q=${encodeURIComponent('内緒の検索')}`)
    await taro.post(`${address}/answers/1-2-1-1`, { status: 'met', reason: '内緒の理由', note: '内緒のメモ' })
    expect(logged.length).toBeGreaterThan(50)
    const text = decodeURIComponent(logged.join('\n').replaceAll(/%(?![0-9A-Fa-f]{2})/g, '%25'))
    expect(text).not.toContain('内緒')
    expect(text).not.toContain('青山')
    expect(logged.filter((line) => line.includes('fault'))).toEqual([])
  })
})

type Row = { id?: string; assessment_id?: string }

function rows(table: 'assessment' | 'answer' | 'scope_item'): Promise<Row[]> {
  return database.db.transact('admin', (tx) => tx.selectFrom(table).selectAll().execute())
}

function scopeOf(address: string) {
  return database.db.transact('admin', async (tx) => {
    const items = await tx.selectFrom('scope_item').selectAll().orderBy('position').execute()
    return items.filter((item) => address.endsWith(item.assessment_id))
  })
}
