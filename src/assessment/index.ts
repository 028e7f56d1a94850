export { seesAnswers } from '../identity/sight.ts'
export { isStatus, MARK, STANDING_WORDS, STANDINGS, STATUSES, type Standing, type Status } from '../standing/status.ts'
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
export {
  type Answered,
  type Attainment,
  attain,
  type RequirementResult,
  standingOf,
  type Tally,
  tally,
} from './attainment.ts'
export { CONDITION_ABSENT, leavesOf, verdictOf } from './points.ts'
export { NO_SCOPE } from './scope.ts'
