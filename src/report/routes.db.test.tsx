import { execFileSync } from 'node:child_process'
import ExcelJS from 'exceljs'
import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { mayCost } from '../../tests/costs.ts'
import { testDatabase } from '../../tests/database.ts'
import { engage } from '../../tests/experts.ts'
import { lastTold } from '../../tests/told.ts'
import { type Fields, testApp, type Visitor, visitor } from '../../tests/web.ts'
import { assessmentRoutes } from '../assessment/routes.tsx'
import type { ThreadTask } from '../context.ts'
import { type AssessmentId, parseId } from '../kernel/ids.ts'
import { type Outcome, refuse } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { readGapReport } from './actions.ts'
import { momentOf, reportRoutes } from './routes.tsx'

// What is in a PDF is read by pdftotext.
mayCost({ processes: 5 })

const database = testDatabase()
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let aoyama: Viewer
let taro: Visitor
let hanako: Visitor
let yumi: Visitor
let address: string

/** Three days: an answer, a change with a 該当なし, its confirmation. */
beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, [assessmentRoutes(), reportRoutes], () => {})
  aoyama = await begin(context, '青山/精機', '青山 太郎')
  taro = visitor(app, aoyama)
  yumi = visitor(app, await begin(context, '楓システムズ', '楓 由美'))
  const seat = await colleague(context, aoyama, '佐藤 花子', 'staff')
  hanako = visitor(app, seat)
  const reply = await taro.post('/assessments', { title: '本社 2027年度', target: '3', edition: '2026-03-27' })
  address = reply.location ?? ''
  context.clock.at = '2027-04-01T01:00:00.000Z'
  await say('1-2-1-1', { status: 'met', reason: '一日目の理由', evidence: '規程' })
  await say('1-2-1-2', { status: 'met', reason: '一日目のもうひとつ', evidence: '名簿' })
  context.clock.at = '2027-04-02T01:00:00.000Z'
  await say('1-2-1-1', { status: 'unmet', reason: '二日目の理由', revision: '1', assignee: seat.person })
  await say('4-1-2-4', { status: 'notApplicable', reason: '開発をしていない' })
  context.clock.at = '2027-04-03T01:00:00.000Z'
  await hanako.post(`${address}/confirmations/4-1-2-4`, { confirmed: '1' })
  await taro.post(`${address}/scope`, { seen: '[]', site: '本社', exclusion: '制御系', exclusionReason: '=つながらない' })
  context.clock.at = '2027-04-04T01:00:00.000Z'
})

const say = (criterion: string, fields: Fields) => taro.post(`${address}/answers/${criterion}`, fields)

describe('who asks', () => {
  test.each(['/report.pdf', '/report.xlsx'])('another organisation finds no %s, and cannot tell it from none', async (path) => {
    const missing = '/assessments/00000000-0000-4000-8000-000000000000'
    const [theirs, none] = [await yumi.get(address + path), await yumi.get(missing + path)]
    expect([theirs.status, none.status]).toEqual([404, 404])
    expect(theirs.page.replaceAll(address, '')).toBe(none.page.replaceAll(missing, ''))
    expect((await yumi.get(`${address}${path}?at=2027-04-01`)).status).toBe(404)
  })

  test.each(['x', '%00', "'", '00000000-0000-4000-8000-00000000000'])('an id that is none (%s) is not found', async (id) => {
    expect((await taro.get(`/assessments/${id}/report.pdf`)).status).toBe(404)
    expect((await taro.get(`/assessments/${id}/report.xlsx`)).status).toBe(404)
  })

  test.each(['/report.pdf', '/report.xlsx'])('whoever is not signed in is asked to, and comes back to %s', async (path) => {
    const next = encodeURIComponent(`${address}${path}?at=2027-04-01`)
    expect(await visitor(app).get(`${address}${path}?at=2027-04-01`)).toMatchObject({
      status: 303,
      location: `/sign-in?next=${next}`,
    })
  })

  test('a reader and an executive get the report, a respondent does not', async () => {
    for (const [role, pdf, xlsx] of [
      ['executive', 200, 200],
      ['reader', 200, 403],
      ['respondent', 403, 403],
    ] as const) {
      const who = visitor(app, await colleague(context, aoyama, role, role))
      expect([role, (await who.get(`${address}/report.pdf`)).status]).toEqual([role, pdf])
      expect([role, (await who.get(`${address}/report.xlsx`)).status]).toEqual([role, xlsx])
    }
  })

  test('an engaged expert gets it as deep as the engagement lets them see, as a document and not as data', async () => {
    const id = parseId<AssessmentId>(address.split('/').at(-1)) ?? never()
    const expert = async (sight: string) => {
      const { seat } = await engage(context, aoyama, { sight, email: `${sight}@tsubame.example` })
      const all = JSON.stringify(await readGapReport(context, seat, id, context.now()))
      return { all, who: visitor(app, seat) }
    }
    const whole = await expert('everything')
    const answers = await expert('answers')
    const numbers = await expert('numbers')
    expect([whole.all.includes('二日目の理由'), whole.all.includes('名簿')]).toEqual([true, true])
    expect([answers.all.includes('二日目の理由'), answers.all.includes('名簿')]).toEqual([true, false])
    for (const [{ who }, pdf] of [
      [whole, 200],
      [answers, 200],
      [numbers, 404],
    ] as const) {
      expect((await who.get(`${address}/report.pdf`)).status).toBe(pdf)
      expect((await who.get(`${address}/report.xlsx`)).status).toBe(403)
    }
  })

  test('who took it along, in which form and of how much, is told to the log', async () => {
    await taro.get(`${address}/report.xlsx?at=2027-04-02T12:00`)
    expect(await lastTold(context, aoyama.tenant)).toMatchObject({
      act: 'report.make',
      by: { name: '青山 太郎' },
      words: {
        ja: '評価「本社 2027年度」のギャップ報告書(表計算のファイル、2027年4月2日 12:00時点、評価基準81件)を取り出しました。',
      },
    })
  })

  test('a report is read, never sent', async () => {
    expect((await taro.post(`${address}/report.pdf`)).status).toBe(404)
    expect((await taro.post(`${address}/report.xlsx`)).status).toBe(404)
  })
})

