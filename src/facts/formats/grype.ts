import { toDevice } from '../device.ts'
import type { FindingState, Score, SeenFinding } from '../fact.ts'
import { cvesIn, dayOf, scores, severityOf, toFinding, toScore } from '../fields.ts'
import { type JsonNode, listOf, memberOf, numberOf, objectOf, textOf, textsOf } from '../json-node.ts'
import { NOT_UNDERSTOOD } from '../notes.ts'
import { emptyRead, type Read } from './read.ts'

/** Grype's JSON. What a rule of the scan ignored stands apart, and is suppressed. */
export function readGrype(root: JsonNode): Read {
  const read = emptyRead(true)
  const target = memberOf(root, 'source')
  const aimed = memberOf(target, 'target')
  const name = typeof aimed?.value === 'string' ? aimed.value : textOf(aimed, 'userInput')
  const distro = objectOf(root, 'distro')
  const os = [textOf(distro, 'name'), textOf(distro, 'version')].filter(Boolean).join(' ') || null
  read.seenOn = dayOf(textOf(root, 'descriptor', 'timestamp'), '/descriptor/timestamp', root.notes)
  if (name) read.devices.push(toDevice({ name, os, role: null, at: '/source' }))
  const known = { device: name ?? null, detected: read.seenOn }
  for (const match of listOf(root, 'matches')) read.findings.push(...findingOf(match, known, 'open'))
  for (const match of listOf(root, 'ignoredMatches')) read.findings.push(...findingOf(match, known, 'suppressed'))
  return read
}

function findingOf(match: JsonNode, known: Pick<SeenFinding, 'device' | 'detected'>, state: FindingState): SeenFinding[] {
  const { at, notes } = match
  const found = objectOf(match, 'vulnerability')
  const artifact = objectOf(match, 'artifact')
  const id = textOf(found, 'id')
  if (!found || !id) {
    notes.add(at, '', NOT_UNDERSTOOD.missing)
    return []
  }
  const related = listOf(match, 'relatedVulnerabilities')
  const own = listOf(found, 'cvss').map(scoreOf)
  const others = related.flatMap((one) => listOf(one, 'cvss').map(scoreOf))
  const fixes = textsOf(found, 'fix', 'versions')
  const released = listOf(found, 'fix', 'available').flatMap((fix) => dayOf(textOf(fix, 'date'), `${fix.at}/date`, notes) ?? [])
  const purl = textOf(artifact, 'purl')
  const path = textOf(listOf(artifact, 'locations')[0], 'path')
  return [
    toFinding({
      ...known,
      kind: 'vulnerability',
      rule: id,
      title: `${id}: ${textOf(artifact, 'name') ?? ''}`,
      cve: cvesIn(id, ...related.map((one) => textOf(one, 'id'))),
      scores: scores(...own, ...others),
      severity: severityOf(textOf(found, 'severity'), `${found.at}/severity`, notes),
      component: {
        name: textOf(artifact, 'name') ?? '',
        version: textOf(artifact, 'version') ?? null,
        ...(purl ? { purl } : {}),
        ...(path ? { path } : {}),
      },
      state,
      fix: fixes.join(', ') || null,
      released: released.toSorted()[0] ?? null,
      at,
    }),
  ]
}

function scoreOf(cvss: JsonNode): Score | undefined {
  const version = textOf(cvss, 'version')?.startsWith('2') ? '2.0' : '3'
  const by = textOf(cvss, 'source')
  return toScore(
    { vector: textOf(cvss, 'vector'), score: numberOf(cvss, 'metrics', 'baseScore'), version, by },
    cvss.at,
    cvss.notes,
  )
}
