export { readStatementFile, type StatementInput } from './read-statement.ts'
