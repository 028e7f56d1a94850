import { beforeAll, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { lettersTo } from '../../tests/letters.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { done } from '../../tests/world.ts'
import { createAssessment, recordAnswer } from '../assessment/actions.ts'
import { EMPTY_ANSWER } from '../assessment/index.ts'
import type { Db } from '../db/db.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { toAddress } from '../kernel/organisation-address.ts'
import { features } from '../main/features.ts'
import type { Viewer } from '../roles/viewer.ts'
import { beginTasks } from '../tasks/actions.ts'
import { writeDigests } from './jobs.ts'

const database = testDatabase()
const [MONDAY, TUESDAY, NEXT_MONDAY] = ['2027-04-05T00:00:00.000Z', '2027-04-06T00:00:00.000Z', '2027-04-12T00:00:00.000Z']
let context: ReturnType<typeof testContext>
let [boss, staff]: [Viewer, Viewer] = [] as never
let [client, colleagueOf]: [Visitor, Visitor] = [] as never
let mine: string

beforeAll(async () => {
  context = testContext(database.db)
  const app = testApp(context, features)
  boss = await begin(context, '青山精機', '青山 太郎')
  staff = await colleague(context, boss, '佐藤 花子', 'staff')
  client = visitor(app, boss)
  colleagueOf = visitor(app, staff)
  for (const who of [client, colleagueOf]) await who.get('/')
  const assessment = done(await createAssessment(context, boss, { title: '本社', edition: '2026-03-27', target: 3 }))
  await write(assessment)
  mine = await addressOf(boss)
})

async function write(assessment: AssessmentId): Promise<void> {
  const content = { ...EMPTY_ANSWER, status: 'unmet' as const, reason: '秘密の不足', assignee: boss.person }
  done(await recordAnswer(context, staff, { assessment, criterion: '4-1-1-1', from: 0, content }))
  const task = { issue: null, measure: null, origin: 'own', title: '秘密の仕事', assignee: boss.person } as const
  await context.db.transact({ tenant: boss.tenant }, (tx) =>
    beginTasks(context, tx, boss, assessment, [
      { ...task, dueOn: '2027-04-02' },
      { ...task, dueOn: '2027-04-09' },
    ]),
  )
}

function addressOf({ person }: Viewer): Promise<string> {
  return database.db.transact('admin', async (tx) => {
    const joined = tx.selectFrom('person').innerJoin('account', 'account.id', 'person.account_id')
    return (await joined.select('account.email').where('person.id', '=', person).executeTakeFirstOrThrow()).email
  })
}

const at = (now: string, db: Db = database.db) => {
  context.clock.at = now
  return writeDigests({ ...context, db })
}
const choose = (who: Visitor, digest: string) => who.post('/account/letters', { digest })

test('on Monday one letter says how much waits, names nothing that is missing, and is not repeated', async () => {
  expect(await at('2027-04-04T22:00:00.000Z')).toEqual({ letters: 0 })
  expect(await at(MONDAY)).toEqual({ letters: 1 })
  expect(await at(MONDAY)).toEqual({ letters: 0 })
  expect(await at(TUESDAY)).toEqual({ letters: 0 })
  const [letter, ...more] = await lettersTo(database.db, mine)
  expect(more).toEqual([])
  for (const words of [
    '青山精機',
    '期限を過ぎた対応 1件',
    '今週が期限の対応 1件',
    'あなたの担当でまだの評価基準 1件',
    '変わった回答 1件',
  ])
    expect(letter?.body).toContain(words)
  expect(letter?.body).toContain(`http://localhost${toAddress(boss.tenant, '/')}`)
  expect(letter?.body).not.toContain('秘密')
  expect(await lettersTo(database.db, await addressOf(staff))).toEqual([])
})

test('of several servers one writes it', async () => {
  context.clock.at = NEXT_MONDAY
  const written = await Promise.all([writeDigests(context), writeDigests(context), writeDigests(context)])
  expect(written.reduce((sum, { letters }) => sum + letters, 0)).toBe(1)
  expect(await lettersTo(database.db, mine)).toHaveLength(2)
})

test('every letter leads to where it is changed or stopped; what was chosen begins with the next day that falls due', async () => {
  context.clock.at = NEXT_MONDAY
  expect((await lettersTo(database.db, mine))[0]?.body).toContain('http://localhost/account/letters')
  expect((await client.get('/account/letters')).page).toMatch(/value="weekly" checked/)
  expect((await choose(client, 'hourly')).status).toBe(422)
  expect((await choose(client, 'daily')).location).toBe('/account/letters?saved=1')
  expect(await at(NEXT_MONDAY)).toEqual({ letters: 0 })
  expect(await at('2027-04-13T00:00:00.000Z')).toEqual({ letters: 1 })
  await choose(client, 'none')
  expect(await at('2027-04-14T00:00:00.000Z')).toEqual({ letters: 0 })
  expect(await at('2027-04-19T00:00:00.000Z')).toEqual({ letters: 0 })
})

test('in the language of the account, with the internal rules that wait for whoever approves them', async () => {
  const rule = ((await colleagueOf.post('/documents', { template: '', title: '鍵の決まり' })).location ?? '').replace(/\?.*/, '')
  const text = { newHeading: '鍵', newText: '鍵は総務部が預かる。' }
  await colleagueOf.post(rule, { title: '鍵の決まり', months: '12', revision: '1', ...text })
  const put = await colleagueOf.post(`${rule}/versions`, { officer: boss.person, revision: '2' })
  expect(put.location).toContain('done=submitted')
  expect((await client.get('/')).page).toContain('社内ルール「鍵の決まり」第1版の承認')
  await client.post('/account/profile', { name: '青山 太郎', lang: 'en' })
  await choose(client, 'daily')
  expect(await at('2027-04-20T00:00:00.000Z')).toEqual({ letters: 1 })
  const letter = (await lettersTo(database.db, mine)).at(-1)
  expect(letter?.subject).toBe('[Hoshitori] What waits for you')
  expect(letter?.body).toContain('Tasks overdue: 2')
  expect(letter?.body).toContain('Internal rules that wait for your approval: 1')
})

test('a stop is heeded between two letters, and the rest is written later', async () => {
  context.clock.at = '2027-04-21T00:00:00.000Z'
  expect(await writeDigests(context, AbortSignal.abort())).toEqual({ letters: 0 })
  expect(await at('2027-04-21T01:00:00.000Z')).toEqual({ letters: 1 })
})

test('nobody is written to whose access ended', async () => {
  await database.db.transact('admin', (tx) =>
    tx.updateTable('person').set({ ended_at: context.now() }).where('id', '=', boss.person).execute(),
  )
  expect(await at('2027-04-22T00:00:00.000Z')).toEqual({ letters: 0 })
})
