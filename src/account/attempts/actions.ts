export { limitsOf, MANY_LETTERS, mayWriteTo, noteOf, waitOf } from './limits-actions.ts'
export { clearTries, deleteOldTries, findTries, lockTries, saveTries } from './throttle-store.ts'
export { tellUnseen } from './unseen-actions.ts'
