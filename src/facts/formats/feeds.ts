import type { Reference, Score } from '../fact.ts'
import { cvesIn, dayOf, scores, toScore } from '../fields.ts'
import { type JsonNode, listOf, memberOf, numberOf, objectOf, textOf } from '../json-node.ts'
import { toLine } from '../lines.ts'
import { NOT_UNDERSTOOD, type Notes } from '../notes.ts'
import type { Table } from '../table.ts'
import { childOf, childrenOf, readRecords, textOf as textIn, type XmlNode } from '../xml-records.ts'
import { emptyRead, type Read } from './read.ts'

/** What a feed says of vulnerabilities: it is joined with the findings of scans by CVE number, and is no finding itself. */
function toRead(reference: Reference[]): Read {
  return { ...emptyRead(false), reference }
}

/** Feeds of NVD as JSON: of API 2.0, and the older 1.1. */
export function readNvd(root: JsonNode): Read {
  const newer = listOf(root, 'vulnerabilities').flatMap((item) => {
    const cve = objectOf(item, 'cve')
    return referenceOf(cve, textOf(cve, 'id'), {
      scores: METRICS.flatMap(({ member, version }) =>
        listOf(cve, 'metrics', member).map((metric) => nvdScore(metric, 'cvssData', version, textOf(metric, 'source'))),
      ),
      published: textOf(cve, 'published'),
      exploited: textOf(cve, 'cisaExploitAdd'),
      title: textOf(
        listOf(cve, 'descriptions').find((one) => textOf(one, 'lang') === 'en'),
        'value',
      ),
    })
  })
  const older = listOf(root, 'CVE_Items').flatMap((item) =>
    referenceOf(item, textOf(item, 'cve', 'CVE_data_meta', 'ID'), {
      scores: [
        nvdScore(objectOf(item, 'impact', 'baseMetricV3'), 'cvssV3', '3'),
        nvdScore(objectOf(item, 'impact', 'baseMetricV2'), 'cvssV2', '2.0'),
      ],
      published: textOf(item, 'publishedDate')?.replace(/Z$/, ':00Z'),
      title: textOf(listOf(item, 'cve', 'description', 'description_data')[0], 'value'),
    }),
  )
  return toRead([...newer, ...older])
}

const METRICS: readonly { member: string; version: Score['version'] }[] = [
  { member: 'cvssMetricV40', version: '4.0' },
  { member: 'cvssMetricV31', version: '3.1' },
  { member: 'cvssMetricV30', version: '3.0' },
  { member: 'cvssMetricV2', version: '2.0' },
]

function nvdScore(metric: JsonNode | undefined, member: string, version: Score['version'], by?: string): Score | undefined {
  const data = memberOf(metric, member) && objectOf(metric, member)
  return (
    data &&
    toScore({ vector: textOf(data, 'vectorString'), score: numberOf(data, 'baseScore'), version, by }, data.at, data.notes)
  )
}

type Said = {
  scores?: (Score | undefined)[]
  published?: string | undefined
  exploited?: string | undefined
  title?: string | undefined
}

function referenceOf(node: JsonNode | undefined, id: string | undefined, said: Said): Reference[] {
  const [cve] = cvesIn(id)
  if (node && cve) return [toReference(cve, said, node.at, node.notes)]
  node?.notes.add(node.at, id ?? '', NOT_UNDERSTOOD.missing)
  return []
}

function toReference(cve: string, said: Said, at: string, notes: Notes): Reference {
  return {
    cve,
    scores: scores(...(said.scores ?? [])),
    // NVD writes moments of UTC without saying so.
    published: dayOf(said.published?.replace(/^([\d-]+T[\d:.]+)$/, '$1Z'), at, notes),
    exploited: dayOf(said.exploited, at, notes),
    title: said.title?.slice(0, 300) ?? null,
    at,
  }
}

/** CISA's list of known exploited vulnerabilities, as JSON. */
export function readKev(root: JsonNode): Read {
  return toRead(
    listOf(root, 'vulnerabilities').flatMap((one) =>
      referenceOf(one, textOf(one, 'cveID'), { exploited: textOf(one, 'dateAdded'), title: textOf(one, 'vulnerabilityName') }),
    ),
  )
}

/** The same list as CSV. */
export function readKevCsv(table: Table, notes: Notes): Read {
  return toRead(
    table.rows.flatMap((row) => {
      const [cve] = cvesIn(row.text('cveID'))
      if (cve) return toReference(cve, { exploited: row.text('dateAdded'), title: row.text('vulnerabilityName') }, row.at, notes)
      if (row.hasText) notes.add(row.at, row.text('cveID') ?? '', NOT_UNDERSTOOD.missing)
      return []
    }),
  )
}

/** MyJVN and JVN iPedia: overviews (JVNRSS) and details (VULDEF). An entry counts for each CVE number that it names. */
export function readJvn(bytes: Uint8Array, notes: Notes): Read {
  const reference: Reference[] = []
  readRecords(bytes, notes, {
    records: new Set(['RDF/item', 'VULDEF-Document/Vulinfo']),
    record: (node) => reference.push(...(node.name === 'item' ? overview(node, notes) : detail(node, notes))),
  })
  return toRead(reference)
}

function overview(item: XmlNode, notes: Notes): Reference[] {
  const cves = cvesIn(...childrenOf(item, 'references').map(({ attributes }) => attributes.id))
  const found = childrenOf(item, 'cvss').map(({ attributes, line }) =>
    toScore(
      { score: attributes.score, vector: attributes.vector, version: attributes.version === '2.0' ? '2.0' : '3' },
      toLine(line),
      notes,
    ),
  )
  return cves.map((cve) =>
    toReference(
      cve,
      { scores: found, published: textIn(item, 'issued'), title: textIn(item, 'title') },
      toLine(item.line),
      notes,
    ),
  )
}

function detail(vulinfo: XmlNode, notes: Notes): Reference[] {
  const data = childOf(vulinfo, 'VulinfoData')
  const related = childrenOf(childOf(data, 'Related'), 'RelatedItem').map((item) => textIn(item, 'VulinfoID'))
  const found = childrenOf(childOf(data, 'Impact'), 'Cvss').map((cvss) => {
    const version = cvss.attributes.version === '2.0' ? '2.0' : '3'
    return toScore({ score: textIn(cvss, 'Base'), vector: textIn(cvss, 'Vector'), version }, toLine(cvss.line), notes)
  })
  return cvesIn(...related).map((cve) =>
    toReference(
      cve,
      { scores: found, published: textIn(data, 'DatePublic'), title: textIn(data, 'Title') },
      toLine(vulinfo.line),
      notes,
    ),
  )
}
