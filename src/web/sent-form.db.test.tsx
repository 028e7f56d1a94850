import type { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { type Fields, type Reply, testApp, typedIn, type Visitor } from '../../tests/web.ts'
import { setUpWorld, type World } from '../../tests/world.ts'
import { features } from '../main/features.ts'
import type { Web } from './app.tsx'

const SHEET = { e: '2026-03-27', t: '3', a: `${'ypnu'.repeat(6)}yy` }

/** Every form that begins something, by the page that has it: sent twice as it stands, it acts once. */
const FORMS: [form: string, page: (world: World) => string, to: (world: World) => string, fields: Fields][] = [
  ['an assessment', () => '/assessments/new', () => '/assessments', { title: '一度だけ', target: '3', edition: '2026-03-27' }],
  [
    'an assessment from a quick one',
    () => `/quick/result?${new URLSearchParams(SHEET)}`,
    () => '/quick/assessments',
    { ...SHEET, title: 'クイックから一度' },
  ],
  ['a person by name', () => '/people', () => '/people', { name: '一度 だけ', position: '' }],
  [
    'an invitation',
    () => '/people',
    () => '/people/invitations',
    { name: '一度 だけ', email: 'once@aoyama.example.jp', position: '', roles: ['reader'] },
  ],
  [
    'an engagement',
    () => '/engagements',
    () => '/engagements',
    {
      ...{ kind: 'quick', expertName: 'ひばり', personName: '雲井 空', email: 'kumoi@hibari.example.jp' },
      ...{ covers: 'all', sight: 'answers', begins: '2027-04-01', ends: '2027-09-30' },
    },
  ],
  [
    'a colleague of an expert',
    () => '/engagements',
    ({ engagement }) => `/engagements/${engagement}/people`,
    { personName: '二人目', email: 'second@tsubame.example.jp' },
  ],
  [
    'a decision on the ★',
    () => '/level/result?confidential=no&continuity=yes&access=no',
    () => '/level/decisions',
    { subject: 'self', confidential: 'yes', continuity: 'no', access: 'no' },
  ],
  ['an organisation', () => '/organisations/new', () => '/organisations', { organisation: '一度', person: 'わたし' }],
]

const database = testDatabase()
let app: Hono<Web>
let world: World
let boss: Visitor

beforeAll(async () => {
  const context = testContext(database.db)
  app = testApp(context, features)
  world = await setUpWorld(context, app)
  boss = world.as('responsible')
}, 120_000)

test.each(FORMS)('%s, sent twice at the same moment, is begun once, and both are told the same', async (_, page, to, fields) => {
  const once = await onceOn(boss, page(world))
  const before = await acts()
  const send = (more: Fields = {}) => boss.post(to(world), { ...fields, once, ...more })
  const [first, second] = await Promise.all([send(), send()])
  expect(told(first)).toEqual({ status: 303, location: expect.any(String) })
  expect(told(second)).toEqual(told(first))
  const begun = (await acts()).filter(({ key }) => !before.some((one) => one.key === key)).map(({ act }) => act)
  expect(begun.length).toBeGreaterThan(0)
  expect(new Set(begun).size).toBe(begun.length)
  expect(told(await send())).toEqual(told(first))
  expect(await acts()).toHaveLength(before.length + begun.length)
})

test('a file uploaded twice at the same moment is read into one draft', async () => {
  const once = await onceOn(boss, `/assessments/${world.assessment}/files`)
  const sent = { file: '番号,評価\r\n4-1-1-1,○\r\n', once }
  const send = (file = sent.file) =>
    boss.send(`/assessments/${world.assessment}/imports`, multipart({ ...sent, file }), 'multipart/form-data; boundary=x')
  const [first, second] = await Promise.all([send(), send()])
  expect(first.location).toMatch(/\/imports\//)
  expect(told(second)).toEqual(told(first))
  expect((await send('番号,評価\r\n4-1-1-1,×\r\n')).location).not.toBe(first.location)
})

test('a registration sent twice at the same moment writes one letter', async () => {
  const once = await onceOn(world.nobody, '/register')
  const fields = { organisation: 'みなも', kind: 'applicant', person: '森 直人', email: 'mori@minamo.example.jp', once }
  const send = () => world.nobody.post('/register', fields)
  const [first, second] = await Promise.all([send(), send()])
  expect([told(first), told(second)]).toEqual([SENT, SENT])
  const letters = await database.db.transact('signIn', (tx) =>
    tx.selectFrom('mail').select('id').where('recipient', '=', fields.email).execute(),
  )
  expect(letters).toHaveLength(1)
})

test('the same token with other words, or no token at all, begins another', async () => {
  const once = await onceOn(boss, '/assessments/new')
  const begin = (fields: Fields) => boss.post('/assessments', { title: '同じ', target: '3', edition: '2026-03-27', ...fields })
  const sent = [{ once }, { once, title: '別' }, { once, target: '4' }, {}, {}]
  const replies = await Promise.all(sent.map(begin))
  expect(new Set(replies.map(({ location }) => location)).size).toBe(sent.length)
})

test('a form that was refused acts when it is mended', async () => {
  const once = await onceOn(boss, '/assessments/new')
  const begin = (title: string) => boss.post('/assessments', { title, target: '3', edition: '2026-03-27', once })
  expect((await begin('')).status).toBe(422)
  expect((await begin('')).status).toBe(422)
  expect((await begin('直した')).status).toBe(303)
})

const SENT = { status: 303, location: '/register/sent' }

async function onceOn(who: Visitor, path: string): Promise<string> {
  const [once = ''] = typedIn((await who.get(path)).page, 'once')
  expect(once).toMatch(/^[0-9a-f-]{36}$/)
  return once
}

function told({ status, location }: Reply) {
  return { status, location }
}

function multipart({ file, once }: { file: string; once: string }): string {
  const part = (head: string, body: string) => `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`
  return `${part('name="once"', once)}${part('name="file"; filename="a.csv"', file)}--x--\r\n`
}

/** Everything that the logs tell. */
async function acts(): Promise<{ key: string; act: string }[]> {
  const rows = await database.db.transact('admin', (tx) =>
    tx.selectFrom('log_entry').select(['tenant_id', 'position', 'act']).execute(),
  )
  return rows.map(({ tenant_id, position, act }) => ({ key: `${tenant_id} ${position}`, act }))
}
