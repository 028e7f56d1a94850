import { roleOf, toDevice } from '../device.ts'
import type { FindingKind, SeenFinding, Severity } from '../fact.ts'
import { cvesIn, dayOf, scores, toFinding, toScore } from '../fields.ts'
import { toLine } from '../lines.ts'
import { NOT_UNDERSTOOD, type Notes } from '../notes.ts'
import { childrenOf, readRecords, textOf, type XmlNode } from '../xml-records.ts'
import known from './known-elements.json'
import { emptyRead, type Read } from './read.ts'

/** Nessus and Tenable: the XML of NessusClientData_v2. */
export function readNessus(bytes: Uint8Array, notes: Notes): Read {
  const read = emptyRead(true)
  let device = ''
  let detected: string | null = null
  readRecords(bytes, notes, {
    records: new Set(['ReportHost/HostProperties', 'ReportHost/ReportItem']),
    enter: (node) => {
      if (node.name !== 'ReportHost') return
      device = node.attributes.name ?? ''
      detected = null
      read.devices.push(toDevice({ name: device, addresses: [device], at: toLine(node.line) }))
    },
    record: (node) => {
      if (node.name === 'ReportItem') return void read.findings.push(findingOf(node, device, detected, notes))
      const tags = new Map(childrenOf(node, 'tag').map(({ attributes, text }) => [attributes.name, text.trim()]))
      const started = tags.get('HOST_START_TIMESTAMP') ?? tags.get('HOST_END_TIMESTAMP') ?? tags.get('HOST_START')
      detected = dayOf(started, toLine(node.line), notes)
      read.seenOn ??= detected
      const addresses = ['host-ip', 'host-fqdn', 'netbios-name', 'mac-address', 'host-rdns'].flatMap(
        (name) => tags.get(name)?.split('\n') ?? [],
      )
      const os = tags.get('operating-system')?.split('\n')[0] ?? null
      const last = read.devices.pop()
      if (!last) return
      const role = roleOf(os, tags.get('system-type'))
      read.devices.push(toDevice({ ...last, addresses: [...last.addresses, ...addresses].filter(Boolean), os, role }))
    },
  })
  return read
}

function findingOf(item: XmlNode, device: string, detected: string | null, notes: Notes): SeenFinding {
  const at = toLine(item.line)
  const { port = '0', protocol = '', pluginID = '', pluginName = '', pluginFamily = '', severity = '' } = item.attributes
  for (const child of item.children)
    if (!known.nessus.includes(child.name) && !child.name.startsWith('compliance')) notes.unknown(toLine(child.line), child.name)
  const cve = cvesIn(...childrenOf(item, 'cve').map(({ text }) => text))
  const text = (name: string) => textOf(item, name)
  const day = (name: string) => dayOf(text(name), at, notes)
  const found = scores(
    toScore({ score: text('cvss_base_score'), vector: text('cvss_vector'), version: '2.0' }, at, notes),
    toScore({ score: text('cvss3_base_score'), vector: prefixed(text('cvss3_vector'), 'CVSS:3.0/'), version: '3' }, at, notes),
    toScore({ score: text('cvss4_base_score'), vector: prefixed(text('cvss4_vector'), 'CVSS:4.0/'), version: '4.0' }, at, notes),
  )
  const released = day('patch_publication_date')
  const gravity = gravityOf(severity, at, notes)
  return toFinding({
    kind: kindOf({
      name: pluginName,
      family: pluginFamily,
      cve,
      hasUpdate: released !== null,
      gravity,
      ended: text('unsupported_by_vendor') === 'true',
    }),
    device,
    port: port === '0' ? null : `${port}/${protocol}`,
    rule: pluginID,
    title: pluginName,
    cve,
    scores: found,
    severity: gravity,
    fix: text('solution') ?? null,
    released,
    published: day('vuln_publication_date'),
    detected,
    at,
  })
}

/** Tenable writes vectors without their prefix, or with `CVSS2#`. */
export function prefixed(vector: string | undefined, prefix: string): string | undefined {
  if (vector === undefined || vector.startsWith('CVSS')) return vector
  return `${prefix}${vector}`
}

/** The severity that Nessus writes as a number from 0 to 4. */
export function gravityOf(severity: string, at: string, notes: Notes): Severity {
  const gravity = (['info', 'low', 'medium', 'high', 'critical'] as const)[Number(severity)]
  if (gravity === undefined) notes.add(at, severity, NOT_UNDERSTOOD.severity)
  return gravity ?? 'unknown'
}

type Plugin = { name: string; family: string; cve: string[]; hasUpdate: boolean; gravity: Severity; ended: boolean }

/** What a plugin's result is. */
export function kindOf({ name, family, cve, hasUpdate, gravity, ended }: Plugin): FindingKind {
  if (ended || (gravity !== 'info' && ENDED.test(name))) return 'end-of-support'
  if (family === 'Port scanners') return 'port'
  return gravity !== 'info' && (cve.length > 0 || hasUpdate) ? 'vulnerability' : 'setting'
}

const ENDED = /\b(unsupported|end[- ]of[- ](life|support)|SEoL|no longer supported)\b/i
