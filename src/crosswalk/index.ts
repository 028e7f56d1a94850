export { type Crosswalk, controlsFor, openNumbers, surelyNew } from './crosswalk.ts'
export { proposeFrom } from './proposal.ts'
export { readStatement, type StatementLine } from './statement.ts'
export { UNOFFICIAL_WORDS } from './words.ts'
