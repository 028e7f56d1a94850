export { endCalendar, makeCalendar, readCalendars, readFeed } from './feed-actions.ts'
export { dutiesIn, dutiesOf, type OrganisationDuties, occurrencesFrom, seenDutiesIn } from './read-actions.ts'
export { changeSettings, moveDue, setYear } from './setting-actions.ts'
