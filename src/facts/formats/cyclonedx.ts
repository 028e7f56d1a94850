import { toDevice } from '../device.ts'
import type { Component, FindingState, Score, SeenFinding } from '../fact.ts'
import { cvesIn, dayOf, scores, severityOf, severityOfScore, toFinding, toScore } from '../fields.ts'
import { type JsonNode, listOf, memberOf, numberOf, objectOf, textOf } from '../json-node.ts'
import { MAX_DEPTH } from '../limits.ts'
import { toLine } from '../lines.ts'
import { NOT_UNDERSTOOD, type Notes } from '../notes.ts'
import { componentOf } from '../package-url.ts'
import { childOf, childrenOf, readRecords, textOf as textIn, type XmlNode } from '../xml-records.ts'
import { emptyRead, type Read } from './read.ts'

/** A vulnerability of CycloneDX, be it written as JSON or XML. What it affects is named by the reference of a component. */
type Vulnerability = {
  id: string | undefined
  others: string[]
  title: string | undefined
  ratings: {
    method: string | undefined
    score: string | number | undefined
    vector: string | undefined
    severity: string | undefined
    by: string | undefined
  }[]
  affects: string[]
  state: string | undefined
  fix: string | undefined
  published: string | undefined
  at: string
}

type Bom = { components: Map<string, Component>; name: string | null; vulnerabilities: Vulnerability[] }

/** CycloneDX as JSON, 1.4 and newer: components, vulnerabilities and what an analysis says of them (VEX). */
export function readCycloneDx(root: JsonNode): Read {
  const bom: Bom = { components: new Map(), name: textOf(root, 'metadata', 'component', 'name') ?? null, vulnerabilities: [] }
  const read = emptyRead(true)
  read.seenOn = dayOf(textOf(root, 'metadata', 'timestamp'), '/metadata/timestamp', root.notes)
  const own = objectOf(root, 'metadata', 'component')
  if (own) addComponent(own, bom, 0)
  for (const component of listOf(root, 'components')) addComponent(component, bom, 0)
  bom.vulnerabilities = listOf(root, 'vulnerabilities').map((one) => ({
    id: textOf(one, 'id'),
    others: listOf(one, 'references').flatMap((reference) => textOf(reference, 'id') ?? []),
    title: textOf(one, 'description'),
    ratings: listOf(one, 'ratings').map((rating) => ({
      method: textOf(rating, 'method'),
      score: numberOf(rating, 'score'),
      vector: textOf(rating, 'vector'),
      severity: textOf(rating, 'severity'),
      by: textOf(rating, 'source', 'name'),
    })),
    affects: listOf(one, 'affects').flatMap((affected) => textOf(affected, 'ref') ?? []),
    state: textOf(one, 'analysis', 'state'),
    fix: textOf(one, 'recommendation'),
    published: textOf(one, 'published'),
    at: one.at,
  }))
  return finish(read, bom, root.notes)
}

function addComponent(component: JsonNode, bom: Bom, depth: number) {
  if (depth > MAX_DEPTH) return component.notes.add(component.at, '', NOT_UNDERSTOOD.deep)
  const reference = textOf(component, 'bom-ref') ?? component.at
  const purl = textOf(component, 'purl')
  const name = textOf(component, 'name') ?? ''
  bom.components.set(reference, { name, version: textOf(component, 'version') ?? null, ...(purl ? { purl } : {}) })
  if (memberOf(component, 'components')) for (const part of listOf(component, 'components')) addComponent(part, bom, depth + 1)
}

/** CycloneDX as XML, and its older extension, in which a vulnerability stands in the component that it affects. */
export function readCycloneDxXml(bytes: Uint8Array, notes: Notes): Read {
  const read = emptyRead(true)
  const bom: Bom = { components: new Map(), name: null, vulnerabilities: [] }
  readRecords(bytes, notes, {
    records: new Set(['bom/metadata', 'components/component', 'vulnerabilities/vulnerability']),
    record: (node) => {
      if (node.name === 'component') return addElement(node, bom)
      if (node.name === 'vulnerability') return void bom.vulnerabilities.push(vulnerabilityOf(node))
      read.seenOn = dayOf(textIn(node, 'timestamp'), toLine(node.line), notes)
      bom.name = textIn(node, 'component', 'name') ?? null
      const own = childOf(node, 'component')
      if (own) addElement(own, bom)
    },
  })
  return finish(read, bom, notes)
}

