export { type Damage, toWords } from './damage.ts'
export type { Author, Change, Deed, Entry } from './entry.ts'
export { type StoredEntry, startVerification, type Tools, type Verdict, type Verification, verifyLog } from './verify-log.ts'
