import { z } from 'zod'
import { readDay } from '../kernel/calendar.ts'
import { choiceField, field, optionalDayField, plainField, textField } from '../kernel/form.ts'
import { type PersonId, parseId } from '../kernel/ids.ts'
import type { Day } from '../kernel/instant.ts'
import { accept, type Outcome, type Refusal } from '../kernel/refusal.ts'
import { PERIODS } from './recurrence.ts'
import * as refusals from './refusals.ts'

/** A person by their id; nobody where none is chosen. Whether they are of the organisation is for the action to say. */
const PERSON = field({}, (typed): Outcome<PersonId | null> => {
  const person = typed === '' ? null : parseId<PersonId>(typed)
  return person === undefined ? { ok: false, refusals: [refusals.NO_PERSON] } : accept(person)
})

/** The form of one duty: who does it, how often, from when. `revision` is the one that it was made on. */
export const SETTINGS = z.object({
  assignee: PERSON,
  substitute: PERSON,
  every: choiceField(PERIODS, refusals.NO_PERIOD),
  first: optionalDayField(refusals.NO_DAY),
  nextWorkday: plainField((sent) => sent === '1'),
  revision: plainField((sent) => (/^[0-9]{1,7}$/.test(sent) ? Number(sent) : 0)),
})

/** What is against the settings as a whole: one person as both. */
export function againstSettings({ assignee, substitute }: Partial<z.output<typeof SETTINGS>>): Refusal[] {
  return substitute && substitute === assignee ? [refusals.SAME_PERSON] : []
}

/** The form that moves one due day; that there is a reason is for the action to say. */
export const MOVE = z.object({
  due: field({ required: true }, (typed): Outcome<Day> => {
    const day = readDay(typed.trim())
    return day === undefined ? { ok: false, refusals: [refusals.NO_DAY] } : accept(day)
  }),
  reason: textField(500, { ja: '理由', en: 'the reason' }),
})

/** The form of the month in which the company's year starts; null for none. */
export const YEAR = z.object({
  month: field({}, (typed): Outcome<number | null> => {
    if (typed === '') return accept(null)
    return /^([1-9]|1[0-2])$/.test(typed) ? accept(Number(typed)) : { ok: false, refusals: [refusals.NO_MONTH] }
  }),
})
