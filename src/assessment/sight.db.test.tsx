import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { offerOf } from '../../tests/experts.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { createAccount } from '../account/credentials/account-actions.ts'
import { endEngagement, offerEngagement } from '../engagement/engagement-actions.ts'
import { acceptInvitation } from '../joining/acceptance-actions.ts'
import { findOpenInvitation } from '../joining/invitation-actions.ts'
import type { AssessmentId, EngagementId } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/refusal.ts'
import { features } from '../main/features.ts'
import type { Sight, Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { createAssessment, recordScope } from './actions.ts'
import { recordAnswer } from './answer-actions.ts'
import { EMPTY_ANSWER } from './fields.ts'
import { NO_SCOPE } from './scope.ts'

/** Words that stand in one place each, so that a page that shows one tells from where it has it. */
const WORDS = {
  reason: 'RIYUU-4f1',
  evidence: 'SHOUSEKI-4f2',
  note: 'MEMO-4f3',
  plan: 'KEIKAKU-4f4',
  state: 'GENJOU-4f5',
  own: 'JIBUN-4f6',
  other: 'BETSU-4f7',
  scope: 'SYSTEM-4f8',
  title: 'HYOUKA-4f9',
}
const ANSWERED = '4-1-1-1'
const OWN = '4-1-1-2'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let boss: Viewer
let shown: AssessmentId
let hidden: AssessmentId
let respondent: Visitor

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  boss = await begin(context, '青山精機', '青山 太郎')
  shown = done(await createAssessment(context, boss, { title: 'みせる', edition: '2026-03-27', target: 3 }))
  hidden = done(await createAssessment(context, boss, { title: WORDS.title, edition: '2026-03-27', target: 3 }))
  const { reason, evidence, note, plan, state } = WORDS
  await write(shown, ANSWERED, { status: 'partial', reason, evidence, note, plan, state })
  await write(hidden, ANSWERED, { status: 'partial', reason: WORDS.other })
  const worker = await colleague(context, boss, '回答 花子', 'respondent')
  await write(shown, OWN, { status: 'met', reason: WORDS.own, assignee: worker.person })
  done(
    await recordScope(
      context,
      boss,
      shown,
      { site: '', system: WORDS.scope, cloud: '', exclusion: [], exclusionReason: [] },
      NO_SCOPE,
    ),
  )
  respondent = visitor(app, worker)
}, 60_000)

const write = async (assessment: AssessmentId, criterion: string, content: object) =>
  done(await recordAnswer(context, boss, { assessment, criterion, from: 0, content: { ...EMPTY_ANSWER, ...content } }))

let experts = 0
/** An expert of another firm, engaged as wished, who has accepted. */
async function engage(wish: { sight: Sight; mayAnswer?: boolean; assessments?: AssessmentId[]; begins?: string; ends?: string }) {
  const address = `expert${experts++}@tsubame.example`
  const email = { address, key: address }
  const engagement = done(
    await offerEngagement(context, boss, offerOf({ ends: '2027-12-31', ...wish, personName: '千葉', email: address })),
  )
  const account = await context.db.transact('signIn', (tx) =>
    createAccount(context, tx, { email, name: '千葉', lang: 'ja', password: null }),
  )
  const invitation = await findOpenInvitation(context, boss.tenant, address)
  if (!account || !invitation) throw new Error('no account or no invitation')
  const from = { address: '192.0.2.1', agent: '', request: '' }
  const seat = done(await acceptInvitation(context, invitation, { kind: 'known', account, email: address }, from))
  return { engagement: engagement as EngagementId, visitor: visitor(app, { tenant: boss.tenant, person: seat.person }) }
}

/** Everything that can be asked for about an assessment, with the address that leads there. */
const pagesOf = (id: string) => [
  '/',
  '/assessments',
  `/assessments/${id}`,
  `/assessments/${id}/criteria`,
  `/assessments/${id}/criteria?q=4f`,
  ...[ANSWERED, OWN].flatMap((criterion) => [
    `/assessments/${id}/criteria/${criterion}`,
    `/assessments/${id}/criteria/${criterion}?history=all`,
    `/assessments/${id}/suggestions/${criterion}`,
  ]),
  `/assessments/${id}/changes?since=-1`,
  `/assessments/${id}/scope`,
  `/assessments/${id}/settings`,
  `/assessments/${id}/assignments`,
  `/assessments/${id}/files`,
  `/assessments/${id}/report.xlsx`,
  ...(id === shown ? Object.values(WORDS).map((word) => `/search?q=${word.slice(-3)}`) : []),
  '/people',
  '/engagements',
  '/level/decisions',
  '/organisations',
  '/log',
]

/** Which of the words a visitor can read anywhere. */
async function read(by: Visitor, id: string): Promise<string[]> {
  const pages = await Promise.all(pagesOf(id).map((path) => by.get(path)))
  const sheets = await Promise.all(pages.map(({ bytes, page }) => (bytes[0] === 0x50 && bytes[1] === 0x4b ? texts(bytes) : page)))
  const everything = sheets.join('\n').replaceAll(/<\/?mark>/g, '')
  return Object.entries(WORDS).flatMap(([name, word]) => (everything.includes(word) ? [name] : []))
}

