export { ISSUE_STATE_WORDS, type Issue, type IssueState, newIn, standingIssue, stateOf, unmerged } from './issue.ts'
