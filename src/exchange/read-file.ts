import { accept, type Outcome } from '../kernel/refusal.ts'
import { type Decoded, decodeText } from '../sheets/code-page.ts'
import { parseCsv } from '../sheets/csv.ts'
import { kindOf } from '../sheets/file-kind.ts'
import { type Sheet, toSheet } from '../sheets/grid.ts'
import { readWorkbook } from '../sheets/workbook.ts'
import { newer, readJson } from './json.ts'
import { fromOwnCsv } from './own-csv.ts'
import { GUIDE_SHEET, MARK_SHEET, readOwnMark } from './own-sheet.ts'
import type { MarkReading, OwnMark } from './own-table.ts'
import { PROBLEMS } from './problems.ts'
import { understand } from './understand.ts'
import type { Editions, Problem, ReadingChoices, Understanding } from './understood.ts'

/** A file as understood. `own` is the mark of our export, where the file is one; `sheets` are the names to choose from. */
export type ReadFile = {
  form: 'workbook' | 'csv' | 'json'
  encoding: Decoded['encoding'] | null
  sheets: string[]
  own: OwnMark | null
  understanding: Understanding
}

/** A file that is to be understood, the numbers of the editions that it may be about, and what a person said of it. */
export type AnswersFile = { bytes: Uint8Array; editions: Editions; choices?: ReadingChoices | undefined }

/**
 * The one way in for a file of answers: an official workbook as people fill it in, our own workbook, CSV, or our JSON, told apart
 * by content. Writes nothing. Refuses what it cannot read, with what the file is and what to do.
 */
export async function readAnswers({ bytes, editions, choices = {} }: AnswersFile): Promise<Outcome<ReadFile>> {
  const kind = kindOf(bytes)
  if (!kind.ok) return kind
  if (kind.value === 'workbook') return readFromWorkbook(bytes, editions, choices)
  const decoded = decodeText(bytes)
  if (!decoded.ok) return decoded
  return kind.value === 'json' ? readFromJson(decoded.value, editions) : readFromCsv(decoded.value, editions, choices)
}

async function readFromWorkbook(bytes: Uint8Array, editions: Editions, choices: ReadingChoices): Promise<Outcome<ReadFile>> {
  const workbook = await readWorkbook(bytes)
  if (!workbook.ok) return workbook
  const { sheets, comments } = workbook.value
  return finish('workbook', null, sheets, readOwnMark(sheets), editions, choices, comments ? [PROBLEMS.commentsLeft()] : [])
}

function readFromCsv(
  { text, encoding }: Decoded,
  editions: Editions,
  { sheets: _, ...choices }: ReadingChoices,
): Outcome<ReadFile> {
  const parsed = parseCsv(text)
  if (!parsed.ok) return parsed
  const own = fromOwnCsv(parsed.value.rows)
  return finish('csv', encoding, [toSheet('CSV', own.rows, parsed.value.cut)], own, editions, choices, [])
}

function readFromJson({ text, encoding }: Decoded, editions: Editions): Outcome<ReadFile> {
  const read = readJson(text, editions)
  if (!read.ok) return read
  const { mark, understanding } = read.value
  return accept({ form: 'json', encoding, sheets: [], own: mark, understanding })
}

function finish(
  form: ReadFile['form'],
  encoding: ReadFile['encoding'],
  sheets: readonly Sheet[],
  { mark, trouble }: MarkReading,
  editions: Editions,
  choices: ReadingChoices,
  noted: Problem[],
): Outcome<ReadFile> {
  if (trouble === 'newer') return newer()
  const own = sheets.filter(({ name }) => name !== MARK_SHEET && !(mark && name === GUIDE_SHEET))
  const understood = understand(own, editions, choices, encoding !== null && !encoding.startsWith('utf'))
  if (!understood.ok) return understood
  const problems = [
    ...(trouble === 'damaged' ? [PROBLEMS.markDamaged()] : []),
    ...(mark && mark.edition !== editions.chosen.id ? [PROBLEMS.madeForEdition(editions.chosen.id, mark.edition)] : []),
    ...noted,
    ...understood.value.problems,
  ]
  const names = own.filter(({ hidden }) => !hidden).map(({ name }) => name)
  return accept({ form, encoding, sheets: names, own: mark, understanding: { ...understood.value, problems } })
}
