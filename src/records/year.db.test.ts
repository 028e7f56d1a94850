import { expect, test } from 'vitest'
import { begin, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { type AssessmentHead, createAssessment, doubtsIn, readHead, recordMany } from '../assessment/actions.ts'
import { criteriaFor } from '../catalogue/index.ts'
import { setYear } from '../duties/actions.ts'
import { dutiesFor } from '../duties/index.ts'
import { addDays } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import { publishAllDoubts, recordDone } from './actions.ts'

const database = testDatabase()
const EDITION = '2026-03-27' as const

/**
 * A firm whose year starts in April aims at ★4 on 1 April 2027 and says 満たす to everything. It looks at one log every month, a week late
 * in July and never in October; it does nothing for the other log; and of what is due once a year it leaves one out.
 */
const DUE_MONTHLY = ['05', '06', '07', '08', '09', '10', '11', '12'].map((month) => `2027-${month}-01`)
const DUE_NEXT_YEAR = ['01', '02', '03', '04'].map((month) => `2028-${month}-01`)
const [WATCHED, NEGLECTED, LEFT_OUT] = ['4-4-3-3', '3-2-1-5', '1-2-1-3']
const LATE: Record<Day, Day> = { '2027-07-01': '2027-07-08' }
const NEVER = '2027-10-01'
const YEAR_END = '2028-03-31'

test('a year goes by, day by day: each duty is due when its text says, and what is late marks its answer until it is recorded', async () => {
  const context = testContext(database.db)
  const ito = await begin(context, '青山精機', '伊藤 健一')
  done(await setYear(context, ito, { month: 4 }))
  const assessment = done(await createAssessment(context, ito, { title: '本社', edition: EDITION, target: 4 }))
  const edition = context.edition(EDITION)
  const criteria = criteriaFor(edition, 4).map(({ id }) => ({ criterion: id, from: 0 }))
  expect((await recordMany(context, ito, assessment, { status: 'met', reason: '決まりがある', criteria }))?.ok).toBe(true)
  await publishAllDoubts(context)
  const yearly = dutiesFor(edition, 4).filter(({ every }) => every === 'P1Y')
  const todo = new Map<Day, string[]>([
    [YEAR_END, yearly.filter((one) => one.criterion !== LEFT_OUT).map(({ id }) => `${id} ${YEAR_END}`)],
  ])
  for (const due of [...DUE_MONTHLY, ...DUE_NEXT_YEAR].filter((day) => day !== NEVER)) {
    todo.set(LATE[due] ?? due, [...(todo.get(LATE[due] ?? due) ?? []), `${WATCHED}/1 ${due}`])
  }
  const seen = new Map<string, Day[]>()
  let records = 0
  let head: AssessmentHead | undefined
  for (let day: Day = '2027-04-01'; day <= '2028-04-02'; day = addDays(day, 1)) {
    context.clock.at = `${day}T03:00:00.000Z`
    for (const of of todo.get(day) ?? []) {
      const typed = { of: `${EDITION} ${of}`, result: 'nothing-found', found: '', doneOn: day, doneBy: '伊藤 健一', lookedAt: '' }
      done(await recordDone(context, ito, { ...typed, periodFrom: '', periodTo: '', task: '', evidence: [], attendance: '' }))
      records += 1
    }
    // Only what is recorded writes: between, the same row tells another day.
    if (todo.has(day) || head === undefined) head = await readHead(context, ito, assessment)
    for (const criterion of head ? doubtsIn(context, head).keys() : []) seen.set(criterion, [...(seen.get(criterion) ?? []), day])
  }
  const days = (from: Day, to: Day) => {
    const all: Day[] = []
    for (let day = from; day <= to; day = addDays(day, 1)) all.push(day)
    return all
  }
  expect(records).toBe(11 + yearly.length - 1)
  expect(Object.fromEntries(seen)).toEqual({
    [NEGLECTED]: days('2027-05-02', '2028-04-02'),
    [WATCHED]: [...days('2027-07-02', '2027-07-07'), ...days('2027-10-02', '2028-04-02')],
    [LEFT_OUT]: days('2028-04-01', '2028-04-02'),
  })
})