async function texts(bytes: Uint8Array): Promise<string> {
  const { readWorkbook } = await import('../sheets/workbook.ts')
  const book = await readWorkbook(bytes)
  return book.ok ? JSON.stringify(book.value) : ''
}

describe('what can be read', () => {
  test('by the responsible person: everything', async () => {
    expect(await read(visitor(app, boss), shown)).toEqual(
      expect.arrayContaining(Object.keys(WORDS).filter((name) => name !== 'other')),
    )
  })

  test('by a respondent: what is assigned to them, and nothing else', async () => {
    expect(await read(respondent, shown)).toEqual(['own'])
    expect(await read(respondent, hidden)).toEqual([])
    const changes = JSON.parse((await respondent.get(`/assessments/${shown}/changes?since=-1`)).page)
    expect(Object.keys(changes)).toEqual(['revision', 'answers'])
  })

  test.each<[Sight, string[]]>([
    ['numbers', []],
    ['answers', ['reason', 'plan', 'state', 'own', 'scope']],
    ['everything', ['reason', 'evidence', 'note', 'plan', 'state', 'own', 'scope']],
  ])('by an expert engaged for %s of one assessment', async (sight, names) => {
    const { visitor: expert } = await engage({ sight, assessments: [shown] })
    expect(await read(expert, shown)).toEqual(names)
    expect(await read(expert, hidden)).toEqual([])
  })
})

describe('what can be written', () => {
  const form = { status: 'met', reason: '書いた', revision: '0' }
  test.each<[string, () => Promise<Visitor>, string, number]>([
    ['a respondent, elsewhere', async () => respondent, '5-1-1-1', 404],
    ['an expert who may not answer', async () => (await engage({ sight: 'everything' })).visitor, '5-1-1-1', 404],
    ['an expert who may', async () => (await engage({ sight: 'everything', mayAnswer: true })).visitor, '5-1-1-1', 303],
  ])('by %s', async (_, who, criterion, status) => {
    expect((await (await who()).post(`/assessments/${shown}/answers/${criterion}`, form)).status).toBe(status)
  })

  test('a respondent cannot hand on what is theirs', async () => {
    await respondent.post(`/assessments/${shown}/answers/${OWN}`, {
      ...form,
      reason: WORDS.own,
      assignee: boss.person,
      revision: '1',
    })
    expect(await read(respondent, shown)).toEqual(['own'])
  })

  test.each(['reader', 'executive'] as const)('who is a respondent and a %s answers what is assigned alone', async (role) => {
    const both = visitor(app, await colleague(context, boss, `両方 ${role}`, role, 'respondent'))
    expect((await both.post(`/assessments/${shown}/answers/5-1-1-2`, form)).status).toBe(404)
  })
})

test('whoever reads alone sees what a criterion takes, without boxes', async () => {
  const head = visitor(app, await colleague(context, boss, '専務', 'executive'))
  const { page } = await head.get(`/assessments/${shown}/criteria/4-1-1-1`)
  const points = context.edition('2026-03-27').criteria.find(({ id }) => id === '4-1-1-1')?.points ?? []
  const said = points.flatMap((point) => ('text' in point ? [point.text] : []))
  expect([said.filter((text) => !page.includes(text)), page.includes('name="ticked"')]).toEqual([[], false])
})

describe('the access of an engaged expert', () => {
  test('is shut when the engagement is ended, with the very next request', async () => {
    const { engagement, visitor: expert } = await engage({ sight: 'everything' })
    expect((await expert.get(`/assessments/${shown}`)).status).toBe(200)
    expect(await endEngagement(context, boss, engagement, { reason: '' })).toMatchObject({ ok: true })
    expect((await expert.get(`/assessments/${shown}`)).status).toBe(404)
    expect(await read(expert, shown)).toEqual([])
  })

  test.each([
    ['has not begun', { begins: '2027-04-02', ends: '2027-04-03' }],
    ['ran out yesterday', { begins: '2027-03-01', ends: '2027-03-31' }],
  ])('of an engagement that %s is shut', async (_, period) => {
    const { visitor: expert } = await engage({ sight: 'everything', begins: '2027-03-01', ends: '2027-04-01' })
    expect((await expert.get(`/assessments/${shown}`)).status).toBe(200)
    await database.db.transact('admin', (tx) =>
      tx.updateTable('engagement').set(period).where('ends', '=', '2027-04-01').execute(),
    )
    expect((await expert.get(`/assessments/${shown}`)).status).toBe(404)
  })
})

function done<T>(outcome: Outcome<T> | undefined): T {
  if (outcome?.ok) return outcome.value
  throw new Error(outcome ? outcome.refusals.map(({ words }) => words.en).join(' ') : 'nothing there')
}
