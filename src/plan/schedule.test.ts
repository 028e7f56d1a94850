import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, daysBetween } from '../kernel/calendar.ts'
import { isHoliday, isWorkday } from '../kernel/holidays.ts'
import type { Day } from '../kernel/instant.ts'
import { criticalPath } from './critical-path.ts'
import { hoursOf } from './place-tasks.ts'
import type { Worker } from './roster.ts'
import { follow, type Schedule, schedule, type Valued } from './schedule.ts'

const FROM = '2026-12-21'
const ONE: Worker[] = [{ id: 'it', hoursAWeek: 10 }]

function task(id: string, hours: number, more: Partial<Valued> = {}): Valued {
  return { id, hours, needs: [], worth: 1, matures: 0, ...more }
}

function daysOf({ tasks }: Schedule): Record<string, [Day, Day]> {
  return Object.fromEntries(tasks.map(({ id, start, end }) => [id, [start, end]]))
}

describe('one worker', () => {
  test('works on workdays in equal parts, and not on holidays or at weekends', () => {
    const { tasks } = schedule([task('a', 12)], ONE, '2026-12-31')
    expect(tasks[0]?.work).toEqual(
      ['2026-12-31', '2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07', '2027-01-08'].map((day) => ({ day, hours: 2 })),
    )
  })

  test('is not asked on days away', () => {
    const away = [{ from: '2026-12-29', to: '2027-01-08' }]
    expect(daysOf(schedule([task('a', 16)], [{ id: 'it', hoursAWeek: 10, away }], FROM))).toEqual({
      a: ['2026-12-21', '2027-01-13'],
    })
  })

  test('does first what is needed, and first of all what has to mature', () => {
    const tasks = [task('check', 2, { needs: ['logs'] }), task('rule', 2), task('logs', 4, { matures: 6 })]
    const found = schedule(tasks, ONE, FROM)
    expect(daysOf(found).logs).toEqual(['2026-12-21', '2026-12-22'])
    expect(found.reached).toBe('2027-06-22')
  })

  test('leaves out what waits for itself, and says so', () => {
    const found = schedule([task('a', 2, { needs: ['b'] }), task('b', 2, { needs: ['a'] }), task('c', 2)], ONE, FROM)
    expect(found.unplaced).toEqual(['a', 'b'])
    expect(found.reached).toBeNull()
  })

  test('does first what somebody wants done by a day, with what it needs', () => {
    const tasks = [task('a', 8, { worth: 9 }), task('b', 4), task('due', 4, { needs: ['b'], due: '2026-12-24', worth: 0 })]
    expect(daysOf(schedule(tasks, ONE, FROM)).due).toEqual(['2026-12-23', '2026-12-24'])
  })

  test('of equals does first what stands first', () => {
    const tasks = [task('z', 2), task('a', 2)]
    expect(schedule(tasks, ONE, FROM).tasks.map(({ id }) => id)).toEqual(['z', 'a'])
  })

  test('leaves out work with a fixed first day that does not fit whole, and takes nobody’s time for it', () => {
    const away = [{ from: '2026-12-29', to: '2099-12-31' }]
    const found = schedule([task('fixed', 12, { start: '2026-12-24' }), task('a', 8)], [{ id: 'it', hoursAWeek: 10, away }], FROM)
    expect([found.unplaced, daysOf(found)]).toEqual([['fixed'], { a: ['2026-12-21', '2026-12-24'] }])
  })

  test('goes around work whose first day somebody has fixed', () => {
    const found = schedule([task('fixed', 2, { start: '2026-12-22' }), task('a', 4)], ONE, FROM)
    expect(daysOf(found)).toEqual({ fixed: ['2026-12-22', '2026-12-22'], a: ['2026-12-21', '2026-12-23'] })
  })
})

test('somebody who is waited for by others gets to it, whoever is free first', () => {
  const workers: Worker[] = [
    { id: 'a', hoursAWeek: 10 },
    { id: 'b', hoursAWeek: 10, away: [{ from: '2026-12-21', to: '2026-12-25' }] },
  ]
  const tasks = [task('first', 2, { assignee: 'b' }), task('after', 2, { assignee: 'a', needs: ['first'] })]
  expect(daysOf(schedule(tasks, workers, FROM))).toEqual({
    first: ['2026-12-28', '2026-12-28'],
    after: ['2026-12-29', '2026-12-29'],
  })
})

