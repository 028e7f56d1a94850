import { type PersonId, parseId } from '../kernel/ids.ts'
import type { OrganisationDuty } from './organisation-duty.ts'

/** Whose duties are shown: all, those of whoever looks, those that nobody has, or those of a person. */
export type Who = '' | 'me' | 'nobody' | PersonId

export function readWho(sent: string | undefined): Who {
  return sent === 'me' || sent === 'nobody' ? sent : (parseId<PersonId>(sent) ?? '')
}

/** What is left of duties and of what is due, for those that are asked for. `viewer` is whoever looks. */
export function narrowed<C extends { duties: OrganisationDuty[]; occurrences: { duty: string }[] }>(
  calendar: C,
  who: Who,
  viewer: PersonId,
): C {
  const duties = calendar.duties.filter((duty) => isFor(who, duty, viewer))
  const ids = new Set(duties.map(({ id }) => id))
  return { ...calendar, duties, occurrences: calendar.occurrences.filter(({ duty }) => ids.has(duty)) }
}

function isFor(who: Who, { assignee, substitute }: OrganisationDuty, viewer: PersonId): boolean {
  if (who === '') return true
  if (who === 'nobody') return assignee === null
  const person = who === 'me' ? viewer : who
  return assignee === person || substitute === person
}
