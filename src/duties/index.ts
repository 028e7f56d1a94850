export { type CriterionDuty, dutiesFor } from './duty.ts'
export { type CountedDuty, type Move, type Occurrence, occurrencesOf, type Span } from './occurrence.ts'
export type { Period } from './recurrence.ts'
export type { Schedule, YearStart } from './schedule.ts'
