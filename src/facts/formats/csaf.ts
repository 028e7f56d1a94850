import { accept, type Outcome, refuse } from '../../kernel/refusal.ts'
import type { Component, FindingState, Score, SeenFinding } from '../fact.ts'
import { cvesIn, dayOf, scores, severityOf, severityOfScore, toFinding, toScore } from '../fields.ts'
import { isObject, itemsOf, type JsonNode, listOf, memberOf, numberOf, objectOf, textOf, textsOf } from '../json-node.ts'
import { MAX_DEPTH } from '../limits.ts'
import { NOT_UNDERSTOOD } from '../notes.ts'
import { componentOf } from '../package-url.ts'
import { emptyRead, type Read } from './read.ts'

/**
 * CSAF 2.0 and 2.1, also of MyJVN: what an advisory says of a vulnerability in products, a finding for each product, and of no device.
 * Refuses other versions, which are built otherwise.
 */
export function readCsaf(root: JsonNode): Outcome<Read> {
  const version = textOf(root, 'document', 'csaf_version') ?? '2.0'
  if (!version.startsWith('2.')) {
    return refuse('not-readable', {
      ja: `CSAF ${version} は読めません。CSAF 2.0 か 2.1 のファイルを選んでください。`,
      en: `CSAF ${version} cannot be read. Choose a file of CSAF 2.0 or 2.1.`,
    })
  }
  const read = emptyRead(false)
  const tracking = objectOf(root, 'document', 'tracking')
  const published = dayOf(textOf(tracking, 'initial_release_date'), '/document/tracking/initial_release_date', root.notes)
  const products = new Map<string, Component>()
  collect(objectOf(root, 'product_tree'), products, null, 0)
  for (const relation of listOf(root, 'product_tree', 'relationships')) {
    const part = products.get(textOf(relation, 'product_reference') ?? '')
    const id = textOf(relation, 'full_product_name', 'product_id')
    const name = textOf(relation, 'full_product_name', 'name') ?? ''
    if (id) products.set(id, part ? { ...part, path: name } : { name, version: null })
  }
  for (const one of listOf(root, 'vulnerabilities')) read.findings.push(...findingsOf(one, products, published))
  return accept(read)
}

function collect(node: JsonNode | undefined, products: Map<string, Component>, name: string | null, depth: number) {
  if (depth > MAX_DEPTH) return node?.notes.add(node.at, '', NOT_UNDERSTOOD.deep)
  for (const product of listOf(node, 'full_product_names')) addProduct(product, products, null, null)
  for (const branch of listOf(node, 'branches')) {
    const category = textOf(branch, 'category')
    const own = textOf(branch, 'name') ?? null
    const product = objectOf(branch, 'product')
    if (product)
      addProduct(product, products, category === 'product_version' ? name : own, category === 'product_version' ? own : null)
    collect(branch, products, category === 'product_name' ? own : name, depth + 1)
  }
}

function addProduct(product: JsonNode, products: Map<string, Component>, name: string | null, version: string | null) {
  const id = textOf(product, 'product_id')
  const helper = objectOf(product, 'product_identification_helper')
  const purl = textOf(helper, 'purl') ?? textsOf(helper, 'purls')[0]
  if (id) products.set(id, { name: name ?? textOf(product, 'name') ?? id, version, ...(purl ? { purl } : {}) })
}

function findingsOf(one: JsonNode, products: ReadonlyMap<string, Component>, published: string | null): SeenFinding[] {
  const id = textOf(one, 'cve') ?? textOf(listOf(one, 'ids')[0], 'text') ?? textOf(one, 'title')
  if (id === undefined) {
    one.notes.add(one.at, '', NOT_UNDERSTOOD.missing)
    return []
  }
  const status = objectOf(one, 'product_status')
  const rated = ratingsOf(one)
  const seen = new Set<string>()
  return Object.keys(isObject(status?.value) ? status.value : {}).flatMap((word) => {
    const state = STATES[word]
    if (!state) one.notes.add(`${status?.at}/${word}`, word, NOT_UNDERSTOOD.state)
    return itemsOf(status, word).flatMap((item) => {
      const product = textOf(item)
      if (!product || seen.has(product)) return []
      seen.add(product)
      const found = scores(...rated.filter((rating) => rating.products.includes(product)).flatMap((rating) => rating.found))
      const vendorWord = rated.find((rating) => rating.products.includes(product))?.word
      const repair = listOf(one, 'remediations').find(
        (remedy) => textOf(remedy, 'category') === 'vendor_fix' && textsOf(remedy, 'product_ids').includes(product),
      )
      return toFinding({
        kind: 'vulnerability',
        rule: id,
        title: textOf(one, 'title') ?? id,
        cve: cvesIn(id),
        scores: found,
        severity: vendorWord ? severityOf(vendorWord, one.at, one.notes) : found[0] ? severityOfScore(found[0]) : 'unknown',
        component: products.get(product) ?? componentOf(product),
        state: state ?? 'open',
        fix: textOf(repair, 'details') ?? null,
        released: dayOf(textOf(repair, 'date'), `${repair?.at}/date`, one.notes),
        published:
          dayOf(textOf(one, 'disclosure_date') ?? textOf(one, 'release_date'), `${one.at}/disclosure_date`, one.notes) ??
          published,
        at: item.at,
      })
    })
  })
}

type Rating = { products: string[]; found: (Score | undefined)[]; word: string | undefined }

/** `scores` of 2.0 and `metrics` of 2.1. */
function ratingsOf(one: JsonNode): Rating[] {
  return [...listOf(one, 'scores'), ...listOf(one, 'metrics')].map((rating) => {
    const content = objectOf(rating, 'content') ?? rating
    const given = (member: string, version: Score['version']) => {
      const cvss = memberOf(content, member) && objectOf(content, member)
      return (
        cvss && toScore({ vector: textOf(cvss, 'vectorString'), score: numberOf(cvss, 'baseScore'), version }, cvss.at, one.notes)
      )
    }
    return {
      products: textsOf(rating, 'products'),
      found: [given('cvss_v4', '4.0'), given('cvss_v3', '3'), given('cvss_v2', '2.0')],
      word: textOf(content, 'cvss_v4', 'baseSeverity') ?? textOf(content, 'cvss_v3', 'baseSeverity'),
    }
  })
}

const STATES: Readonly<Record<string, FindingState>> = {
  known_affected: 'open',
  first_affected: 'open',
  last_affected: 'open',
  recommended: 'fixed',
  fixed: 'fixed',
  first_fixed: 'fixed',
  known_not_affected: 'not-affected',
  under_investigation: 'under-investigation',
  unknown: 'under-investigation',
}
