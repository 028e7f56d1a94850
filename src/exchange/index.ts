export { writeJson } from './json.ts'
export { NO_ANSWER, toCarried } from './merge.ts'
export { type ReadFile, readAnswers } from './read-file.ts'
export { numbersOf } from './understood.ts'
