import type { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { done } from '../../tests/world.ts'
import { assignCriteria, createAssessment, recordAnswer, writeAdvice } from '../assessment/actions.ts'
import { type AnswerContent, EMPTY_ANSWER } from '../assessment/index.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/refusal.ts'
import { features } from '../main/features.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let [boss, staff, worker, reader]: [Viewer?, Viewer?, Viewer?, Viewer?] = []
let assessment: AssessmentId

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  const responsible = await begin(context, '青山精機', '伊藤 健一')
  boss = responsible
  staff = await colleague(context, responsible, '佐藤 美穂', 'staff')
  worker = await colleague(context, responsible, '村田 浩', 'respondent')
  reader = await colleague(context, responsible, '石川 修', 'reader')
  assessment = done(await createAssessment(context, responsible, { title: '本社', edition: '2026-03-27', target: 3 }))
  await write(staff, '4-1-1-1', 0, { status: 'partial', reason: '半分' })
  context.clock.at = '2027-04-02T00:00:00.000Z'
  await write(responsible, '4-1-1-1', 1, { status: 'met', reason: '全部' })
  await write(responsible, '4-3-4-2', 0, { status: 'notApplicable', reason: '開発をしていない' })
  await write(responsible, '3-1-1-1', 0, { status: 'unmet' })
  const criteria = ['5-1-1-1']
  done(await assignCriteria(context, responsible, assessment, { criteria, assignee: worker.person }))
})

async function write(by: Viewer, criterion: string, from: number, content: Partial<AnswerContent>): Promise<void> {
  done(await recordAnswer(context, by, { assessment, criterion, from, content: { ...EMPTY_ANSWER, ...content } }))
}

const as = (viewer: Viewer | undefined): Visitor => visitor(app, viewer as Viewer)
/** What the bell counts, which is what the page says. */
const freshFor = async (viewer: Viewer | undefined): Promise<unknown> => {
  const [, said = '0'] = /新しいものが(\d+)件あります/.exec((await as(viewer).get('/notices')).page) ?? []
  const counted = JSON.parse((await as(viewer).get('/notices/count')).page)
  expect(counted).toEqual({ fresh: Number(said) })
  return counted
}

test('somebody hears of answers that they wrote and of what waits for their word, and of nothing else', async () => {
  const { page } = await as(staff).get('/notices')
  expect(page).toContain('伊藤 健一さんが、1件の回答を書きました')
  expect(page).toContain('伊藤 健一さんが「該当なし」としました')
  expect([page.includes('4-1-1-1'), page.includes('3-1-1-1'), page.includes('5-1-1-1')]).toEqual([true, false, false])
  expect(await freshFor(staff)).toEqual({ fresh: 2 })
})

test('a 回答者 hears of what was assigned to them; a 閲覧者 and whoever did it all hear nothing', async () => {
  const { page } = await as(worker).get('/notices')
  expect(page).toContain('伊藤 健一さんが、あなたに1件を割り当てました')
  expect([page.includes('5-1-1-1'), page.includes('4-1-1-1')]).toEqual([true, false])
  expect([await freshFor(reader), await freshFor(boss)]).toEqual([{ fresh: 0 }, { fresh: 0 }])
})

test('what was shown is seen when they say so, and not what came after', async () => {
  const [until = ''] = typedIn((await as(staff).get('/notices')).page, 'until')
  context.clock.at = '2027-04-02T00:00:01.000Z'
  await write(boss as Viewer, '4-1-1-1', 2, { status: 'unmet', reason: '違った' })
  expect(await as(staff).post('/notices/look', { until })).toMatchObject({ status: 303, location: '/notices' })
  expect(await freshFor(staff)).toEqual({ fresh: 1 })
  await as(staff).post('/notices/look', { until: '2027-04-01T00:00:00.000Z' })
  expect(await freshFor(staff)).toEqual({ fresh: 1 })
  await as(staff).post('/notices/look', { until: '9999-01-01T00:00:00.000Z' })
  expect(await freshFor(staff)).toEqual({ fresh: 0 })
  context.clock.at = '2027-04-02T00:00:02.000Z'
  await write(boss as Viewer, '4-1-1-1', 3, { status: 'met', reason: '直した' })
  expect(await freshFor(staff)).toEqual({ fresh: 1 })
})

test('the first page of whoever works says what others did since they looked', async () => {
  const { page } = await as(staff).get('/')
  const [, news = ''] = page.split('id="news"')
  expect(news).toContain('伊藤 健一さんが、1件の回答を書きました')
  await as(staff).post('/notices/look', { until: context.clock.at })
  expect((await as(staff).get('/')).page).toContain('変わったことはありません')
})

test('what a colleague said of a criterion is told to whoever may speak there too, once for a day; not to a 閲覧者', async () => {
  context.clock.at = '2027-04-03T00:00:00.000Z'
  for (const criterion of ['4-1-1-1', '5-1-1-1']) {
    const typed = { kind: 'question', field: '', body: 'いつからですか' }
    done((await writeAdvice(context, staff as Viewer, { assessment, criterion }, typed)) as Outcome<unknown>)
  }
  const { page } = await as(boss).get('/notices')
  expect(page).toContain('佐藤 美穂さんが、2件の評価基準に質問を書きました')
  expect(page).toContain(`/assessments/${assessment}/criteria/4-1-1-1#advice`)
  expect((await as(worker).get('/notices')).page).toContain('佐藤 美穂さんが、1件の評価基準に質問を書きました')
  expect((await as(reader).get('/notices')).page).not.toContain('質問')
  expect((await as(staff).get('/notices')).page).not.toContain('質問を書きました')
  expect([await freshFor(boss), await freshFor(worker), await freshFor(staff)]).toEqual([
    { fresh: 1 },
    { fresh: 2 },
    { fresh: 0 },
  ])
})