describe('the workbook', () => {
  test('is a file to keep, named after the organisation, the ★ and the day', async () => {
    const { status, headers } = await taro.get(`${address}/report.xlsx`)
    expect(status).toBe(200)
    expect(headers.get('Content-Type')).toBe(XLSX)
    expect(headers.get('Content-Disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('青山_精機_ギャップ報告書_★3_2027-04-04.xlsx')}`,
    )
    expect(headers.get('Cache-Control')).toBe('no-store')
  })

  test('is in English where that is asked for, which leaves the screens as they are', async () => {
    const { headers } = await taro.get(`${address}/report.xlsx?lang=en`)
    const name = encodeURIComponent('青山_精機_gap-report_★3_2027-04-04.xlsx')
    expect(headers.get('Content-Disposition')).toBe(`attachment; filename*=UTF-8''${name}`)
    expect(headers.getSetCookie().filter((cookie) => cookie.startsWith('lang='))).toEqual([])
  })

  test('has the same numbers as the overview, and every criterion', async () => {
    const { numbers, criteria } = await opened('')
    const { page } = await taro.get(address)
    expect(page).toContain('2/81')
    expect(numbers).toEqual({ total: 81, met: 1, confirmed: 1, settled: 2 })
    expect(criteria.filter(([id]) => /^\d-\d-\d-\d+$/.test(id ?? ''))).toHaveLength(81)
    expect(criteria.find(([id]) => id === '1-2-1-1')?.slice(4, 7)).toEqual(['× 満たさない', '', '二日目の理由'])
    expect(criteria.find(([id]) => id === '1-2-1-1')?.[10]).toBe('佐藤 花子')
  })

  test('has no formula, whatever people typed', async () => {
    const { book, all } = await opened('')
    expect(all).toContain('制御系(理由: =つながらない)')
    book.eachSheet((sheet) =>
      sheet.eachRow((row) =>
        row.eachCell((cell) => expect([cell.address, cell.type === ExcelJS.ValueType.Formula]).toEqual([cell.address, false])),
      ),
    )
  })
})

describe('an earlier moment', () => {
  test.each([
    ['before the first answer', '2027-04-01T09:59', { met: 0, confirmed: 0, settled: 0 }, '未回答'],
    ['the minute of the first answers', '2027-04-01T10:00', { met: 2, confirmed: 0, settled: 2 }, '一日目の理由'],
    ['the end of the first day', '2027-04-01', { met: 2, confirmed: 0, settled: 2 }, '一日目の理由'],
    ['the second day, still unconfirmed', '2027-04-02T12:00', { met: 1, confirmed: 0, settled: 1 }, '二日目の理由'],
    ['the third day', '2027-04-03', { met: 1, confirmed: 1, settled: 2 }, '二日目の理由'],
  ])('%s gives the numbers of then', async (_, at, expected, words) => {
    const { numbers, all, name } = await opened(`?at=${at}`)
    expect(numbers).toEqual({ total: 81, ...expected })
    expect(all).toContain(words)
    expect(all.includes('一日目の理由')).toBe(words === '一日目の理由')
    expect(name).toContain(at.slice(0, 10))
  })

  test('confirmed later is told as waiting then', async () => {
    const { criteria } = await opened('?at=2027-04-02T12:00')
    expect(criteria.find(([id]) => id === '4-1-2-4')?.[4]).toBe('－? 該当なし(確認待ち)')
    const now = await opened('')
    expect(now.criteria.find(([id]) => id === '4-1-2-4')?.[4]).toBe('－ 該当なし(確認済み)')
  })

  test.each([
    '0000-01-01',
    '0000-01-01T00:00',
    '0001-01-01T00:00',
    '9999-12-31',
    'x',
    '',
    '2027-13-01',
    '2027-04-01T25:00',
    '2027-02-31',
  ])('asked for as %j is no fault', async (at) => {
    expect((await taro.get(`${address}/report.xlsx?at=${at}`)).status).toBe(200)
  })
})

describe('a moment', () => {
  const now = '2027-04-04T01:00:00.000Z'
  test.each([
    ['2027-04-01T09:00', '2027-04-01T00:00:59.999Z'],
    ['2027-04-01', '2027-04-01T14:59:59.999Z'],
    ['2027-04-04T10:00', now],
    ['2027-04-05', now],
    ['2027-04-01 09:00', now],
    ['2027-04-01T09:00Z', now],
    ['2027-02-31', now],
    ['2027-04-31T09:00', now],
    ['0000-01-01', now],
    ['2027-04-01T24:00', now],
    ['', now],
    [undefined, now],
  ])('%s in Japan is %s', (text, expected) => {
    expect(momentOf(text, now)).toBe(expected)
  })
})

describe('the PDF', () => {
  test('opens in the browser, with the numbers and words of its moment', async () => {
    const { status, headers, bytes } = await taro.get(`${address}/report.pdf?at=2027-04-02T12:00`)
    expect(status).toBe(200)
    expect(headers.get('Content-Type')).toBe('application/pdf')
    expect(headers.get('Content-Disposition')).toBe(
      `inline; filename*=UTF-8''${encodeURIComponent('青山_精機_ギャップ報告書_★3_2027-04-02.pdf')}`,
    )
    const text = textOf(bytes)
    expect(text).toContain('2027年4月2日12:00時点')
    expect(text).toContain('満たすと答えたものは1件(1.2%)です。')
    expect(text).toContain('二日目の理由')
    expect(text).not.toContain('一日目の理由')
    expect(text).not.toContain('認定')
  })

  test('carries the mark of the demo where the organisation is one', async () => {
    expect(textOf((await taro.get(`${address}/report.pdf`)).bytes)).not.toContain('デモデータ')
    await database.db.transact('admin', (tx) =>
      tx.updateTable('organisation').set({ demo: true }).where('id', '=', aoyama.tenant).execute(),
    )
    expect(textOf((await taro.get(`${address}/report.pdf`)).bytes)).toContain('デモデータ(架空の組織の例)')
  })
})

describe('a PDF that takes longer than somebody is kept waiting', () => {
  const making = ({ page }: { page: string }) => /name="making" value="([\w-]+)"/.exec(page)?.[1] ?? ''
  const PDF = { ok: true, value: new TextEncoder().encode('%PDF') } as const

  /** The application with threads that finish a task when they are told to. */
  function slow() {
    const tasks: { finish(outcome: Outcome<unknown>): void; given: AbortSignal | undefined }[] = []
    const run = <T,>(_: ThreadTask, given?: AbortSignal) =>
      new Promise<Outcome<T>>((resolve) => {
        tasks.push({ finish: (outcome) => resolve(outcome as Outcome<T>), given })
      })
    return { tasks, app: testApp({ ...context, workers: { run, patience: 0 } }, [assessmentRoutes(), reportRoutes]) }
  }

  test('is told to be under way by a page that asks again by itself; then it is there, and kept for the same question', async () => {
    const { app, tasks } = slow()
    const [one, other] = [visitor(app, aoyama), visitor(app, await colleague(context, aoyama, '鈴木 次郎', 'reader'))]
    const path = `${address}/report.pdf?at=2027-04-02T12:01`
    const told = await one.get(path)
    expect([told.status, told.headers.get('Retry-After')]).toEqual([202, '3'])
    expect(told.page).toContain('<meta http-equiv="refresh" content="3"')
    expect(told.page).toContain('PDFを作成しています')
    expect((await other.get(path)).status).toBe(202)
    expect(tasks).toHaveLength(1)
    tasks[0]?.finish(PDF)
    for (const who of [one, other, one]) expect(await who.get(path)).toMatchObject({ status: 200, page: '%PDF' })
    expect(tasks).toHaveLength(1)
    expect((await one.get(`${path}&lang=en`)).status).toBe(202)
    expect((await one.get(`${address}/report.pdf?at=2027-04-02T12:02`)).status).toBe(202)
    expect(tasks).toHaveLength(3)
  })

  test('of now is kept for ten minutes while nothing changes, and prints the moment at which it was made', async () => {
    const { app, tasks } = slow()
    const who = visitor(app, aoyama)
    const ask = async () => (await who.get(`${address}/report.pdf`)).status
    await say('1-2-1-2', { status: 'met', reason: 'きのうの理由', revision: '1' })
    const began = context.clock.at
    expect(await ask()).toBe(202)
    tasks[0]?.finish(PDF)
    context.clock.at = '2027-04-04T01:09:00.000Z'
    expect([await ask(), tasks.length]).toEqual([200, 1])
    expect(await lastTold(context, aoyama.tenant)).toMatchObject({ facts: { details: { asOf: began } } })
    context.clock.at = '2027-04-04T01:20:00.000Z'
    expect([await ask(), tasks.length]).toEqual([202, 2])
    tasks[1]?.finish(PDF)
    expect(await ask()).toBe(200)
    await say('1-2-1-2', { status: 'met', reason: 'きょうの理由', revision: '2' })
    expect([await ask(), tasks.length]).toEqual([202, 3])
  })

  test('is given up when all who wait for it cancel; nobody else can', async () => {
    const { app, tasks } = slow()
    const waiting = [visitor(app, aoyama), visitor(app, await colleague(context, aoyama, '高橋 三郎', 'reader'))]
    const path = `${address}/report.pdf?at=2027-04-02T12:03`
    const [key = ''] = await Promise.all(waiting.map(async (who) => making(await who.get(path))))
    expect(key).not.toBe('')
    const cancel = (who: Visitor) => who.post(`${address}/report-cancellation`, { making: key })
    const stranger = visitor(app, await begin(context, '海野商事', '海野 次郎'))
    expect((await cancel(stranger)).status).toBe(404)
    expect((await cancel(visitor(app, await colleague(context, aoyama, '田中 四郎', 'reader')))).status).toBe(303)
    for (const [index, who] of waiting.entries()) {
      expect(tasks[0]?.given?.aborted).toBe(false)
      expect(await cancel(who)).toMatchObject({ status: 303, location: `${address}/files` })
      expect(tasks[0]?.given?.aborted).toBe(index === waiting.length - 1)
    }
    expect((await waiting[0]?.get(path))?.status).toBe(202)
    expect(tasks).toHaveLength(2)
  })

  test('and is refused says so once, and is tried again', async () => {
    const { app, tasks } = slow()
    const who = visitor(app, aoyama)
    const path = `${address}/report.pdf?at=2027-04-02T12:04`
    expect((await who.get(path)).status).toBe(202)
    tasks[0]?.finish(refuse('work.memory', { ja: '多すぎます', en: 'Too much' }))
    expect(await who.get(path)).toMatchObject({ status: 422, page: expect.stringContaining('多すぎます') })
    expect([(await who.get(path)).status, tasks.length]).toEqual([202, 2])
  })

  test('is another one for whoever sees less', async () => {
    const { app, tasks } = slow()
    const path = `${address}/report.pdf?at=2027-04-02T12:05`
    expect((await visitor(app, aoyama).get(path)).status).toBe(202)
    const { seat } = await engage(context, aoyama, { sight: 'answers', email: 'answers@hibari.example' })
    expect((await visitor(app, seat).get(path)).status).toBe(202)
    expect(tasks).toHaveLength(2)
  })
})

/** The workbook read by another library: its numbers for ★3, its list of criteria, all its texts. */
async function opened(query: string, who = taro) {
  const { bytes, headers } = await who.get(`${address}/report.xlsx${query}`)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const rowsOf = (name: string): string[][] => {
    const rows: string[][] = []
    book.getWorksheet(name)?.eachRow((row) => {
      rows.push(Array.from({ length: 13 }, (_, index) => String(row.getCell(index + 1).value ?? '')))
    })
    return rows
  }
  const [, total, met, confirmed, settled] = rowsOf('概要').find(([label]) => label === '★3 の評価基準') ?? []
  const numbers = { total: Number(total), met: Number(met), confirmed: Number(confirmed), settled: Number(settled) }
  const all = book.worksheets.flatMap(({ name }) => rowsOf(name).flat()).join('\n')
  const name = decodeURIComponent(headers.get('Content-Disposition') ?? '')
  return { book, numbers, criteria: rowsOf('すべての評価基準'), all, name }
}

/** The words of a PDF without blanks, by poppler. */
function textOf(bytes: Uint8Array): string {
  return execFileSync('pdftotext', ['-', '-'], { input: bytes, encoding: 'utf8' }).replaceAll(/\s/g, '')
}

function never(): never {
  throw new Error('no assessment')
}
