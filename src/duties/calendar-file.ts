import ICAL from 'ical.js'
import { type EditionTexts, requirementOf } from '../catalogue/index.ts'
import { addDays } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import type { CriterionDuty } from './duty.ts'
import type { Occurrence } from './occurrence.ts'

/** Octets of a line before it is folded: the library does not count the blank that a folded line begins with, RFC 5545 does. */
const LINE_OCTETS = 74

/** An occurrence with its duty. */
export type Dated = Omit<Occurrence, 'duty'> & { duty: CriterionDuty }

export function dated(duties: readonly CriterionDuty[], occurrences: readonly Occurrence[]): Dated[] {
  const byId = new Map(duties.map((duty) => [duty.id, duty]))
  return occurrences.flatMap((occurrence) => {
    const duty = byId.get(occurrence.duty)
    return duty ? [{ ...occurrence, duty }] : []
  })
}

/**
 * The occurrences as an iCalendar file (RFC 5545): one event of a whole day for each, without a rule of recurrence, since those skip
 * months that have no such day. An event keeps its UID, made of the duty and the day on which it is scheduled. `stamped` is the day
 * that the file says it is of.
 */
export function toCalendarFile(occurrences: readonly Dated[], edition: EditionTexts, stamped: Day): string {
  ICAL.foldLength = LINE_OCTETS
  const calendar = new ICAL.Component('vcalendar')
  calendar.updatePropertyWithValue('version', '2.0')
  calendar.updatePropertyWithValue('prodid', '-//Hoshitori//duties//JA')
  calendar.updatePropertyWithValue('calscale', 'GREGORIAN')
  const criteria = new Map(edition.criteria.map((criterion) => [criterion.id, criterion]))
  for (const { duty, scheduled, due } of occurrences) {
    const event = new ICAL.Component('vevent')
    event.updatePropertyWithValue('uid', `${duty.id.replace('/', '.')}.${scheduled}@${edition.id}.duties.hoshitori`)
    event.updatePropertyWithValue('dtstamp', ICAL.Time.fromJSDate(new Date(`${stamped}T00:00:00Z`), true))
    event.updatePropertyWithValue('dtstart', ICAL.Time.fromDateString(due))
    event.updatePropertyWithValue('dtend', ICAL.Time.fromDateString(addDays(due, 1)))
    event.updatePropertyWithValue('summary', titleOf(duty, edition))
    event.updatePropertyWithValue('description', criteria.get(duty.criterion)?.question ?? '')
    event.updatePropertyWithValue('transp', 'TRANSPARENT')
    calendar.addSubcomponent(event)
  }
  return `${calendar.toString()}\r\n`
}

/** `1-1-1-2 社内ルール`: the criterion and what it is about. */
export function titleOf({ criterion }: CriterionDuty, { requirements }: EditionTexts): string {
  const about = requirements.find(({ id }) => id === requirementOf(criterion))
  return about ? `${criterion} ${about.name}` : criterion
}
