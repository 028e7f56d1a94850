export { publishAllDoubts } from './doubt-actions.ts'
export {
  type DutyNumbers,
  type DutyRecordsView,
  type DutyView,
  dutyNumbersIn,
  keptIn,
  loadRecord,
  type RecordsView,
  type RecordView,
  readDutyAt,
  readDutyRecords,
  readRecords,
} from './read-actions.ts'
export { askForRecord, type Check, checkByLink, recordByLink, requestLink, revokeRequest } from './request-actions.ts'
export { requestLinks } from './request-store.ts'
export { changeRecordSetting, correctRecord, recordDone, recordTold, signRecord } from './write-actions.ts'
