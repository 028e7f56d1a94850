import { toDevice } from '../device.ts'
import type { Score, SeenFinding } from '../fact.ts'
import { cvesIn, dayOf, scores, severityOf, toFinding, toScore } from '../fields.ts'
import { NOT_UNDERSTOOD, type Notes } from '../notes.ts'
import type { Table } from '../table.ts'
import { gravityOf, kindOf, prefixed } from './nessus.ts'
import { emptyRead, type Read } from './read.ts'

/** The CSV that Nessus, Tenable Vulnerability Management and Tenable.sc export, whose columns have other names each. Some write a row per CVE number. */
export function readNessusCsv(table: Table, notes: Notes): Read {
  const read = emptyRead(true)
  const devices = new Set<string>()
  const seen = new Map<string, SeenFinding>()
  for (const row of table.rows) {
    const name = row.text('Name', 'Plugin Name', 'definition.name', 'asset.name')
    if (name === undefined) {
      if (row.hasText) notes.add(row.at, '', NOT_UNDERSTOOD.missing)
      continue
    }
    const device =
      row.text('Host', 'asset.host_name', 'DNS Name', 'asset.display_ipv4_address', 'IP Address', 'asset.name') ?? null
    if (device && !devices.has(device)) {
      devices.add(device)
      const addresses = [
        device,
        row.text('IP Address', 'asset.display_ipv4_address', 'Host IP', 'asset.ipv4_addresses'),
        row.text('DNS Name', 'NetBios', 'NetBIOS Name'),
      ]
      const os = row.text('OS', 'Operating System', 'asset.operating_system') ?? null
      read.devices.push(
        toDevice({ name: device, addresses: addresses.filter((address) => address !== undefined), os, at: row.at }),
      )
    }
    const { at } = row
    const cve = cvesIn(row.text('CVE', 'definition.cve'))
    const score = (number: string | undefined, vector: string | undefined, version: Score['version'], prefix: string) =>
      toScore({ score: number, vector: prefixed(vector, prefix), version }, at, notes)
    const day = (...columns: string[]) => dayOf(row.text(...columns)?.replace(/^N\/A$/, ''), at, notes)
    const risk = row.text('Risk', 'severity', 'Severity') ?? row.text('Risk Factor')
    const gravity = risk && /^\d$/.test(risk) ? gravityOf(risk, at, notes) : severityOf(risk ?? 'Info', at, notes)
    const port = row.text('Port', 'asset.port', 'port')
    const rule = row.text('Plugin ID', 'Plugin', 'definition.id') ?? name
    const place = [
      device,
      port,
      row.text('Protocol', 'protocol'),
      rule,
      gravity,
      row.text('Plugin Output', 'Plugin Text', 'output'),
    ].join('\0')
    const same = seen.get(place)
    if (same && cve.length > 0) {
      same.cve = [...new Set([...same.cve, ...cve])]
      continue
    }
    const released = day('Patch Publication Date', 'definition.patch_published')
    const finding = toFinding({
      kind: kindOf({
        name,
        family: row.text('Family', 'Plugin Family', 'definition.family') ?? '',
        cve,
        hasUpdate: released !== null,
        gravity,
        ended: false,
      }),
      device,
      port: !port || port === '0' ? null : `${port}/${row.text('Protocol', 'protocol')?.toLowerCase() ?? 'tcp'}`,
      rule,
      title: name,
      cve,
      scores: scores(
        score(
          row.text('CVSS', 'CVSS v2.0 Base Score', 'CVSS V2 Base Score', 'CVSS Base Score', 'definition.cvss2.base_score'),
          row.text('CVSS V2 Vector', 'CVSS Vector', 'definition.cvss2.base_vector'),
          '2.0',
          '',
        ),
        score(
          row.text('CVSS v3.0 Base Score', 'CVSS V3 Base Score', 'CVSSv3', 'CVSS3 Base Score', 'definition.cvss3.base_score'),
          row.text('CVSS V3 Vector', 'CVSS3 Vector', 'definition.cvss3.base_vector'),
          '3',
          'CVSS:3.0/',
        ),
        score(
          row.text('CVSS v4.0 Base Score', 'CVSS V4 Base Score', 'definition.cvss4.base_score'),
          row.text('CVSS V4 Vector'),
          '4.0',
          'CVSS:4.0/',
        ),
      ),
      severity: gravity,
      fix: row.text('Solution', 'definition.solution', 'Steps to Remediate') ?? null,
      released,
      published: day('Vuln Publication Date', 'definition.vulnerability_published'),
      detected: day('First Discovered', 'First Found', 'first_observed', 'Host Start'),
      at,
    })
    seen.set(place, finding)
    read.findings.push(finding)
  }
  return read
}
