import { addDays } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import type { Reference, Score, SeenFinding } from './fact.ts'

/** From the release of an update to its installation (4-4-4-2), in days. */
const DAYS_TO_APPLY = 14
/** The CVSS base score from which a vulnerability counts in 4-4-4-2 and 4-4-4-3. The criteria name no version of CVSS. */
export const SCORE_FROM = 7

/** The clock of 4-4-4-2 for one finding. */
export type Clock = {
  /** Why it is among the updates that 4-4-4-2 names; null where it is not, and no clock runs. */
  reason: 'rated' | 'score' | 'undisclosed' | null
  /** The last day on which the update is in time; null where nobody knows when the update was released. */
  due: Day | null
  /** From which day `due` is counted: the publication of the vulnerability stands in where the file has an update, but not its day. */
  from: 'release' | 'publication' | null
  /** Whether the day is past; null where no day is known. */
  late: boolean | null
}

/** When an update that a finding asks for is due, seen at a day. */
export function clockOf(finding: SeenFinding, at: Day): Clock {
  const reason = finding.kind === 'missing-update' ? 'undisclosed' : finding.kind === 'vulnerability' ? reasonOf(finding) : null
  const counts = finding.state === 'open' || finding.state === 'under-investigation'
  if (reason === null || !counts || finding.device === null) return { reason: null, due: null, from: null, late: null }
  const from = finding.released ? 'release' : finding.fix && finding.published ? 'publication' : null
  const start = from === 'release' ? finding.released : from === 'publication' ? finding.published : null
  const due = start && addDays(start, DAYS_TO_APPLY)
  return { reason, due, from, late: due === null ? null : at > due }
}

/** Words of the vendor come first, then any base score; what has neither is not disclosed, and counts, too. */
function reasonOf({ severity, scores }: SeenFinding): Clock['reason'] {
  if (severity === 'critical' || severity === 'high') return 'rated'
  if (scores.some(({ score }) => score >= SCORE_FROM)) return 'score'
  return severity === 'unknown' && scores.length === 0 ? 'undisclosed' : null
}

/** What a feed that the user loaded adds to a finding: scores that it lacks, and when its vulnerability became known. */
export function joined(finding: SeenFinding, reference: ReadonlyMap<string, Reference>): SeenFinding {
  const known = finding.cve.flatMap((cve) => reference.get(cve) ?? [])
  if (known.length === 0) return finding
  const scores = finding.scores.length > 0 ? finding.scores : known.flatMap((one) => one.scores)
  const published = finding.published ?? known.flatMap((one) => one.published ?? []).toSorted()[0] ?? null
  return { ...finding, scores, published }
}

/** The score that is shown: of the newest version, and there the highest. */
export function shownScore(scores: readonly Score[]): Score | null {
  const [first] = scores.toSorted((one, other) => other.version.localeCompare(one.version) || other.score - one.score)
  return first ?? null
}
