export { decideTry, deviceKey, LOCK_AT, type Tries, type TryDecision } from './throttle.ts'
export type { Wait } from './unseen.ts'
