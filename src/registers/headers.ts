import { GONE_HEADERS, MARKS } from './export-table.ts'
import type { AnyColumn, Register } from './register.ts'
import type { TableFile } from './table-file.ts'

/** What a header stands for: a column by its id, a new own column, the mark of our own export; `leave`: nothing; `open`: a person is asked. */
export type Target = { to: 'column'; col: string } | { to: 'new' | 'leave' | 'mark' | 'open' }

/** A header of a file with what it stands for, who said so, and some of what stands below it. */
export type MatchedHeader = {
  place: number
  header: string
  target: Target
  because: 'person' | 'remembered' | 'name' | 'export' | 'blank' | 'none' | 'twice'
  examples: string[]
}

/** What is the same to somebody who names a column: width, case, blanks and marks do not count. */
export function foldHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}★]/gu, '')
}

/** Every folded header that a register knows. */
export function knownHeaders(register: Register, columns: readonly AnyColumn[]): string[] {
  const named = columns.flatMap(({ words, headers = [] }) => [words.ja, words.en, ...headers])
  return [...named, ...(register.leaves ?? []), ...MARKS, ...GONE_HEADERS].map(foldHeader)
}

/**
 * What each header stands for: by what a person said of this file, by what was remembered, by the names that a column has, or by what
 * exports are known to carry besides. A column of blanks that nobody knows is left out. Of two headers for one column the first counts, and the other is open.
 */
export function matchHeaders(
  { headers, rows }: Pick<TableFile, 'headers' | 'rows'>,
  register: Register,
  columns: readonly AnyColumn[],
  { said, remembered }: { said: Readonly<Record<string, string>>; remembered: Readonly<Record<string, string>> },
): MatchedHeader[] {
  const byName = new Map<string, string>()
  // A column's own name goes before what others call another one.
  for (const { id, words } of columns)
    for (const word of [words.ja, words.en]) if (!byName.has(foldHeader(word))) byName.set(foldHeader(word), id)
  for (const { id, headers: also = [] } of columns) {
    for (const word of also) if (!byName.has(foldHeader(word))) byName.set(foldHeader(word), id)
  }
  const leaves = new Set((register.leaves ?? []).map(foldHeader))
  const ours = new Set(MARKS.map(foldHeader))
  const gone = new Set(GONE_HEADERS.map(foldHeader))
  const taken = new Set<string>()
  const matched = headers.map((header, place): MatchedHeader => {
    const folded = foldHeader(header)
    const examples = examplesOf(rows, place)
    const base = { place, header, examples }
    const by = said[String(place)] ?? ''
    if (by !== '') return { ...base, target: toTarget(by, columns), because: 'person' }
    if (ours.has(folded)) return { ...base, target: { to: 'mark' }, because: 'export' }
    if (gone.has(folded)) return { ...base, target: { to: 'leave' }, because: 'export' }
    if (Object.hasOwn(remembered, folded)) {
      return { ...base, target: toTarget(remembered[folded] || 'leave', columns), because: 'remembered' }
    }
    const col = byName.get(folded)
    if (col !== undefined) return { ...base, target: { to: 'column', col }, because: 'name' }
    if (examples.length === 0) return { ...base, target: { to: 'leave' }, because: 'blank' }
    return { ...base, target: { to: leaves.has(folded) ? 'leave' : 'open' }, because: leaves.has(folded) ? 'export' : 'none' }
  })
  const strongest = (one: MatchedHeader) => (one.because === 'person' ? 0 : 1)
  for (const one of matched.toSorted((a, b) => strongest(a) - strongest(b) || a.place - b.place)) {
    if (one.target.to !== 'column') continue
    if (taken.has(one.target.col)) Object.assign(one, { target: { to: 'open' }, because: 'twice' })
    else taken.add(one.target.col)
  }
  return matched
}

/** The sort of a file, by its headers: files of one program have the same one. */
export function sourceOf({ sort, headers }: Pick<TableFile, 'sort' | 'headers'>): string {
  if (sort === 'nmap' || sort === 'json') return sort
  // FNV-1a: a name for a set of headers, and no secret.
  let hash = 0x811c9dc5
  for (const unit of headers.map(foldHeader).toSorted().join('|'))
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return `table-${hash.toString(16)}`
}

function toTarget(said: string, columns: readonly AnyColumn[]): Target {
  if (said === 'new' || said === 'leave') return { to: said }
  return columns.some(({ id }) => id === said) ? { to: 'column', col: said } : { to: 'open' }
}

function examplesOf(rows: TableFile['rows'], place: number): string[] {
  const found: string[] = []
  for (const { cells } of rows) {
    const text = cells[place] ?? ''
    if (text !== '' && !found.includes(text)) found.push(text.slice(0, 60))
    if (found.length === 3) break
  }
  return found
}
