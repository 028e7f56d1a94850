export { CLASS_WORDS, readClass } from './reader.ts'
