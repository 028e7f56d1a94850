export { publishAllDoubts } from './doubt-actions.ts'
export {
  type DutyView,
  type KeptDuties,
  type KeptDuty,
  type KeptOccurrence,
  keptIn,
  loadRecord,
  type RecordView,
  readDutyAt,
  readKept,
  readRecords,
} from './read-actions.ts'
export { askForRecord, type Check, checkByLink, recordByLink, requestLink, revokeRequest } from './request-actions.ts'
export { requestLinks } from './request-store.ts'
export { changeRecordSetting, correctRecord, recordDone, recordTold, signRecord, type Told } from './write-actions.ts'
