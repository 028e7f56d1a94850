import { z } from 'zod'
import { EditionId } from '../catalogue/index.ts'
import { readDay } from '../kernel/calendar.ts'
import { choiceField, field, listField, plainField, textField } from '../kernel/form.ts'
import { type AssessmentId, type EvidenceId, type PersonId, parseId } from '../kernel/ids.ts'
import type { Day } from '../kernel/instant.ts'
import { accept, type Outcome, type Refusal } from '../kernel/refusal.ts'
import { nameField } from '../roles/person.ts'
import { type DutyAt, RESULTS } from './record.ts'
import * as refusals from './refusals.ts'

const DUTY = /^\d{1,2}(-\d{1,2}){3}\/\d{1,2}$/

const DAY = field({}, (typed): Outcome<Day | null> => {
  const text = typed.normalize('NFKC').trim()
  const day = text === '' ? null : readDay(text)
  return day === undefined ? refusals.noDay() : accept(day)
})

/** What is said of something that was done, on every form that records. */
const DONE = {
  doneOn: field({ required: true }, (typed): Outcome<Day> => {
    const day = readDay(typed.normalize('NFKC').trim())
    return day === undefined ? refusals.noDay() : accept(day)
  }),
  periodFrom: DAY,
  periodTo: DAY,
  lookedAt: textField(2000, { ja: '見たもの', en: 'what was looked at' }),
  result: choiceField(RESULTS, refusals.NO_RESULT),
  found: textField(4000, { ja: '見つかったこと', en: 'what was found' }),
}

/** Of which duty: as an address and a hidden field of a form say it, `2026-03-27 1-2-1-3/1 2027-03-31`, the day left out where there is none. */
export function readDutyAt(sent: string): DutyAt | undefined {
  const [edition = '', duty = '', day] = sent.split(' ')
  const scheduled = day === undefined ? null : readDay(day)
  const known = EditionId.options.find((one) => one === edition)
  return known && DUTY.test(duty) && scheduled !== undefined ? { edition: known, duty, scheduled } : undefined
}

export function toDutyText({ edition, duty, scheduled }: DutyAt): string {
  return [edition, duty, ...(scheduled === null ? [] : [scheduled])].join(' ')
}

const OF = plainField(readDutyAt)
const EVIDENCE = listField((typed) => accept(typed.map((one) => parseId<EvidenceId>(one)).filter((one) => one !== undefined)))

/** The form of a record. `assessment` is where a task for what was found is begun; empty for none. `attendance` is a list of people. */
export const RECORD = z.object({
  of: OF,
  ...DONE,
  doneBy: nameField('record', 100),
  task: plainField((sent) => parseId<AssessmentId>(sent)),
  evidence: EVIDENCE,
  attendance: textField(60_000, { ja: '出席の名簿', en: 'the list of who attended' }),
})

/** The form of a record that corrects another. */
export const CORRECTION = z.object({
  ...RECORD.shape,
  correction: field({ required: true, longest: 1000 }, (typed): Outcome<string> => {
    const text = typed.trim()
    return text === '' ? refusals.noCorrection() : accept(text.slice(0, 1000))
  }),
})

/** What somebody without an account says by their link: their name is known. */
export const BY_LINK = z.object(DONE)

/** The form that asks somebody to do one check: a colleague, or anybody by name and address. */
export const REQUEST = z.object({
  of: OF,
  person: plainField((sent) => parseId<PersonId>(sent)),
  name: field({ longest: 100 }, (typed) => accept(typed.trim().slice(0, 100))),
  email: field({ longest: 254 }, (typed) => accept(typed.trim())),
  message: textField(2000, { ja: '頼むこと', en: 'what you ask' }),
})

/** The switch whether records of a duty need a second person. */
export const SETTING = z.object({ of: OF, asksSignature: plainField((sent) => sent === '1') })

type Said = { result?: (typeof RESULTS)[number]; found?: string; periodFrom?: Day | null; periodTo?: Day | null; doneOn?: Day }

/** What is against a record as a whole. `today`: nothing is recorded before it is done. */
export function againstDone({ result, found, periodFrom, periodTo, doneOn }: Said, today: Day): Refusal[] {
  return [
    ...(doneOn !== undefined && doneOn > today ? [refusals.FUTURE] : []),
    ...(periodFrom && periodTo && periodTo < periodFrom ? [refusals.PERIOD] : []),
    ...(result === 'found' && found === '' ? [refusals.NOTHING_SAID] : []),
  ]
}
