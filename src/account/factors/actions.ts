export { totpKeys } from './factor-store.ts'
export { voidOldRecoveryCodes } from './recovery-actions.ts'
export { provePassword } from './step-up-actions.ts'
