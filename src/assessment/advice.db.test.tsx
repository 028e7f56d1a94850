import type { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { engage } from '../../tests/experts.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { done } from '../../tests/world.ts'
import type { AdviceId, AssessmentId } from '../kernel/ids.ts'
import { toAddress } from '../kernel/organisation-address.ts'
import { features } from '../main/features.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { createAssessment, endAdvice, readAnswer, recordAnswer, removeAssessment, takeAdvice, writeAdvice } from './actions.ts'
import { EMPTY_ANSWER } from './fields.ts'

const database = testDatabase()
const CRITERION = '4-1-1-1'
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let boss: Viewer
let expert: Viewer
let narrow: Viewer
let client: Visitor
let assessment: AssessmentId

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  boss = await begin(context, '青山精機', '青山 太郎')
  client = visitor(app, boss)
  assessment = done(await createAssessment(context, boss, { title: '本社', edition: '2026-03-27', target: 3 }))
  const content = { ...EMPTY_ANSWER, status: 'partial' as const, reason: '自分の言葉', evidence: '規程' }
  done(await recordAnswer(context, boss, { assessment, criterion: CRITERION, from: 0, content }))
  const worker = await colleague(context, boss, '千葉 遥', 'staff')
  const seen = (sight: 'everything' | 'answers') => ({ id: context.newId(), assessments: null, sight, mayAnswer: true }) as never
  expert = { ...worker, roles: ['engaged'], engagement: seen('everything') }
  narrow = { ...expert, engagement: seen('answers') }
})

const place = () => ({ assessment, criterion: CRITERION })
const say = (who: Viewer, kind: string, body: string, field = 'reason') =>
  writeAdvice(context, who, place(), { kind, field, body })
const thread = async (who: Viewer = boss) => (await readAnswer(context, who, assessment, CRITERION))?.advice ?? []
const answer = async () => (await readAnswer(context, boss, assessment, CRITERION))?.answer
const page = async () => (await client.get(`/assessments/${assessment}/criteria/${CRITERION}`)).page

test('what an expert says stands beside the answer, and counts as open until it is closed', async () => {
  const { id } = done(await say(expert, 'question', '台帳は\nどこに?'))
  expect(await answer()).toMatchObject({ reason: '自分の言葉', revision: 1 })
  expect(await thread()).toMatchObject([{ kind: 'question', field: null, body: '台帳は\nどこに?', ended: null }])
  const counted = /相談 1件/
  for (const path of ['/assessments', `/assessments/${assessment}/criteria`])
    expect((await client.get(path)).page).toMatch(counted)
  expect((await client.get(`/assessments/${assessment}`)).page).toContain('答えを待っている相談')
  done(await say(boss, 'comment', '共有フォルダです'))
  done(await endAdvice(context, boss, place(), { id, open: false }))
  done(await endAdvice(context, boss, place(), { id, open: false }))
  expect((await client.get('/assessments')).page).not.toMatch(counted)
  expect(await page()).toContain('解決済み')
  done(await endAdvice(context, expert, place(), { id, open: true }))
  expect(await page()).toContain('未解決 1件')
  done(await endAdvice(context, boss, place(), { id, open: false }))
})

test('wording becomes the answer by the client’s own press alone, as a new version that can be undone', async () => {
  const { id } = done(await say(expert, 'wording', '台帳を毎月確かめています'))
  expect(await takeAdvice(context, expert, place(), { id, from: 1 })).toMatchObject({ refusals: [{ code: 'advice.not-own' }] })
  expect(await page()).toContain('この文案を回答に使う')
  const press = { advice: id, from: '1' }
  const reply = await client.post(`/assessments/${assessment}/advice-takings/${CRITERION}`, press)
  expect(reply.location).toMatch(/criteria\/4-1-1-1.*#advice$/)
  expect(await answer()).toMatchObject({
    reason: '台帳を毎月確かめています',
    evidence: '規程',
    revision: 2,
    changedBy: boss.person,
  })
  const found = await readAnswer(context, boss, assessment, CRITERION)
  expect(found?.versions.map(({ reason }) => reason)).toEqual(['台帳を毎月確かめています', '自分の言葉'])
  expect(found?.advice.at(-1)?.ended).toMatchObject({ outcome: 'taken', by: boss.person })
  expect((await client.post(`/assessments/${assessment}/advice-takings/${CRITERION}`, press)).status).toBe(404)
})

test('wording is not taken over what somebody else wrote meanwhile', async () => {
  const { id } = done(await say(expert, 'wording', '別の文案'))
  const other = { ...boss, person: expert.person }
  const content = { ...EMPTY_ANSWER, status: 'partial' as const, reason: 'ほかの人の言葉' }
  done(await recordAnswer(context, other, { ...place(), from: 2, content }))
  expect(await takeAdvice(context, boss, place(), { id, from: 2 })).toMatchObject({ refusals: [{ code: 'answer.changed' }] })
  expect((await answer())?.reason).toBe('ほかの人の言葉')
})

test.each([
  ['advice.empty', 'question', ' \n', 'reason'],
  ['advice.kind', 'judgement', 'x', 'reason'],
  ['advice.field', 'wording', 'x', 'status'],
  ['text.long', 'comment', 'あ'.repeat(4001), 'reason'],
])('refuses %s, and keeps what was typed', async (code, kind, body, field) => {
  expect(await say(boss, kind, body, field)).toMatchObject({ refusals: [{ code }] })
  const reply = await client.post(`/assessments/${assessment}/advice/${CRITERION}`, { kind, body, field })
  expect([reply.status, body.trim() === '' || reply.page.includes(body)]).toEqual([422, true])
})

test('an expert to whom evidence is not shown neither suggests wording for it nor reads any', async () => {
  expect(await say(narrow, 'wording', '証跡の文案', 'evidence')).toMatchObject({ refusals: [{ code: 'advice.field' }] })
  const { id } = done(await say(expert, 'wording', '証跡の文案', 'evidence'))
  expect((await thread(narrow)).some(({ body }) => body === '証跡の文案')).toBe(false)
  expect(await endAdvice(context, narrow, place(), { id, open: false })).toBeUndefined()
})

test('an expert who sees the numbers alone, and whoever only reads, say nothing; nothing is said of what is not there', async () => {
  const numbers = { ...expert, engagement: { ...expert.engagement, sight: 'numbers' } } as Viewer
  expect(await say(numbers, 'comment', 'x')).toBeUndefined()
  expect(await say({ ...boss, roles: ['reader'] }, 'comment', 'x')).toMatchObject({ refusals: [{ code: 'forbidden' }] })
  expect(await writeAdvice(context, boss, { assessment, criterion: '9-9-9-9' }, COMMENT)).toBeUndefined()
  expect(await endAdvice(context, boss, place(), { id: context.newId<AdviceId>(), open: false })).toBeUndefined()
})

test('the clients’ page counts what its expert is shown, and it goes with the assessment', async () => {
  const { account } = await engage(context, boss, { ends: '2027-12-31' })
  const who = visitor(app, { account }, 'whole addresses')
  expect((await who.get('/clients')).page).toContain('相談 1件')
  expect((await who.get(toAddress(boss.tenant, `/assessments/${assessment}/criteria/${CRITERION}`))).page).not.toContain(
    'この文案を回答に使う',
  )
  done(await removeAssessment(context, boss, assessment, { typedTitle: '本社' }))
  expect(await thread()).toEqual([])
})

const COMMENT = { kind: 'comment', field: '', body: 'x' }