type Plan = { tasks: Valued[]; workers: Worker[] }
const AWAY = { from: '2027-01-11', to: '2027-01-29' }

/** Plans of `least` to `most` tasks, which need earlier ones only, for one to three people; with days that people fixed, or without. */
function plans(most: number, fixed: boolean, least = 1): fc.Arbitrary<Plan> {
  const workers = fc
    .array(fc.record({ hoursAWeek: fc.integer({ min: 1, max: 40 }), away: fc.boolean() }), { minLength: 1, maxLength: 3 })
    .map((all) => all.map(({ hoursAWeek, away }, index): Worker => ({ id: `w${index}`, hoursAWeek, away: away ? [AWAY] : [] })))
  const ofPeople = fixed ? fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined, freq: 3 }) : fc.constant(undefined)
  const raw = fc.record({
    hours: fc.integer({ min: 1, max: 60 }),
    needs: fc.array(fc.nat(), { maxLength: 3 }),
    worth: fc.integer({ min: 0, max: 5 }),
    matures: fc.constantFrom(0, 0, 0, 1, 6),
    worker: fc.option(fc.nat(), { nil: undefined }),
    start: ofPeople,
    due: ofPeople,
  })
  return fc.record({ raws: fc.array(raw, { minLength: least, maxLength: most }), workers }).map(({ raws, workers }) => ({
    workers,
    tasks: raws.map(({ hours, needs, worth, matures, worker, start, due }, index) => ({
      ...{ id: `t${index}`, hours, worth, matures },
      needs: index === 0 ? [] : needs.map((need) => `t${need % index}`),
      ...(worker === undefined ? {} : { assignee: `w${worker % workers.length}` }),
      ...(start === undefined ? {} : { start: addDays(FROM, start) }),
      ...(due === undefined ? {} : { due: addDays(FROM, due) }),
    })),
  }))
}

/** Every order in which each task comes after what it needs. */
function ordersOf(tasks: readonly Valued[]): string[][] {
  if (tasks.length === 0) return [[]]
  return tasks
    .filter(({ needs }) => needs.every((need) => !tasks.some(({ id }) => id === need)))
    .flatMap((first) => ordersOf(tasks.filter((one) => one !== first)).map((rest) => [first.id, ...rest]))
}

/**
 * Whether work can be ordered and handed out at all so that everything can be shown within so many days: every task tried next, by
 * everybody who may do it, also by somebody who is not free first. Counts time by itself, in days and shares of a day.
 */
function fitsWithin(most: number, tasks: readonly Valued[], workers: readonly Worker[]): boolean {
  const days = Array.from({ length: most }, (_, index) => addDays(FROM, index))
  const worksOn = ({ away = [] }: Worker) =>
    days.map((day) => isWorkday(day) && !away.some(({ from, to }) => from <= day && day <= to))
  const rosters = workers.map((worker) => ({ id: worker.id, hours: worker.hoursAWeek / 5, works: worksOn(worker), free: 0 }))
  const lastShown = (months: number) => days.findLastIndex((day) => addMonths(day, months) <= addDays(FROM, most - 1))
  const latest = new Map(tasks.map(({ matures }) => [matures, lastShown(matures)]))
  const ends = new Map<string, number>()
  /** When so many hours are over, begun at that time; never where the days run out. */
  const after = ({ hours, works }: (typeof rosters)[number], begun: number, needed: number): number => {
    for (let [time, left] = [begun, needed]; time < most; time = Math.floor(time + 1)) {
      if (!works[Math.floor(time)]) continue
      const there = (Math.floor(time + 1) - time) * hours
      if (left <= there + 1e-9) return time + left / hours
      left -= there
    }
    return Number.POSITIVE_INFINITY
  }
  const rest = (left: readonly Valued[]): boolean =>
    left.length === 0 ||
    left.some((task) => {
      if (task.needs.some((need) => left.some(({ id }) => id === need))) return false
      const ready = Math.max(0, ...task.needs.map((need) => ends.get(need) ?? 0))
      return rosters.some((roster) => {
        if (task.assignee !== undefined && task.assignee !== roster.id) return false
        const { free } = roster
        const over = after(roster, Math.max(ready, free), task.hours)
        if (Math.ceil(over - 1e-9) - 1 > (latest.get(task.matures) ?? -1)) return false
        roster.free = over
        ends.set(task.id, over)
        const found = rest(left.filter((one) => one !== task))
        roster.free = free
        return found
      })
    })
  return rest(tasks)
}

