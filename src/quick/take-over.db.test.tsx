import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../tests/database.ts'
import { begin, testGround } from '../../tests/ground.ts'
import { readAssessment, readAssessments } from '../assessment/actions.ts'
import { buildApp } from '../http/app.tsx'
import { readLocalOrganisations } from '../identity/actions.ts'
import { type AssessmentId, parseId, type TenantId } from '../kernel/ids.ts'
import { quickRoutes } from './routes.tsx'

const database = testDatabase()
let ground: ReturnType<typeof testGround>
let app: ReturnType<typeof buildApp>
const sheet = { e: '2026-03-27', t: '3', a: `yn${'-'.repeat(24)}` }

beforeAll(() => {
  ground = testGround(database.db)
  app = buildApp(ground, [quickRoutes], () => {})
})

function post(fields: Record<string, string>, cookie = ''): Promise<Response> {
  const body = new URLSearchParams(fields)
  return Promise.resolve(app.request('http://localhost/quick/assessments', { method: 'POST', body, headers: { Cookie: cookie } }))
}

test('a refused take-over leaves nothing behind', async () => {
  const response = await post({ ...sheet, title: '', organisation: '楓システムズ', person: '楓 由美' })
  expect(response.status).toBe(422)
  expect(await readLocalOrganisations(ground)).toEqual([])
})

test('without an organisation one is begun, and the answers become notes of an unanswered assessment', async () => {
  const response = await post({ ...sheet, title: '本社の評価', organisation: '楓システムズ', person: '楓 由美' })
  expect(response.status).toBe(303)
  const cookies = response.headers.getSetCookie().join()
  const tenant = parseId<TenantId>(/organisation=([^;]+)/.exec(cookies)?.[1])
  const id = parseId<AssessmentId>(response.headers.get('Location')?.replace('/assessments/', ''))
  if (!tenant || !id) throw new Error('no seat or no assessment')
  const read = await readAssessment(ground, tenant, id)
  expect(read?.head).toMatchObject({ title: '本社の評価', target: 3, edition: '2026-03-27' })
  const answers = [...(read?.answers.values() ?? [])]
  expect(answers.map(({ criterion, status }) => [criterion, status])).toEqual([
    ['1-2-1-1', null],
    ['1-2-1-2', null],
    ['1-2-1-3', null],
    ['1-2-3-1', null],
    ['1-2-3-2', null],
  ])
  expect(answers[0]?.note).toContain('「できている」')
  expect(answers[4]?.note).toContain('「できていない」')
  const { assessments } = await readAssessments(ground, tenant, { limit: 10, offset: 0 })
  expect(assessments[0]?.attainment).toMatchObject({ met: 0, unmet: 0, unanswered: 81 })
})

test('within an organisation the assessment is its own, and no other is begun', async () => {
  const seat = await begin(ground, '青山精機', '青山 太郎')
  const before = (await readLocalOrganisations(ground)).length
  const response = await post({ ...sheet, title: '工場の評価' }, `organisation=${seat.tenant}; person=${seat.person}`)
  expect(response.status).toBe(303)
  expect(await readLocalOrganisations(ground)).toHaveLength(before)
  const { assessments } = await readAssessments(ground, seat.tenant, { limit: 10, offset: 0 })
  expect(assessments.map(({ title }) => title)).toEqual(['工場の評価'])
})
