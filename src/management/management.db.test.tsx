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
import { makePlan } from '../plan/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { beginTasks } from '../tasks/actions.ts'
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
  app = testApp(context, [assessmentRoutes, approvalRoutes, managementRoutes], () => {})
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
    await executive.post(`${address}/plan/versions/1/approval`)
    const decided = (await executive.get(`${address}/management`)).page
    expect(decided).toContain('計画は承認されています(第1版)')
    expect(decided).toContain('人手を増やすか')
    expect((await staff.get(`${address}/management`)).page).not.toContain('承認する</button>')
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
