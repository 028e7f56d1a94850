export { ADVICE_KINDS } from './advice.ts'
export { type Answer, NO_REASON } from './answer.ts'
export { type Answered, type Attainment, attain, missingIn, shareOf, standingOf, type Tally } from './attainment.ts'
export { saysTheSame, tidyAnswer } from './decide-answer.ts'
export { type Doubt, doubtWords } from './doubt.ts'
export {
  ANSWER_TEXTS,
  type AnswerContent,
  type AnswerText,
  type CarriedAnswer,
  carriedFrom,
  contentFrom,
  EMPTY_ANSWER,
  FIELD,
  FIELDS,
  type FieldKey,
  type FieldKind,
  type FieldValues,
  type KeyOf,
  LONGEST_TEXT,
  SHEET_FIELDS,
  type SheetKey,
  sameValue,
} from './fields.ts'
export { NEW_ASSESSMENT } from './forms.ts'
export { type AdviceNews, type News, sayAdviceNews, sayNews } from './news.ts'
export { byOpenOrder, KIND_ORDER, NEXT_STEPS, type OpenPlace, PLACE_ORDER } from './open-order.ts'
export { CONDITION_ABSENT, holds, leavesOf, ticksInWords } from './points.ts'
export { isQuickNote, QUICK_WORDS, type QuickAnswer, type QuickSaid } from './quick-said.ts'
export { NO_SCOPE } from './scope.ts'
export { mayAnswer } from './sight.ts'
export { type Trend, toTrend } from './trend.ts'
