import { startPasskeys } from './passkeys.ts'
import { startRecovery } from './recovery.ts'

startPasskeys()
startRecovery()
