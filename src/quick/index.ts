export { startingAnswers } from './take-over.ts'
