import {
  type ColumnChoices,
  type ColumnQuestion,
  readStatement,
  type SingleRole,
  STATEMENT_PROBLEMS,
  type StatementColumn,
  type StatementLine,
  type StatementProblem,
} from '../crosswalk/index.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { decodeText } from '../sheets/code-page.ts'
import { parseCsv } from '../sheets/csv.ts'
import { kindOf } from '../sheets/file-kind.ts'
import { type Sheet, toSheet } from '../sheets/grid.ts'
import { readWorkbook } from '../sheets/workbook.ts'

/** What a person said of a file: the sheets that are meant, and of columns that could all be meant, `<sheet> <role>` → column. */
export type StatementChoices = { sheets?: string[]; columns?: Record<string, string> }

/** A file to be read, the numbers of the controls that there are, and what a person said of it. */
export type StatementInput = { bytes: Uint8Array; known: readonly string[]; choices?: StatementChoices }

/** A sheet by its place, with how many different controls it names. */
export type SheetOption = { name: string; controls: number }

/** What only a person can say of a file; `key` is the name of the answer. Open until they have. */
export type StatementQuestion =
  | { kind: 'sheets'; options: SheetOption[]; chosen: string[]; open: boolean }
  | {
      kind: 'column'
      key: string
      sheet: string
      role: SingleRole
      options: ColumnQuestion['options']
      chosen: string | undefined
      open: boolean
    }

/** A file as understood. Cells of a file with several sheets carry the name of theirs. */
export type StatementFile = {
  sheets: string[]
  lines: StatementLine[]
  missing: string[]
  columns: (StatementColumn & { sheet: string })[]
  problems: StatementProblem[]
  /** How many more problems there are than are kept. */
  more: number
  questions: StatementQuestion[]
}

/** What `columns` of a person's choices says where none of the columns is meant. */
export const NO_COLUMN = 'none'

/** How many days what was read of a statement is kept: people work through its criteria for weeks. */
export const KEPT_FOR_DAYS = 30

/** A person reads so many problems and no more, and so much of a text. */
const MOST_PROBLEMS = 300
const LONGEST_SHOWN = 300

/**
 * Reads a 適用宣言書 from a workbook or a CSV file, told apart by content. Sheets that name different controls are parts of one statement;
 * sheets that name the same are a question, as are several columns in one role. Refuses what it cannot read, a file without controls, and
 * one of the edition of 2013.
 */
export async function readStatementFile({ bytes, known, choices = {} }: StatementInput): Promise<Outcome<StatementFile>> {
  const sheets = await sheetsOf(bytes)
  if (!sheets.ok) return sheets
  const read = sheets.value
    .filter(({ hidden }) => !hidden)
    .map((sheet, place) => ({ sheet, place, statement: readStatement(sheet, known, choicesFor(choices, place)) }))
  const candidates = read.filter(({ statement }) => statement.lines.length > 0)
  if (candidates.length === 0) {
    const older = read.find(({ statement }) => statement.edition === '2013')?.statement.problems[0]
    return older
      ? refuse('statement.edition-2013', older.words, 'file')
      : refuse('statement.no-controls', STATEMENT_PROBLEMS.noNumbers().words, 'file')
  }
  const options = candidates.map(({ sheet, statement }) => ({ name: sheet.name, controls: statement.lines.length }))
  const rivals = overlap(candidates.map(({ statement }) => statement.lines))
  const chosen = (choices.sheets ?? []).filter((name) => options.some((option) => option.name === name))
  const asked: StatementQuestion[] = rivals ? [{ kind: 'sheets', options, chosen, open: chosen.length === 0 }] : []
  const meant = rivals ? candidates.filter(({ sheet }) => chosen.includes(sheet.name)) : candidates
  // While no sheet is chosen, what is to be asked of each is asked with it: once, on one page.
  const questions = [...asked, ...columnQuestions(meant.length > 0 ? meant : candidates, choices)]
  return accept({ ...together(meant, known), questions })
}

async function sheetsOf(bytes: Uint8Array): Promise<Outcome<Sheet[]>> {
  const kind = kindOf(bytes)
  if (!kind.ok) return kind
  if (kind.value === 'workbook') {
    const workbook = await readWorkbook(bytes)
    return workbook.ok ? accept(workbook.value.sheets) : workbook
  }
  const decoded = decodeText(bytes)
  const parsed = decoded.ok ? parseCsv(decoded.value.text) : decoded
  return parsed.ok ? accept([toSheet('CSV', parsed.value.rows, parsed.value.cut)]) : parsed
}

function choicesFor({ columns = {} }: StatementChoices, place: number): ColumnChoices {
  const own = Object.entries(columns).filter(([key]) => key.startsWith(`${place} `))
  return Object.fromEntries(own.map(([key, column]) => [key.slice(`${place} `.length), column]))
}

function overlap(all: readonly (readonly StatementLine[])[]): boolean {
  const controls = all.flatMap((lines) => lines.map(({ control }) => control))
  return new Set(controls).size < controls.length
}

type Candidate = { sheet: Sheet; place: number; statement: ReturnType<typeof readStatement> }

/** The statement that several sheets make; of a control that two of them name the first counts. */
function together(read: readonly Candidate[], known: readonly string[]): Omit<StatementFile, 'questions'> {
  const lines = new Map<string, StatementLine>()
  const problems: StatementProblem[] = []
  for (const { sheet, statement } of read) {
    const at = (cell: string) => (read.length > 1 && cell !== '' ? `${sheet.name}!${cell}` : cell)
    problems.push(...statement.problems.map((problem) => ({ ...problem, cell: at(problem.cell), seen: shown(problem.seen) })))
    for (const line of statement.lines) {
      const first = lines.get(line.control)
      if (first) problems.push(STATEMENT_PROBLEMS.twice(at(line.cell), line.control, first.cell))
      else lines.set(line.control, { ...line, cell: at(line.cell), reason: shown(line.reason) })
    }
  }
  return {
    sheets: read.map(({ sheet }) => sheet.name),
    lines: [...lines.values()],
    missing: known.filter((control) => !lines.has(control)),
    columns: read.flatMap(({ sheet, statement }) => statement.columns.map((column) => ({ ...column, sheet: sheet.name }))),
    problems: problems.slice(0, MOST_PROBLEMS),
    more: Math.max(0, problems.length - MOST_PROBLEMS),
  }
}

function columnQuestions(sheets: readonly Candidate[], { columns = {} }: StatementChoices): StatementQuestion[] {
  return sheets.flatMap(({ sheet, place, statement }) =>
    statement.questions.map(({ role, options }): StatementQuestion => {
      const key = `${place} ${role}`
      const said = columns[key]
      const chosen = said === NO_COLUMN || options.some(({ name }) => name === said) ? said : undefined
      return { kind: 'column', key, sheet: sheet.name, role, options, chosen, open: chosen === undefined }
    }),
  )
}

function shown(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}
