import type { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { begin, colleague, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { lettersTo } from '../../tests/letters.ts'
import { lastTold } from '../../tests/told.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { createAssessment, gapsIn, recordAnswer } from '../assessment/actions.ts'
import { EMPTY_ANSWER } from '../assessment/index.ts'
import { assessmentRoutes } from '../assessment/routes.tsx'
import { occurrencesFrom } from '../duties/actions.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { features } from '../main/features.ts'
import { readReportInput } from '../report/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { dutyNumbersIn, publishAllDoubts } from './actions.ts'
import { recordRoutes } from './routes.tsx'

/** A log that is looked at every month, of an organisation that began on 1 April. */
const MONTHLY = '2026-03-27 4-4-3-3/1'
const [APRIL, MAY] = ['2027-05-01', '2027-06-01']

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let ito: Viewer
let boss: Visitor
let staff: Visitor
let nobody: Visitor
let assessment: AssessmentId

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, [assessmentRoutes(), recordRoutes], () => {})
  ito = await begin(context, '青山精機', '伊藤 健一')
  boss = visitor(app, ito)
  staff = visitor(app, await colleague(context, ito, '佐藤 美穂', 'staff'))
  nobody = visitor(app)
  assessment = done(await createAssessment(context, ito, { title: '本社', edition: '2026-03-27', target: 4 }))
  const content = { ...EMPTY_ANSWER, status: 'met' as const, reason: '毎月見ている' }
  expect((await recordAnswer(context, ito, { assessment, criterion: '4-4-3-3', from: 0, content }))?.ok).toBe(true)
  await publishAllDoubts(context)
})

const at = (day: string) => {
  context.clock.at = `${day}T03:00:00.000Z`
}
const numbers = () =>
  context.db.read({ tenant: ito.tenant }, async (tx) => {
    const found = await gapsIn(context, tx, ito, assessment)
    return found && { met: found.attainment.met, doubted: found.attainment.doubted }
  })
const record = (scheduled: string, more: object = {}) =>
  staff.post('/records', {
    ...{ of: `${MONTHLY} ${scheduled}`, result: 'nothing-found', doneOn: context.clock.at.slice(0, 10), doneBy: '佐藤 美穂' },
    ...more,
  })

test('nothing speaks against an answer until the day after its record was due; then it is said wherever the answer is', async () => {
  at(APRIL)
  expect(await numbers()).toEqual({ met: 1, doubted: 0 })
  at('2027-05-02')
  expect(await numbers()).toEqual({ met: 1, doubted: 1 })
  const list = await staff.get(`/assessments/${assessment}/criteria?status=doubted`)
  expect(list.page).toContain('○ 満たす(要確認)')
  const one = await staff.get(`/assessments/${assessment}/criteria/4-4-3-3`)
  expect(one.page).toContain('記録がありません(毎月1回以上、期日 2027年5月1日)')
  expect((await staff.get(`/assessments/${assessment}`)).page).toContain('要確認1件を除くと 0.0%')
  const report = await readReportInput(context, ito, assessment, context.now(), 'ja')
  expect(report?.answers.find(({ criterion }) => criterion === '4-4-3-3')?.doubts).toHaveLength(1)
  expect(report?.attainment).toMatchObject({ met: 1, doubted: 1 })
})

test('a press records it, and the answer is as before; the form is filled in from what is known', async () => {
  const waits = await staff.get('/records?criterion=4-4-3-3')
  expect(waits.page).toContain('記録なし')
  const form = await staff.get(`/records/new?of=${encodeURIComponent(`${MONTHLY} ${APRIL}`)}`)
  expect(form.page).toMatch(/name="doneOn"[^>]*value="2027-05-02"/)
  expect(form.page).toMatch(/name="periodFrom"[^>]*value="2027-04-02"/)
  expect((await record(APRIL)).location).toContain('done=recorded')
  expect(await numbers()).toEqual({ met: 1, doubted: 0 })
  expect((await lastTold(context, ito.tenant)).words.ja).toContain('4-4-3-3/1 の運用記録を残しました')
})

test.each([
  ['a day to come', { doneOn: '2027-05-03' }, '今日か、それより前'],
  ['no result', { result: '' }, '結果を選んでください'],
  ['something found that is not said', { result: 'found' }, '見つかったことを書いてください'],
  ['a period that ends before it begins', { periodFrom: '2027-05-01', periodTo: '2027-04-01' }, '対象期間の終わり'],
  ['a list that cannot be read', { attendance: '山田, 社長' }, '1行目が読めません'],
])('refused, with what was typed: %s', async (_, wrong, words) => {
  const { status, page } = await record(MAY, { lookedAt: '認証サーバのログ', ...wrong })
  expect([status, page.includes(words), page.includes('認証サーバのログ')]).toEqual([422, true, true])
})

test.each([
  ['a day for which nothing is scheduled', `${MONTHLY} 2027-05-07`],
  ['another edition', '2025-12-26 4-4-3-3/1 2027-05-01'],
  ['a duty without its day', MONTHLY],
])('not there: %s', async (_, of) => {
  expect((await record(MAY, { of })).status).toBe(404)
})

