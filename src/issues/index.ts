export { ISSUE_STATE_WORDS, type Issue, type IssueState, standingIssue, stateOf, titleWords, unmerged } from './issue.ts'
