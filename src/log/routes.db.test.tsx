import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { INSTALLATION } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { logEvent, logEventBy } from './append-actions.ts'
import { readExport } from './export-file.ts'
import { noted, notedWording } from './noted.fixture.ts'
import { logRoutes } from './routes.tsx'
import type { StateVerdict } from './verify-log.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let taro: Viewer
let yumi: Viewer
let boss: Visitor
let reader: Visitor
let executive: Visitor
let stranger: Visitor
let states: StateVerdict = { same: 3, unknown: 1, damages: [] }
/** The position of the first entry that this test wrote itself. */
let start: number

const PAGES = ['/log', '/log/0', '/log/verification', '/log/retention', '/log/export.jsonl', '/log/export.csv']
const HOSTILE = '<script>alert(1)</script>=cmd'
const record = (seat: Viewer, about: string, words: string, after: string | null = null) =>
  database.db.transact({ tenant: seat.tenant }, (tx) =>
    logEvent(
      context,
      tx,
      { ...seat, from: { address: '192.0.2.7', agent: 'Firefox', request: 'r' } },
      noted(about, words, after === null ? [] : [{ field: 'reason', type: 'text', before: null, after }]),
    ),
  )
const sizeOf = async (seat: Viewer) => {
  const row = await database.db.transact('admin', (tx) =>
    tx.selectFrom('log_head').select('size').where('tenant_id', '=', seat.tenant).executeTakeFirst(),
  )
  return row?.size ?? 0
}

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, [logRoutes(notedWording, async () => states)])
  taro = await begin(context, '青山精機', '青山 太郎')
  yumi = await begin(context, '楓システムズ', '楓 由美')
  const hanako = await colleague(context, taro, '佐藤 花子', 'reader')
  const ceo = await colleague(context, taro, '青山 一郎', 'executive')
  boss = visitor(app, taro)
  reader = visitor(app, hanako)
  executive = visitor(app, ceo)
  stranger = visitor(app, yumi)
  start = await sizeOf(taro)
  await record(taro, 'a', 'ＶＰＮの回答をしました', '装置の台帳')
  context.clock.at = '2027-04-02T00:00:00.000Z'
  await record(ceo, 'b', HOSTILE, HOSTILE)
  context.clock.at = '2027-04-03T00:00:00.000Z'
  await record(taro, 'c', '最後の回答')
  await record(yumi, 'd', '楓の秘密')
})

describe('who may read it', () => {
  test.each(PAGES)('%s: not whoever is not signed in', async (path) => {
    expect(await visitor(app).get(path)).toMatchObject({ status: 303, location: `/sign-in?next=${encodeURIComponent(path)}` })
  })

  test.each(PAGES)('%s: not a reader', async (path) => {
    const { status, page } = await reader.get(path)
    expect(status).toBe(403)
    expect(page).not.toContain('最後の回答')
  })

  test.each(PAGES)('%s: the executive, too', async (path) => expect((await executive.get(path)).status).toBe(200))

  test.each(['/log', '/log/export.jsonl', '/log/export.csv'])('%s of another organisation is its own', async (path) => {
    const { status, page } = await stranger.get(path)
    expect(status).toBe(200)
    expect(page).toContain('楓の秘密')
    expect(page).not.toContain('最後の回答')
  })

  test('an entry that is only in another log is not found', async () => {
    const position = (await sizeOf(yumi)) + 1
    expect(await sizeOf(taro)).toBeGreaterThan(position)
    expect((await boss.get(`/log/${position}`)).status).toBe(200)
    expect((await stranger.get(`/log/${position}`)).status).toBe(404)
  })
})