test('who attended a training is read from a list, and counted', async () => {
  const attendance = '氏名,区分,出席\n山田 太郎,派遣社員,出席\n鈴木 花子,,欠席\n林 二郎'
  const { location } = await record(MAY, { attendance, doneOn: '2027-05-02' })
  const { page } = await staff.get(location ?? '')
  expect(page).toContain('3人のうち2人')
  expect(page).toMatch(/鈴木 花子[\s\S]*従業員[\s\S]*× 欠席/)
  const numbers = await context.db.read({ tenant: ito.tenant }, (tx) => dutyNumbersIn(tx, context, ito))
  expect(numbers).toMatchObject({
    punctuality: { due: 2, inTime: 0, late: 1, missing: 1 },
    trainings: [{ asked: 3, attended: 2 }],
  })
})

test('a record is corrected by another one that names it, once; nothing of the first changes, in the database either', async () => {
  const { location } = await record(MAY, { result: 'found', found: '見慣れない国からのログイン', task: assessment })
  const first = (location ?? '').replace(/\?.*/, '')
  expect((await staff.get(first)).page).toContain('対応を開く')
  const corrected = { result: 'nothing-found', doneOn: '2027-05-02', doneBy: '佐藤 美穂', correction: '本人の出張だった' }
  const { location: second } = await staff.post(`${first}/correction`, corrected)
  expect((await staff.get(second ?? '')).page).toContain('本人の出張だった')
  expect((await staff.get(first)).page).toContain('この記録は訂正されています')
  expect((await staff.post(`${first}/correction`, corrected)).status).toBe(409)
  const change = context.db.transact({ tenant: ito.tenant }, (tx) =>
    tx.updateTable('operation_record').set({ found: 'x' }).where('tenant_id', '=', ito.tenant).execute(),
  )
  await expect(change).rejects.toThrow()
  const removal = context.db.transact({ tenant: ito.tenant }, (tx) =>
    tx.deleteFrom('operation_record').where('tenant_id', '=', ito.tenant).execute(),
  )
  await expect(removal).rejects.toThrow()
})

test('where a second person is asked for, a record counts once they have signed; whoever wrote it does not', async () => {
  await staff.post('/records/settings', { of: '2026-03-27 4-4-3-3/1', asksSignature: '1' })
  at('2027-07-02')
  const { location } = await record('2027-07-01')
  const path = (location ?? '').replace(/\?.*/, '')
  expect(await numbers()).toEqual({ met: 1, doubted: 1 })
  expect((await staff.get(`/assessments/${assessment}/criteria/4-4-3-3`)).page).toContain('2人目の署名がありません')
  expect((await staff.post(`${path}/signature`, {})).status).toBe(422)
  expect((await boss.post(`${path}/signature`, {})).location).toContain('done=signed')
  expect((await boss.post(`${path}/signature`, {})).status).toBe(409)
  expect(await numbers()).toEqual({ met: 1, doubted: 0 })
  await staff.post('/records/settings', { of: '2026-03-27 4-4-3-3/1', asksSignature: '0' })
})

test('somebody without an account does one check by their own link, once, and sees nothing else', async () => {
  at('2027-08-02')
  const of = `${MONTHLY} 2027-08-01`
  await staff.post('/records/requests', { of, name: '山田 太郎', email: 'yamada@partner.example.jp', message: '7月分です' })
  const link = /\/check\/[\w-]+/.exec((await lettersTo(context.db, 'yamada@partner.example.jp')).at(-1)?.body ?? '')?.[0] ?? ''
  const shown = await nobody.get(link)
  expect(shown.page).toContain('7月分です')
  expect((await nobody.post(link, { result: '', doneOn: '2027-08-02' })).status).toBe(422)
  expect((await nobody.post(link, { result: 'nothing-found', doneOn: '2027-08-02' })).location).toBe(link)
  await nobody.post(link, { result: 'found', found: 'x', doneOn: '2027-08-02' })
  expect((await nobody.get(link)).page).toContain('ありがとうございました')
  expect(await numbers()).toEqual({ met: 1, doubted: 0 })
  const { page } = await staff.get(`/records/new?of=${encodeURIComponent(of)}`)
  expect(page).toContain('この回は、すでに記録されています')
  const id = /records\/requests\/([0-9a-f-]+)\/revocation/.exec(page)?.[1]
  expect((await staff.post(`/records/requests/${id}/revocation`, {})).location).toContain('done=revoked')
  expect((await nobody.get(link)).status).toBe(410)
})

test('what is done early is followed by the next time, and is counted in its own month', async () => {
  const yearly = '1-2-1-3/1'
  const day = (await occurrencesFrom(context, ito, { from: context.clock.at.slice(0, 10), to: '2029-01-01' })).find(
    ({ duty }) => duty === yearly,
  )?.scheduled
  const reply = await staff.post('/records', {
    ...{ of: `2026-03-27 ${yearly} ${day}`, result: 'nothing-found', doneOn: context.clock.at.slice(0, 10), doneBy: '佐藤 美穂' },
  })
  expect(reply.location).toContain('done=recorded')
  const { page } = await visitor(testApp(context, features), ito).get(`/duties/${yearly}`)
  expect(page).toContain(`次の期日</dt><dd>${Number(day?.slice(0, 4)) + 1}年`)
  expect(page).not.toContain('1回中1回')
})
