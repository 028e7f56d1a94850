import type { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { counted } from '../../tests/counted.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { done } from '../../tests/world.ts'
import { createAssessment, recordMany } from '../assessment/actions.ts'
import type { AssessmentId, IssueId } from '../kernel/ids.ts'
import { features } from '../main/features.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Status } from '../standing/status.ts'
import type { Web } from '../web/app.tsx'
import * as actions from './actions.ts'
import type { ListedIssue } from './issue-list.ts'

const database = testDatabase()
const UNMET = ['4-1-5-2', '4-1-5-4']
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let boss: Viewer
let other: Viewer
let client: Visitor
let colleagueOf: Visitor
let assessment: AssessmentId

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  boss = await begin(context, '青山精機', '青山 太郎')
  other = await colleague(context, boss, '佐藤 花子', 'staff')
  client = visitor(app, boss)
  colleagueOf = visitor(app, other)
})

beforeEach(async () => {
  context.clock.at = '2027-04-01T00:00:00.000Z'
  assessment = done(await createAssessment(context, boss, { title: '本社', edition: '2026-03-27', target: 3 }))
  const all = context.edition('2026-03-27').criteria.filter(({ level }) => level === 3)
  await answer(
    all.map(({ id }) => id),
    'met',
  )
  await answer([...UNMET, '5-1-1-1', '3-1-1-1'], 'unmet', 'まだ決めていない')
})

async function answer(criteria: string[], status: Status, reason = ''): Promise<void> {
  const answers = (await actions.readIssues(context, boss, assessment))?.answers
  const wish = criteria.map((criterion) => ({ criterion, from: answers?.get(criterion)?.revision ?? 0 }))
  done(await recordMany(context, boss, assessment, { status, reason, criteria: wish }))
}

const list = async () => (await actions.readIssues(context, boss, assessment))?.issues ?? []
const numbered = async (number: number): Promise<ListedIssue> => {
  const found = (await list()).find((issue) => issue.number === number)
  if (!found) throw new Error(`no issue ${number}`)
  return found
}
const base = () => `/assessments/${assessment}/issues`
const page = async (rest = '') => (await client.get(`${base()}${rest}`)).page
const send = (rest: string, fields: Record<string, string | string[]>, who = client) => who.post(`${base()}${rest}`, fields)
const group = () => send('/grouping', {})

describe('grouping', () => {
  test('one press makes issues of what is missing, with what was written; again, it adds what came since as new', async () => {
    expect(await page()).toContain('4件の評価基準がまだそろっていません')
    expect((await group()).location).toBe(`${base()}?begun=3&added=0`)
    const first = await page()
    expect(first).toContain('パスワードのルールを決めて知らせる')
    expect(first).toContain('まだ決めていない')
    expect([first.includes('まだ課題に入っていない'), first.includes('chip new')]).toEqual([false, false])
    context.clock.at = '2027-06-01T00:00:00.000Z'
    await answer(['4-1-5-1', '7-1-1-1'], 'partial')
    expect(await page()).toContain('まだ課題に入っていない不足が2件あります')
    expect((await group()).location).toBe(`${base()}?begun=1&added=1`)
    expect((await list()).map(({ number, fresh, missing }) => [number, fresh.length, missing.length])).toEqual([
      [1, 1, 3],
      [2, 0, 1],
      [3, 0, 1],
      [4, 1, 1],
    ])
    expect((await group()).location).toBe(`${base()}?begun=0&added=0`)
    context.clock.at = '2027-07-01T00:00:00.000Z'
    expect((await list()).flatMap(({ fresh }) => fresh)).toEqual([])
  })

  test('what is settled folds away by itself, and comes back', async () => {
    await group()
    await answer(UNMET, 'met')
    expect((await numbered(1)).state).toBe('settled')
    expect((await page()).split('class="folded"')[1]).toContain('解消')
    await answer(UNMET, 'unmet')
    expect((await numbered(1)).state).toBe('open')
  })

  test('a list of any length takes five statements in one transaction', async () => {
    await group()
    const db = counted(database.db)
    await actions.readIssues({ ...context, db }, boss, assessment)
    expect(db.asked.map(({ statements }) => statements.length)).toEqual([5])
  })
})

