export { keepAnchors, restoreAnchor } from './anchor-actions.ts'
export { logEvent, logEventBy } from './append-actions.ts'
export { listLogged, readEvents, readTraces } from './read-actions.ts'
export { flushRefused, noteRefused } from './refused-actions.ts'
