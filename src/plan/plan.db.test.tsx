import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { lastTold } from '../../tests/told.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { recordMany } from '../assessment/actions.ts'
import { assessmentRoutes } from '../assessment/routes.tsx'
import { groupIssues } from '../issues/actions.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import { tasksIn } from '../tasks/actions.ts'
import type { Web } from '../web/app.tsx'
import { makePlan, readPlan } from './actions.ts'
import { planRoutes } from './routes.tsx'
import type { PlanSettings } from './settings.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let ito: Viewer
let sato: Viewer
let id: AssessmentId
let address: string
let boss: Visitor

const SETTINGS: PlanSettings = { from: '2027-04-01', by: null, size: 30, hours: 10, people: [] }

/** A firm that lacks the criteria of three measures, grouped into issues. */
beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, [assessmentRoutes(), planRoutes(() => async () => null)], () => {})
  ito = await begin(context, '青山精機', '伊藤 健一')
  sato = await colleague(context, ito, '佐藤 美穂', 'staff')
  boss = visitor(app, ito)
  address = (await boss.post('/assessments', { title: '本社', target: '3', edition: '2026-03-27' })).location ?? ''
  id = address.split('/').at(-1) as AssessmentId
  const open = ['1-2-1-1', '1-2-1-2', '1-2-1-3', '4-3-4-1']
  const criteria = context.edition('2026-03-27').criteria.filter(({ level }) => level === 3)
  const rest = criteria.filter((one) => !open.includes(one.id)).map((one) => ({ criterion: one.id, from: 0 }))
  done((await recordMany(context, ito, id, { criteria: rest, status: 'met', reason: '確かめた' })) ?? never())
  done((await groupIssues(context, ito, id)) ?? never())
})

function never(): never {
  throw new Error('nothing there')
}

const tasks = () => database.db.read({ tenant: ito.tenant }, (tx) => tasksIn(tx, ito, id))

describe('a plan', () => {
  test('that is tried shows when, and writes nothing', async () => {
    const { status, page } = await boss.get(`${address}/plan?try=1&from=2027-04-01&by=2027-04-02&hours=2&size=30`)
    expect(status).toBe(200)
    expect(page).toContain('まだ何も変わっていません')
    expect(page).toMatch(/週\d+時間で試す/)
    expect([await tasks(), (await readPlan(context, ito, id))?.plan]).toEqual([[], undefined])
  })

  test('that is tried again has the absences that were typed, and room for one more of each person, no more', async () => {
    const [one, more] = [`awayFrom ${ito.person}.0`, `awayFrom ${ito.person}.1`]
    const { page } = await boss.get(
      `${address}/plan?try=1&from=2027-04-01&hours=2&size=30&${new URLSearchParams({
        ...{ [one]: '', [`awayTo ${ito.person}.0`]: '', [more]: '2027-05-01', [`awayTo ${ito.person}.1`]: '2027-05-03' },
      })}`,
    )
    const fields = [...page.matchAll(new RegExp(`id="awayFrom-${ito.person}\\.(\\d)"`, 'g'))].map(([, at]) => at)
    expect([fields, page.includes('value="2027-05-01"')]).toEqual([['1', '0'], true])
  })

  test('gives every open issue a task and every task its days, what is needed first; made again, nothing moves', async () => {
    const first = done((await makePlan(context, ito, id, SETTINGS, 0)) ?? never())
    const made = await tasks()
    expect(made.map(({ measure, origin, state }) => [measure, origin, state])).toEqual(
      expect.arrayContaining([
        ['organisation', 'measure', 'todo'],
        ['organisation-check', 'measure', 'todo'],
        ['backup', 'measure', 'todo'],
      ]),
    )
    const [rule, check] = ['organisation', 'organisation-check'].map((measure) => made.find((task) => task.measure === measure))
    expect((rule?.planned?.end ?? '9') <= (check?.planned?.start ?? '')).toBe(true)
    expect(first).toMatchObject({ unplaced: [], uncovered: [], clashes: [], moved: [], reached: first.ends })
    expect(await lastTold(context, ito.tenant)).toMatchObject({ act: 'plan.make' })
    const again = done((await makePlan(context, sato, id, SETTINGS, 1)) ?? never())
    expect([again.pieces, again.moved, (await tasks()).length]).toEqual([first.pieces, [], made.length])
  })

  test('is refused where somebody made it anew meanwhile, with what was typed', async () => {
    const fields = { from: '2027-04-01', by: '2027-12-24', hours: '6', size: '30', revision: '1' }
    const { status, page } = await boss.post(`${address}/plan`, fields)
    expect([status, page.includes('value="2027-12-24"'), page.includes('先に計画をつくり直しました')]).toEqual([409, true, true])
  })

  test('with people goes by their hours and days away, and says what moved', async () => {
    const people = [{ person: sato.person, hours: 5, away: [{ from: '2027-04-01', to: '2027-04-30' }] }]
    const result = done((await makePlan(context, ito, id, { ...SETTINGS, people }, 2)) ?? never())
    expect(result.pieces.every(({ worker, start }) => worker === sato.person && start > '2027-05-05')).toBe(true)
    expect(result.moved).toHaveLength(3)
    expect((await boss.get(`${address}/plan`)).page).toContain('前の計画から動いたもの')
  })
})

