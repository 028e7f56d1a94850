import { readDay } from '../kernel/calendar.ts'
import { foldText } from '../kernel/fold.ts'
import type { Day } from '../kernel/instant.ts'
import { cleanText } from '../sheets/text.ts'
import type { AnyColumn } from './register.ts'

/** What a row says, by the id of the column: an option by its id, a day as `2027-03-31`, all else as it was written. A blank is absent. */
export type Cells = Readonly<Record<string, string>>

/** How many characters a cell holds at most. */
export const LONGEST_CELL = 2000

/** A cell as it is kept; `fits` says whether its column can make something of it. What does not fit is kept as it was written. */
type Cell = { value: string; fits: boolean }

/** Reads what was typed, pasted or imported into a column. Nothing is lost but blanks around it and what no database takes. */
export function readCell(column: AnyColumn, typed: string): Cell {
  const text = cleanText(typed).trim()
  if (text === '') return { value: '', fits: true }
  switch (column.kind) {
    case 'choice': {
      const option = optionOf(column, text)
      return option === undefined ? { value: text, fits: false } : { value: option, fits: true }
    }
    case 'day': {
      const day = dayOf(text)
      return day === undefined ? { value: text, fits: false } : { value: day, fits: true }
    }
    case 'number': {
      const number = foldText(text).replaceAll(',', '').replace(NUMBERED, '$1')
      return /^\d{1,9}(?:\.\d{1,4})?$/.test(number) ? { value: number, fits: true } : { value: text, fits: false }
    }
    case 'long':
      return { value: text, fits: true }
    default:
      return { value: text.replaceAll(/[^\S ]+/gu, ' '), fits: true }
  }
}

/** Whether a stored cell says what its column asks for. */
export function fits(column: AnyColumn, value: string): boolean {
  return value === '' || readCell(column, value).fits
}

/** The cells of a row with some of them changed; blanks are left out. */
export function withCells(before: Cells, change: Cells): Cells {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== ''))
}

/** Whether two rows say the same. */
export function sameCells(one: Cells, other: Cells): boolean {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((id) => (one[id] ?? '') === (other[id] ?? ''))
}

/** Whether a blank in a column is a gap in this row. */
export function isNeeded({ needed }: Pick<AnyColumn, 'needed'>, cells: Cells, choices: readonly AnyColumn[]): boolean {
  if (needed === undefined || needed === true) return needed === true
  return choices.some(({ id }) => needed.includes(cells[id] ?? ''))
}

/** The columns that a row needs and leaves blank. */
export function gapsOf(columns: readonly AnyColumn[], cells: Cells): AnyColumn[] {
  const choices = columns.filter(({ kind }) => kind === 'choice')
  return columns.filter((column) => (cells[column.id] ?? '') === '' && isNeeded(column, cells, choices))
}

/** By what rows are put in order: options in theirs, numbers within texts by their size, wide and narrow alike. At most 100 characters. */
export function orderKey(column: AnyColumn, value: string): string {
  if (column.kind === 'choice') {
    const place = column.options?.findIndex(({ id }) => id === value) ?? -1
    if (place >= 0) return String.fromCharCode(0x21 + place) + value
  }
  return foldText(value)
    .slice(0, 100)
    .replaceAll(/\d{1,12}/g, (digits) => digits.padStart(12, '0'))
    .slice(0, 100)
}

/** What a program or a person wrote, to the option that is meant: by its id, its names, or what else it is called. */
function optionOf({ options = [] }: AnyColumn, text: string): string | undefined {
  const folded = foldText(text)
  return options.find(({ id, ja, en, also = [] }) => [id, ja, en, ...also].some((word) => foldText(word) === folded))?.id
}

/** `2027-03-31`, `2027/3/31`, `2027年3月31日`, `20270331`, each with or without an hour behind it; nothing else is guessed at. */
function dayOf(text: string): Day | undefined {
  const [, year = '', month = '', day = ''] = DAY.exec(foldText(text)) ?? SOLID_DAY.exec(text) ?? []
  return readDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[t ,].{0,40})?$/
const SOLID_DAY = /^(\d{4})(\d{2})(\d{2})$/
const NUMBERED = /^(\d{1,9})(?:台|個|本|人|名|件)$/
