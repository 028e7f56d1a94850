export {
  packAnswers,
  parseForm,
  parseQuick,
  parseSheet,
  QUICK_ANSWERS,
  type QuickAnswer,
  type QuickSheet,
  questionsFor,
  toQuery,
} from './quick-answers.ts'
export { assessQuick, FIRST_GAPS, type QuickGap, type QuickResult, type QuickTally, STANDING_OF } from './quick-result.ts'
export { startingAnswers } from './take-over.ts'
