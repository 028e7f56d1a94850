import { builtInCode } from './number-format.ts'
import { gatherRichText, isOn, type RichText } from './rich-text.ts'
import { type DateSystem, isDateFormat } from './serial-date.ts'
import { readXml, spend, type TagBudget } from './xml.ts'

/** A sheet as the workbook lists it; `relation` leads to its part. */
type ListedSheet = { name: string; hidden: boolean; relation: string }
/** To which part a relation leads, from the root of the package, and what it is. */
export type Relation = { type: string; target: string }

export function readSheetList(bytes: Uint8Array, budget: TagBudget): { sheets: ListedSheet[]; dates: DateSystem } {
  const sheets: ListedSheet[] = []
  let dates: DateSystem = '1900'
  readXml(bytes, budget, {
    ...QUIET,
    open: (name, attributes) => {
      if (name === 'workbookPr' && /^(?:1|true|on)$/.test(attributes.date1904 ?? '')) dates = '1904'
      if (name !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      sheets.push({ name: attributes.name ?? '', hidden: /^(?:veryH|h)idden$/.test(attributes.state ?? ''), relation })
    },
  })
  return { sheets, dates }
}

/** The relations of a part by their identifiers. Their types are the last word of an address that differs between dialects. */
export function readRelations(bytes: Uint8Array, folder: string, budget: TagBudget): Map<string, Relation> {
  const relations = new Map<string, Relation>()
  readXml(bytes, budget, {
    ...QUIET,
    open: (name, { Id, Type, Target }) => {
      if (name !== 'Relationship' || !Id || !Type || !Target) return
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target: toPartName(Target, folder) })
    },
  })
  return relations
}

/** Throws TooManyTags for more of them than are held in memory. */
export function readStrings(bytes: Uint8Array, budget: TagBudget, most: number): RichText[] {
  const strings: RichText[] = []
  const rich = gatherRichText()
  const room = { left: most }
  readXml(bytes, budget, {
    open: (name, attributes) => {
      if (name === 'si') spend(room, 1)
      rich.open(name, attributes)
    },
    text: rich.text,
    close: (name) => {
      rich.close(name)
      if (name === 'si') strings.push(rich.take())
    },
  })
  return strings
}

/** How a cell shows what it holds: as a day or a time, under the number format `code`, struck through. */
export type CellStyle = { date: boolean; code: string | undefined; struck: boolean }

/** The styles of cells, by the number that a cell gives. */
export function readStyles(bytes: Uint8Array, budget: TagBudget): CellStyle[] {
  const codes = new Map<number, string>()
  const fonts: boolean[] = []
  const styles: CellStyle[] = []
  let list = ''
  readXml(bytes, budget, {
    ...QUIET,
    open: (name, attributes) => {
      if (LISTS.has(name)) list = name
      const format = Number(attributes.numFmtId ?? 0)
      if (list === 'numFmts' && name === 'numFmt') codes.set(format, attributes.formatCode ?? '')
      if (list === 'fonts' && name === 'font') fonts.push(false)
      if (list === 'fonts' && name === 'strike') fonts[fonts.length - 1] = isOn(attributes.val)
      if (list === 'cellXfs' && name === 'xf') {
        const code = codes.get(format)
        const date = isDateFormat(format, code)
        styles.push({ date, code: code ?? builtInCode(format), struck: fonts[Number(attributes.fontId ?? 0)] ?? false })
      }
    },
    close: (name) => {
      if (name === list) list = ''
    },
  })
  return styles
}

const LISTS: ReadonlySet<string> = new Set(['numFmts', 'fonts', 'cellXfs'])
const QUIET = { text: () => {}, close: () => {} }

/** Some programs write the separators of Windows; a beginning with a separator means the root; other letters are percent-encoded. */
function toPartName(target: string, folder: string): string {
  const path = decoded(target).replaceAll('\\', '/')
  const steps: string[] = []
  for (const step of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target)
  } catch {
    return target
  }
}
