import { isTooDeep } from '../kernel/json-depth.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { decodeText } from '../sheets/code-page.ts'
import { parseCsv } from '../sheets/csv.ts'
import { kindOf, tooLarge } from '../sheets/file-kind.ts'
import { unreadable } from '../sheets/file-refusals.ts'
import { MAX_CELL, MAX_COLUMNS, MAX_FILE_BYTES, MAX_TAGS } from '../sheets/limits.ts'
import { cleanText } from '../sheets/text.ts'
import { readWorkbook } from '../sheets/workbook.ts'
import { NotWellFormed, readXml, TooManyTags } from '../sheets/xml.ts'
import { foldHeader } from './headers.ts'

/** A stranger's file, and the sheet that a person chose of it; `known`: the folded headers by which the row of headers is found. */
export type TableInput = { bytes: Uint8Array; sheet: string | undefined; known: readonly string[] }

/** One table of a file: its headers, and below them its rows, each with its number in the file. `above`: rows over the headers. */
export type TableFile = {
  sort: 'csv' | 'workbook' | 'nmap' | 'json'
  sheets: string[]
  sheet: string
  headers: string[]
  rows: { number: number; cells: string[] }[]
  above: number
  /** It goes on past what is read. */
  cut: boolean
}

/** How many rows of a file are read. */
export const MOST_READ = 20_000
/** Among how many rows at the top the headers are looked for. */
const TOP = 20

