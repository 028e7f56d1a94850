import type { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { begin, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, visitor } from '../../tests/web.ts'
import { readAssessment, readAssessments } from '../assessment/read-actions.ts'
import { type AssessmentId, parseId } from '../kernel/ids.ts'
import { readOrganisations } from '../organisation/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { quickRoutes } from './routes.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let yumi: Viewer
const sheet = { e: '2026-03-27', t: '3', a: `yn${'-'.repeat(24)}` }

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, [quickRoutes])
  yumi = await begin(context, '楓システムズ', '楓 由美')
})

const assessmentsOf = async (who: Viewer) => (await readAssessments(context, who, { limit: 10, offset: 0 })).assessments

test('a refused take-over leaves nothing behind', async () => {
  const reply = await visitor(app, yumi).post('/quick/assessments', { ...sheet, title: '' })
  expect(reply.status).toBe(422)
  expect(await assessmentsOf(yumi)).toEqual([])
})

test('the answers stay beside an unanswered assessment, and are nobody’s words in it', async () => {
  const { status, location } = await visitor(app, yumi).post('/quick/assessments', { ...sheet, title: '本社の評価' })
  expect(status).toBe(303)
  const id = parseId<AssessmentId>(location?.replace('/assessments/', ''))
  if (!id) throw new Error('no assessment')
  const read = await readAssessment(context, yumi, id)
  expect(read?.head).toMatchObject({ title: '本社の評価', target: 3, edition: '2026-03-27' })
  expect(read?.head.quick).toEqual({ '1-2-1': 'yes', '1-2-3': 'no' })
  expect(read?.answers.size).toBe(0)
  expect((await assessmentsOf(yumi))[0]?.attainment).toMatchObject({ met: 0, unmet: 0, unanswered: 81 })
})

test('the assessment belongs to the organisation where one sits, and no other is begun', async () => {
  const taro = await begin(context, '青山精機', '青山 太郎')
  const before = await readOrganisations(context)
  expect((await visitor(app, taro).post('/quick/assessments', { ...sheet, title: '工場の評価' })).status).toBe(303)
  expect(await readOrganisations(context)).toEqual(before)
  expect((await assessmentsOf(taro)).map(({ title }) => title)).toEqual(['工場の評価'])
  expect((await assessmentsOf(yumi)).map(({ title }) => title)).toEqual(['本社の評価'])
})
