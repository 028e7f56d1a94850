import type { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { engage } from '../../tests/experts.ts'
import { toldOf } from '../../tests/told.ts'
import { type Fields, testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import type { PersonId } from '../kernel/ids.ts'
import { features } from '../main/features.ts'
import { changePerson, endPerson, readPeople } from '../organisation/actions.ts'
import { actsOf } from '../organisation/told.fixture.ts'
import type { Role } from '../roles/permissions.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let aoyama: Viewer
let kaede: Viewer
let taro: Visitor
let yumi: Visitor

beforeAll(() => {
  context = testContext(database.db)
  app = testApp(context, features)
})

beforeEach(async () => {
  aoyama = await begin(context, '青山精機', '青山 太郎')
  kaede = await begin(context, '楓システムズ', '楓 由美')
  taro = visitor(app, aoyama)
  yumi = visitor(app, kaede)
  await taro.get('/people')
})

const peopleOf = (seat: Viewer) => readPeople(context, seat.tenant)
const personOf = async (seat: Viewer, id: PersonId) => (await peopleOf(seat)).find((person) => person.id === id)
const add = (name: string, ...roles: Role[]) => colleague(context, aoyama, name, ...roles)

/** Whether every refusal of a page leads to a field of the page. */
function leadsToItsFields(page: string): boolean {
  const links = [...page.matchAll(/<li><a href="#([^"]+)"/g)].map(([, id]) => id)
  return links.length > 0 && links.every((id) => page.includes(`id="${id}"`) && page.includes(`id="${id}-refusal"`))
}

describe('the list', () => {
  test('names everybody with their roles, and marks oneself and who is there by name only', async () => {
    await add('佐藤 花子', 'staff', 'respondent')
    await add('名前 だけ')
    const { status, page } = await taro.get('/people')
    expect(status).toBe(200)
    const rows = [...page.matchAll(/<tr><th scope="row">([^<]+)(.*?)<\/th><td data-label="役割">(.*?)<\/td>/g)].map(
      ([, name, chips, roles]) => [
        name,
        roles,
        [...(chips ?? '').matchAll(/<span class="chip">([^<]+)<\/span>/g)].map(([, chip]) => chip),
      ],
    )
    expect(rows).toEqual([
      ['青山 太郎', '責任者', ['あなた']],
      ['佐藤 花子', '担当者・回答者', ['名前だけ']],
      ['名前 だけ', '', ['名前だけ']],
    ])
  })

  test('is not shown to another organisation', async () => {
    await add('佐藤 花子', 'staff')
    const { page } = await yumi.get('/people')
    expect(page).toContain('楓 由美')
    expect(page).not.toContain('佐藤 花子')
    expect(page).not.toContain('青山')
  })

  test.each([
    ['responsible', 200, true],
    ['staff', 200, false],
    ['reader', 200, false],
    ['executive', 200, false],
    ['expert', 200, false],
    ['respondent', 403, false],
  ] as const)('for a %s: %i, with forms: %s', async (role, expected, forms) => {
    const { status, page } = await visitor(app, await add(role, role)).get('/people')
    expect(status).toBe(expected)
    expect(page.includes('action="/people"')).toBe(forms)
    expect(page.includes(`action="/people/${aoyama.person}"`)).toBe(forms)
  })

  test('is closed to an engaged expert', async () => {
    const { seat } = await engage(context, aoyama)
    expect((await visitor(app, seat).get('/people')).status).toBe(403)
    expect((await taro.get('/people')).page).toContain('千葉 遥')
  })
})

describe('whoever may not', () => {
  const POSTED = ['/people', '/people/ID', '/people/ID/end', '/people/invitations', '/people/invitations/ID/withdrawal']
  const sent = { name: '<b>名前</b>', position: '<b>部</b>', email: 'x@x.example', roles: ['staff', 'reader'] }
  const to = (path: string) => path.replace('ID', aoyama.person)

  test.each(POSTED)('not signed in, what is sent to %s is kept', async (path) => {
    const before = await peopleOf(aoyama)
    const { status, page } = await visitor(app).post(to(path), sent)
    expect(status).toBe(401)
    for (const [name, value] of Object.entries(sent)) expect([name, typedIn(page, name)]).toEqual([name, [value].flat()])
    expect(page).not.toContain('<b>')
    expect(await peopleOf(aoyama)).toEqual(before)
    expect(await visitor(app).get('/people')).toMatchObject({ status: 303, location: '/sign-in?next=%2Fpeople' })
  })

  test.each(['staff', 'respondent', 'reader', 'executive'] as const)('a %s changes nobody', async (role) => {
    const who = visitor(app, await add(role, role))
    const before = await peopleOf(aoyama)
    for (const path of POSTED) expect([path, (await who.post(to(path), sent)).status]).toEqual([path, 403])
    expect((await peopleOf(aoyama)).map(({ email: _, account: __, ...rest }) => rest)).toEqual(
      before.map(({ email: _, account: __, ...rest }) => rest),
    )
  })

  test('an engaged expert changes nobody', async () => {
    const { seat } = await engage(context, aoyama, { sight: 'everything', mayAnswer: true })
    const before = await peopleOf(aoyama)
    for (const path of POSTED) expect([path, (await visitor(app, seat).post(to(path), sent)).status]).toEqual([path, 403])
    expect(await peopleOf(aoyama)).toEqual(before)
  })

  test('another organisation finds nobody, and cannot tell them from none', async () => {
    const before = await peopleOf(aoyama)
    for (const path of ['/people/ID', '/people/ID/end', '/people/invitations/ID/withdrawal']) {
      const theirs = await yumi.post(to(path), sent)
      const none = await yumi.post(path.replace('ID', '00000000-0000-7000-8000-ffffffffffff'), sent)
      expect([path, theirs.status, none.status]).toEqual([path, 404, 404])
      expect(theirs.page).toBe(none.page)
    }
    expect(await peopleOf(aoyama)).toEqual(before)
  })

  test.each(['x', '1', '%00', "' or true--", '..'])('a person who is none (%s) is not found', async (id) => {
    expect((await taro.post(`/people/${encodeURIComponent(id)}/end`)).status).toBe(404)
    expect((await taro.post(`/people/${encodeURIComponent(id)}`, sent)).status).toBe(404)
    expect((await taro.post(`/people/invitations/${encodeURIComponent(id)}/withdrawal`)).status).toBe(404)
  })
})

describe('adding by name only', () => {
  test('keeps the name and the position, without a role and without a way in', async () => {
    const sent = { name: ' 佐藤  花子 ', position: '総務\t部', roles: ['responsible'] }
    expect(await taro.post('/people', sent)).toMatchObject({ status: 303, location: '/people?told=saved' })
    expect(await peopleOf(aoyama)).toContainEqual(
      expect.objectContaining({ name: '佐藤 花子', position: '総務 部', roles: [], account: null, email: null }),
    )
    expect((await taro.get('/people?told=saved')).page).toContain('保存しました。')
    expect((await actsOf(context, aoyama.tenant)).at(-1)).toBe('person.add')
  })

  test.each<[string, { name: string; position: string }, string, string]>([
    ['no name', { name: ' ', position: '<i>総務部</i>' }, 'name', '名前を入力してください。'],
    ['a name of 101 characters', { name: 'あ'.repeat(101), position: '総務部' }, 'name', '名前は100文字までにしてください。'],
    [
      'a position of 101 characters',
      { name: '鈴木 一', position: 'い'.repeat(101) },
      'position',
      '部署・役割は100文字までにしてください。',
    ],
  ])('with %s is refused beside the field, with everything typed kept', async (_, typed, field, words) => {
    const before = await peopleOf(aoyama)
    const { status, page } = await taro.post('/people', typed)
    expect(status).toBe(422)
    expect(page).toContain(words)
    expect(page).toContain(`id="${field}-name-only-refusal"`)
    expect(leadsToItsFields(page)).toBe(true)
    expect(typedIn(page, 'name')).toContain(typed.name)
    expect(typedIn(page, 'position')).toContain(typed.position)
    expect(page).not.toContain('<i>総務部')
    expect(await peopleOf(aoyama)).toEqual(before)
  })

  test('both at once are told at once', async () => {
    const { page } = await taro.post('/people', { name: '', position: 'い'.repeat(101) })
    expect([...page.matchAll(/id="([a-z]+)-name-only-refusal"/g)].map(([, field]) => field)).toEqual(['name', 'position'])
  })

  test('a character that cannot be stored is no fault', async () => {
    expect((await taro.post('/people', { name: '田\u0000中', position: '営\u0000業' })).status).toBe(303)
    expect(await peopleOf(aoyama)).toContainEqual(expect.objectContaining({ name: '田中', position: '営業' }))
  })
})

describe('changing somebody', () => {
  test('takes name, position and roles, at once, and tells the log before and after', async () => {
    const hanako = await add('佐藤 花子', 'staff')
    const who = visitor(app, hanako)
    expect((await who.get('/assessments/new')).status).toBe(200)
    const sent = { name: '佐藤　はなこ', position: '総務部', roles: ['reader', 'executive', 'buyer', 'engaged', 'x'] }
    expect(await taro.post(`/people/${hanako.person}`, sent)).toMatchObject({ status: 303, location: '/people?told=saved' })
    expect(await personOf(aoyama, hanako.person)).toMatchObject({
      ...{ name: '佐藤 はなこ', position: '総務部', roles: ['reader', 'executive'] },
    })
    expect((await who.get('/assessments/new')).status).toBe(403)
    expect((await who.get('/people')).page).toContain('<span class="person">佐藤 はなこ</span>')
    const entry = await database.db.transact('admin', (tx) =>
      tx
        .selectFrom('log_entry')
        .select('body')
        .where('tenant_id', '=', aoyama.tenant)
        .orderBy('position', 'desc')
        .executeTakeFirstOrThrow(),
    )
    for (const words of ['佐藤 花子', '佐藤 はなこ', '担当者', '閲覧者・経営者', '総務部', '青山 太郎'])
      expect(JSON.stringify(toldOf(entry.body))).toContain(words)
  })

  test('somebody by name only may have no role; somebody who signs in may not', async () => {
    const byName = await add('名前 だけ', 'respondent')
    expect((await taro.post(`/people/${byName.person}`, { name: '名前 だけ', position: '' })).status).toBe(303)
    const hanako = await add('佐藤 花子', 'staff')
    await visitor(app, hanako).get('/people')
    const { status, page } = await taro.post(`/people/${hanako.person}`, {
      name: '佐藤 花子',
      position: '総務部',
      roles: ['buyer'],
    })
    expect(status).toBe(422)
    expect(page).toContain('役割を1つ以上選んでください。')
    expect(leadsToItsFields(page)).toBe(true)
    expect(typedIn(page, 'position')).toContain('総務部')
    expect(await personOf(aoyama, hanako.person)).toMatchObject({ roles: ['staff'], position: '' })
  })

  test.each<[string, Fields, string]>([
    ['no name', { name: ' ', position: '総務部', roles: ['staff'] }, '名前を入力してください。'],
    ['a position of 101 characters', { name: '佐藤', position: 'い'.repeat(101), roles: ['reader'] }, '100文字まで'],
  ])('with %s is refused in the form of that person, which stays open and filled in', async (_, sent, words) => {
    const hanako = await add('佐藤 花子', 'staff')
    const { status, page } = await taro.post(`/people/${hanako.person}`, sent)
    expect(status).toBe(422)
    expect(page).toContain(words)
    expect(leadsToItsFields(page)).toBe(true)
    const form = /<details open[^>]*>(.*?)<\/details>/.exec(page)?.[1] ?? ''
    expect(form).toContain(`action="/people/${hanako.person}"`)
    for (const name of ['name', 'position', 'roles']) expect([name, typedIn(form, name)]).toEqual([name, [sent[name]].flat()])
    expect(await personOf(aoyama, hanako.person)).toMatchObject({ name: '佐藤 花子', roles: ['staff'] })
  })

  test('the last 責任者 who can sign in stays one', async () => {
    const nameOnly = await add('名前 だけ', 'responsible')
    const sent = { name: '青山 太郎', position: '', roles: ['staff'] }
    const { status, page } = await taro.post(`/people/${aoyama.person}`, sent)
    expect(status).toBe(422)
    expect(page).toContain('責任者がいなくなってしまいます。')
    expect(await personOf(aoyama, aoyama.person)).toMatchObject({ roles: ['responsible'] })
    await visitor(app, nameOnly).get('/people')
    expect((await taro.post(`/people/${aoyama.person}`, sent)).status).toBe(303)
    expect(await personOf(aoyama, aoyama.person)).toMatchObject({ roles: ['staff'] })
    expect((await taro.post(`/people/${aoyama.person}`, sent)).status).toBe(403)
  })

  test('two who step back at the same moment leave one', async () => {
    const second = await add('伊藤 健一', 'responsible')
    await visitor(app, second).get('/people')
    const wish = { name: 'x', position: '', roles: ['staff' as const] }
    await Promise.all([peopleOf(aoyama), peopleOf(aoyama)])
    const [one, other] = await Promise.all([
      changePerson(context, aoyama, aoyama.person, wish),
      endPerson(context, second, second.person),
    ])
    expect([one?.ok, other?.ok].toSorted()).toEqual([false, true])
    const left = (await peopleOf(aoyama)).filter(({ roles, endedAt }) => roles.includes('responsible') && endedAt === null)
    expect(left).toHaveLength(1)
  })

  test('an expert of another firm stays one, whatever is sent', async () => {
    const { seat } = await engage(context, aoyama)
    expect((await taro.get('/people')).page).not.toContain(`action="/people/${seat.person}"`)
    await taro.post(`/people/${seat.person}`, { name: '千葉 遥', position: '', roles: ['responsible', 'staff'] })
    expect(await personOf(aoyama, seat.person)).toMatchObject({ roles: ['engaged'] })
    expect((await visitor(app, seat).get('/people')).status).toBe(403)
  })

  test('asks once more who it is when that was proved a while ago, and keeps what was typed', async () => {
    const hanako = await add('佐藤 花子', 'staff')
    const long = { verified_at: '2027-03-31T23:44:59.999Z' }
    await database.db.transact('admin', (tx) =>
      tx.updateTable('session').set(long).where('tenant_id', '=', aoyama.tenant).execute(),
    )
    const sent = { name: '佐藤 花子', position: '総務部', roles: ['staff', 'reader'] }
    for (const path of [`/people/${hanako.person}`, `/people/${hanako.person}/end`]) {
      const { status, page } = await taro.post(path, sent)
      expect(status).toBe(401)
      expect([typedIn(page, 'position'), typedIn(page, 'roles')]).toEqual([['総務部'], ['staff', 'reader']])
    }
    expect(await personOf(aoyama, hanako.person)).toMatchObject({ position: '', endedAt: null })
    expect((await taro.post('/people', { name: '鈴木 一' })).status).toBe(303)
  })
})

describe('ending somebody’s access', () => {
  test('ends their access at once; the name stays', async () => {
    const hanako = await add('佐藤 花子', 'staff')
    const who = visitor(app, hanako)
    expect((await who.get('/assessments')).status).toBe(200)
    expect(await taro.post(`/people/${hanako.person}/end`)).toMatchObject({ status: 303, location: '/people?told=ended' })
    expect((await who.get('/assessments')).status).toBe(404)
    const sent = await who.post('/assessments', { title: 'まだ送っていない評価', target: '3', edition: '2026-03-27' })
    expect(sent.status).toBe(404)
    expect(typedIn(sent.page, 'title')).toEqual(['まだ送っていない評価'])
    const byScript = await who.post('/assessments', {}, { Accept: 'application/json' })
    expect({ status: byScript.status, code: JSON.parse(byScript.page).refusals[0].code }).toEqual({
      status: 404,
      code: 'seat.not-there',
    })
    expect((await who.get('/organisations')).page).not.toContain('青山精機')
    expect((await who.post('/seat', { organisation: aoyama.tenant })).status).toBe(404)
    expect(await personOf(aoyama, hanako.person)).toMatchObject({ name: '佐藤 花子', endedAt: context.clock.at })
    const { page } = await taro.get('/people?told=ended')
    expect(page).toContain('組織から外しました。')
    expect(page).toContain('外れた人 1人')
    expect(page).toContain('佐藤 花子 (2027年4月1日 09:00)')
    expect((await actsOf(context, aoyama.tenant)).at(-1)).toBe('person.end')
  })

  test('happens once, and nothing is changed afterwards', async () => {
    const hanako = await add('佐藤 花子', 'staff')
    await taro.post(`/people/${hanako.person}/end`)
    const before = [await peopleOf(aoyama), await actsOf(context, aoyama.tenant)]
    expect((await taro.post(`/people/${hanako.person}/end`)).status).toBe(404)
    expect((await taro.post(`/people/${hanako.person}`, { name: 'x', position: '', roles: ['staff'] })).status).toBe(404)
    expect([await peopleOf(aoyama), await actsOf(context, aoyama.tenant)]).toEqual(before)
  })

  test('is refused for the last 責任者 who can sign in', async () => {
    await add('名前 だけ', 'responsible')
    const { status, page } = await taro.post(`/people/${aoyama.person}/end`)
    expect(status).toBe(422)
    expect(page).toContain('責任者がいなくなってしまいます。')
    expect((await taro.get('/people')).status).toBe(200)
  })

  test('works for an expert of another firm, whose engagement goes on', async () => {
    const { seat } = await engage(context, aoyama)
    const expert = visitor(app, seat)
    expect((await expert.get('/assessments')).status).toBe(200)
    expect((await taro.post(`/people/${seat.person}/end`)).status).toBe(303)
    expect((await expert.get('/assessments')).status).toBe(404)
    expect((await taro.get('/engagements')).page).toContain('契約中')
  })
})