describe('what a measure takes in the organisation', () => {
  const effort = { low: '2', likely: '4', high: '5' }
  const backup = async () => {
    const plan = (await readPlan(context, ito, id))?.plan
    const task = (await tasks()).find(({ measure }) => measure === 'backup')
    return plan?.result.pieces.find((piece) => piece.id === task?.id)?.days
  }

  test('is used by a plan that is made anew, stands beside our estimate, and makes the plan out of date until then', async () => {
    context.clock.at = '2027-04-02T00:00:00.000Z'
    expect(await boss.post('/efforts/backup', { ...effort, revision: '0' })).toMatchObject({ status: 303 })
    expect(await lastTold(context, ito.tenant)).toMatchObject({ act: 'effort.change' })
    expect((await boss.get('/efforts')).page).toContain('<strong>4人日 (2〜5)</strong>')
    expect((await boss.get(`${address}/plan`)).page).toContain('対応か見積りが変わりました')
    const before = await backup()
    done((await makePlan(context, ito, id, SETTINGS, 3)) ?? never())
    expect((await backup())?.[1]).not.toBe(before?.[1])
    const { page } = await boss.get(`${address}/plan`)
    expect([page.includes('対応か見積りが変わりました'), page.includes('対応1件は、会社の見積りで数えています')]).toEqual([
      false,
      true,
    ])
  })

  test('is refused where somebody changed it meanwhile, where a part is missing or they do not rise; ours is taken again', async () => {
    const first = await boss.post('/efforts/backup', { ...effort, likely: '4.5', revision: '0' })
    expect([first.status, first.page.includes('value="4.5"'), first.page.includes('先にこの対策の見積りを変えました')]).toEqual([
      409,
      true,
      true,
    ])
    for (const more of [{ low: '' }, { low: '6' }, { high: 'x' }])
      expect(await boss.post('/efforts/backup', { ...effort, ...more, revision: '1' })).toMatchObject({ status: 422 })
    expect(await boss.post('/efforts/backup', { ours: '1', revision: '1' })).toMatchObject({ status: 303 })
    expect((await boss.get('/efforts')).page).not.toContain('<strong>4人日 (2〜5)</strong>')
    expect(await boss.post('/efforts/no-measure', { ...effort, revision: '0' })).toMatchObject({ status: 404 })
  })
})

test.each([
  ['no day', { from: '', hours: '8', size: '30' }, '始める日を選んでください'],
  ['a day that is none', { from: '2027-02-30', hours: '8', size: '30' }, '日付を選んでください'],
  ['a last day before the first', { from: '2027-04-01', by: '2027-03-31', hours: '8', size: '30' }, '始める日より後'],
  ['nobody’s hours', { from: '2027-04-01', hours: '', size: '30' }, '週に使える時間'],
  ['hours that are none', { from: '2027-04-01', hours: '1e3', size: '30' }, '0より大きく'],
  ['no size', { from: '2027-04-01', hours: '8', size: '31' }, '会社の人数'],
  ['half an absence', { from: '2027-04-01', hours: '8', size: '30', 'awayFrom x.0': '2027-04-01' }, '休む期間'],
])('%s is refused in words, tried or made, and stays typed', async (_, fields, words) => {
  const made = await boss.post(`${address}/plan`, { revision: '4', ...fields })
  const tried = await boss.get(`${address}/plan?try=1&${new URLSearchParams(fields as Record<string, string>)}`)
  expect([made.status, tried.status]).toEqual([422, 422])
  expect([made.page.includes(words), tried.page.includes(words)]).toEqual([true, true])
})
