import ICAL from 'ical.js'
import { beforeAll, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { lettersTo } from '../../tests/letters.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { done } from '../../tests/world.ts'
import { changeSettings, createAssessment, removeAssessment } from '../assessment/actions.ts'
import { writeDigests } from '../digest/jobs.ts'
import { addDays } from '../kernel/calendar.ts'
import { features } from '../main/features.ts'
import { endAccess } from '../organisation/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { changeDuty, dutiesOf, moveDue, occurrencesFrom, setYear } from './actions.ts'

const database = testDatabase()
/** A yearly one of ★3, and a monthly one of ★4. */
const [YEARLY, MONTHLY] = ['1-2-1-3/1', '4-4-3-3/1']
const NOTHING = { ok: false, refusals: [] as never } as const
const AS_IS = { assignee: null, substitute: null, every: 'P1Y', first: null, nextWorkday: false, revision: 0 } as const
let context: ReturnType<typeof testContext>
let [boss, staff]: [Viewer, Viewer] = [] as never
let [client, worker, stranger]: [Visitor, Visitor, Visitor] = [] as never

beforeAll(async () => {
  context = testContext(database.db)
  const app = testApp(context, features)
  boss = await begin(context, '青山精機', '青山 太郎')
  staff = await colleague(context, boss, '佐藤 花子', 'staff')
  ;[client, worker, stranger] = [visitor(app, boss), visitor(app, staff), visitor(app)]
  for (const who of [client, worker]) await who.get('/')
  expect(await dutiesOf(context, boss.tenant)).toBeUndefined()
  const first = done(await createAssessment(context, boss, { title: '本社', edition: '2026-03-27', target: 3 }))
  context.clock.at = '2027-05-10T00:00:00.000Z'
  done((await changeSettings(context, boss, first, { title: '本社', target: 4 })) ?? NOTHING)
  done(await createAssessment(context, boss, { title: '支社', edition: '2026-03-27', target: 4 }))
  done((await removeAssessment(context, boss, first, { typedTitle: '本社' })) ?? NOTHING)
})

const scheduled = async (duty: string, from: string, to: string) =>
  (await occurrencesFrom(context, boss, { from, to })).filter((one) => one.duty === duty).map((one) => one.due)
const codes = (outcome: Awaited<ReturnType<typeof changeDuty>>) =>
  outcome && !outcome.ok && outcome.refusals.map(({ code }) => code)
const eventsOf = (file: string) =>
  new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))

test('a duty counts from the day on which its ★ was first aimed at, whatever becomes of that assessment', async () => {
  const { duties = [] } = (await dutiesOf(context, boss.tenant)) ?? {}
  const begins = new Map(duties.map((duty) => [duty.id, duty.begins]))
  expect([begins.get(YEARLY), begins.get(MONTHLY)]).toEqual(['2027-04-01', '2027-05-10'])
  expect(await scheduled(MONTHLY, '2027-05-01', '2027-08-31')).toEqual(['2027-06-10', '2027-07-10', '2027-08-10'])
})

test('more often than the text is accepted, more rarely refused, and whoever is second is told so', async () => {
  expect(codes(await changeDuty(context, boss, MONTHLY, { ...AS_IS, every: 'P3M' }))).toEqual(['duty.every'])
  expect(codes(await changeDuty(context, boss, YEARLY, { ...AS_IS, first: '2028-06-01' }))).toEqual(['duty.day'])
  expect(codes(await changeDuty(context, boss, YEARLY, { ...AS_IS, assignee: boss.tenant as string as never }))).toEqual([
    'duty.person',
  ])
  const wish = { ...AS_IS, assignee: staff.person, every: 'P6M', first: '2027-09-19', nextWorkday: true } as const
  done((await changeDuty(context, boss, YEARLY, wish)) ?? NOTHING)
  // 19 September is a Sunday, and the 20th a holiday.
  expect(await scheduled(YEARLY, '2027-04-01', '2028-12-31')).toEqual(['2027-09-21', '2028-03-21', '2028-09-19'])
  expect(codes(await changeDuty(context, staff, YEARLY, AS_IS))).toEqual(['duty.changed'])
})

