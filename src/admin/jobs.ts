export { makeAllAnew } from './secret-actions.ts'