describe('any plan', () => {
  test('does nothing before what it needs, nothing on a holiday or a day away, nothing beyond anybody’s week, everything whole; the same again', () => {
    fc.assert(
      fc.property(plans(30, true), ({ tasks, workers }) => {
        const found = schedule(tasks, workers, FROM)
        expect(found.unplaced).toEqual([])
        const placed = new Map(found.tasks.map((one) => [one.id, one]))
        const weeks = new Map<string, number>()
        for (const { id, hours, needs, assignee, start } of tasks) {
          const one = placed.get(id)
          expect(one && hoursOf(one.work)).toBeCloseTo(hours, 6)
          if (assignee !== undefined) expect(one?.worker).toBe(assignee)
          if (start !== undefined) expect((one?.start ?? '') >= start).toBe(true)
          else for (const need of needs) expect((placed.get(need)?.end ?? '') <= (one?.start ?? '')).toBe(true)
          for (const { day, hours: spent } of one?.work ?? []) {
            expect(isHoliday(day) || [0, 6].includes(new Date(day).getUTCDay())).toBe(false)
            const away = workers.find((worker) => worker.id === one?.worker)?.away ?? []
            expect(away.some(({ from, to }) => from <= day && day <= to)).toBe(false)
            const week = `${one?.worker} ${Math.floor(daysBetween('2026-01-05', day) / 7)}`
            weeks.set(week, (weeks.get(week) ?? 0) + spent)
          }
        }
        for (const [week, spent] of weeks) {
          const worker = workers.find(({ id }) => week.startsWith(`${id} `))
          expect(spent).toBeLessThanOrEqual((worker?.hoursAWeek ?? 0) + 1e-6)
        }
        expect(schedule(tasks, workers, FROM)).toEqual(found)
      }),
    )
  })

  test('takes at most a tenth longer than the best there is, also where there are too many orders to try them all', () => {
    fc.assert(
      fc.property(plans(8, false), ({ tasks, workers }) => {
        const length = daysBetween(FROM, schedule(tasks, workers, FROM).reached ?? '9999-12-31') + 1
        expect(fitsWithin(length, tasks, workers)).toBe(true)
        expect(fitsWithin(Math.ceil(length / 1.1) - 1, tasks, workers)).toBe(false)
      }),
      { numRuns: fc.readConfigureGlobal()?.numRuns ?? 30 },
    )
  })

  test('gives small work to somebody with more hours who is free later, where that is sooner over', () => {
    const workers: Worker[] = [
      { id: 'an hour a week', hoursAWeek: 1 },
      { id: 'ten', hoursAWeek: 10 },
    ]
    const found = schedule([task('a', 8), task('b', 8)], workers, FROM)
    expect(found.tasks.map(({ worker }) => worker)).toEqual(['ten', 'ten'])
  })

  test('misses no more of people’s days than the best of all orders', () => {
    fc.assert(
      fc.property(plans(5, true), ({ tasks, workers }) => {
        const missed = (found: Schedule) =>
          found.tasks.filter(({ id, end }) => end > (tasks.find((one) => one.id === id)?.due ?? end)).length
        const best = Math.min(...ordersOf(tasks).map((order) => missed(follow({ order, by: 'free' }, tasks, workers, FROM))))
        expect(missed(schedule(tasks, workers, FROM))).toBeLessThanOrEqual(best)
      }),
    )
  })

  test('has a critical path of which each task follows the one before, up to the last that can be shown', () => {
    fc.assert(
      fc.property(plans(20, true), ({ tasks, workers }) => {
        const found = schedule(tasks, workers, FROM)
        const path = criticalPath(found.tasks, tasks).map(({ id }) => found.tasks.find((one) => one.id === id))
        expect(path.at(-1)?.shown).toBe(found.reached)
        expect(path.slice(1).every((one, index) => (path[index]?.end ?? '9') <= (one?.start ?? ''))).toBe(true)
      }),
    )
  })
})
