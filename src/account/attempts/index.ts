export type { Wait } from './refusals.ts'
export { decideTry, deviceKey, type Tries, type Verdict } from './throttle.ts'
