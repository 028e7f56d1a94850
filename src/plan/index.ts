export type { Forecast } from './forecast.ts'
export { daysIn, isStale, type KeptPlan } from './kept-plan.ts'
export { type PlanWork, planWork } from './plan-work.ts'
export { hoursIn } from './settings.ts'
