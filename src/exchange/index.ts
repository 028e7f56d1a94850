export { writeJson } from './json.ts'
export { NO_ANSWER, toCarried } from './merge.ts'
export { type AnswersFile, type ReadFile, readAnswers } from './read-file.ts'
export { numbersOf } from './understood.ts'