function addElement(node: XmlNode, bom: Bom) {
  const reference = node.attributes['bom-ref'] ?? toLine(node.line)
  const purl = textIn(node, 'purl')
  bom.components.set(reference, {
    name: textIn(node, 'name') ?? '',
    version: textIn(node, 'version') ?? null,
    ...(purl ? { purl } : {}),
  })
  for (const part of childrenOf(childOf(node, 'components'), 'component')) addElement(part, bom)
  for (const one of childrenOf(childOf(node, 'vulnerabilities'), 'vulnerability'))
    bom.vulnerabilities.push({ ...vulnerabilityOf(one), affects: [reference] })
}

function vulnerabilityOf(node: XmlNode): Vulnerability {
  const affected = childrenOf(childOf(node, 'affects'), 'target').flatMap((target) => textIn(target, 'ref') ?? [])
  return {
    id: textIn(node, 'id'),
    others: childrenOf(childOf(node, 'references'), 'reference').flatMap((reference) => textIn(reference, 'id') ?? []),
    title: textIn(node, 'description'),
    ratings: childrenOf(childOf(node, 'ratings'), 'rating').map((rating) => ({
      method: textIn(rating, 'method'),
      score: textIn(rating, 'score', 'base') ?? textIn(rating, 'score'),
      vector: textIn(rating, 'vector'),
      severity: textIn(rating, 'severity'),
      by: textIn(rating, 'source', 'name'),
    })),
    affects: affected.length === 0 && node.attributes.ref ? [node.attributes.ref] : affected,
    state: textIn(node, 'analysis', 'state'),
    fix: textIn(node, 'recommendation') ?? textIn(node, 'recommendations', 'recommendation'),
    published: textIn(node, 'published'),
    at: toLine(node.line),
  }
}

function finish(read: Read, bom: Bom, notes: Notes): Read {
  if (bom.name) {
    const software = [...bom.components.values()].map(({ name, version }) => ({ name, version }))
    read.devices.push(toDevice({ name: bom.name, os: null, role: null, software, at: '/metadata/component' }))
  }
  for (const one of bom.vulnerabilities) read.findings.push(...findingsOf(one, bom, read.seenOn, notes))
  return read
}

function findingsOf(one: Vulnerability, bom: Bom, detected: string | null, notes: Notes): SeenFinding[] {
  const { id, at } = one
  if (id === undefined) {
    notes.add(at, '', NOT_UNDERSTOOD.missing)
    return []
  }
  const found = scores(...one.ratings.map((rating) => scoreOf(rating, at, notes)))
  const words = one.ratings.map(({ severity }) => severityOf(severity, at, notes))
  const finding = toFinding({
    kind: 'vulnerability',
    device: bom.name,
    rule: id,
    title: (one.title ?? id).split('\n')[0]?.slice(0, 300) ?? id,
    cve: cvesIn(id, ...one.others),
    scores: found,
    severity: words.find((word) => word !== 'unknown') ?? (found[0] ? severityOfScore(found[0]) : 'unknown'),
    state: stateOf(one.state, at, notes),
    fix: one.fix ?? null,
    published: dayOf(one.published, at, notes),
    detected,
    at,
  })
  return one.affects.map((reference) => ({ ...finding, component: bom.components.get(reference) ?? componentOf(reference) }))
}

function scoreOf({ method, score, vector, by }: Vulnerability['ratings'][number], at: string, notes: Notes): Score | undefined {
  const version = METHODS[method ?? '']
  if (!version) return undefined
  const whole = vector && !vector.includes('CVSS') && version.prefix ? `${version.prefix}${vector}` : vector
  return toScore({ score, vector: whole, version: version.version, by }, at, notes)
}

/** Other methods (OWASP, SSVC) are no CVSS. */
const METHODS: Readonly<Record<string, { version: Score['version']; prefix: string }>> = {
  CVSSv2: { version: '2.0', prefix: '' },
  CVSSv3: { version: '3', prefix: 'CVSS:3.0/' },
  CVSSv31: { version: '3.1', prefix: 'CVSS:3.1/' },
  CVSSv4: { version: '4.0', prefix: 'CVSS:4.0/' },
}

function stateOf(word: string | undefined, at: string, notes: Notes): FindingState {
  if (word === undefined) return 'open'
  const state = STATES[word]
  if (!state) notes.add(at, word, NOT_UNDERSTOOD.state)
  return state ?? 'open'
}

const STATES: Readonly<Record<string, FindingState>> = {
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'open',
  in_triage: 'under-investigation',
  false_positive: 'not-affected',
  not_affected: 'not-affected',
}
