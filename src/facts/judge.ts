import type { Day } from '../kernel/instant.ts'
import { type Clock, clockOf, joined, SCORE_FROM, shownScore } from './clock.ts'
import { endedSupport, staleUpdates } from './derived.ts'
import { toFindingId } from './digest.ts'
import type { Reference, Score, SeenDevice, SeenFinding } from './fact.ts'
import ports from './management-ports.json'
import { bareUrl } from './package-url.ts'
import type { ReadFactFile } from './read-file.ts'

/** A finding with what follows from it. */
export type Finding = SeenFinding & {
  /** The same for the same thing in a later file. */
  id: string
  /** The score that is shown; all of them stay in `scores`. */
  cvss: Score | null
  clock: Clock
  /** The criteria that it bears on. */
  criteria: string[]
  /** The day on which CISA put it on the list of known exploited vulnerabilities, where that list was brought. */
  exploited: Day | null
  source: { file: string; sha256: string; at: string }
}
export type Device = SeenDevice & { source: Finding['source'] }
export type Judged = { devices: Device[]; findings: Finding[] }

/**
 * Ties what was read of files to criteria, seen at a day. Files of one call count together: feeds are joined by CVE number, a VEX
 * statement takes a finding of its product out. `boundary` names devices at the boundary with the internet, besides those that
 * plainly are.
 */
export function judge(files: readonly ReadFactFile[], at: Day, boundary: readonly string[] = []): Judged {
  const reference = referenceOf(files)
  const statements = statementsOf(files)
  const ids = new Map<string, number>()
  const judged = files.map((file) => {
    const devices: Device[] = file.devices.map((device) => ({
      ...device,
      role: [device.name, ...device.addresses].some((name) => boundary.includes(name)) ? 'boundary' : device.role,
      source: { file: file.file, sha256: file.sha256, at: device.at },
    }))
    const roles = new Map(devices.map(({ name, role }) => [name, role]))
    const derived = [
      ...devices.flatMap((device) => endedSupport(device, at)),
      ...file.updates.flatMap((one) => staleUpdates(one, at)),
    ]
    const findings = [...file.findings, ...derived].map((seen) => {
      const finding = stated(joined(seen, reference), statements)
      const clock = clockOf(finding, at)
      const exploited = finding.cve.flatMap((cve) => reference.get(cve)?.exploited ?? []).toSorted()[0] ?? null
      return {
        ...finding,
        id: uniqueId(finding, ids),
        cvss: shownScore(finding.scores),
        clock,
        criteria: criteriaOf(finding, clock, roles.get(finding.device ?? '') ?? null),
        exploited,
        source: { file: file.file, sha256: file.sha256, at: finding.at },
      }
    })
    return { devices, findings }
  })
  return { devices: judged.flatMap(({ devices }) => devices), findings: judged.flatMap(({ findings }) => findings) }
}

/** The criteria that a finding bears on. What is about a product and no device bears on none. */
function criteriaOf(finding: SeenFinding, clock: Clock, role: SeenDevice['role']): string[] {
  const { kind, device, port, scores, severity, state } = finding
  if (device === null || (state !== 'open' && state !== 'under-investigation')) return []
  const criteria = clock.reason === null ? [] : ['4-4-4-2']
  const grave = kind === 'vulnerability' || (kind === 'setting' && severity !== 'info')
  if (role === 'boundary' && grave && scores.some(({ score }) => score >= SCORE_FROM)) criteria.push('4-4-4-3')
  if (kind === 'port' && role !== 'computer' && port !== null && managementOf(port)) {
    criteria.push('4-5-1-1', ...(role === 'boundary' ? ['4-5-1-7'] : []))
  }
  if (kind === 'end-of-support') criteria.push('4-4-2-1', '4-4-4-1')
  return criteria
}

/** What a port is usually there to manage a device by; nothing for other ports. */
export function managementOf(port: string): string | undefined {
  return (ports as Record<string, string>)[port]
}

function uniqueId(finding: SeenFinding, ids: Map<string, number>): string {
  const { kind, device, port, rule, component, title } = finding
  const id = toFindingId([
    kind,
    device,
    port,
    rule,
    component?.name,
    component?.version,
    component?.path,
    kind === 'port' ? null : title,
  ])
  const count = ids.get(id) ?? 0
  ids.set(id, count + 1)
  return count === 0 ? id : `${id}-${count + 1}`
}

/** Several feeds may speak of a vulnerability: their scores stand side by side, the earliest day counts. */
function referenceOf(files: readonly ReadFactFile[]): ReadonlyMap<string, Reference> {
  const all = new Map<string, Reference>()
  for (const one of files.flatMap(({ reference }) => reference)) {
    const known = all.get(one.cve)
    if (!known) all.set(one.cve, one)
    else {
      const published = [known.published, one.published].filter((day) => day !== null).toSorted()[0] ?? null
      all.set(one.cve, {
        ...known,
        scores: [...known.scores, ...one.scores],
        published,
        exploited: known.exploited ?? one.exploited,
      })
    }
  }
  return all
}

/** What VEX documents say, by vulnerability and product; what names no package URL speaks of its own file alone. */
function statementsOf(files: readonly ReadFactFile[]): ReadonlyMap<string, SeenFinding['state']> {
  const vex = files.filter(({ format }) => ['openvex', 'csaf', 'cyclonedx'].includes(format)).flatMap(({ findings }) => findings)
  return new Map(
    vex.flatMap(({ cve, component, state }) =>
      component?.purl && (state === 'not-affected' || state === 'fixed')
        ? cve.map((one) => [keyOf(one, component.purl ?? ''), state] as const)
        : [],
    ),
  )
}

function stated(finding: SeenFinding, statements: ReadonlyMap<string, SeenFinding['state']>): SeenFinding {
  const purl = finding.component?.purl
  if (!purl || finding.state !== 'open' || statements.size === 0) return finding
  const said = finding.cve.map(
    (cve) => statements.get(keyOf(cve, purl)) ?? statements.get(keyOf(cve, purl.replace(/@[^?#]*/, ''))),
  )
  // A finding of several vulnerabilities is out only where each of them is.
  const [state] = said
  return state && said.every((one) => one !== undefined) ? { ...finding, state } : finding
}

function keyOf(cve: string, purl: string): string {
  return `${cve} ${bareUrl(purl)}`
}
