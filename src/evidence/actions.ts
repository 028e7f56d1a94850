export { bytesOf, keepSent, openVersion, previewOf, uploaded } from './content-actions.ts'
export { exportList } from './export-actions.ts'
export {
  loadMatrix,
  loadPiece,
  piecesIn,
  proofIn,
  readAttached,
  readChoices,
  readCounts,
  readLibrary,
  readTargets,
} from './read-actions.ts'
export {
  addEvidence,
  addVersion,
  changeEvidence,
  changeMany,
  checkEvidence,
  linkEvidence,
  unlinkEvidence,
  withdrawEvidence,
} from './write-actions.ts'
