import type { Day } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info', 'unknown'] as const
/** How grave the tool or its vendor calls it; `unknown` where nobody said. */
export type Severity = (typeof SEVERITIES)[number]

/** A CVSS base score as somebody gave it. Scores of several versions are never mixed; `3` is a score of 3.0 or 3.1 without a vector. */
export type Score = {
  version: '2.0' | '3' | '3.0' | '3.1' | '4.0'
  score: number
  vector: string | null
  /** Who gave it, where the file says. */
  by?: string
}

/**
 * What a finding says: a known vulnerability, a port that answers, an operating system or software past its support, updates that
 * were not installed for long, or a setting (also: a weakness in code).
 */
export const FINDING_KINDS = ['vulnerability', 'port', 'end-of-support', 'missing-update', 'setting'] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

/** Whether it is still there: what a tool suppressed and what a VEX statement excludes is kept, and counts no more. */
export const FINDING_STATES = ['open', 'under-investigation', 'not-affected', 'fixed', 'suppressed'] as const
export type FindingState = (typeof FINDING_STATES)[number]

/** A product with its version, and its package URL or CPE where the file has one. */
export type Component = { name: string; version: string | null; purl?: string; path?: string }

/** A finding as a file says it, before any criterion is thought of. */
export type SeenFinding = {
  kind: FindingKind
  /** The name of the device in the same file; null where the file is about a product or a code base. */
  device: string | null
  /** `443/tcp`. */
  port: string | null
  /** What the tool calls it: a plugin, a rule, an advisory. */
  rule: string
  title: string
  /** CVE numbers, in capitals. */
  cve: string[]
  scores: Score[]
  severity: Severity
  component: Component | null
  state: FindingState
  /** The version, or what else, puts it right. */
  fix: string | null
  /** The day on which the update was released; null where the file does not say. */
  released: Day | null
  /** The day on which the vulnerability became known. */
  published: Day | null
  /** The day on which the tool saw it. */
  detected: Day | null
  /** Where it stands in the file: `line 12`, or the JSON pointer of RFC 6901. */
  at: string
}

/** A device as a file names it. Names and addresses are what it is found by in a register. */
export type SeenDevice = {
  name: string
  addresses: string[]
  os: string | null
  /** What it plainly is: a router or firewall at the boundary, or a PC or server. */
  role: 'boundary' | 'computer' | null
  software: { name: string; version: string | null }[]
  at: string
}

/** The updates of Windows that a device has, each with its day where the file says it. */
export type Updates = { device: string; hotfixes: { id: string; installed: Day | null; at: string }[] }

/** What a file says of a vulnerability in general, of no device: NVD, JVN iPedia, the list of known exploited ones. */
export type Reference = {
  cve: string
  scores: Score[]
  published: Day | null
  /** The day on which it was put on CISA's list of known exploited vulnerabilities. */
  exploited: Day | null
  title: string | null
  at: string
}

/** What was not understood of a file: where, what stands there, and why it is left out. */
export type Note = { at: string | null; seen: string; words: Words }

/** What was read of a file, whatever its format. */
export type Reading = {
  format: string
  /** The day on which the tool looked, where the file says so. */
  seenOn: Day | null
  /** Whether it looked for vulnerabilities of devices, so that finding none says something. */
  looksForVulnerabilities: boolean
  devices: SeenDevice[]
  findings: SeenFinding[]
  updates: Updates[]
  reference: Reference[]
  notUnderstood: Note[]
}
