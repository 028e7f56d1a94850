import { type AnswerText, type FieldKey, SHEET_FIELDS, type SheetKey } from '../assessment/index.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Status } from '../standing/status.ts'

/** What of an answer a table can carry. `assignee` is a name as written; who that is, the caller finds out. */
export type Field = SheetKey
export const FIELDS: readonly Field[] = SHEET_FIELDS.map(({ key }) => key)

/**
 * What a file says about one criterion. A field that is absent was not in the file, or could not be taken (a problem then says
 * why): it changes nothing. A field that is there and empty was left empty.
 */
export type UnderstoodAnswer = {
  criterion: string
  /** The row of the file, counted from 1. */
  row: number
  status?: Status | null
  texts: Partial<Record<AnswerText, string>>
  assignee?: string
  /** Only our JSON carries the ticked points. */
  ticked?: string[]
  /** Where each field was read, such as `O12`. */
  cells: Partial<Record<FieldKey, string>>
  /** The whole text of every answer cell of the row by its address, as it stands in the file. */
  raw: Record<string, string>
}

/** `number` is the key; `mixed` is 根拠および実施する事, whose text goes by the status; `known` is the catalogue's own; `other` is not read. */
export type ColumnRole = Field | 'number' | 'mixed' | 'known' | 'other'
/** What a column was taken for, and by what: its header, its place in the official layout, or what is in it. */
export type ColumnReading = { column: number; name: string; header: string; role: ColumnRole; by: 'header' | 'place' | 'content' }

/** `attention`: a person should look, something was not taken or was taken with a doubt. `ignored`: left aside by design. */
type Severity = 'attention' | 'ignored'

export type Problem = {
  code: string
  severity: Severity
  /** The cell (`O12`), or nothing where it is about a column, a sheet or the file. */
  cell: string | null
  /** What stands there, whole. */
  seen: string
  words: Words
  criterion?: string
  /** The answers to choose from, where the file gives several for one criterion; or the one answer that has no home. */
  candidates?: UnderstoodAnswer[]
}

/** What was understood of a file, before anything is written. */
export type Understanding = {
  edition: string
  sheet: string
  columns: ColumnReading[]
  answers: UnderstoodAnswer[]
  problems: Problem[]
}

/** The numbers of an edition: all that reading a file needs of it. */
type EditionNumbers = { id: string; criteria: ReadonlySet<string> }
/** The edition of the assessment that a file is read for, and the others that this product knows. */
export type Editions = { chosen: EditionNumbers; others: readonly EditionNumbers[] }

export function numbersOf(edition: { id: string; criteria: readonly { id: string }[] }): EditionNumbers {
  return { id: edition.id, criteria: new Set(edition.criteria.map(({ id }) => id)) }
}

/** Whether an answer says anything at all. */
export function saysSomething(answer: UnderstoodAnswer): boolean {
  return Object.values(answer.raw).some((text) => text.trim() !== '')
}