describe('what people do', () => {
  beforeEach(group)

  test('an issue of their own, once however often it is sent', async () => {
    const fields = { title: ' 工場の鍵 ', note: '来月', criteria: ['5-1-1-1', '9-9-9-9'], once: 'x' }
    const [one, two] = [await send('', fields), await send('', fields)]
    expect(one.location).toBe(two.location)
    expect(await numbered(4)).toMatchObject({ title: '工場の鍵', note: '来月', measure: null, missing: ['5-1-1-1'] })
    expect(await page()).toContain('工場の鍵')
    const refused = await send('', { title: '', note: '覚え', criteria: [] })
    expect([refused.status, refused.page.includes('覚え')]).toEqual([422, true])
    expect((await send('', { title: 'x', criteria: ['9-9-9-9'] })).status).toBe(422)
  })

  test('two who edit: the second is told, with both texts, and can send again', async () => {
    const { id, revision } = await numbered(1)
    const at = `/${id}`
    expect((await send(at, { title: 'パスワード', note: '', revision: String(revision) })).location).toContain('done=changed')
    const late = await send(at, { title: 'わたしの名前', note: 'わたしのメモ', revision: String(revision) }, colleagueOf)
    expect(late.status).toBe(409)
    for (const words of ['わたしの名前', 'わたしのメモ', 'パスワード', '先にこの課題を変えました'])
      expect(late.page).toContain(words)
    const [, now = ''] = /name="revision" value="(\d+)"/.exec(late.page) ?? []
    expect((await send(at, { title: 'わたしの名前', note: '', revision: now }, colleagueOf)).status).toBe(303)
    expect((await numbered(1)).title).toBe('わたしの名前')
    expect((await send(at, { title: ' ', note: 'x', revision: '3' })).status).toBe(422)
  })

  test('several merged into one, and taken out again with what they said', async () => {
    const [one, two, three] = [await numbered(1), await numbered(2), await numbered(3)]
    const boxes = [two, one].map(({ id, revision }) => `${id} ${revision}`)
    expect((await send('/merging', { issues: boxes, into: '' })).location).toBe(`${base()}/${two.id}?done=merged`)
    const merged = await numbered(2)
    expect([merged.criteria.length, merged.merged.map(({ number }) => number)]).toEqual([3, [1]])
    expect((await client.get(`${base()}/${one.id}`)).page).toContain('まとめたもの')
    expect((await send('/merging', { issues: boxes, into: three.id }, colleagueOf)).status).toBe(409)
    const alone = await send('/merging', { issues: [`${three.id} 1`], into: three.id })
    expect([alone.status, alone.page.includes(`value="${three.id} 1" checked`)]).toEqual([422, true])
    expect((await send('/merging', { issues: [], into: '' })).status).toBe(422)
    await send('/merging', { issues: `${two.id} ${two.revision}`, into: three.id })
    expect((await numbered(3)).criteria.length).toBe(4)
    const back = await send(`/${three.id}/separation`, { merged: one.id, revision: '2' })
    expect(back.location).toBe(`${base()}/${one.id}?done=separated`)
    expect((await list()).map(({ number, criteria }) => [number, criteria.length])).toEqual([
      [1, 2],
      [3, 2],
    ])
    expect((await send(`/${three.id}/separation`, { merged: one.id, revision: '3' })).status).toBe(404)
  })

  test('criteria move into a new issue or another one, and stand in several; none is left in no issue', async () => {
    const [one, two] = [await numbered(1), await numbered(2)]
    const move = (fields: Record<string, string | string[]>) =>
      send(`/${one.id}/moves`, { revision: '1', newTitle: '', ...fields })
    expect((await move({ moved: UNMET, to: two.id })).page).toContain('1つは残してください')
    expect((await move({ moved: '4-1-5-2', to: 'away' })).page).toContain('ほかの課題に入っていません')
    expect((await move({ moved: '4-1-5-2', to: 'new' })).page).toContain('新しい課題の名前を入力')
    expect((await move({ moved: '4-1-5-2', to: '' })).status).toBe(422)
    expect((await move({ moved: [], to: 'new' })).status).toBe(422)
    expect((await move({ moved: '4-1-5-2', to: 'new', newTitle: '単語の禁止' })).location).toContain('done=moved')
    expect(await numbered(4)).toMatchObject({ title: '単語の禁止', missing: ['4-1-5-2'], fresh: [] })
    expect((await move({ moved: '4-1-5-4', to: two.id })).status).toBe(409)
    await send(`/${two.id}/additions`, { added: ['4-1-5-4', '4-1-5-2', '9-9-9-9'] })
    expect((await numbered(2)).criteria.length).toBe(3)
    expect((await numbered(2)).revision).toBe(1)
    expect(await page(`/${two.id}`)).toContain('ほかにも')
    const away = { moved: '4-1-5-2', to: 'away', newTitle: '', revision: '1' }
    expect((await send(`/${two.id}/moves`, away)).location).toBe(`${base()}/${two.id}?done=moved`)
    expect((await send(`/${two.id}/moves`, { ...away, revision: '2' })).status).toBe(409)
    expect((await send(`/${two.id}/additions`, { added: [] })).status).toBe(422)
  })

  test('set aside with a reason, out of the way with who said so, and taken up again', async () => {
    const { id } = await numbered(1)
    const aside = (fields: object) => send(`/${id}/setting-aside`, { revision: '1', ...fields })
    expect((await aside({ reason: ' ' })).page).toContain('見送る理由を書いてください')
    await aside({ reason: '移転まで待つ' })
    const folded = (await page()).split('class="folded"')[1]
    for (const words of ['見送り', '移転まで待つ', '青山 太郎']) expect(folded).toContain(words)
    expect((await aside({ reason: '二度' })).status).toBe(409)
    const two = await numbered(2)
    expect((await send('/merging', { issues: `${two.id} 1`, into: id })).page).toContain('見送りにした課題は')
    expect((await send(`/${id}/taking-up`, { revision: '2' })).location).toContain('done=resumed')
    expect((await numbered(1)).state).toBe('open')
  })

  test('the log tells each act by its facts', async () => {
    const { id } = await numbered(1)
    await send(`/${id}/setting-aside`, { revision: '1', reason: '移転まで待つ' })
    const told = (await client.get('/log')).page
    expect(told).toContain('課題「パスワードのルールを決めて知らせる」を見送りにしました')
    expect(told).toContain('不足を課題にまとめました(新しい課題3件、加えた評価基準0件)')
  })

  test('whoever reads sees them and changes nothing; an expert who sees the numbers alone sees none', async () => {
    const reader = visitor(app, await colleague(context, boss, '石川 翔', 'reader'))
    const seen = (await reader.get(base())).page
    expect([seen.includes('パスワードの'), seen.includes('name="issues"'), seen.includes('課題を加える')]).toEqual([
      true,
      false,
      false,
    ])
    const sight = { id: context.newId(), assessments: null, sight: 'numbers', mayAnswer: true } as never
    const expert: Viewer = { ...other, roles: ['engaged'], engagement: sight }
    expect(await actions.readIssues(context, expert, assessment)).toBeUndefined()
    const place = { assessment, issue: (await numbered(1)).id as IssueId }
    expect(await actions.takeIssueUp(context, expert, place, { revision: 1 })).toBeUndefined()
  })
})