describe('the list', () => {
  const positions = (page: string) => [...page.matchAll(/href="\/log\/(\d+)"/g)].map(([, position]) => Number(position) - start)

  test('is newest first, with who, what, before and after, from where; nothing hostile gets through', async () => {
    const { page } = await boss.get('/log?act=answer')
    expect(positions(page)).toEqual([2, 1, 0])
    for (const words of ['2027年4月3日', '青山 太郎', '責任者', '最後の回答', '装置の台帳', '(なし)', '192.0.2.7']) {
      expect(page).toContain(words)
    }
    expect(page).not.toContain('<script>alert')
    expect((await boss.get('/log?act=answer&lang=en')).page).toContain('In English: 最後の回答')
  })

  test.each<[string, Record<string, string>, number[]]>([
    ['a word, in whatever width', { text: 'vpn' }, [0]],
    ['two words', { text: 'ＶＰＮ　台帳' }, [0]],
    ['a hostile word', { text: '<script>' }, [1]],
    ['a kind', { act: 'answer' }, [2, 1, 0]],
    ['an act', { act: 'answer.record' }, [2, 1, 0]],
    ['a kind that is the beginning of a word', { act: 'ans' }, []],
    ['a person', { who: 'taro', act: 'answer' }, [2, 0]],
    ['somebody not signed in', { who: 'unknown' }, []],
    ['a day', { from: '2027-04-02', to: '２０２７／４／２' }, [1]],
    ['since a day', { from: '2027-04-02', act: 'answer' }, [2, 1]],
    ['nothing there is', { text: 'ないことば' }, []],
    ['a pattern of the database', { text: '%', who: '%' }, []],
  ])('is narrowed by %s', async (_, query, found) => {
    const asked = new URLSearchParams({ ...query, ...(query.who === 'taro' ? { who: taro.person } : {}) })
    const { status, page } = await boss.get(`/log?${asked}`)
    expect(status).toBe(200)
    expect(positions(page)).toEqual(found)
    if (found.length === 0) expect(page).toContain('この条件に合う記録はありません')
    expect(page).not.toContain('<script>alert')
  })

  test('refuses a day that is none, and keeps what was typed', async () => {
    const { status, page } = await boss.get('/log?from=%E6%98%A8%E6%97%A5&text=vpn')
    expect(status).toBe(422)
    expect(page).toContain('id="from-refusal"')
    expect([typedIn(page, 'from'), typedIn(page, 'text')]).toEqual([['昨日'], ['vpn']])
  })

  test.each(['-1', 'x', '1e3', '99999999999999999999'])('before=%s begins with the newest', async (before) => {
    const newest = positions((await boss.get('/log')).page)
    expect(positions((await boss.get(`/log?before=${before}`)).page)).toEqual(newest)
  })

  test('goes on by position, fifty at a time', async () => {
    const many = await begin(context, '多い会社', '多 一郎')
    const first = await sizeOf(many)
    for (let index = 0; index < 60; index += 1) await record(many, String(index), `その ${index}。`)
    const visiting = visitor(app, many)
    const { page } = await visiting.get('/log?act=answer')
    expect([page.includes('その 59。'), page.includes('その 10。'), page.includes('その 9。')]).toEqual([true, true, false])
    const [, next = ''] = /rel="next" href="([^"]+)"/.exec(page) ?? []
    expect(next.replaceAll('&amp;', '&')).toBe(`/log?act=answer&before=${first + 10}`)
    const further = (await visiting.get(next.replaceAll('&amp;', '&'))).page
    expect([further.includes('その 9。'), further.includes('その 10。'), further.includes('rel="next"')]).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('one entry', () => {
  test('is shown whole, with the proof that the checkpoint counts it', async () => {
    const { status, page } = await boss.get(`/log/${start}`)
    expect(status).toBe(200)
    for (const words of [
      'このままの形で含まれています',
      'answer.record',
      'Firefox',
      'ハッシュのもとになった内容',
      `hoshitori.log/${taro.tenant}`,
    ]) {
      expect(page).toContain(words)
    }
    expect((await boss.get(`/log/${start + 1}`)).page).not.toContain('<script>alert')
  })

  test.each(['9999999', 'x', '-1', '01', '1.5', '99999999999999999999', '%27'])('/log/%s is not there', async (position) => {
    expect((await boss.get(`/log/${position}`)).status).toBe(404)
  })
})

describe('verifying', () => {
  test('says in words that nothing was altered, and what to keep', async () => {
    const { page } = await boss.get('/log/verification')
    expect(page).toContain('書き換えられた記録は見つかりませんでした')
    expect(page).toContain(`${await sizeOf(taro)}件の記録をすべて計算し直し`)
    expect(page).toContain(`— hoshitori.log/${taro.tenant}`)
  })

  test('says in words what is damaged, and where; the entry says so, too', async () => {
    const harmed = await begin(context, '壊れた会社', '壊 一郎')
    await record(harmed, 'a', '前の言葉')
    const position = (await sizeOf(harmed)) - 1
    await database.db.transact('admin', async (tx) => {
      const entries = () => tx.selectFrom('log_entry').where('tenant_id', '=', harmed.tenant).where('position', '=', position)
      const { body } = await entries().select('body').executeTakeFirstOrThrow()
      await tx
        .updateTable('log_entry')
        .set({ body: body?.replace('前の言葉', '後の言葉') ?? null })
        .where('tenant_id', '=', harmed.tenant)
        .where('position', '=', position)
        .execute()
    })
    const visiting = visitor(app, harmed)
    const { status, page } = await visiting.get('/log/verification')
    expect(status).toBe(200)
    expect(page).toContain('記録が壊れています (1件)')
    expect(page).toContain(`記録 ${position} の内容が、書き込まれたときから変わっています。`)
    expect((await visiting.get(`/log/${position}`)).page).toContain('チェックポイントと合いません')
  })

  test('says which answers are not what the log says, and what to do', async () => {
    expect((await boss.get('/log/verification')).page).toContain('記録のとおりのもの 3件 (記録に突き合わせるものがないもの 1件)')
    const before = states
    states = { ...states, damages: [{ ja: '回答が違います。', en: 'An answer differs.' }] }
    const { page } = await boss.get('/log/verification')
    states = before
    expect(page).toContain('回答が記録と違います (1件)')
    expect(page).toContain('<li>回答が違います。</li>')
  })

  test('says so where the log of the installation, which vouches for it, is damaged', async () => {
    expect((await boss.get('/log/verification')).page).not.toContain('星取全体の記録が壊れています')
    const from = { address: '192.0.2.7', agent: 'Firefox', request: 'r' }
    await database.db.transact('signIn', (tx) => logEventBy(context, tx, INSTALLATION, { kind: 'unknown' }, from, noted('x')))
    const flip = (words: string) =>
      database.db.transact('admin', (tx) =>
        tx.updateTable('log_entry').set({ act: words }).where('tenant_id', '=', INSTALLATION).where('position', '=', 0).execute(),
      )
    const { act } = await database.db.read('admin', (tx) =>
      tx
        .selectFrom('log_entry')
        .select('act')
        .where('tenant_id', '=', INSTALLATION)
        .where('position', '=', 0)
        .executeTakeFirstOrThrow(),
    )
    await flip('other')
    const { page } = await boss.get('/log/verification')
    await flip(act)
    expect(page).toContain('星取全体の記録が壊れています')
  })

  test('several who ask at once get the same answer', async () => {
    const pages = await Promise.all([1, 2, 3].map(async () => (await boss.get('/log/verification')).page))
    expect(new Set(pages).size).toBe(1)
  })
})

describe('taking it along', () => {
  test('as one file that can be verified', async () => {
    const { page, headers } = await boss.get('/log/export.jsonl')
    expect(headers.get('Content-Disposition')).toContain(encodeURIComponent('青山精機_記録_'))
    const read = readExport(page)
    expect(read).toMatchObject({
      ok: true,
      value: { header: { organisation: '青山精機', origin: `hoshitori.log/${taro.tenant}` } },
    })
    const size = (await sizeOf(taro)) - 1
    if (read.ok) expect(read.value.entries).toHaveLength(size)
    expect((await boss.get('/log')).page).toContain(`記録${size}件を書き出しました(検証できるファイル)。`)
  })

  test('as a table of what was searched for, with nothing that a spreadsheet would run', async () => {
    await record(taro, 'e', '=HYPERLINK("http://example.com")')
    const { bytes, page } = await boss.get('/log/export.csv?act=answer')
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = page.split('\r\n')
    expect(lines[0]).toContain('番号,日時(日本時間),だれ')
    expect(page).toContain(`"'=HYPERLINK(""http://example.com"")"`)
    expect(page).not.toContain('組織「青山精機」')
    expect((await boss.get('/log/export.csv?from=x')).status).toBe(303)
  })
})

describe('the retention', () => {
  const months = async () => typedIn((await boss.get('/log/retention')).page, 'months')

  test('is shown with its reason; the executive sees it and cannot change it', async () => {
    expect(await months()).toEqual(['24'])
    const { page } = await executive.get('/log/retention')
    expect(page).toContain('6か月以上')
    expect(page).not.toContain('<form method="post" action="/log/retention"')
    expect((await executive.post('/log/retention', { months: '36' })).status).toBe(403)
    expect((await visitor(app).post('/log/retention', { months: '36' })).status).toBe(401)
    expect(await months()).toEqual(['24'])
  })

  test.each(['5', '', 'x', '<b>'])('of “%s” months is refused, with what was typed', async (typed) => {
    const { status, page } = await boss.post('/log/retention', { months: typed })
    expect(status).toBe(422)
    expect(page).toContain('id="months-refusal"')
    expect(typedIn(page, 'months')).toEqual([typed])
    expect(await months()).toEqual(['24'])
  })

  test('is changed, and the log tells of it; the same again changes nothing', async () => {
    expect(await boss.post('/log/retention', { months: '３６' })).toMatchObject({
      status: 303,
      location: '/log/retention?saved=1',
    })
    expect(await months()).toEqual(['36'])
    const { page } = await boss.get('/log')
    expect(page).toContain('記録の保存期間を変えました')
    expect(page).toContain('24か月')
    const size = await sizeOf(taro)
    await boss.post('/log/retention', { months: '36' })
    expect(await sizeOf(taro)).toBe(size)
  })
})
