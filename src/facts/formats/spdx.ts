import { toDevice } from '../device.ts'
import type { Component, SeenFinding } from '../fact.ts'
import { dayOf, toFinding } from '../fields.ts'
import { type JsonNode, listOf, textOf } from '../json-node.ts'
import { apart, linesOf } from '../lines.ts'
import { NOT_UNDERSTOOD, type Notes } from '../notes.ts'
import { emptyRead, type Read } from './read.ts'

type Package = Component & { references: { category: string; type: string; text: string }[]; at: string }

/** SPDX 2.2 and 2.3 as JSON: packages, and the vulnerabilities that their references of security name. */
export function readSpdx(root: JsonNode): Read {
  const packages = listOf(root, 'packages').map((one) => ({
    name: textOf(one, 'name') ?? '',
    version: textOf(one, 'versionInfo') ?? null,
    references: listOf(one, 'externalRefs').map((reference) => ({
      category: textOf(reference, 'referenceCategory') ?? '',
      type: textOf(reference, 'referenceType') ?? '',
      text: `${textOf(reference, 'referenceLocator') ?? ''} ${textOf(reference, 'comment') ?? ''}`,
    })),
    at: one.at,
  }))
  return finish(
    textOf(root, 'name'),
    dayOf(textOf(root, 'creationInfo', 'created'), '/creationInfo/created', root.notes),
    packages,
  )
}

/** The same as tag and value, a line each. */
export function readSpdxText(text: string, notes: Notes): Read {
  const packages: Package[] = []
  let name: string | undefined
  let created: string | null = null
  for (const { line, at } of linesOf(text)) {
    const [tag, value] = apart(line, ':')
    const last = packages.at(-1)
    if (tag === 'PackageName') packages.push({ name: value, version: null, references: [], at })
    else if (tag === 'DocumentName') name = value
    else if (tag === 'Created') created = dayOf(value, at, notes)
    else if (tag === 'PackageVersion' && last) last.version = value
    else if (tag === 'ExternalRefComment') {
      const reference = last?.references.at(-1)
      if (reference) reference.text += ` ${value}`
    } else if (tag === 'ExternalRef') {
      const [category, type, locator] = value.split(/\s+/)
      if (category && type && locator) last?.references.push({ category, type, text: locator })
      else notes.add(at, value, NOT_UNDERSTOOD.line)
    }
  }
  return finish(name, created, packages)
}

function finish(name: string | undefined, seenOn: string | null, packages: readonly Package[]): Read {
  const device = name ?? null
  const software = packages.map((one) => ({ name: one.name, version: one.version }))
  return {
    ...emptyRead(false),
    seenOn,
    devices: device ? [toDevice({ name: device, os: null, role: null, software, at: packages[0]?.at ?? '' })] : [],
    findings: packages.flatMap((one) => findingsOf(one, device, seenOn)),
  }
}

function findingsOf({ name, version, references, at }: Package, device: string | null, detected: string | null): SeenFinding[] {
  const purl = references.find(({ type }) => type === 'purl')?.text.trim()
  const advisories = references.filter(({ category, type }) => /^SECURITY$/i.test(category) && ADVISORIES.has(type))
  const named = advisories.flatMap(({ text }) => text.match(/\b(CVE-\d{4}-\d{4,10}|GHSA(-[0-9a-z]{4}){3})\b/gi) ?? [])
  return [...new Set(named.map((id) => (/^cve/i.test(id) ? id.toUpperCase() : id)))].map((id) =>
    toFinding({
      kind: 'vulnerability',
      device,
      rule: id,
      title: `${id}: ${name}`,
      cve: id.startsWith('CVE') ? [id] : [],
      component: { name, version, ...(purl ? { purl } : {}) },
      detected,
      at,
    }),
  )
}

const ADVISORIES = new Set(['advisory', 'fix', 'url', 'swid'])
