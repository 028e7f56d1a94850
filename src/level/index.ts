export { becauseOf } from './because.ts'
export { type Answers, decideLevel, type Level, QUESTIONS, type Question, SUBJECTS, type Subject } from './decide-level.ts'
export { type LevelWish, LONGEST_PARTNER, LONGEST_REASON, parseWish, subjectOf, type TypedWish, toFields } from './wish.ts'
