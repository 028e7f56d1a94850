import { type FindingState, SEVERITIES, type SeenFinding, type Severity } from '../fact.ts'
import { cvesIn, dayOf, severityOfScore, toFinding } from '../fields.ts'
import { itemsOf, type JsonNode, listOf, memberOf, objectOf, textOf } from '../json-node.ts'
import { NOT_UNDERSTOOD } from '../notes.ts'
import { emptyRead, type Read } from './read.ts'

/** SARIF 2.1.0: what analysers of code and other tools found, each place of a result for itself. It names no device. */
export function readSarif(root: JsonNode): Read {
  const read = emptyRead(false)
  for (const run of listOf(root, 'runs')) {
    const rules = new Map<string, JsonNode>()
    const parts = [objectOf(run, 'tool', 'driver'), ...listOf(run, 'tool', 'extensions')]
    for (const rule of parts.flatMap((part) => listOf(part, 'rules'))) rules.set(textOf(rule, 'id') ?? '', rule)
    const driver = listOf(parts[0], 'rules')
    const ended = listOf(run, 'invocations').flatMap(
      (one) => dayOf(textOf(one, 'endTimeUtc'), `${one.at}/endTimeUtc`, root.notes) ?? [],
    )
    const detected = ended.at(-1) ?? null
    read.seenOn ??= detected
    for (const result of listOf(run, 'results')) {
      const index = memberOf(result, 'ruleIndex')?.value
      const id = textOf(result, 'ruleId') ?? textOf(result, 'rule', 'id')
      const rule = rules.get(id ?? '') ?? (typeof index === 'number' ? driver[index] : undefined)
      read.findings.push(...findingsOf(result, rule, id ?? textOf(rule, 'id') ?? '', detected))
    }
  }
  return read
}

function findingsOf(result: JsonNode, rule: JsonNode | undefined, id: string, detected: string | null): SeenFinding[] {
  // A result of another kind says that nothing is wrong: pass, notApplicable, open, review, informational.
  if ((textOf(result, 'kind') ?? 'fail') !== 'fail') return []
  const title = messageOf(result, rule) ?? textOf(rule, 'shortDescription', 'text') ?? textOf(rule, 'name') ?? id
  const score = memberOf(objectOf(rule, 'properties'), 'security-severity')
  const cve = cvesIn(id)
  const finding = toFinding({
    kind: cve.length > 0 ? 'vulnerability' : 'setting',
    rule: id,
    title: title.slice(0, 300),
    cve,
    severity: severityOf(result, rule, score),
    state: stateOf(result),
    detected,
    at: result.at,
  })
  const places = listOf(result, 'locations').map((location) => {
    const path = textOf(location, 'physicalLocation', 'artifactLocation', 'uri')
    const line = textOf(location, 'physicalLocation', 'region', 'startLine')
    return {
      name: path ?? textOf(listOf(location, 'logicalLocations')[0], 'fullyQualifiedName') ?? '',
      path: [path, line].filter(Boolean).join(':'),
    }
  })
  if (places.length === 0) return [finding]
  return places.map(({ name, path }) => ({ ...finding, component: { name, version: null, path } }))
}

/** The text of a message, or the one of the rule that it names, with its arguments. */
function messageOf(result: JsonNode, rule: JsonNode | undefined): string | undefined {
  const text = textOf(result, 'message', 'text')
  if (text !== undefined) return text
  const template = textOf(rule, 'messageStrings', textOf(result, 'message', 'id') ?? '', 'text')
  const values = itemsOf(result, 'message', 'arguments').map(({ value }) => String(value))
  return template?.replace(/\{(\d+)\}/g, (whole, index) => values[Number(index)] ?? whole)
}

function severityOf(result: JsonNode, rule: JsonNode | undefined, score: JsonNode | undefined): Severity {
  if (score) {
    const number = Number(score.value)
    if (number >= 0 && number <= 10) return severityOfScore({ version: '3', score: number, vector: null })
    const word = SEVERITIES.find((severity) => severity === String(score.value).toLowerCase())
    if (word) return word
    score.notes.add(score.at, score.value, NOT_UNDERSTOOD.severity)
  }
  const level = textOf(result, 'level') ?? textOf(rule, 'defaultConfiguration', 'level') ?? 'warning'
  const severity = LEVELS[level]
  if (!severity) result.notes.add(`${result.at}/level`, level, NOT_UNDERSTOOD.severity)
  return severity ?? 'unknown'
}

const LEVELS: Readonly<Record<string, Severity>> = { error: 'high', warning: 'medium', note: 'info', none: 'info' }

/** A suppression counts unless it is still asked for, or was refused. */
function stateOf(result: JsonNode): FindingState {
  const valid = listOf(result, 'suppressions').some(
    (one) => !['underReview', 'rejected'].includes(textOf(one, 'status') ?? 'accepted'),
  )
  return valid ? 'suppressed' : 'open'
}
