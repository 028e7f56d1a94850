import { type AnswerText, type FieldKey, SHEET_FIELDS, type SheetKey } from '../assessment/index.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Status } from '../standing/status.ts'

/** What of an answer a table can carry. `assignee` is a name as written; who that is, the caller finds out. */
export type Field = SheetKey
const FIELDS: readonly Field[] = SHEET_FIELDS.map(({ key }) => key)

export function isField(role: string): role is Field {
  return (FIELDS as readonly string[]).includes(role)
}

/**
 * What a file says about one criterion. A field that is absent was not in the file, or could not be taken (a problem then says
 * why): it changes nothing. A field that is there and empty was left empty.
 */
export type UnderstoodAnswer = {
  criterion: string
  /** The row of the file, counted from 1, and its sheet where several were read. */
  row: number
  sheet?: string
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
/** Why a column is not read although its header is that of answers. */
export type LeftOut = 'earlier' | 'later' | 'others' | 'hidden' | 'second' | 'not-chosen'
/**
 * What a column was taken for, and by what: its header, its place in the official layout, what is in it, or a person's choice.
 * `means` is the status that a mark in the column gives, where each status has a column of its own.
 */
export type ColumnReading = {
  column: number
  name: string
  header: string
  role: ColumnRole
  by: 'header' | 'place' | 'content' | 'choice'
  means?: Status
  leftOut?: LeftOut
  /** The sheet, where several were read. */
  sheet?: string
}

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

/** What a spelling means: a status, that nobody has answered, or nothing that is taken. */
export type Meaning = Status | 'unanswered' | 'skip'

/** What a person said of a file that can be read in more than one way, now or for an earlier file. */
export type ReadingChoices = {
  /** The sheets to read by their names; `all` are all that hold answers and are no examples. */
  sheets?: readonly string[] | 'all' | undefined
  /** The column of the statuses by its letters or its header; `none` where there is none. */
  statusColumn?: string | undefined
  /** What spellings mean, by `wordKey`. */
  words?: Readonly<Record<string, Meaning>> | undefined
  /** Headers that a person once took for that of the statuses, by `wordKey`. */
  statusHeaders?: readonly string[] | undefined
}

export type SheetOption = { name: string; criteria: number; answers: number }
export type ColumnOption = { name: string; header: string; hidden: boolean; seen: string[] }
export type WordOption = {
  key: string
  seen: string
  count: number
  cells: string[]
  suggested: Meaning | null
  chosen: Meaning | null
}

/** What only a person can say of a file. `open` until they have; nothing is read past an open question about sheets. */
export type Question = { open: boolean } & (
  | { kind: 'sheets'; options: SheetOption[]; chosen: string[] }
  | { kind: 'statusColumn'; sheet: string; options: ColumnOption[]; suggested: string | null; chosen: string | null }
  /** `lost` says that the encoding of the file puts a question mark for what it lacks. */
  | { kind: 'words'; words: WordOption[]; lost: boolean }
)

/** What was understood of a file, before anything is written. `sheet` names all that were read. */
export type Understanding = {
  edition: string
  sheet: string
  columns: ColumnReading[]
  answers: UnderstoodAnswer[]
  problems: Problem[]
  questions: Question[]
}

/** The numbers of an edition: all that reading a file needs of it. */
type EditionNumbers = { id: string; criteria: ReadonlySet<string> }
/** The edition of the assessment that a file is read for, and the others that this product knows. */
export type Editions = { chosen: EditionNumbers; others: readonly EditionNumbers[] }

export function numbersOf(edition: { id: string; criteria: readonly { id: string }[] }): EditionNumbers {
  return { id: edition.id, criteria: new Set(edition.criteria.map(({ id }) => id)) }
}

/** How the rows of a file are told apart, where a criterion stands there twice. */
export function rowKey({ row, sheet }: Pick<UnderstoodAnswer, 'row' | 'sheet'>): string {
  return sheet === undefined ? String(row) : `${sheet}!${row}`
}

/** Whether an answer says anything at all. */
export function saysSomething(answer: UnderstoodAnswer): boolean {
  return Object.values(answer.raw).some((text) => text.trim() !== '')
}
