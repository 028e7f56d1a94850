import { toDevice } from '../device.ts'
import type { FindingState, Score, SeenFinding } from '../fact.ts'
import { cvesIn, dayOf, scores, severityOf, severityOfScore, toFinding, toScore } from '../fields.ts'
import { type JsonNode, listOf, memberOf, numberOf, objectOf, textOf } from '../json-node.ts'
import { NOT_UNDERSTOOD } from '../notes.ts'
import { emptyRead, type Read } from './read.ts'

/** Trivy's JSON: schema 2, of Kubernetes, and the older one, which is a list of results. */
export function readTrivy(root: JsonNode): Read {
  const read = emptyRead(true)
  if (Array.isArray(root.value)) {
    readResults(listOf(root), 'image', read)
    return read
  }
  read.seenOn = dayOf(textOf(root, 'CreatedAt'), '/CreatedAt', root.notes)
  const cluster = textOf(root, 'ClusterName')
  const name = cluster ?? textOf(root, 'ArtifactName')
  const system = objectOf(root, 'Metadata', 'OS')
  const os = [textOf(system, 'Family'), textOf(system, 'Name')].filter(Boolean).join(' ') || null
  if (name) read.devices.push(toDevice({ name, os, role: null, at: root.at || '/' }))
  if (name && memberOf(system, 'EOSL')?.value === true) {
    read.findings.push(
      toFinding({
        kind: 'end-of-support',
        device: name,
        rule: 'EOSL',
        title: `End of support: ${os}`,
        detected: read.seenOn,
        at: '/Metadata/OS/EOSL',
      }),
    )
  }
  readResults(listOf(root, 'Results'), name ?? null, read)
  for (const part of ['Vulnerabilities', 'Misconfigurations', 'Resources', 'Findings']) {
    for (const workload of listOf(root, part)) {
      const path = ['Namespace', 'Kind', 'Name'].flatMap((member) => textOf(workload, member) ?? [])
      readResults(listOf(workload, 'Results'), name ?? null, read, path.join('/'))
    }
  }
  return read
}

function readResults(results: readonly JsonNode[], device: string | null, read: Read, workload = '') {
  for (const result of results) {
    const target = [workload, textOf(result, 'Target')].filter(Boolean).join(' ')
    const known = { device: device ?? (target || null), detected: read.seenOn }
    for (const one of listOf(result, 'Vulnerabilities')) read.findings.push(...vulnerability(one, target, known))
    for (const one of listOf(result, 'Misconfigurations')) {
      if (textOf(one, 'Status') === 'PASS') continue
      read.findings.push(setting(one, textOf(one, 'ID') ?? textOf(one, 'AVDID'), target, known))
    }
    for (const one of listOf(result, 'Secrets')) read.findings.push(setting(one, textOf(one, 'RuleID'), target, known))
    for (const one of listOf(result, 'Licenses')) read.findings.push(setting(one, textOf(one, 'Name'), target, known))
  }
}

type Known = Pick<SeenFinding, 'device' | 'detected'>

function vulnerability(one: JsonNode, target: string, known: Known): SeenFinding[] {
  const { at, notes } = one
  const id = textOf(one, 'VulnerabilityID')
  const name = textOf(one, 'PkgName')
  if (!id || !name) {
    notes.add(at, id ?? name ?? '', NOT_UNDERSTOOD.missing)
    return []
  }
  const found = scoresOf(one)
  const word = textOf(one, 'Severity')
  const gravity = severityOf(word, `${at}/Severity`, notes)
  const purl = textOf(one, 'PkgIdentifier', 'PURL')
  return [
    toFinding({
      ...known,
      kind: 'vulnerability',
      rule: id,
      title: textOf(one, 'Title') ?? id,
      cve: cvesIn(id),
      scores: found,
      severity: gravity === 'unknown' && found[0] ? severityOfScore(found[0]) : gravity,
      component: {
        name,
        version: textOf(one, 'InstalledVersion') ?? null,
        path: textOf(one, 'PkgPath') ?? target,
        ...(purl ? { purl } : {}),
      },
      state: STATES[textOf(one, 'Status') ?? 'affected'] ?? 'open',
      fix: textOf(one, 'FixedVersion') ?? null,
      published: dayOf(textOf(one, 'PublishedDate'), `${at}/PublishedDate`, notes),
      at,
    }),
  ]
}

/** All but these are open: `fixed` means that an update is there, `will_not_fix` that none comes. */
const STATES: Readonly<Record<string, FindingState>> = {
  not_affected: 'not-affected',
  under_investigation: 'under-investigation',
}

/** Of each source its scores: nvd, redhat, ghsa and others. */
function scoresOf(one: JsonNode): Score[] {
  const cvss = objectOf(one, 'CVSS')
  if (!cvss) return []
  const sources = Object.keys(cvss.value as object).flatMap((by) => ({ by, source: objectOf(cvss, by) }))
  return scores(
    ...sources.flatMap(({ by, source }) =>
      source
        ? VERSIONS.map(({ vector, score, version }) =>
            toScore({ vector: textOf(source, vector), score: numberOf(source, score), version, by }, source.at, one.notes),
          )
        : [],
    ),
  )
}

const VERSIONS = [
  { vector: 'V40Vector', score: 'V40Score', version: '4.0' },
  { vector: 'V3Vector', score: 'V3Score', version: '3' },
  { vector: 'V2Vector', score: 'V2Score', version: '2.0' },
] as const

function setting(one: JsonNode, id: string | undefined, target: string, known: Known): SeenFinding {
  const name = textOf(one, 'PkgName') || textOf(one, 'FilePath') || target
  return toFinding({
    ...known,
    kind: 'setting',
    rule: id ?? '',
    title: textOf(one, 'Title') ?? textOf(one, 'Category') ?? id ?? '',
    severity: severityOf(textOf(one, 'Severity'), `${one.at}/Severity`, one.notes),
    component: { name, version: null, path: [target, textOf(one, 'StartLine')].filter(Boolean).join(':') },
    fix: textOf(one, 'Resolution') ?? null,
    at: one.at,
  })
}
