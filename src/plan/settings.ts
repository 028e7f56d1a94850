import { z } from 'zod'
import { readDay } from '../kernel/calendar.ts'
import { charactersIn, choiceField, decideForm, familyField, field, plainField, type Typed } from '../kernel/form.ts'
import { type PersonId, parseId } from '../kernel/ids.ts'
import type { Day } from '../kernel/instant.ts'
import { accept, type Outcome, type Refusal, refuse, type Words } from '../kernel/refusal.ts'
import { FIRM_SIZES, type FirmSize } from '../measures/index.ts'
import { MOST_OF_A_PERSON, MOST_OF_A_POOL, POOL, type Worker } from './roster.ts'

/** A stretch of days on which somebody does not work, both included. */
export type Away = { from: Day; to: Day }

/** How a plan is made. */
export type PlanSettings = {
  from: Day
  /** The day by which everything is wanted. */
  by: Day | null
  /** How many people the firm has: our estimates of effort go by it. */
  size: FirmSize
  /** Hours a week in all; they do not count where people have hours of their own. */
  hours: number | null
  people: readonly { person: PersonId; hours: number; away: readonly Away[] }[]
}

/** Who works, and the most that one of them can have a week: the people with hours of their own, else one pool. */
export function workersOf({ people, hours }: Pick<PlanSettings, 'people' | 'hours'>): { workers: Worker[]; most: number } {
  if (people.length === 0) return { workers: [{ id: POOL, hoursAWeek: hours ?? 0 }], most: MOST_OF_A_POOL }
  return {
    workers: people.map(({ person, hours: hoursAWeek, away }) => ({ id: person, hoursAWeek, away })),
    most: MOST_OF_A_PERSON,
  }
}

/** The hours a week of a plan, in all. */
export function hoursIn(settings: Pick<PlanSettings, 'people' | 'hours'>): number {
  return workersOf(settings).workers.reduce((sum, { hoursAWeek }) => sum + hoursAWeek, 0)
}

/** The names of the fields of one person: `weekly` their hours, `awayFrom` and `awayTo` their absences, counted from 0. */
export function awayKey(person: string, index: number): string {
  return `${person}.${index}`
}

const NO_DAY: Words = { ja: '日付を選んでください(例: 2027-04-01)。', en: 'Choose a day, such as 2027-04-01.' }

function dayField(missing?: Words) {
  return field<Day | null>({ required: missing !== undefined }, (typed) => {
    if (typed.trim() === '') return missing ? refuse('plan.day', missing) : accept(null)
    const day = readDay(typed.trim())
    return day !== undefined && day >= '2020-01-01' && day <= '2099-12-31' ? accept(day) : refuse('plan.day', NO_DAY)
  })
}

function hoursField(most: number) {
  return field<number | null>({}, (typed) => {
    const text = typed.normalize('NFKC').trim()
    if (text === '') return accept(null)
    const hours = charactersIn(text) <= 10 && /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
    if (hours > 0 && hours <= most) return accept(hours)
    return refuse('plan.hours', {
      ja: `週の時間は、0より大きく${most}までの数で書いてください(例: 8)。`,
      en: `Write the hours a week as a number above 0 and up to ${most}, such as 8.`,
    })
  })
}

/** The form of a plan; `revision` is that of the plan that the page showed, 0 where there was none. */
export const PLAN = z.object({
  by: dayField(),
  from: dayField({ ja: '始める日を選んでください。', en: 'Choose the first day.' }),
  hours: hoursField(MOST_OF_A_POOL),
  size: choiceField(['30', '100', '300'], {
    code: 'plan.size',
    words: { ja: '会社の人数を選んでください。', en: 'Choose the size of the firm.' },
  }),
  weekly: familyField(hoursField(MOST_OF_A_PERSON)),
  awayFrom: familyField(dayField()),
  awayTo: familyField(dayField()),
  revision: plainField((sent) => (/^[0-9]{1,7}$/.test(sent) ? Number(sent) : 0)),
})

