export { provePassword } from './step-up-actions.ts'
