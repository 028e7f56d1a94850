export { endCalendar, makeCalendar, readCalendars, readFeed } from './feed-actions.ts'
export {
  dutiesIn,
  dutiesOf,
  type KeptIn,
  type OrganisationDuties,
  occurrencesFrom,
  type Pressing,
  pressingIn,
  readCalendar,
  seenDutiesIn,
} from './read-actions.ts'
export { changeDuty, moveDue, setYear } from './setting-actions.ts'
