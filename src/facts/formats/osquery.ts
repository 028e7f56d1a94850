import { toDevice } from '../device.ts'
import type { SeenDevice, Updates } from '../fact.ts'
import { dayOf } from '../fields.ts'
import { isObject, type JsonNode, listOf, memberOf, textOf } from '../json-node.ts'
import { wholeLinesOf } from '../lines.ts'
import { NOT_UNDERSTOOD, type Notes } from '../notes.ts'
import { emptyRead, type Read } from './read.ts'

/**
 * osquery's log of results, a line of JSON each: events, snapshots and batches. What is asked decides what a row says, so a row is
 * known by its columns: a system (`os_version`), a package or program, an update (`patches`), an address.
 */
export function readOsquery(text: string, notes: Notes): Read {
  const read = emptyRead(false)
  const devices = new Map<string, SeenDevice>()
  const updates = new Map<string, Updates>()
  for (const { line, at } of wholeLinesOf(text)) {
    if (line.trim() === '') continue
    const node: JsonNode = { value: parsed(line), at, notes }
    const name = textOf(node, 'hostIdentifier') ?? textOf(node, 'decorations', 'hostname')
    if (!name) {
      notes.add(at, line, NOT_UNDERSTOOD.line)
      continue
    }
    read.seenOn = dayOf(textOf(node, 'unixTime'), at, notes) ?? read.seenOn
    const device = devices.get(name) ?? toDevice({ name, addresses: [name], role: 'computer', at })
    devices.set(name, device)
    for (const row of rowsOf(node)) addRow(row, device, updates, at)
  }
  read.devices = [...devices.values()]
  read.updates = [...updates.values()]
  return read
}

/** Whether a text is such a log, by its first line. */
export function isOsquery(text: string): boolean {
  const first = parsed(text.trimStart().split(/\r\n|\r|\n/)[0] ?? '')
  return (
    isObject(first) &&
    ('hostIdentifier' in first || 'decorations' in first) &&
    ['columns', 'snapshot', 'diffResults'].some((name) => name in first)
  )
}

function rowsOf(node: JsonNode): JsonNode[] {
  if (textOf(node, 'action') === 'removed') return []
  const columns = memberOf(node, 'columns')
  if (columns) return [columns]
  return memberOf(node, 'snapshot') ? listOf(node, 'snapshot') : listOf(node, 'diffResults', 'added')
}

function addRow(row: JsonNode, device: SeenDevice, updates: Map<string, Updates>, at: string) {
  const text = (name: string) => textOf(row, name)
  const [name, version] = [text('name'), text('version')]
  const hotfix = text('hotfix_id')
  const address = text('address')
  if (hotfix) {
    const own = updates.get(device.name) ?? { device: device.name, hotfixes: [] }
    const installed = dayOf(text('installed_on')?.replace(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, '$3-$1-$2'), at, row.notes)
    own.hotfixes.push({ id: hotfix, installed, at })
    updates.set(device.name, own)
  } else if (text('platform') !== undefined && name && version) {
    const build = text('build')
    device.os = [name, version, build ? `build ${build}` : undefined].filter(Boolean).join(' ')
  } else if (name && version) device.software.push({ name, version })
  if (text('hostname')) device.addresses = [...new Set([...device.addresses, text('hostname') ?? ''])]
  if (address && /[.:]/.test(address) && !/^(127\.|::1)/.test(address))
    device.addresses = [...new Set([...device.addresses, address])]
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}
