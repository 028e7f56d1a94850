export { changesSince, type FrozenPlan, hasChanged } from './frozen-plan.ts'
