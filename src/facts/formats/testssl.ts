import { toDevice } from '../device.ts'
import type { SeenFinding } from '../fact.ts'
import { cvesIn, severityOf, toFinding } from '../fields.ts'
import { isObject, type JsonNode, listOf, textOf } from '../json-node.ts'
import { NOT_UNDERSTOOD, type Notes } from '../notes.ts'
import type { Table } from '../table.ts'
import { emptyRead, type Read } from './read.ts'

type Result = {
  id: string | undefined
  host: string | undefined
  port: string | undefined
  severity: string | undefined
  finding: string | undefined
  cve: string | undefined
  at: string
}

/** testssl.sh as CSV (`--csv`). */
export function readTestsslCsv(table: Table, notes: Notes): Read {
  return toRead(
    table.rows
      .filter(({ hasText }) => hasText)
      .map((row) => ({
        id: row.text('id'),
        host: row.text('fqdn/ip'),
        port: row.text('port'),
        severity: row.text('severity'),
        finding: row.text('finding'),
        cve: row.text('cve'),
        at: row.at,
      })),
    notes,
  )
}

/** testssl.sh as JSON, flat (`--json`) and pretty (`--json-pretty`), where each part of the scan has a list of its own. */
export function readTestssl(root: JsonNode): Read {
  if (Array.isArray(root.value))
    return toRead(
      listOf(root).map((one) => resultOf(one)),
      root.notes,
    )
  const scanned = listOf(root, 'scanResult')
  return toRead(
    scanned.flatMap((host) =>
      Object.entries(isObject(host.value) ? host.value : {}).flatMap(([part, value]) =>
        Array.isArray(value) ? listOf(host, part).map((one) => resultOf(one, host)) : [],
      ),
    ),
    root.notes,
  )
}

function resultOf(one: JsonNode, host?: JsonNode): Result {
  const text = (name: string) => textOf(one, name)
  return {
    id: text('id'),
    host: text('ip') ?? textOf(host, 'targetHost') ?? textOf(host, 'ip'),
    port: text('port') ?? textOf(host, 'port'),
    severity: text('severity'),
    finding: text('finding'),
    cve: text('cve'),
    at: one.at,
  }
}

function toRead(results: readonly Result[], notes: Notes): Read {
  const read = emptyRead(true)
  for (const result of results) {
    const { id, host, port, severity, finding, at } = result
    if (!id || !severity) {
      notes.add(at, finding ?? '', NOT_UNDERSTOOD.missing)
      continue
    }
    const [name, address] = (host ?? '').split('/')
    if (name && !read.devices.some((device) => device.name === name))
      read.devices.push(toDevice({ name, addresses: [name, address ?? ''].filter(Boolean), at }))
    if (severity === 'OK' || RATING.test(id)) continue
    const cve = cvesIn(result.cve)
    const known: Partial<SeenFinding> = { device: name || null, port: port && /^\d+$/.test(port) ? `${port}/tcp` : null }
    read.findings.push(
      toFinding({
        ...known,
        kind: cve.length > 0 && !/^(INFO|WARN|DEBUG)$/.test(severity) ? 'vulnerability' : 'setting',
        rule: id,
        title: `${id}: ${finding ?? ''}`.slice(0, 300),
        cve,
        severity: severity === 'FATAL' ? 'info' : severityOf(severity, at, notes),
        at,
      }),
    )
  }
  return read
}

/** Marks that the tool gives, and how it comes to them: no findings of their own. */
const RATING =
  /^(rating_(spec|doc)|(protocol_support|key_exchange|cipher_strength)_score(_weighted)?|final_score|overall_grade)$|grade_cap_reason_/
