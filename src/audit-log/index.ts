export type { Author, Change, Deed, Entry } from './entry.ts'
