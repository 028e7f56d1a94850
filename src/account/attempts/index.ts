export type { Wait } from './refusals.ts'
export { decideTry, deviceKey, LOCK_AT, type Tries, type TryDecision } from './throttle.ts'