test('a due day is moved between its neighbours, for a reason, and the scheduled day stays', async () => {
  const at = { duty: YEARLY, scheduled: '2027-09-19' }
  expect(codes(await moveDue(context, boss, at, { due: '2027-10-01', reason: '' }))).toEqual(['duty.reason'])
  expect(codes(await moveDue(context, boss, at, { due: '2028-03-19', reason: '遅らせる' }))).toEqual(['duty.move'])
  expect(
    await moveDue(context, boss, { ...at, scheduled: '2027-09-21' }, { due: '2027-10-01', reason: '遅らせる' }),
  ).toBeUndefined()
  done(
    (await moveDue(context, boss, at, { due: '2027-10-01', reason: '監査のあとにする' })) ?? { ok: false, refusals: [] as never },
  )
  const [moved] = await occurrencesFrom(context, boss, { from: '2027-10-01', to: '2027-10-01' })
  expect(moved).toMatchObject({ scheduled: '2027-09-19', due: '2027-10-01', moved: '監査のあとにする', sequence: 2 })
  expect((await client.get(`/duties/${YEARLY}`)).page).toContain('動かした理由: 監査のあとにする')
})

test('with the company’s year, what is asked once a year falls on its last day, from the day after on', async () => {
  done(await setYear(context, boss, { month: 4 }))
  expect(await scheduled('1-3-1-4/1', '2027-04-01', '2029-04-30')).toEqual(['2028-03-31', '2029-03-31'])
  const { page } = await client.get('/duties/year?year=2028&who=nobody')
  expect(page).toContain('2028年4月から2029年3月まで')
  expect(page).toContain('2029年3月31日: これから')
  expect(page).not.toContain(`/duties/${YEARLY}"`)
  expect((await client.get('/duties/month?month=2027-10')).page).toContain(`/duties/${YEARLY}"`)
})

test('the calendar of a person has their own days alone, and its address is changed and ended', async () => {
  const made = async (who: Visitor, whose: string) =>
    /\/calendar\/[\w-]+\.ics/.exec((await who.post('/duties/calendar', { whose })).page)?.[0] ?? ''
  const first = await made(worker, 'person')
  const feed = await stranger.get(first)
  expect([feed.status, feed.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
  const events = eventsOf(feed.page)
  expect(events.map(({ startDate, sequence }) => [startDate.toString(), sequence])).toEqual([
    ['2027-10-01', 3],
    ['2028-03-21', 2],
    ['2028-09-19', 2],
    ['2029-03-19', 2],
  ])
  expect(events[0]?.uid).toBe(`1-2-1-3.1.2027-09-19@${boss.tenant}.duties.hoshitori`)
  expect(events.every((event) => event.startDate.isDate && !event.isRecurring())).toBe(true)
  for (const words of ['METHOD:PUBLISH', 'X-WR-CALNAME:', 'REFRESH-INTERVAL;VALUE=DURATION:PT12H', 'X-PUBLISHED-TTL:PT12H'])
    expect(feed.page).toContain(words)
  const second = await made(worker, 'person')
  expect([(await stranger.get(first)).status, (await stranger.get(second)).status]).toEqual([404, 200])
  const all = eventsOf((await stranger.get(await made(client, 'organisation'))).page)
  expect(new Set(all.map(({ summary }) => summary.split(' ')[0])).size).toBeGreaterThan(20)
  await worker.post('/duties/calendar-endings', { whose: 'person' })
  expect((await stranger.get(second)).status).toBe(404)
  const last = await made(worker, 'person')
  await database.db.transact({ tenant: boss.tenant }, (tx) => endAccess(tx, boss.tenant, staff.person, context.now()))
  expect((await stranger.get(last)).status).toBe(404)
  await database.db.transact('admin', (tx) =>
    tx.updateTable('person').set({ ended_at: null }).where('id', '=', staff.person).execute(),
  )
})

test('a letter tells of a duty on its days, each once, also when the server was off, and never for ever', async () => {
  const address = await database.db.transact('admin', async (tx) => {
    const joined = tx.selectFrom('person').innerJoin('account', 'account.id', 'person.account_id')
    return (await joined.select('account.email').where('person.id', '=', staff.person).executeTakeFirstOrThrow()).email
  })
  await worker.post('/account/letters', { digest: 'daily' })
  const told: string[] = []
  // Three weeks day by day, but for the days on which the server is off; due is 1 October.
  for (let day = '2027-09-21'; day < '2027-10-20'; day = addDays(day, 1)) {
    if (day === '2027-09-30' || day === '2027-10-01') continue
    context.clock.at = `${day}T01:00:00.000Z`
    for (const _twice of [1, 2]) {
      const before = (await lettersTo(database.db, address)).length
      await writeDigests(context)
      if ((await lettersTo(database.db, address)).length > before) told.push(day)
    }
  }
  expect(told).toEqual(['2027-09-24', '2027-10-02', '2027-10-04', '2027-10-08'])
  expect((await lettersTo(database.db, address)).at(-1)?.body).toContain('期日を過ぎた繰り返し作業 1件')
  expect((await worker.get('/')).page).toContain('あなたの繰り返し作業')
  expect((await client.get('/')).page).toContain('遅れている繰り返し作業')
})
