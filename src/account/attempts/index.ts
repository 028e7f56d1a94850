export type { Wait } from './refusals.ts'
export { decideTry, deviceKey, type Tries, type TryDecision } from './throttle.ts'
