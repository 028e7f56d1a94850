import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { loadEdition } from '../catalogue/load.ts'
import { BadInput } from '../cli/command.ts'
import { addDays, addMonths } from '../kernel/calendar.ts'
import type { Lang } from '../kernel/refusal.ts'
import { root } from '../root.ts'
import { dutiesCommand } from './cli.ts'
import { type CriterionDuty, dutiesFor } from './duty.ts'
import { type CountedDuty, occurrencesOf } from './occurrence.ts'
import { daysWithin, everyAfter, MONTHS, PERIODS, type Period } from './recurrence.ts'
import type { YearStart } from './schedule.ts'

const edition = loadEdition(`${root}/catalogue`, '2026-03-27')

async function run(line: string, lang: Lang = 'ja'): Promise<string> {
  const written: string[] = []
  const code = await dutiesCommand.run(line.split(' '), {
    out: (text) => written.push(text),
    err: () => {},
    folder: root,
    now: () => '2026-11-28T01:02:03.000Z',
    lang,
    edition: (id) => loadEdition(`${root}/catalogue`, id),
    changes: () => undefined,
  })
  expect(code).toBe(0)
  return written.join('\n')
}

describe('duties of an edition', () => {
  test('are all that its criteria state, of every kind', () => {
    const duties = dutiesFor(edition, 4)
    expect(duties.length).toBe(edition.criteria.flatMap(({ duties: stated = [] }) => stated).length)
    expect(duties.filter(({ criterion }) => criterion === '4-4-3-1').map(({ kind, keep }) => [kind, keep])).toEqual([
      ['retention', 'P6M'],
      ['retention', 'P6M'],
      ['retention', 'P6M'],
    ])
    expect(duties.find(({ criterion }) => criterion === '4-4-4-2')).toMatchObject({
      kind: 'deadline',
      within: 'P14D',
      every: null,
    })
    expect(duties.find(({ criterion }) => criterion === '6-1-1-6')).toMatchObject({ kind: 'recurring', every: 'P1Y' })
    expect(new Set(duties.map(({ id }) => id)).size).toBe(duties.length)
  })

  test('of ★3 are those of its own criteria', () => {
    const levels = new Map(edition.criteria.map(({ id, level }) => [id, level]))
    expect(new Set(dutiesFor(edition, 3).map(({ criterion }) => levels.get(criterion)))).toEqual(new Set([3]))
  })
})

const yearly = dutiesFor(edition, 3).find(({ every }) => every === 'P1Y') as CriterionDuty
const counted = (begins: string, more: Partial<CountedDuty> = {}): CountedDuty => ({
  ...{ ...yearly, begins, schedules: [], moves: [] },
  ...more,
})
const chosen = (since: string, every: Period, first: string | null = null, nextWorkday = false) => ({
  ...{ since, every, first, nextWorkday },
})
const scheduledOf = (duty: CountedDuty, years: YearStart[], to: string) =>
  occurrencesOf([duty], years, { from: '0001-01-01', to }).map(({ scheduled }) => scheduled)

