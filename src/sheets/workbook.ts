import { accept, type Outcome } from '../kernel/refusal.ts'
import { notAWorkbook, tooMuch, unreadable } from './file-refusals.ts'
import type { Sheet } from './grid.ts'
import { MAX_ROWS, MAX_SHEETS, MAX_STRINGS, MAX_TAGS } from './limits.ts'
import { readSheet, type Surroundings } from './sheet-xml.ts'
import { type Relation, readRelations, readSheetList, readStrings, readStyles } from './workbook-parts.ts'
import { NotWellFormed, TooManyTags } from './xml.ts'
import { openZip, type Zip } from './zip.ts'

/** A workbook as grids. `comments` says that cells carry notes, which are not read. */
export type Workbook = { sheets: Sheet[]; comments: boolean }

/**
 * Reads an .xlsx or .xlsm without running, evaluating or following anything in it. Refuses what is not such a workbook, is
 * encrypted or broken, or would inflate beyond the limits. Drawings, charts, links, pivots and the like stay packed.
 */
export async function readWorkbook(bytes: Uint8Array, mostRows: number = MAX_ROWS): Promise<Outcome<Workbook>> {
  const zip = await openZip(bytes)
  if (!zip.ok) return zip
  const { names } = zip.value
  try {
    const main = await findMain(zip.value)
    if (main === undefined) return notAWorkbook(names)
    const sheets = await readSheets(zip.value, main, mostRows)
    return sheets.ok
      ? accept({ sheets: sheets.value, comments: names.some((name) => /^xl\/(?:threadedComments\/|comments)/i.test(name)) })
      : sheets
  } catch (cause) {
    if (cause instanceof TooManyTags) return tooMuch()
    if (cause instanceof NotWellFormed) return unreadable()
    throw cause
  }
}

/** The part with the list of sheets: where every program but a few has it, or else where the package says that it is. */
async function findMain(zip: Zip): Promise<string | undefined> {
  const usual = zip.names.find((name) => /^xl\/workbook[^/]*\.xml$/i.test(name))
  if (usual !== undefined) return usual
  const root = await zip.read('_rels/.rels')
  if (!root.ok || !root.value) return undefined
  const { target = '' } = [...readRelations(root.value, '', { left: MAX_TAGS }).values()].find(isDocument) ?? {}
  return /\.xml$/i.test(target) && !/^(?:word|ppt)\//i.test(target) ? target : undefined
}

function isDocument({ type }: Relation): boolean {
  return type === 'officeDocument'
}

async function readSheets(zip: Zip, main: string, mostRows: number): Promise<Outcome<Sheet[]>> {
  const budget = { left: MAX_TAGS }
  const folder = main.slice(0, main.lastIndexOf('/'))
  const parts = await readParts(zip, { main, relations: `${folder}/_rels/${main.slice(folder.length + 1)}.rels` })
  if (!parts.ok) return parts
  const { sheets: listed, dates } = readSheetList(parts.value.main ?? NOTHING, budget)
  if (listed.length > MAX_SHEETS) return tooMuch()
  const relations = readRelations(parts.value.relations ?? NOTHING, folder, budget)
  const place = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.target ?? ''
  const shared = await readParts(zip, { strings: place('sharedStrings'), styles: place('styles') })
  if (!shared.ok) return shared
  const { strings, styles } = shared.value
  const around: Surroundings = {
    strings: strings ? readStrings(strings, budget, MAX_STRINGS) : [],
    styles: styles ? readStyles(styles, budget) : [],
    dates,
  }
  const sheets: Sheet[] = []
  for (const { name, hidden, relation } of listed) {
    const part = await readSheetPart(zip, relations.get(relation))
    if (!part.ok) return part
    const read = part.value
      ? readSheet(part.value, around, budget, mostRows)
      : { cells: [], merges: [], cut: false, hiddenColumns: new Set<number>() }
    sheets.push({ name, hidden, ...read })
  }
  return accept(sheets)
}

/** Nothing for a sheet of another kind, such as a chart. */
async function readSheetPart(zip: Zip, relation: Relation | undefined): Promise<Outcome<Uint8Array | undefined>> {
  if (!relation) return unreadable()
  if (relation.type !== 'worksheet') return accept(undefined)
  const part = await zip.read(relation.target)
  return part.ok && part.value === undefined ? unreadable() : part
}

async function readParts<Name extends string>(
  zip: Zip,
  names: Record<Name, string>,
): Promise<Outcome<Partial<Record<Name, Uint8Array>>>> {
  const parts: Partial<Record<Name, Uint8Array>> = {}
  for (const name of Object.keys(names) as Name[]) {
    const part = await zip.read(names[name])
    if (!part.ok) return part
    if (part.value) parts[name] = part.value
  }
  return accept(parts)
}

const NOTHING = new Uint8Array()
