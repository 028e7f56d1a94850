import { readDay } from '../../kernel/calendar.ts'
import type { Day } from '../../kernel/instant.ts'
import { toDevice } from '../device.ts'
import type { SeenDevice, Updates } from '../fact.ts'
import { apart, linesOf } from '../lines.ts'
import { NOT_UNDERSTOOD, type Notes } from '../notes.ts'
import type { Table } from '../table.ts'
import { emptyRead, type Read } from './read.ts'

/** `systeminfo`, in Japanese or English: system, build, and the numbers of updates, without their days. */
export function readSystemInfo(text: string, notes: Notes): Read {
  const values = new Map<string, string>()
  const hotfixes: Updates['hotfixes'] = []
  const addresses: string[] = []
  for (const { line, at } of linesOf(text)) {
    const [label, value] = apart(line.replace('：', ':'), ':')
    const meaning = LABELS[label.toLowerCase().replaceAll(' ', '')]
    if (meaning && !values.has(meaning)) values.set(meaning, value.trim())
    const id = /\[\d+\]: *(KB\d{5,8})/i.exec(line)?.[1]
    if (id) hotfixes.push({ id: id.toUpperCase(), installed: null, at: at })
    const address = /^\[\d+\]: ?([\da-f]{1,4}[.:][\da-f.:]{3,})$/i.exec(line.trim())?.[1]
    if (address) addresses.push(address)
  }
  const name = values.get('name')
  const build = /(?:ビルド|Build)\s*(\d{4,6})/i.exec(values.get('version') ?? '')?.[1]
  const os = [values.get('os'), build ? `build ${build}` : undefined].filter(Boolean).join(' ') || null
  if (!name) notes.add('line 1', text.slice(0, 100), NOT_UNDERSTOOD.missing)
  const read = emptyRead(false)
  if (name) read.devices.push(windows({ name, addresses: [name, ...addresses], os, at: 'line 1' }))
  if (name) read.updates.push({ device: name, hotfixes })
  return read
}

const LABELS: Readonly<Record<string, string>> = {
  hostname: 'name',
  ホスト名: 'name',
  osname: 'os',
  os名: 'os',
  osversion: 'version',
  osバージョン: 'version',
}

/** `wmic qfe list` and PowerShell's `Get-HotFix`: updates with the day of each, in columns, or as a list of `name : value`. */
export function readHotFixes(text: string, notes: Notes): Read {
  const found = new Map<string, Updates>()
  let source = ''
  for (const { line, at } of linesOf(text)) {
    const listed = /^(?:CSName|PSComputerName|Source|__SERVER)\s*[:=]\s*(\S+)/i.exec(line)?.[1]
    if (listed) source = listed
    const id = /\b(KB\d{5,8})\b/i.exec(line.replace(/https?:\S+/g, ''))?.[1]?.toUpperCase()
    if (!id) {
      const installed = /^InstalledOn\s*[:=]\s*(\S.*)$/i.exec(line)?.[1]
      const last = found.get(source || 'unknown')?.hotfixes.at(-1)
      if (installed && last) last.installed = windowsDay(installed)
      continue
    }
    const parts = line
      .replace(/https?:\S+/g, ' ')
      .trim()
      .split(/\s+/)
    const date = parts.slice(parts.findIndex((part) => part.toUpperCase() === id)).find((part) => DATE.test(part))
    const device = deviceIn(line, parts, source)
    const installed = date ? windowsDay(date) : null
    if (date && !installed) notes.add(at, date, NOT_UNDERSTOOD.day)
    const own = found.get(device) ?? { device, hotfixes: [] }
    own.hotfixes.push({ id, installed, at })
    found.set(device, own)
  }
  return toRead([...found.values()])
}

/** The same as CSV: `wmic qfe … /format:csv`, and `Get-HotFix | Export-Csv`. */
export function readHotFixTable(table: Table, notes: Notes): Read {
  const found = new Map<string, Updates>()
  for (const row of table.rows) {
    const id = row.text('HotFixID')
    const device = row.text('PSComputerName', 'CSName', 'Node', 'Source', '__SERVER') ?? 'unknown'
    if (!id) {
      if (row.hasText) notes.add(row.at, '', NOT_UNDERSTOOD.missing)
      continue
    }
    const text = row.text('InstalledOn')
    const installed = text ? windowsDay(text) : null
    if (text && !installed) notes.add(row.at, text, NOT_UNDERSTOOD.day)
    const own = found.get(device) ?? { device, hotfixes: [] }
    own.hotfixes.push({ id: id.toUpperCase(), installed, at: row.at })
    found.set(device, own)
  }
  return toRead([...found.values()])
}

function toRead(updates: Updates[]): Read {
  const devices = updates.map(({ device, hotfixes }) =>
    windows({ name: device, addresses: [device], os: 'Windows', at: hotfixes[0]?.at ?? 'line 1' }),
  )
  return { ...emptyRead(false), devices, updates }
}

/** In the columns of `Get-HotFix` the machine stands first, in those of `wmic qfe` after the caption. */
function deviceIn(line: string, parts: readonly string[], source: string): string {
  if (source) return source
  const first = parts[0] ?? ''
  if (/^https?:/.test(line.trim())) return first
  return /^(KB\d+|Update|Security|Hotfix)/i.test(first) ? 'unknown' : first
}

const DATE = /^\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}$/

/** `2026/03/27` in Japanese, `3/27/2026` in English. */
function windowsDay(text: string): Day | null {
  const [first = '', second = '', third = ''] = text.trim().split(/[\s]/)[0]?.split(/[/.-]/) ?? []
  const [year, month, date] = first.length === 4 ? [first, second, third] : [third, first, second]
  return readDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`) ?? null
}

function windows(known: Pick<SeenDevice, 'name' | 'addresses' | 'os' | 'at'>): SeenDevice {
  return toDevice({ ...known, role: 'computer' })
}
