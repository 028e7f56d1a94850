import type { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, visitor } from '../../tests/web.ts'
import { done } from '../../tests/world.ts'
import { createAssessment, recordAnswer } from '../assessment/actions.ts'
import { type AnswerContent, EMPTY_ANSWER } from '../assessment/index.ts'
import type { Tx } from '../db/db.ts'
import type { AssessmentId, PersonId } from '../kernel/ids.ts'
import { features } from '../main/features.ts'
import type { Viewer } from '../roles/viewer.ts'
import { beginTasks } from '../tasks/actions.ts'
import type { Web } from '../web/app.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let [boss, executive, worker]: [Viewer?, Viewer?, Viewer?] = []
let assessment: AssessmentId

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  const responsible = await begin(context, '青山精機', '伊藤 健一')
  boss = responsible
  executive = await colleague(context, responsible, '青山 誠', 'executive')
  worker = await colleague(context, responsible, '村田 浩', 'respondent')
  assessment = done(await createAssessment(context, responsible, { title: '本社', edition: '2026-03-27', target: 3 }))
  await write('4-1-1-1', { status: 'met' })
  context.clock.at = '2027-04-09T00:00:00.000Z'
  await write('4-3-4-2', { status: 'notApplicable', reason: '開発をしていない' })
  await write('3-1-1-1', { status: 'met', assignee: worker.person })
})

async function write(criterion: string, content: Partial<AnswerContent>): Promise<void> {
  done(await recordAnswer(context, boss as Viewer, { assessment, criterion, from: 0, content: { ...EMPTY_ANSWER, ...content } }))
}

test('the 経営者 begins on the page that management decides from, where there is an assessment', async () => {
  const reply = await visitor(app, executive as Viewer).get('/')
  expect([reply.status, reply.location]).toEqual([303, `/assessments/${assessment}/management`])
  const rule = (
    (await visitor(app, boss as Viewer).post('/documents', { template: '', title: '鍵の決まり' })).location ?? ''
  ).split('?')[0]
  const text = { title: '鍵の決まり', months: '12', newHeading: '鍵', newText: '鍵は総務部が預かる。', revision: '1' }
  await visitor(app, boss as Viewer).post(rule ?? '', text)
  await visitor(app, boss as Viewer).post(`${rule}/versions`, { officer: (executive as Viewer).person, revision: '2' })
  const { page } = await visitor(app, executive as Viewer).get(`/assessments/${assessment}/management`)
  expect(page).toContain(`${rule}/versions/1">社内ルール「鍵の決まり」第1版の承認`)
  const other = await begin(context, '楓システムズ', '高橋 亮')
  const head = visitor(app, await colleague(context, other, '楓 恵', 'executive'))
  expect((await head.get('/')).page).toContain('まだ評価がありません')
})

test('the first page of a 回答者 lists their own criteria alone, those without an answer first', async () => {
  await write('5-1-1-1', { assignee: (worker as Viewer).person, note: '頼む' })
  const { page } = await visitor(app, worker as Viewer).get('/')
  const listed = [...page.matchAll(/criteria\/([\d-]+)"/g)].map(([, number]) => number)
  expect(listed).toEqual(['5-1-1-1', '3-1-1-1'])
  expect(page).toContain('2件のうち、まだ答えていないのは1件です')
})

test('somebody who answers, too, keeps the list of assessments', async () => {
  expect((await visitor(app, boss as Viewer).get('/')).page).toContain('本社')
})

test('what is due stands first: overdue, then this week, of one’s own tasks alone', async () => {
  const who = boss as Viewer
  const task = (title: string, assignee: PersonId, dueOn: string | null) =>
    ({ issue: null, measure: null, origin: 'own', title, assignee, dueOn }) as const
  await context.db.transact({ tenant: who.tenant }, (tx) =>
    beginTasks(context, tx, who, assessment, [
      task('来月の仕事', who.person, '2027-05-10'),
      task('期限のない仕事', who.person, null),
      task('今週の仕事', who.person, '2027-04-11'),
      task('遅れた仕事', who.person, '2027-04-08'),
      task('回答者の仕事', (worker as Viewer).person, '2027-04-12'),
    ]),
  )
  const { page } = await visitor(app, who).get('/')
  const listed = [...page.matchAll(/\/tasks\/[\w-]+">([^<]+)/g)].map(([, title]) => title)
  expect(listed).toEqual(['遅れた仕事', '今週の仕事', '来月の仕事', '期限のない仕事'])
  for (const words of ['期限切れ 1件', '今週 1件', '1日過ぎています', '2027年4月11日まで', '期限なし'])
    expect(page).toContain(words)
  expect((await visitor(app, worker as Viewer).get('/')).page).toContain('回答者の仕事')
})

test('whoever answers for the organisation gives tasks that nobody has to somebody, and nobody else is shown them', async () => {
  const who = visitor(app, boss as Viewer)
  const staff = visitor(app, await colleague(context, boss as Viewer, '佐藤 美穂', 'staff'))
  const wish = { issue: null, measure: null, origin: 'own', dueOn: '2027-04-09' } as const
  const own = (tx: Tx) => beginTasks(context, tx, boss as Viewer, assessment, [{ ...wish, title: '<誰も>持たない' }])
  const [task] = await context.db.transact({ tenant: (boss as Viewer).tenant }, own)
  const { page } = await who.get('/')
  expect(page).toContain('担当の決まっていない対応 <span class="quiet">1件')
  expect(page).toContain('&lt;誰も&gt;持たない')
  expect((await staff.get('/')).page).not.toContain('担当の決まっていない対応')
  const at = `/assessments/${assessment}/tasks/${task?.id}/assignee`
  const person = (worker as Viewer).person
  const given = await who.post(at, { person, revision: '1', after: 'home' })
  expect([given.status, given.location]).toEqual([303, '/?assigned=1'])
  expect((await who.get('/?assigned=1')).page).not.toContain('担当の決まっていない対応')
  const late = await staff.post(at, { person, revision: '1', after: 'home' })
  expect([late.status, late.page.includes('ほかの人が先に変えました')]).toEqual([409, true])
})

test('one’s own tasks stand there however many assessments were changed since; their standings are the newest five', async () => {
  const who = boss as Viewer
  context.clock.at = '2027-04-09T01:00:00.000Z'
  for (let index = 1; index <= 21; index += 1)
    done(await createAssessment(context, who, { title: `拠点${index}`, edition: '2026-03-27', target: 3 }))
  const { page } = await visitor(app, who).get('/')
  expect(page).toContain('遅れた仕事</a><small class="quiet">本社')
  expect(page.match(/class="share"/g)).toHaveLength(5)
  expect(page).toContain('すべての評価を見る')
})
