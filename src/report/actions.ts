import { readAssessmentAt } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { readNames } from '../organisation/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { type GapReport, type ReportScope, toGapReport } from './gap-report.ts'

/** The gap report of an assessment as it stood at a moment. Nothing where the organisation has no such assessment. */
export async function readGapReport(
  context: CatalogueContext,
  viewer: Viewer,
  id: AssessmentId,
  asOf: Instant,
): Promise<GapReport | undefined> {
  const found = await readAssessmentAt(context, viewer, id, asOf)
  if (!found) return undefined
  const people = await readNames(context, viewer.tenant)
  return toGapReport({
    edition: context.edition(found.head.edition),
    attainment: found.attainment,
    answers: found.answers.map((answer) => ({
      ...answer,
      assignee: answer.assignee ? (people.get(answer.assignee) ?? null) : null,
    })),
    organisation: viewer.organisationName,
    title: found.head.title,
    asOf,
    scope: toScope(found.scope),
    scopeNotes: '',
    demo: viewer.demo,
    source: `評価 ${id}`,
  })
}

function toScope(items: { kind: string; name: string; reason: string }[]): ReportScope | null {
  if (items.length === 0) return null
  const names = (kind: string) => items.filter((item) => item.kind === kind).map((item) => item.name)
  return {
    sites: names('site'),
    systems: names('system'),
    clouds: names('cloud'),
    exclusions: items.filter((item) => item.kind === 'exclusion').map(({ name, reason }) => ({ what: name, reason })),
  }
}
