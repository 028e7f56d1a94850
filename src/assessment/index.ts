export {
  ANSWER_TEXTS,
  type Answer,
  type AnswerContent,
  type AnswerText,
  type AnswerTexts,
  EMPTY_ANSWER,
  LONGEST_TEXT,
  NO_REASON,
  type StartingAnswer,
  TEXT_NAMES,
} from './answer.ts'
export { type Answered, type Attainment, attain, standingOf, type Tally } from './attainment.ts'
export { CONDITION_ABSENT } from './points.ts'
export { NO_SCOPE } from './scope.ts'
