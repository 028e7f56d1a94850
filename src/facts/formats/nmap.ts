import type { Day } from '../../kernel/instant.ts'
import { roleOf, toDevice } from '../device.ts'
import type { SeenFinding } from '../fact.ts'
import { cvesIn, dayOf, scores, severityOfScore, toFinding, toScore } from '../fields.ts'
import { toLine } from '../lines.ts'
import type { Notes } from '../notes.ts'
import { childOf, childrenOf, readRecords, type XmlNode } from '../xml-records.ts'
import { emptyRead, type Read } from './read.ts'

/** Nmap's XML (`-oX`): open ports, and what the scripts vulners and those of the library vulns say of them. */
export function readNmap(bytes: Uint8Array, notes: Notes): Read {
  const read = emptyRead(false)
  readRecords(bytes, notes, {
    records: new Set(['nmaprun/host']),
    enter: ({ name, attributes, line }) => {
      if (name === 'nmaprun') read.seenOn = dayOf(attributes.start, toLine(line), notes)
    },
    record: (host) => {
      const addresses = childrenOf(host, 'address').flatMap(({ attributes }) => attributes.addr ?? [])
      const hostNames = childrenOf(childOf(host, 'hostnames'), 'hostname').flatMap(({ attributes }) => attributes.name ?? [])
      const ports = childrenOf(childOf(host, 'ports'), 'port').filter(isOpen)
      const up = childOf(host, 'status')?.attributes.state !== 'down'
      const name = hostNames[0] ?? addresses[0]
      if (!name || (!up && ports.length === 0)) return
      const match = childOf(childOf(host, 'os'), 'osmatch')
      const os = match?.attributes.name ?? null
      const role = roleOf(os, childOf(match, 'osclass')?.attributes.type)
      read.devices.push(toDevice({ name, addresses: [...addresses, ...hostNames], os, role, at: toLine(host.line) }))
      const detected = dayOf(host.attributes.endtime, toLine(host.line), notes) ?? read.seenOn
      for (const port of ports) read.findings.push(...findingsOf(port, name, detected, notes))
      for (const script of childrenOf(childOf(host, 'hostscript'), 'script'))
        read.findings.push(...vulnerabilitiesOf(script, { device: name, port: null, detected }, notes))
      if (read.findings.some(({ kind }) => kind === 'vulnerability')) read.looksForVulnerabilities = true
    },
  })
  return read
}

function isOpen(port: XmlNode): boolean {
  return childOf(port, 'state')?.attributes.state === 'open'
}

function findingsOf(port: XmlNode, device: string, detected: Day | null, notes: Notes): SeenFinding[] {
  const { portid = '', protocol = 'tcp' } = port.attributes
  const { name: service, product, version } = childOf(port, 'service')?.attributes ?? {}
  const known = { device, port: `${portid}/${protocol}`, detected }
  const name = product ? [product, version].filter(Boolean).join(' ') : service
  return [
    toFinding({
      ...known,
      kind: 'port',
      rule: 'open-port',
      title: `Open port ${known.port}${name ? `: ${name}` : ''}`,
      severity: 'info',
      component: product ? { name: product, version: version ?? null } : null,
      at: toLine(port.line),
    }),
    ...childrenOf(port, 'script').flatMap((script) => vulnerabilitiesOf(script, known, notes)),
  ]
}

type Known = Pick<SeenFinding, 'device' | 'port' | 'detected'>

function vulnerabilitiesOf(script: XmlNode, known: Known, notes: Notes): SeenFinding[] {
  const tables = childrenOf(script, 'table')
  if (script.attributes.id === 'vulners') {
    return tables.flatMap((product) =>
      childrenOf(product, 'table').flatMap((entry) => vulnersEntry(entry, product, known, notes)),
    )
  }
  return tables.flatMap((entry) => {
    const state = elementOf(entry, 'state')
    if (!state || !/^(LIKELY )?VULNERABLE/.test(state)) return []
    const ids = childrenOf(childOfKey(entry, 'ids'), 'elem').map(({ text }) => text)
    const title = elementOf(entry, 'title') ?? script.attributes.id ?? ''
    const rule = `${script.attributes.id}/${entry.attributes.key ?? ''}`
    return toFinding({
      ...known,
      kind: 'vulnerability',
      rule,
      title,
      cve: cvesIn(...ids, entry.attributes.key),
      at: toLine(entry.line),
    })
  })
}

function vulnersEntry(entry: XmlNode, product: XmlNode, known: Known, notes: Notes): SeenFinding[] {
  const id = elementOf(entry, 'id')
  if (!id) return []
  const at = toLine(entry.line)
  // The script gives one number, of version 2 in old editions and of 3 in new ones, and does not say which.
  const score = toScore({ score: elementOf(entry, 'cvss'), version: '3' }, at, notes)
  const [, , vendor, name, version] = (product.attributes.key ?? '').split(':')
  return [
    toFinding({
      ...known,
      kind: 'vulnerability',
      rule: id,
      title: id,
      cve: cvesIn(id),
      scores: scores(score),
      severity: score ? severityOfScore(score) : 'unknown',
      component: name ? { name: `${vendor} ${name}`, version: version ?? null } : null,
      at,
    }),
  ]
}

function elementOf(table: XmlNode, key: string): string | undefined {
  return childrenOf(table, 'elem')
    .find(({ attributes }) => attributes.key === key)
    ?.text.trim()
}

function childOfKey(table: XmlNode, key: string): XmlNode | undefined {
  return childrenOf(table, 'table').find(({ attributes }) => attributes.key === key)
}
