export { type Issue, standingIssue, stateOf, unmerged } from './issue.ts'
