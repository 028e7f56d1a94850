export { type Issue, standingIssue, stateOf, titleWords, unmerged } from './issue.ts'
