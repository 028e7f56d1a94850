import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { utf16Of } from '../sheets/code-page.ts'
import { readCsaf } from './formats/csaf.ts'
import { readCycloneDx, readCycloneDxXml } from './formats/cyclonedx.ts'
import { readJvn, readKev, readKevCsv, readNvd } from './formats/feeds.ts'
import { readGrype } from './formats/grype.ts'
import { readLynis } from './formats/lynis.ts'
import { readNessus } from './formats/nessus.ts'
import { readNessusCsv } from './formats/nessus-csv.ts'
import { readNmap } from './formats/nmap.ts'
import { readOpenvas, readOpenvasCsv } from './formats/openvas.ts'
import { readOpenVex } from './formats/openvex.ts'
import { isOsquery, readOsquery } from './formats/osquery.ts'
import { readPackages } from './formats/packages.ts'
import type { Read } from './formats/read.ts'
import { readSarif } from './formats/sarif.ts'
import { readSpdx, readSpdxText } from './formats/spdx.ts'
import { readTestssl, readTestsslCsv } from './formats/testssl.ts'
import { readTrivy } from './formats/trivy.ts'
import { readHotFixes, readHotFixTable, readSystemInfo } from './formats/windows.ts'
import { isObject, type JsonNode } from './json-node.ts'
import type { Notes } from './notes.ts'
import type { Table } from './table.ts'

/** A format as it is named, how it is known by its content, and how it is read. */
type Format<Content, Input> = {
  name: string
  is(content: Content): boolean
  read(input: Input, notes: Notes): Read | Outcome<Read>
}

/** Formats of XML, known by their first element. */
export const XML_FORMATS: readonly Format<string, Uint8Array>[] = [
  { name: 'nmap', is: (root) => root === 'nmaprun', read: readNmap },
  { name: 'nessus', is: (root) => root === 'NessusClientData_v2', read: readNessus },
  { name: 'openvas', is: (root) => root === 'report' || root === 'get_reports_response', read: readOpenvas },
  { name: 'cyclonedx', is: (root) => root === 'bom', read: readCycloneDxXml },
  { name: 'jvn', is: (root) => root === 'RDF' || root === 'VULDEF-Document', read: readJvn },
]

/** Formats of JSON, known by their members. */
export const JSON_FORMATS: readonly Format<unknown, JsonNode>[] = [
  { name: 'sarif', is: (root) => has(root, 'runs'), read: readSarif },
  { name: 'cyclonedx', is: (root) => isObject(root) && root.bomFormat === 'CycloneDX', read: readCycloneDx },
  { name: 'spdx', is: (root) => has(root, 'spdxVersion') && has(root, 'SPDXID'), read: readSpdx },
  {
    name: 'openvex',
    is: (root) => has(root, 'statements') && isObject(root) && String(root['@context']).includes('openvex'),
    read: readOpenVex,
  },
  { name: 'csaf', is: (root) => isObject(root) && has(root.document, 'csaf_version'), read: readCsaf },
  {
    name: 'kev',
    is: (root) => has(root, 'catalogVersion') || (has(root, 'vulnerabilities') && has(firstOf(root, 'vulnerabilities'), 'cveID')),
    read: readKev,
  },
  {
    name: 'nvd',
    is: (root) => has(root, 'CVE_Items') || (isObject(root) && String(root.format).startsWith('NVD')),
    read: readNvd,
  },
  { name: 'grype', is: (root) => has(root, 'matches'), read: readGrype },
  {
    name: 'trivy',
    is: (root) => root === null || has(root, 'SchemaVersion') || has(root, 'ClusterName') || has(firstOf(root), 'Target'),
    read: readTrivy,
  },
  { name: 'testssl', is: (root) => has(root, 'scanResult') || has(firstOf(root), 'finding'), read: readTestssl },
]

/** Formats of CSV, known by their columns. */
export const CSV_FORMATS: readonly Format<readonly string[], Table>[] = [
  { name: 'openvas', is: (header) => header.includes('NVT Name'), read: readOpenvasCsv },
  {
    name: 'nessus',
    is: (header) => ['Plugin ID', 'Plugin', 'definition.id'].some((name) => header.includes(name)),
    read: readNessusCsv,
  },
  { name: 'testssl', is: (header) => header.includes('fqdn/ip') && header.includes('finding'), read: readTestsslCsv },
  { name: 'kev', is: (header) => header.includes('cveID'), read: readKevCsv },
  { name: 'hotfix', is: (header) => header.includes('HotFixID'), read: readHotFixTable },
]

/** Texts, known by how they begin. `fileName` names the device where the text does not. */
export const TEXT_FORMATS: readonly {
  name: string
  is(text: string): boolean
  read(text: string, notes: Notes, fileName: string): Read
}[] = [
  { name: 'osquery', is: isOsquery, read: readOsquery },
  { name: 'spdx', is: (text) => /^SPDXVersion:/m.test(text), read: readSpdxText },
  { name: 'lynis', is: (text) => /^(report_version_major|lynis_version)=/m.test(text), read: readLynis },
  { name: 'systeminfo', is: (text) => /^(Host Name|ホスト名)\s*[:：]/im.test(text), read: readSystemInfo },
  {
    name: 'hotfix',
    is: (text) => /\bHotFixID\b/i.test(text) || (/\bKB\d{5,8}\b/.test(text) && /\bUpdate\b/.test(text)),
    read: readHotFixes,
  },
  {
    name: 'dpkg',
    is: (text) => /^[uirph][ncHUFWti][ R]\s+\S+\s+\S+/m.test(text) || /^[a-z0-9][a-z0-9+.:-]+\t\S+$/m.test(text),
    read: readPackages,
  },
  {
    name: 'rpm',
    is: (text) => /^\S+-[^-\s]+-[^-\s]+\.(noarch|x86_64|i[36]86|aarch64|s390x|ppc64le)\b/m.test(text),
    read: readPackages,
  },
]

/** The name of the first element of an XML file, without its prefix; nothing for what is no XML. */
export function rootOf(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder(utf16Of(bytes) ?? 'utf-8').decode(bytes.subarray(0, 65_536)).trimStart()
  if (!head.startsWith('<')) return undefined
  return /<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/.exec(head.replace(/<!--.*?-->/gs, '').replace(/<[?!][^>]*>/g, ''))?.[1]
}

/** A file that is none of the formats. */
export function unknownFormat(): Outcome<never> {
  return refuse('not-readable', {
    ja: 'どの道具の結果か分かりません。読めるのは Nmap・CycloneDX・OpenVAS の XML、Nessus、Trivy・Grype・SARIF・SPDX・OpenVEX・CSAF の JSON、MyJVN・NVD・KEV の一覧、osquery のログ、testssl.sh、Lynis、systeminfo・Get-HotFix・wmic qfe・dpkg -l・rpm -qa の出力です。',
    en: 'It is not known which tool wrote this. Readable are the XML of Nmap, CycloneDX and OpenVAS, Nessus, the JSON of Trivy, Grype, SARIF, SPDX, OpenVEX and CSAF, feeds of MyJVN, NVD and KEV, logs of osquery, testssl.sh, Lynis, and what systeminfo, Get-HotFix, wmic qfe, dpkg -l and rpm -qa print.',
  })
}

export function settled(read: Read | Outcome<Read>): Outcome<Read> {
  return 'ok' in read ? read : accept(read)
}

function has(value: unknown, member: string): boolean {
  return isObject(value) && member in value
}

function firstOf(value: unknown, member?: string): unknown {
  const list = member === undefined ? value : isObject(value) ? value[member] : undefined
  return Array.isArray(list) ? list[0] : undefined
}
