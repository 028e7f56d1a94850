export {
  type Crosswalk,
  type CrosswalkContext,
  controlsFor,
  type LinkedControl,
  openNumbers,
  surelyNew,
} from './crosswalk.ts'
export { type Proposal, proposeFrom } from './proposal.ts'
export { readStatement, type StatementLine, type StatementProblem } from './statement.ts'
export type { ColumnChoices, ColumnQuestion, SingleRole, StatementColumn } from './statement-columns.ts'
export { STATEMENT_PROBLEMS } from './statement-problems.ts'
export { PROSPECT_WORDS, STRENGTH_MARK, STRENGTH_WORDS, UNOFFICIAL_WORDS } from './words.ts'