describe('recurrence', () => {
  test('is counted from where it began: the end of a short month moves nothing that follows', () => {
    const days = (began: string, every: Period, until: string) => daysWithin(everyAfter(began, every), began, until).days
    expect(days('2027-01-31', 'P1M', '2027-07-01')).toEqual([
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
      '2027-06-30',
    ])
    expect(days('2028-02-29', 'P1Y', '2032-03-01')).toEqual(['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'])
    expect(days('2027-08-31', 'P6M', '2029-03-01')).toEqual(['2028-02-29', '2028-08-31', '2029-02-28'])
  })

  test('over twenty years, from every day of a month, falls on the day that it began on, or on the last of a month without one', () => {
    const wrong: string[] = []
    for (let first = 0; first < 31; first += 1) {
      const began = addDays('2027-01-01', first)
      for (const period of PERIODS) {
        const found = daysWithin(everyAfter(began, period), began, '2047-02-01').days
        const wanted = calendarDays(began, MONTHS[period], '2047-01-31')
        if (found.join() !== wanted.join()) wrong.push(`${period} from ${began}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('over twenty years, of a company whose year starts in April or in October, falls on the last days of the parts of its years', () => {
    const wrong: string[] = []
    for (const month of [4, 10])
      for (const period of ['P3M', 'P6M', 'P1Y'] satisfies Period[]) {
        const ends = partEnds(month, MONTHS[period], '2046-12-31')
        for (let first = 0; first < 31; first += 1) {
          const began = addDays('2027-01-01', first)
          const duty = counted(began, { schedules: [chosen(began, period)] })
          const found = scheduledOf(duty, [{ since: began, month }], '2046-12-31')
          const wanted = ends.filter((day) => day >= began)
          if (found.join() !== wanted.join()) wrong.push(`${period} from ${began}, years from ${month}`)
        }
      }
    expect(wrong).toEqual([])
  })

  test.each([
    ['2027-01-15', 4, 'P1Y', '2029-01-01', ['2027-03-31', '2028-03-31']],
    ['2027-10-01', 10, 'P1Y', '2029-09-30', ['2028-09-30', '2029-09-30']],
    ['2027-12-01', 3, 'P1Y', '2029-12-31', ['2028-02-29', '2029-02-28']],
    ['2027-03-31', 4, 'P1Y', '2027-04-30', ['2027-03-31']],
    ['2027-04-01', 4, 'P6M', '2028-04-30', ['2027-09-30', '2028-03-31']],
    ['2027-11-15', 10, 'P3M', '2028-07-01', ['2027-12-31', '2028-03-31', '2028-06-30']],
  ] as const)(
    'begun on %s, with years from month %i, %s falls on the ends of the year and its parts',
    (began, month, every, to, days) => {
      expect(scheduledOf(counted(began, { schedules: [chosen(began, every)] }), [{ since: began, month }], to)).toEqual(days)
    },
  )
})

describe('what people choose', () => {
  const begins = '2027-01-31'

  test('counts from its day on, and moves nothing before it', () => {
    const schedules = [chosen('2028-06-01', 'P6M', '2028-06-15'), chosen('2029-01-01', 'P1Y', '2029-05-31')]
    const days = ['2028-01-31', '2028-06-15', '2028-12-15', '2029-05-31', '2030-05-31']
    expect(scheduledOf(counted(begins, { schedules }), [], '2030-12-31')).toEqual(days)
    expect(scheduledOf(counted(begins, { schedules: schedules.slice(0, 1) }), [], '2028-12-31')).toEqual(days.slice(0, 3))
  })

  test('where it would be rarer than the text, the last day that the text allows is added', () => {
    const schedules = [chosen('2028-02-01', 'P1Y', '2029-09-01')]
    expect(scheduledOf(counted(begins, { schedules }), [], '2030-12-31')).toEqual([
      '2028-01-31',
      '2029-01-31',
      '2029-09-01',
      '2030-09-01',
    ])
  })

  test('a change of the company’s year moves what comes, at most to the day that the text allows', () => {
    const years = [
      { since: '2027-01-31', month: 4 },
      { since: '2027-06-01', month: 10 },
    ]
    expect(scheduledOf(counted(begins), years, '2029-01-01')).toEqual(['2027-03-31', '2027-09-30', '2028-09-30'])
    const later = [years[0], { since: '2027-10-15', month: 8 }] as YearStart[]
    expect(scheduledOf(counted(begins), later, '2029-01-01')).toEqual(['2027-03-31', '2028-03-31', '2028-07-31'])
  })

  test('a day off moves what is due to the next working day, and a person to any day, with a reason; the scheduled day stays', () => {
    const duty = counted('2026-05-03', {
      schedules: [chosen('2026-05-04', 'P1Y', '2027-05-03', true)],
      moves: [
        { scheduled: '2028-05-03', due: '2028-07-01', reason: '監査のあとにする' },
        { scheduled: '2028-05-03', due: '2028-04-01', reason: '監査の前にする' },
      ],
    })
    expect(occurrencesOf([duty], [], { from: '2027-01-01', to: '2028-04-30' })).toEqual([
      ...[{ duty: duty.id, scheduled: '2027-05-03', due: '2027-05-06', after: '2026-05-03', moved: null, sequence: 1 }],
      { duty: duty.id, scheduled: '2028-05-03', due: '2028-04-01', after: '2027-05-03', moved: '監査の前にする', sequence: 3 },
    ])
  })

  test('whatever is chosen: never rarer than the text, no day twice, and nothing before a change is another than without it', () => {
    const day = (least: number, most: number) => fc.integer({ min: least, max: most }).map((n) => addDays('2027-01-01', n))
    const change = fc.record({ since: day(0, 2000), every: fc.constantFrom(...PERIODS), first: fc.option(day(0, 3000)) })
    const year = fc.record({ since: day(0, 2000), month: fc.option(fc.integer({ min: 1, max: 12 })) })
    fc.assert(
      fc.property(day(0, 60), fc.array(change, { maxLength: 4 }), fc.array(year, { maxLength: 2 }), (began, changes, starts) => {
        const bySince = (one: { since: string }, other: { since: string }) => (one.since < other.since ? -1 : 1)
        const schedules = changes.toSorted(bySince).map((one) => ({ ...one, nextWorkday: false }))
        const years = starts.toSorted(bySince)
        const days = scheduledOf(counted(began, { schedules }), years, '2036-12-31')
        for (const [index, one] of days.entries()) {
          const before = days[index - 1] ?? began
          expect(one > before || (index === 0 && one >= began)).toBe(true)
          expect(one <= addDays(addMonths(before, 12), LEAP)).toBe(true)
        }
        expect((days.at(-1) ?? began) > '2035-12-25').toBe(true)
        const without = scheduledOf(counted(began, { schedules: schedules.slice(0, -1) }), years, '2036-12-31')
        const since = schedules.at(-1)?.since ?? '9999-12-31'
        expect(days.filter((one) => one < since)).toEqual(without.filter((one) => one < since))
      }),
    )
  })
})

/** From 28 February, on which what began on the 29th falls, it is a day more to the 29th of a leap year; to the end of a month, three. */
const LEAP = 1

/** The last day of every `months`-th month, counted from before the start of a year, by the calendar of JavaScript. */
function partEnds(start: number, months: number, last: string): string[] {
  const days = Array.from({ length: 360 / months }, (_, k) =>
    new Date(Date.UTC(2020, start - 1 + (k + 1) * months, 0)).toISOString().slice(0, 10),
  )
  return days.filter((day) => day <= last)
}

/** The same days another way: year and month counted by hand, the length of a month asked of the calendar of JavaScript. */
function calendarDays(began: string, months: number, last: string): string[] {
  const [year = 0, month = 0, day = 0] = began.split('-').map(Number)
  const days: string[] = []
  for (let count = month - 1 + months; ; count += months) {
    const [y, m] = [year + Math.floor(count / 12), count % 12]
    const longest = new Date(Date.UTC(y, m + 1, 0)).getUTCDate()
    const due = `${y}-${String(m + 1).padStart(2, '0')}-${String(Math.min(day, longest)).padStart(2, '0')}`
    if (due > last) return days
    days.push(due)
  }
}

describe('hoshitori duties', () => {
  test('prints duties and their days as JSON by default', async () => {
    const { duties, occurrences } = JSON.parse(await run('--edition 2026-03-27 --target 4 --from 2027-01-31 --months 3'))
    expect(duties[0]).toEqual({
      criterion: '1-1-1-2',
      kind: 'recurring',
      every: 'P1Y',
      within: null,
      keep: null,
      on: null,
      words: '年1回以上',
    })
    expect(duties.find(({ kind }: { kind: string }) => kind === 'event')).toMatchObject({
      criterion: '1-1-1-3',
      on: 'rule-change',
    })
    expect(occurrences).toEqual([
      { criterion: '3-2-1-5', due: '2027-02-28' },
      { criterion: '4-4-3-3', due: '2027-02-28' },
      { criterion: '3-2-1-5', due: '2027-03-31' },
      { criterion: '4-4-3-3', due: '2027-03-31' },
      { criterion: '3-2-1-5', due: '2027-04-30' },
      { criterion: '4-4-3-3', due: '2027-04-30' },
    ])
    const inYears = JSON.parse(await run('--target 3 --from 2027-01-31 --months 12 --year-starts 04'))
    expect(new Set(inYears.occurrences.map(({ due }: { due: string }) => due))).toEqual(new Set(['2027-03-31']))
  })

  test('a calendar reads back: an event of a whole day for each, with a name of its own, and no rule', async () => {
    const file = await run('--target 4 --from 2027-01-31 --months 24 --format ics')
    const { occurrences } = JSON.parse(await run('--target 4 --from 2027-01-31 --months 24'))
    const events = new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
    expect(events.map(({ summary, startDate }) => ({ criterion: summary.split(' ')[0], due: startDate.toString() }))).toEqual(
      occurrences,
    )
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length)
    expect(events.every((event) => event.startDate.isDate && !event.isRecurring())).toBe(true)
    expect(file.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([])
  })

  test('a table, in English too', async () => {
    const [head, first] = (await run('--target 3 --from 2027-04-01 --months 12 --format csv', 'en'))
      .replace('\ufeff', '')
      .split('\r\n')
    expect(head).toBe('Due,Criterion,About,How often')
    expect(first).toMatch(/^2028-04-01,1-2-1-3,1-2-1-3 .+,At least once a year$/)
  })

  test.each([
    '--from 2027-04-01 --months 12',
    '--target 5 --from 2027-04-01 --months 12',
    '--target 3 --from 2027-02-30 --months 12',
    '--target 3 --from 2027-04-01 --months 0',
    '--target 3 --from 2027-04-01 --months 9999',
    '--target 3 --from 2027-04-01 --months 12 --year-starts 13',
    '--target 3 --from 2027-04-01 --months 12 more',
  ])('refuses %j in words', async (line) => {
    await expect(run(line)).rejects.toThrow(BadInput)
  })
})
