import { execFileSync } from 'node:child_process'
import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, done, testContext } from '../../tests/context.ts'
import { mayCost } from '../../tests/costs.ts'
import { testDatabase } from '../../tests/database.ts'
import { lastTold } from '../../tests/told.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { approvalRoutes } from '../approval/routes.tsx'
import { assessmentRoutes } from '../assessment/routes.tsx'
import { groupIssues } from '../issues/actions.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { makePlan, plannedIn } from '../plan/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { beginTasks } from '../tasks/actions.ts'
import { taskRoutes } from '../tasks/routes.tsx'
import type { Web } from '../web/app.tsx'
import { managementRoutes } from './routes.tsx'

// What is in a PDF is read by pdftotext.
mayCost({ processes: 2 })

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let sato: Viewer
let id: AssessmentId
let address: string
let staff: Visitor
let executive: Visitor

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, [assessmentRoutes(), approvalRoutes, managementRoutes, taskRoutes(plannedIn)], () => {})
  const ito = await begin(context, '青山精機', '伊藤 健一')
  sato = await colleague(context, ito, '佐藤 美穂', 'staff')
  staff = visitor(app, sato)
  executive = visitor(app, await colleague(context, ito, '青山 誠', 'executive'))
  address = (await staff.post('/assessments', { title: '本社', target: '3', edition: '2026-03-27' })).location ?? ''
  id = address.split('/').at(-1) as AssessmentId
  const answer = { status: 'notApplicable', reason: '開発していない', revision: '0' }
  await staff.post(`${address}/answers/4-1-2-4`, answer)
})

function never(): never {
  throw new Error('nothing there')
}

describe('the page for management', () => {
  test('says without a plan that no day can be said, and what is missing if nothing is done', async () => {
    const { status, page } = await executive.get(`${address}/management`)
    expect(status).toBe(200)
    expect(page).toContain('いつそろうかは、言えません')
    expect(page).toContain('81件のうち0件のまま、増えません')
  })

  test('asks for at most three decisions, each made there: a 該当なし, the plan, work that nobody has', async () => {
    done((await groupIssues(context, sato, id)) ?? never())
    const settings = { from: '2027-03-01', by: '2027-06-30', size: 30, hours: 4, people: [] } as const
    done((await makePlan(context, sato, id, settings, 0)) ?? never())
    await staff.post(`${address}/plan/versions`, {})
    const { page } = await executive.get(`${address}/management`)
    expect(page).toContain('めざす日の 2027年6月30日 には間に合いません')
    expect(page).toContain('計画(第1版)で進めてよいか')
    expect(page).toContain('「自社には当てはまらない」とした1件')
    expect(page).toMatch(/期限を過ぎて担当のいない\d+件を、だれが受け持つか/)
    expect(page).not.toContain('人手を増やすか')
    const confirmed = await executive.post(`${address}/confirmations/4-1-2-4`, { confirmed: '1', after: 'management' })
    expect(confirmed.location).toBe(`${address}/management?confirmed=4-1-2-4`)
    const approved = await executive.post(`${address}/plan/versions/1/approval`, { after: 'management' })
    expect(approved.location).toBe(`${address}/management?approved=1`)
    const decided = (await executive.get(`${address}/management`)).page
    expect(decided).toContain('計画は承認されています(第1版)')
    expect(decided).toContain('人手を増やすか')
    expect((await staff.get(`${address}/management`)).page).not.toContain('承認する</button>')
    const [, at = ''] = /action="([^"]+\/assignee)"/.exec(decided) ?? []
    const given = await executive.post(at, { person: sato.person, revision: '1', after: 'management' })
    expect(given.location).toBe(`${address}/management?assigned=1`)
    expect((await executive.get(`${address}/management?assigned=1`)).page).not.toContain(at)
  })

  test('says what a week changed, and where else something waits', async () => {
    const other = (await staff.post('/assessments', { title: '第二工場', target: '3', edition: '2026-03-27' })).location ?? ''
    await staff.post(`${other}/answers/4-1-2-4`, { status: 'notApplicable', reason: '開発していない', revision: '0' })
    context.clock.at = '2027-04-09T00:00:00.000Z'
    await staff.post(`${address}/answers/3-1-1-1`, { status: 'met', revision: '0' })
    const { page } = await executive.get(`${address}/management`)
    expect(page).toContain('1週間前から+1件')
    expect(page).toContain('「第二工場」でも1件が待っています')
    const [, week = ''] = page.split('id="week"')
    expect([week.includes('3-1-1-1'), week.includes('4-1-2-4')]).toEqual([true, false])
  })

  test('is one A4 that says the same, however long the names are, and whoever takes it is told to the log', async () => {
    const titles = Array.from({ length: 5 }, (_, index) => ({
      ...{ issue: null, measure: null, origin: 'own' as const, title: `${index}${'長'.repeat(199)}`, dueOn: '2027-01-01' },
    }))
    await database.db.transact({ tenant: sato.tenant }, (tx) => beginTasks(context, tx, sato, id, titles))
    for (const lang of ['ja', 'en']) {
      const { status, bytes } = await executive.get(`${address}/management.pdf?lang=${lang}`)
      expect(status).toBe(200)
      const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: bytes, encoding: 'utf8' })
      expect(text.split('\f').length - 1).toBe(1)
      expect(text).toContain(lang === 'ja' ? '決めていただきたいこと' : 'What to decide')
    }
    expect(await lastTold(context, sato.tenant)).toMatchObject({ act: 'report.management' })
  })
})