/** The plan that a form asks for. Refuses a plan of nobody's hours, a last day before the first, and half an absence. */
export function decidePlan(typed: Typed<typeof PLAN>): Outcome<{ settings: PlanSettings; revision: number }> {
  const read = decideForm(PLAN, typed, ({ by, from, hours, weekly, awayFrom, awayTo }) => [
    ...(by && from && by < from ? [BACKWARDS] : []),
    ...(hours === null && weekly && Object.values(weekly).every((one) => one === null) ? [NOBODY] : []),
    ...(awayFrom && awayTo
      ? Object.keys({ ...awayFrom, ...awayTo }).flatMap((key) => awayRefusal(key, awayFrom[key], awayTo[key]))
      : []),
  ])
  if (!read.ok) return read
  const { by, hours, weekly, awayFrom, awayTo, revision } = read.value
  const from = read.value.from ?? ''
  const size = FIRM_SIZES.find((one) => String(one) === read.value.size) ?? 100
  const people = Object.entries(weekly).flatMap(([key, own]): PlanSettings['people'][number][] => {
    const person = parseId<PersonId>(key)
    if (!person || own === null) return []
    const away = Object.keys(awayFrom)
      .filter((one) => one.startsWith(`${key}.`))
      .flatMap((one): Away[] => {
        const [first, last] = [awayFrom[one], awayTo[one]]
        return first && last ? [{ from: first, to: last }] : []
      })
    return [{ person, hours: own, away: away.toSorted((one, other) => (one.from < other.from ? -1 : 1)) }]
  })
  return accept({ settings: { from, by, size, hours, people }, revision })
}

/** The form with what a plan was made with. */
export function typedFrom({ from, by, size, hours, people }: PlanSettings, revision: number): Typed<typeof PLAN> {
  const away = people.flatMap(({ person, away: own }) => own.map((one, index) => [awayKey(person, index), one] as const))
  return {
    ...{ from, by: by ?? '', size: String(size), hours: hours === null ? '' : String(hours), revision: String(revision) },
    weekly: Object.fromEntries(people.map(({ person, hours: own }) => [person, String(own)])),
    awayFrom: Object.fromEntries(away.map(([key, one]) => [key, one.from])),
    awayTo: Object.fromEntries(away.map(([key, one]) => [key, one.to])),
  }
}

/** What a form holds, as the query of an address: to try a plan. */
export function queryOf({ weekly, awayFrom, awayTo, ...own }: Typed<typeof PLAN>): string {
  const families = Object.entries({ weekly, awayFrom, awayTo }).flatMap(([name, values]) =>
    Object.entries(values).map(([key, value]): [string, string] => [`${name} ${key}`, value]),
  )
  return String(new URLSearchParams([...Object.entries(own), ...families].filter(([, value]) => value !== '')))
}

const BACKWARDS: Refusal = {
  code: 'plan.day',
  field: 'by',
  words: { ja: '期日は、始める日より後にしてください。', en: 'The day to be ready by has to be after the first day.' },
}
const NOBODY: Refusal = {
  code: 'plan.hours',
  field: 'hours',
  words: {
    ja: '週に使える時間を書いてください。合計か、人ごとの時間のどちらかが要ります。',
    en: 'Write the hours a week: in all, or for each person.',
  },
}

function awayRefusal(key: string, from: Day | null | undefined, to: Day | null | undefined): Refusal[] {
  if ((from ?? null) === null && (to ?? null) === null) return []
  if (from && to && from <= to) return []
  const words = {
    ja: '休む期間は、初めの日と終わりの日を順に書いてください。1日だけなら、同じ日を両方に書きます。',
    en: 'Give an absence its first and last day, in this order; for one day, the same in both.',
  }
  return [{ code: 'plan.away', field: from ? `awayTo-${key}` : `awayFrom-${key}`, words }]
}
