import ICAL from 'ical.js'
import type { EditionTexts } from '../catalogue/index.ts'
import { addDays } from '../kernel/calendar.ts'
import type { Instant } from '../kernel/instant.ts'
import { type CriterionDuty, titleOf } from './duty.ts'
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

/** A calendar that programs subscribe to: what they call it, and where a duty is seen. */
type Feed = { name: string; addressOf: (duty: CriterionDuty) => string }

/**
 * The occurrences as an iCalendar file (RFC 5545): one event of a whole day for each, without a rule of recurrence, since those skip
 * months that have no such day. An event keeps its UID, made of the duty, the day on which it is scheduled, and `domain`, which no other
 * organisation has; its SEQUENCE rises when it is moved. `stamped` is the moment that the file says it is of. As a feed it has a name
 * and says how often to ask again: RFC 7986, and what Outlook, Google and Apple read instead.
 */
export function toCalendarFile(
  occurrences: readonly Dated[],
  edition: EditionTexts,
  { domain, stamped, feed }: { domain: string; stamped: Instant; feed?: Feed },
): string {
  ICAL.foldLength = LINE_OCTETS
  const calendar = new ICAL.Component('vcalendar')
  calendar.updatePropertyWithValue('version', '2.0')
  calendar.updatePropertyWithValue('prodid', '-//Hoshitori//duties//JA')
  calendar.updatePropertyWithValue('calscale', 'GREGORIAN')
  if (feed) {
    calendar.updatePropertyWithValue('method', 'PUBLISH')
    for (const name of ['name', 'x-wr-calname']) calendar.updatePropertyWithValue(name, feed.name)
    const again = calendar.updatePropertyWithValue('refresh-interval', AGAIN)
    again.setParameter('value', 'DURATION')
    calendar.updatePropertyWithValue('x-published-ttl', AGAIN)
  }
  const criteria = new Map(edition.criteria.map((criterion) => [criterion.id, criterion]))
  for (const { duty, scheduled, due, sequence } of occurrences) {
    const event = new ICAL.Component('vevent')
    event.updatePropertyWithValue('uid', `${duty.id.replace('/', '.')}.${scheduled}@${domain}.duties.hoshitori`)
    event.updatePropertyWithValue('dtstamp', ICAL.Time.fromJSDate(new Date(stamped), true))
    event.updatePropertyWithValue('sequence', sequence)
    event.updatePropertyWithValue('dtstart', ICAL.Time.fromDateString(due))
    event.updatePropertyWithValue('dtend', ICAL.Time.fromDateString(addDays(due, 1)))
    event.updatePropertyWithValue('summary', titleOf(duty, edition))
    event.updatePropertyWithValue('description', criteria.get(duty.criterion)?.question ?? '')
    if (feed) event.updatePropertyWithValue('url', feed.addressOf(duty))
    event.updatePropertyWithValue('transp', 'TRANSPARENT')
    calendar.addSubcomponent(event)
  }
  return `${calendar.toString()}\r\n`
}

/** How long a program may wait before it asks again. */
const AGAIN = 'PT12H'
