import { toDevice } from '../device.ts'
import type { FindingKind, SeenFinding } from '../fact.ts'
import { cvesIn, dayOf, scores, severityOf, severityOfScore, toFinding, toScore } from '../fields.ts'
import { toLine } from '../lines.ts'
import { NOT_UNDERSTOOD, type Notes } from '../notes.ts'
import type { Table } from '../table.ts'
import { childOf, childrenOf, readRecords, textOf, type XmlNode } from '../xml-records.ts'
import known from './known-elements.json'
import { emptyRead, type Read } from './read.ts'

/** Reports of OpenVAS and Greenbone as XML. */
export function readOpenvas(bytes: Uint8Array, notes: Notes): Read {
  const read = emptyRead(true)
  const devices = new Map<string, string>()
  readRecords(bytes, notes, {
    records: new Set(['results/result', 'report/host', 'report/scan_start']),
    record: (node) => {
      if (node.name === 'scan_start') read.seenOn ??= dayOf(node.text.trim(), toLine(node.line), notes)
      else if (node.name === 'host') addHost(node, read, devices)
      else read.findings.push(findingOf(node, read, devices, notes))
    },
  })
  return read
}

/** Hosts stand after the results, with what the scanner thinks their system is. */
function addHost(host: XmlNode, read: Read, devices: Map<string, string>) {
  const address = textOf(host, 'ip')
  if (!address) return
  const detail = (name: string) => childrenOf(host, 'detail').find((one) => textOf(one, 'name') === name)
  const os = textOf(detail('best_os_txt'), 'value') ?? null
  const name = devices.get(address) ?? textOf(detail('hostname'), 'value') ?? address
  const device = toDevice({ name, addresses: [address, name], os, at: toLine(host.line) })
  const index = read.devices.findIndex((one) => one.name === name)
  if (index >= 0) read.devices[index] = device
  else read.devices.push(device)
  devices.set(address, name)
}

function findingOf(result: XmlNode, read: Read, devices: Map<string, string>, notes: Notes): SeenFinding {
  const at = toLine(result.line)
  for (const child of result.children) if (!known.openvas.includes(child.name)) notes.unknown(toLine(child.line), child.name)
  const host = childOf(result, 'host')
  const address = host?.text.trim() ?? ''
  const device = textOf(host, 'hostname') ?? devices.get(address) ?? address
  if (device && !devices.has(address)) {
    devices.set(address, device)
    read.devices.push(toDevice({ name: device, addresses: [address, device], at }))
  }
  const nvt = childOf(result, 'nvt')
  const tags = tagsOf(textOf(nvt, 'tags') ?? '')
  const references = childrenOf(childOf(nvt, 'refs'), 'ref').filter(({ attributes }) => attributes.type === 'cve')
  const cve = cvesIn(...references.map(({ attributes }) => attributes.id), textOf(nvt, 'cve'))
  const rated = childrenOf(childOf(nvt, 'severities'), 'severity')
  const base = toScore({ score: textOf(result, 'severity'), vector: tags.get('cvss_base_vector'), version: '2.0' }, at, notes)
  const found = scores(
    ...rated.map((one) =>
      toScore({ vector: textOf(one, 'value'), version: '3', by: textOf(one, 'origin') }, toLine(one.line), notes),
    ),
    rated.length === 0 ? base : undefined,
  )
  const title = textOf(result, 'name') ?? textOf(nvt, 'name') ?? ''
  const word = textOf(result, 'threat')
  const gravity = severityOf(word, at, notes)
  return toFinding({
    kind: kindOf(title, cve, tags.get('solution_type') ?? childOf(nvt, 'solution')?.attributes.type, gravity === 'info'),
    device: device || null,
    port: portOf(textOf(result, 'port')),
    rule: nvt?.attributes.oid ?? title,
    title,
    cve,
    scores: found,
    severity: gravity === 'unknown' && found[0] ? severityOfScore(found[0]) : gravity,
    fix: textOf(nvt, 'solution') ?? tags.get('solution') ?? null,
    detected: dayOf(textOf(result, 'creation_time'), at, notes) ?? read.seenOn,
    at,
  })
}

/** The same as CSV. */
export function readOpenvasCsv(table: Table, notes: Notes): Read {
  const read = emptyRead(true)
  const devices = new Set<string>()
  for (const row of table.rows) {
    const { at } = row
    const title = row.text('NVT Name')
    if (title === undefined) {
      if (row.hasText) notes.add(at, '', NOT_UNDERSTOOD.missing)
      continue
    }
    const device = row.text('Hostname', 'IP') ?? null
    const detected = dayOf(row.text('Timestamp'), at, notes)
    read.seenOn ??= detected
    if (device && !devices.has(device)) {
      devices.add(device)
      read.devices.push(toDevice({ name: device, addresses: [row.text('IP'), device].filter((one) => one !== undefined), at }))
    }
    const cve = cvesIn(row.text('CVEs'), title)
    const gravity = severityOf(row.text('Severity'), at, notes)
    // The number is of whichever version the test was rated with: only the XML says which.
    const score = toScore({ score: row.text('CVSS'), version: '3' }, at, notes)
    const port = row.text('Port')
    read.findings.push(
      toFinding({
        kind: kindOf(title, cve, row.text('Solution Type'), gravity === 'info'),
        device,
        port: port ? `${port}/${row.text('Port Protocol') ?? 'tcp'}` : null,
        rule: row.text('NVT OID') ?? title,
        title,
        cve,
        scores: scores(score),
        severity: gravity,
        fix: row.text('Solution') ?? null,
        detected,
        at,
      }),
    )
  }
  return read
}

/** `22/tcp`; `general/tcp` is the device as a whole. */
function portOf(text: string | undefined): string | null {
  return /^\d+\/\w+/.exec(text ?? '')?.[0] ?? null
}

/** `cvss_base_vector=…|summary=…`. */
function tagsOf(text: string): Map<string, string> {
  return new Map(text.split('|').map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const))
}

function kindOf(title: string, cve: readonly string[], solution: string | undefined, isInfo: boolean): FindingKind {
  if (!isInfo && /\bEnd[- ]of[- ]Life\b|\bEOL\b/i.test(title)) return 'end-of-support'
  return cve.length > 0 || (!isInfo && solution === 'VendorFix') ? 'vulnerability' : 'setting'
}