/** Reads a table from a workbook, a CSV file, a JSON list of flat objects (osquery), or Nmap's XML, told apart by content. Refuses others. */
export async function readTableFile({ bytes, sheet, known }: TableInput): Promise<Outcome<TableFile>> {
  if (bytes.length > MAX_FILE_BYTES) return tooLarge(bytes.length)
  const head = new TextDecoder().decode(bytes.subarray(0, 4096)).trimStart()
  if (head.includes('<nmaprun')) return readNmap(bytes)
  if (/^\ufeff?\[\s*\{/.test(head)) return readList(bytes)
  const kind = kindOf(bytes)
  if (!kind.ok) return kind
  if (kind.value === 'workbook') {
    const book = await readWorkbook(bytes, MOST_READ + TOP)
    if (!book.ok) return book
    const shown = book.value.sheets.filter(({ hidden, cells }) => !hidden && cells.length > 0)
    const chosen =
      shown.find(({ name }) => name === sheet) ?? shown.toSorted((one, other) => other.cells.length - one.cells.length)[0]
    if (!chosen) return noTable()
    const grid = Array.from(chosen.cells, (row) => Array.from(row ?? [], (cell) => cell?.text ?? ''))
    return toTable(grid, { sort: 'workbook', sheets: shown.map(({ name }) => name), sheet: chosen.name, cut: chosen.cut, known })
  }
  const decoded = decodeText(bytes)
  const parsed = decoded.ok ? parseCsv(decoded.value.text, MOST_READ + TOP) : decoded
  return parsed.ok ? toTable(parsed.value.rows, { sort: 'csv', sheets: [], sheet: '', cut: parsed.value.cut, known }) : parsed
}

type Around = Pick<TableFile, 'sort' | 'sheets' | 'sheet' | 'cut'> & { known: readonly string[] }

/** The row of headers is the one of those at the top with the most names that are known, or else with the most cells. */
function toTable(grid: readonly (readonly string[])[], { known, ...around }: Around): Outcome<TableFile> {
  const names = new Set(known)
  const rated = grid.slice(0, TOP).map((row, at) => {
    const said = row.filter((text) => text.trim() !== '')
    return { at, known: said.filter((text) => names.has(foldHeader(text))).length, said: said.length }
  })
  const best = rated.toSorted((one, other) => other.known - one.known || other.said - one.said || one.at - other.at)[0]
  if (!best || best.said === 0) return noTable()
  const headers = (grid[best.at] ?? []).slice(0, MAX_COLUMNS).map(toText)
  const rows = grid
    .slice(best.at + 1)
    .map((row, at) => ({ number: best.at + at + 2, cells: Array.from(headers, (_, column) => toText(row[column] ?? '')) }))
    .filter(({ cells }) => cells.some((text) => text !== ''))
  const cut = around.cut || rows.length > MOST_READ
  return accept({ ...around, headers, rows: rows.slice(0, MOST_READ), above: best.at, cut })
}

/** A list of flat objects, as osquery writes it: its names are the headers. */
function readList(bytes: Uint8Array): Outcome<TableFile> {
  const text = new TextDecoder().decode(bytes)
  if (isTooDeep(text)) return unreadable()
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    return unreadable()
  }
  const objects = (Array.isArray(list) ? list : []).filter(
    (one): one is Record<string, unknown> => typeof one === 'object' && one !== null,
  )
  const headers = [...new Set(objects.slice(0, MOST_READ).flatMap((one) => Object.keys(one).slice(0, MAX_COLUMNS)))].slice(
    0,
    MAX_COLUMNS,
  )
  if (headers.length === 0) return noTable()
  const say = (value: unknown) =>
    value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
  const rows = objects.slice(0, MOST_READ).map((one, at) => ({
    number: at + 1,
    cells: headers.map((header) => toText(say(Object.hasOwn(one, header) ? one[header] : ''))),
  }))
  return accept({
    sort: 'json',
    sheets: [],
    sheet: '',
    headers: headers.map(toText),
    rows,
    above: 0,
    cut: objects.length > MOST_READ,
  })
}

/** The hosts that Nmap found up: name, addresses, maker of the network card, what it takes the system for, open ports. */
function readNmap(bytes: Uint8Array): Outcome<TableFile> {
  const headers = ['hostname', 'ipv4', 'mac', 'vendor', 'os', 'ports']
  type Host = Record<string, string> & { up?: string }
  const hosts: Host[] = []
  let host: Host | undefined
  let port = ''
  const keep = (name: string, value: string | undefined) => {
    if (host && value && !host[name]) host[name] = value
  }
  try {
    readXml(
      bytes,
      { left: MAX_TAGS },
      {
        open(name, of) {
          if (name === 'host') host = {}
          if (name === 'status') keep('up', of.state)
          if (name === 'hostname') keep('hostname', of.name)
          if (name === 'address') {
            keep(of.addrtype === 'mac' ? 'mac' : 'ipv4', of.addr)
            keep('vendor', of.vendor)
          }
          if (name === 'osmatch') keep('os', of.name)
          if (name === 'port') port = `${of.portid ?? ''}/${of.protocol ?? ''}`
          if (name === 'state' && of.state === 'open' && host) host.ports = [host.ports, port].filter(Boolean).join(' ')
        },
        text() {},
        close(name) {
          if (name === 'host' && host && host.up !== 'down') hosts.push(host)
          if (name === 'host') host = undefined
        },
      },
    )
  } catch (cause) {
    if (cause instanceof TooManyTags || cause instanceof NotWellFormed) return unreadable()
    throw cause
  }
  if (hosts.length === 0) return noTable()
  const rows = hosts.slice(0, MOST_READ).map((one, at) => ({
    number: at + 1,
    cells: headers.map((name) => toText(one[name] ?? (name === 'hostname' ? (one.ipv4 ?? '') : ''))),
  }))
  return accept({ sort: 'nmap', sheets: [], sheet: '', headers, rows, above: 0, cut: hosts.length > MOST_READ })
}

function toText(text: string): string {
  return cleanText(text.slice(0, MAX_CELL)).trim()
}

function noTable(): ReturnType<typeof refuse> {
  return refuse(
    'register.no-table',
    {
      ja: 'このファイルには、表が見つかりません。1行目に列の名前がある表(Excel・CSV)、osqueryのJSON、nmapのXMLのどれかを選んでください。何も取り込んでいません。',
      en: 'No table was found in this file. Choose a table with its headers in the first row (Excel, CSV), JSON of osquery or XML of nmap. Nothing was imported.',
    },
    'file',
  )
}
