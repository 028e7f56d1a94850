import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { loadEdition } from '../catalogue/load.ts'
import { BadInput } from '../cli/command.ts'
import { addDays } from '../kernel/calendar.ts'
import type { Lang } from '../kernel/refusal.ts'
import { root } from '../root.ts'
import { dutiesCommand } from './cli.ts'
import { dutiesFor } from './duty.ts'
import { dueDays, MONTHS, type Period, yearEnds } from './recurrence.ts'

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

describe('recurrence', () => {
  test('is counted from where it began: the end of a short month moves nothing that follows', () => {
    expect(dueDays('2027-01-31', 'P1M', '2027-06-30')).toEqual([
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
      '2027-06-30',
    ])
    expect(dueDays('2028-02-29', 'P1Y', '2032-03-01')).toEqual(['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'])
    expect(dueDays('2027-08-31', 'P6M', '2029-03-01')).toEqual(['2028-02-29', '2028-08-31', '2029-02-28'])
  })

  test('over twenty years, from every day of a month, falls on the day that it began on, or on the last of a month without one', () => {
    const wrong: string[] = []
    for (let first = 0; first < 31; first += 1) {
      const began = addDays('2027-01-01', first)
      for (const period of ['P1M', 'P3M', 'P6M', 'P1Y'] satisfies Period[]) {
        const found = dueDays(began, period, '2047-01-31')
        const wanted = calendarDays(began, MONTHS[period], '2047-01-31')
        if (found.join() !== wanted.join()) wrong.push(`${period} from ${began}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('a yearly duty can fall on the last day of the company’s year', () => {
    expect(yearEnds('2027-01-15', 4, '2029-01-01')).toEqual(['2027-03-31', '2028-03-31'])
    expect(yearEnds('2027-10-01', 10, '2029-09-30')).toEqual(['2028-09-30', '2029-09-30'])
    expect(yearEnds('2027-12-01', 3, '2030-01-01')).toEqual(['2028-02-29', '2029-02-28'])
    expect(yearEnds('2027-03-31', 4, '2027-04-30')).toEqual(['2027-03-31'])
  })
})

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
