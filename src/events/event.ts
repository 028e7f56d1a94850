import type { OrganisationDuty } from '../duties/index.ts'
import { addDays } from '../kernel/calendar.ts'
import type { EventId, PersonId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'
import kinds from './kinds.json'

export type EventKind = keyof typeof kinds
export const EVENT_KINDS = Object.keys(kinds) as EventKind[]

/**
 * What an event is called, and which duties of the criteria fall due at it, in how many days after it. The text says before, on, or
 * after; the number of days is ours.
 */
export const EVENT_WORDS: Record<EventKind, Words> = kinds

/** `within`: of the criteria whose numbers begin so alone, where others with the same words are about something else. */
const ON: Record<EventKind, { on: readonly { trigger: string; days: number; within?: string }[] }> = kinds

/** Something that happens to people, partners or devices. */
export type Happening = {
  id: EventId
  kind: EventKind
  /** Whom or what it is about, in words. */
  about: string
  day: Day
  note: string
  begunBy: PersonId
  begunAt: Instant
  closed: { by: PersonId; at: Instant } | null
}

/** One thing of its checklist: a duty that the criteria ask for then. Set aside only with a reason. */
export type Item = {
  number: number
  edition: string
  duty: string
  due: Day
  assignee: PersonId | null
  decided: { outcome: 'done' | 'aside'; reason: string; by: PersonId; at: Instant } | null
}

/** The checklist that the duties of an organisation ask for: each criterion once, by whoever does the duty, else by whoever began it. */
export function checklistOf(
  kind: EventKind,
  day: Day,
  { edition, duties }: { edition: string; duties: readonly OrganisationDuty[] },
  begunBy: PersonId,
): Omit<Item, 'decided'>[] {
  const asked = duties.flatMap((duty) => {
    const on = ON[kind].on.find(({ trigger, within = '' }) => trigger === duty.on && duty.criterion.startsWith(within))
    return on ? [{ duty, due: addDays(day, on.days) }] : []
  })
  const once = asked.filter(({ duty }, at) => asked.findIndex((one) => one.duty.criterion === duty.criterion) === at)
  return once.map(({ duty, due }, at) => ({
    ...{ number: at + 1, edition, duty: duty.id, due, assignee: duty.assignee ?? begunBy },
  }))
}
