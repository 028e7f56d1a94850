import type { FindingState, SeenFinding } from '../fact.ts'
import { cvesIn, dayOf, toFinding } from '../fields.ts'
import { itemsOf, type JsonNode, listOf, memberOf, textOf, textsOf } from '../json-node.ts'
import { NOT_UNDERSTOOD } from '../notes.ts'
import { componentOf } from '../package-url.ts'
import { emptyRead, type Read } from './read.ts'

/** OpenVEX: what a vendor states of a vulnerability in its products, a finding for each product, and of no device. */
export function readOpenVex(root: JsonNode): Read {
  const read = emptyRead(false)
  read.seenOn = dayOf(textOf(root, 'timestamp'), '/timestamp', root.notes)
  for (const statement of listOf(root, 'statements')) read.findings.push(...findingsOf(statement, read.seenOn))
  return read
}

function findingsOf(statement: JsonNode, written: string | null): SeenFinding[] {
  const { at, notes } = statement
  const vulnerability = memberOf(statement, 'vulnerability')
  const id =
    typeof vulnerability?.value === 'string'
      ? vulnerability.value
      : (textOf(vulnerability, 'name') ?? textOf(vulnerability, '@id'))
  const status = textOf(statement, 'status')
  const products = itemsOf(statement, 'products').map(productOf)
  if (!id || !status || products.length === 0) {
    notes.add(at, id ?? '', NOT_UNDERSTOOD.missing)
    return []
  }
  const state = STATES[status]
  if (!state) notes.add(`${at}/status`, status, NOT_UNDERSTOOD.state)
  const aliases = typeof vulnerability?.value === 'string' ? [] : textsOf(vulnerability, 'aliases')
  const detected = dayOf(textOf(statement, 'timestamp'), `${at}/timestamp`, notes) ?? written
  const finding = toFinding({
    kind: 'vulnerability',
    rule: id,
    title: textOf(statement, 'impact_statement') ?? textOf(statement, 'action_statement') ?? id,
    cve: cvesIn(id, ...aliases),
    state: state ?? 'open',
    fix: textOf(statement, 'action_statement') ?? null,
    detected,
    at,
  })
  return products.map((product) => ({ ...finding, component: componentOf(product) }))
}

function productOf(product: JsonNode): string {
  if (typeof product.value === 'string') return product.value
  return textOf(product, '@id') ?? textOf(product, 'identifiers', 'purl') ?? ''
}

const STATES: Readonly<Record<string, FindingState>> = {
  not_affected: 'not-affected',
  affected: 'open',
  fixed: 'fixed',
  under_investigation: 'under-investigation',
}
