export { CLASS_WORDS, CLASSES, type ReaderClass, readClass } from './reader.ts'
