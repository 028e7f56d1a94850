import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { lastTold } from '../../tests/told.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { assessmentRoutes } from '../assessment/routes.tsx'
import { groupIssues } from '../issues/actions.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { makePlan } from '../plan/actions.ts'
import { planRoutes } from '../plan/routes.tsx'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import * as actions from './actions.ts'
import { approvalPanel, approvalRoutes } from './routes.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let sato: Viewer
let aoyama: Viewer
let id: AssessmentId
let plan: string
let staff: Visitor
let executive: Visitor

const SETTINGS = { from: '2027-04-01', by: null, size: 30, hours: 8, people: [] } as const

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, [assessmentRoutes(), planRoutes(approvalPanel), approvalRoutes], () => {})
  const ito = await begin(context, '青山精機', '伊藤 健一')
  sato = await colleague(context, ito, '佐藤 美穂', 'staff')
  aoyama = await colleague(context, ito, '青山 誠', 'executive')
  staff = visitor(app, sato)
  executive = visitor(app, aoyama)
  const address = (await staff.post('/assessments', { title: '本社', target: '3', edition: '2026-03-27' })).location ?? ''
  id = address.split('/').at(-1) as AssessmentId
  plan = `${address}/plan`
  done((await groupIssues(context, sato, id)) ?? never())
  done((await makePlan(context, sato, id, SETTINGS, 0)) ?? never())
})

function never(): never {
  throw new Error('nothing there')
}

const read = async () => (await actions.readApproval(context, aoyama, id)) ?? never()
const waiting = (who: Viewer) => database.db.read({ tenant: who.tenant }, (tx) => actions.waitingFor(tx, who))

describe('a plan before management', () => {
  test('is frozen with its hash, and waits for an executive alone', async () => {
    const { location } = await staff.post(`${plan}/versions`, { message: '年度内に進めたいです' })
    expect(location).toBe(`${plan}/versions/1?done=submitted`)
    const [version] = (await read()).versions
    expect(version?.sha256).toBe(
      createHash('sha256')
        .update(version?.content ?? '')
        .digest('hex'),
    )
    expect(await lastTold(context, sato.tenant)).toMatchObject({ act: 'plan.submit', facts: { details: { number: 1 } } })
    expect([(await waiting(aoyama)).map(({ number }) => number), await waiting(sato)]).toEqual([[1], []])
    expect((await staff.post(`${plan}/versions`, {})).status).toBe(409)
    const { page } = await executive.get(`${plan}/versions/1`)
    expect(page).toContain('年度内に進めたいです')
    expect(page).toContain('この計画で進めてよいか')
  })

  test('is sent back with directions that become tasks and stay linked; none and too long ones are refused with what was typed', async () => {
    const none = await executive.post(`${plan}/versions/1/directions`, { direction: ['', ''] })
    expect([none.status, none.page.includes('指示を1つは書いてください')]).toEqual([422, true])
    const long = await executive.post(`${plan}/versions/1/directions`, { direction: ['短い', 'あ'.repeat(501)] })
    expect([long.status, long.page.includes('あ'.repeat(501)), long.page.includes('短い')]).toEqual([422, true, true])
    const direction = ['工場のバックアップを先にする', '']
    expect((await executive.post(`${plan}/versions/1/directions`, { direction })).location).toContain('done=directed')
    const { tasks, directions, versions } = await read()
    const task = tasks.find((one) => one.id === directions[0]?.task)
    expect(task).toMatchObject({ origin: 'direction', title: '工場のバックアップを先にする', priority: 1, state: 'todo' })
    expect(versions[0]?.decision).toMatchObject({ outcome: 'directed', by: aoyama.person })
    expect(await lastTold(context, sato.tenant)).toMatchObject({ act: 'plan.direct' })
    expect((await executive.get(`${plan}/versions/1`)).page).toContain('指示')
  })

  test('is refused until it was made anew with the directions; then approved, once, with a direction that becomes a task too', async () => {
    expect((await staff.post(`${plan}/versions`, {})).status).toBe(409)
    done((await makePlan(context, sato, id, SETTINGS, 1)) ?? never())
    await staff.post(`${plan}/versions`, {})
    const approval = { word: 'お願いします', direction: ['', '来月、進み具合を報告する'] }
    expect((await executive.post(`${plan}/versions/2/approval`, approval)).location).toContain('done=approved')
    const { tasks, directions } = await read()
    const body = '来月、進み具合を報告する'
    const directed = directions.find((one) => one.body === body)
    expect(tasks.find((one) => one.id === directed?.task)).toMatchObject({ origin: 'direction', title: body })
    expect((await executive.get(`${plan}/versions/2`)).page).toContain(body)
    expect((await executive.post(`${plan}/versions/2/approval`, {})).status).toBe(409)
    expect((await executive.post(`${plan}/versions/2/directions`, { direction: ['遅い'] })).status).toBe(409)
    const since = (await staff.get(plan)).page
    expect([since.includes('そのときから、変わったことはありません'), since.includes(body)]).toEqual([false, true])
  })

  test('shows what changed since it was approved', async () => {
    done((await makePlan(context, sato, id, { ...SETTINGS, hours: 16 }, 2)) ?? never())
    const { page } = await staff.get(plan)
    expect(page).toContain('週に使える時間: 8 → 16')
    expect(page).toContain('終わる日が動いた対応')
  })

  test('is withdrawn by whoever put it, and by nobody else', async () => {
    await staff.post(`${plan}/versions`, {})
    const other = visitor(app, await colleague(context, { ...sato, roles: ['responsible'] }, '村田 浩', 'staff'))
    expect((await other.post(`${plan}/versions/3/withdrawal`)).status).toBe(403)
    expect((await staff.post(`${plan}/versions/3/withdrawal`)).location).toContain('done=withdrawn')
    expect(await waiting(aoyama)).toEqual([])
  })

  test('is decided on by whoever put it only where no other executive is there', async () => {
    const head = await colleague(context, { ...sato, roles: ['responsible'] }, '青山 花', 'executive', 'staff')
    await visitor(app, head).post(`${plan}/versions`, {})
    expect((await visitor(app, head).post(`${plan}/versions/4/approval`)).status).toBe(403)
    expect([(await waiting(head)).length, (await waiting(aoyama)).length]).toEqual([0, 1])
    const small = await begin(context, '小さな会社', '社長')
    const alone = await colleague(context, small, '社長', 'executive', 'staff')
    const own = visitor(app, alone)
    const address = (await own.post('/assessments', { title: '本社', target: '3', edition: '2026-03-27' })).location ?? ''
    await own.post(`${address}/plan`, { from: '2027-04-01', hours: '8', size: '30', revision: '0' })
    await own.post(`${address}/plan/versions`)
    expect((await own.post(`${address}/plan/versions/1/approval`)).location).toContain('done=approved')
  })

  test.each(['0', '9', 'x', '1e0'])('that is not there (%s) is not found', async (number) => {
    expect((await executive.get(`${plan}/versions/${number}`)).status).toBe(404)
    expect((await executive.post(`${plan}/versions/${number}/approval`)).status).toBe(404)
  })
})
