import { BLANK, type Cell, columnNumber, type Merge, type Sheet } from './grid.ts'
import { MAX_COLUMNS, MAX_MERGES, MAX_ROWS } from './limits.ts'
import { toShownNumber, toShownText } from './number-format.ts'
import { append, gatherRichText, type RichText, unescapeText, unstruck } from './rich-text.ts'
import { type DateSystem, toDateText } from './serial-date.ts'
import type { CellStyle } from './workbook-parts.ts'
import { readXml, spend, type TagBudget } from './xml.ts'

/** What a sheet needs of its workbook: the shared strings, the styles of cells, and from when dates are counted. */
export type Surroundings = { strings: readonly RichText[]; styles: readonly CellStyle[]; dates: DateSystem }

/**
 * Reads the cells, the merged ranges and the hidden columns of a sheet part and nothing else. An absent value is a blank cell,
 * whatever its type. What a cell says is what a person sees of it: its number format counts, and what is struck through does not.
 */
export function readSheet(
  bytes: Uint8Array,
  around: Surroundings,
  budget: TagBudget,
  mostRows: number = MAX_ROWS,
): Pick<Sheet, 'cells' | 'merges' | 'cut' | 'hiddenColumns'> {
  const rows: Cell[][] = []
  const merges: Merge[] = []
  const spilled: (Merge & { formula: string })[] = []
  const hiddenColumns = new Set<number>()
  const inline = gatherRichText()
  let [row, column, cut] = [-1, -1, false]
  let cell: Raw | undefined
  let [part, inData] = ['', false]

  function place({ type, style, value, formula, ref }: Raw): void {
    const gathered = inline.take()
    const read = type === 'inlineStr' ? toText(gathered || unescapeText(value), style) : toCell(value, type, style, around)
    const known = formula === undefined ? read : { kind: 'formula' as const, text: read.text, formula: `=${formula}` }
    if (known.kind === 'blank') return
    if (row >= mostRows || column >= MAX_COLUMNS) {
      cut = true
      return
    }
    const line = rows[row] ?? []
    rows[row] = line
    line[column] = known
    const range = ref === undefined ? undefined : toRange(ref)
    if (range && known.formula) spilled.push({ ...range, formula: known.formula })
  }

  readXml(bytes, budget, {
    open: (name, attributes) => {
      if (cell) {
        part = name
        if (name === 'f') cell = { ...cell, formula: '', ref: attributes.t === 'array' ? attributes.ref : undefined }
        inline.open(name, attributes)
      } else if (name === 'sheetData') {
        inData = true
      } else if (inData && name === 'row') {
        row = /^\d{1,7}$/.test(attributes.r ?? '') ? Number(attributes.r) - 1 : row + 1
        column = -1
      } else if (inData && name === 'c') {
        const at = attributes.r === undefined ? undefined : toPlace(attributes.r)
        if (at) [row, column] = at
        else column += 1
        const style = around.styles[Number(attributes.s ?? 0)] ?? NO_STYLE
        cell = { type: attributes.t ?? 'n', style, value: '', formula: undefined, ref: undefined }
      } else if (name === 'col' && /^(?:1|true)$/.test(attributes.hidden ?? '')) {
        const [first, last] = [Number(attributes.min) - 1, Number(attributes.max) - 1]
        for (let hidden = 0; hidden < MAX_COLUMNS; hidden++) if (hidden >= first && hidden <= last) hiddenColumns.add(hidden)
      } else if (name === 'mergeCell' && merges.length < MAX_MERGES) {
        const range = toRange(attributes.ref ?? '')
        if (range && range.top < mostRows) merges.push(range)
      }
    },
    text: (text) => {
      if (!cell) return
      if (part === 'v') cell.value = append(cell.value, text)
      else if (part === 'f') cell.formula = append(cell.formula ?? '', text)
      else inline.text(text)
    },
    close: (name) => {
      if (name === 'sheetData') inData = false
      if (!cell) return
      part = ''
      inline.close(name)
      if (name !== 'c') return
      place(cell)
      cell = undefined
    },
  })
  for (const range of spilled) markSpilled(rows, range, budget)
  return { cells: Array.from(rows, (line = []) => Array.from(line, (known = BLANK) => known)), merges, cut, hiddenColumns }
}

const NO_STYLE: CellStyle = { date: false, code: undefined, struck: false }
type Raw = { type: string; style: CellStyle; value: string; formula: string | undefined; ref: string | undefined }

function toCell(value: string, type: string, style: CellStyle, { strings, dates }: Surroundings): Cell {
  if (value === '') return BLANK
  switch (type) {
    case 's': {
      const text = strings[Number(value)]
      return text === undefined ? { kind: 'error', text: '' } : toText(text, style)
    }
    case 'b':
      return toShown('text', Number(value) === 0 || value === 'false' ? 'FALSE' : 'TRUE', style)
    case 'e':
      return { kind: 'error', text: value }
    case 'd':
      return toShown('date', value.replace('T', ' ').replace(/ 00:00(?::00(?:\.0+)?)?Z?$/, ''), style)
    case 'n': {
      const number = Number(value)
      if (Number.isNaN(number)) return toText(value, style)
      if (style.date) return toShown('date', toDateText(number, dates), style)
      const shown = toShownNumber(number, style.code)
      return shown === '' ? { kind: 'number', text: '', struck: value } : toShown('number', shown, style)
    }
    default:
      return toText(unescapeText(value), style)
  }
}

function toText(text: RichText, style: CellStyle): Cell {
  if (text === '') return BLANK
  const left = unstruck(text, style.struck)
  return { kind: 'text', ...left, text: toShownText(left.text, left.text === '' ? undefined : style.code) }
}

function toShown(kind: 'text' | 'date' | 'number', text: string, { struck }: CellStyle): Cell {
  return { kind, ...unstruck(text, struck) }
}

/** What an array formula spills into other cells was computed as well, though the formula stands in the first alone. */
function markSpilled(
  rows: Cell[][],
  { top, left, bottom, right, formula }: Merge & { formula: string },
  budget: TagBudget,
): void {
  for (const line of rows.slice(top, bottom + 1)) {
    const last = Math.min(right, (line?.length ?? 0) - 1)
    spend(budget, Math.max(1, last - left + 1))
    for (let column = left; column <= last; column++) {
      const known = line[column]
      if (known && known.kind !== 'formula') line[column] = { kind: 'formula', text: known.text, formula }
    }
  }
}

/** `O3` → row 2 and column 14. */
function toPlace(address: string): [row: number, column: number] | undefined {
  const [, column, row] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(address) ?? []
  return column && row && Number(row) > 0 ? [Number(row) - 1, columnNumber(column)] : undefined
}

function toRange(ref: string): Merge | undefined {
  const [from = '', to = from] = ref.split(':')
  const [first, last] = [toPlace(from), toPlace(to)]
  return first && last ? { top: first[0], left: first[1], bottom: last[0], right: last[1] } : undefined
}
