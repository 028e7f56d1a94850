export type { Decoded, Encoding } from './code-page.ts'
export { toCsvFile } from './csv.ts'
export { kindOf, tooLarge } from './file-kind.ts'
export { type JsonAnswer, writeJson } from './json.ts'
export { MAX_FILE_BYTES } from './limits.ts'
export {
  type AnswerMerge,
  type FieldMerge,
  type MergeOutcome,
  mergeAnswers,
  mergeThreeWay,
  NO_ANSWER,
  toCarried,
} from './merge.ts'
export { criterionFrom, type ReadStatus, requirementFrom, statusFrom } from './notation.ts'
export { type OfficialWording, officialWording } from './official-wording.ts'
export { writeOwnCsv } from './own-csv.ts'
export { writeOwnWorkbook } from './own-sheet.ts'
export type { CarriedAnswer, ExportRow, OwnExport, OwnMark } from './own-table.ts'
export { type ReadFile, readAnswers } from './read-file.ts'
export { cleanText, sameText } from './text.ts'
export {
  type ColumnReading,
  type ColumnRole,
  type EditionNumbers,
  type Editions,
  FIELDS,
  type Field,
  numbersOf,
  type Problem,
  saysSomething,
  type Understanding,
  type UnderstoodAnswer,
} from './understood.ts'
export { readWorkbook, type Workbook } from './workbook.ts'
export { type SheetSpec, writeWorkbook } from './write-workbook.ts'
