import { readAssessmentAt } from '../assessment/actions.ts'
import { carriedFrom, doubtWords, toTrend } from '../assessment/index.ts'
import { type CatalogueContext, criteriaFor } from '../catalogue/index.ts'
import type { Context } from '../context.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { dayInJapan, type Instant } from '../kernel/instant.ts'
import { accept, type Lang, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { readNames } from '../organisation/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { type ReportForm, reportMade } from './event-words.ts'
import { type GapReport, type GapReportInput, type ReportScope, toGapReport } from './gap-report.ts'
import { toBriefPdf, toPdf, toRulePdf } from './pdf.ts'
import type { PrintedBrief } from './printed-brief.ts'
import type { PrintedRule } from './printed-rule.ts'
import { PdfUnavailable } from './typst.ts'

export type { GapReport } from './gap-report.ts'

/** The gap report of an assessment as it stood at a moment, in a language. Nothing where the organisation has no such assessment. */
export async function readGapReport(
  context: CatalogueContext,
  viewer: Viewer,
  id: AssessmentId,
  asOf: Instant,
  lang: Lang = 'ja',
): Promise<GapReport | undefined> {
  const input = await readReportInput(context, viewer, id, asOf, lang)
  return input && toGapReport(input)
}

/** All that such a report is made of, as far as the viewer sees it. */
export async function readReportInput(
  context: CatalogueContext,
  viewer: Viewer,
  id: AssessmentId,
  asOf: Instant,
  lang: Lang,
): Promise<GapReportInput | undefined> {
  const found = await readAssessmentAt(context, viewer, id, asOf)
  if (!found) return undefined
  const people = await readNames(context, viewer.tenant)
  const edition = context.edition(found.head.edition)
  const duties = new Map(edition.criteria.map((criterion) => [criterion.id, criterion.duties]))
  const doubtsOf = (criterion: string) =>
    (found.doubts.get(criterion) ?? []).map((doubt) => doubtWords(doubt, duties.get(criterion))[lang])
  const counted = new Set(criteriaFor(edition, found.head.target).map(({ id: criterion }) => criterion))
  return {
    lang,
    edition,
    attainment: found.attainment,
    answers: found.answers.map((answer) => ({
      ...answer,
      doubts: doubtsOf(answer.criterion),
      ...carriedFrom(answer, (person) => people.get(person) ?? ''),
    })),
    organisation: viewer.organisationName,
    title: found.head.title,
    asOf,
    trend: toTrend(found.settlings, dayInJapan(asOf), counted),
    scope: toScope(found.scope),
    scopeNotes: '',
    demo: viewer.demo,
    source: lang === 'ja' ? `評価 ${id}` : `Assessment ${id}`,
  }
}

/** Tells the log who took the report along, in which form, of which moment, and how many answers it tells of. */
export function noteReport(
  context: Context,
  viewer: Viewer,
  id: AssessmentId,
  report: GapReport,
  form: ReportForm,
): Promise<void> {
  return context.db.transact({ tenant: viewer.tenant }, (tx) => logEvent(context, tx, viewer, reportMade(id, report, form)))
}

/** The report as a PDF, on the spot: what a thread does. Refuses where no Typst binary fits. */
export function setPdf(report: GapReport): Promise<Outcome<Uint8Array>> {
  return unlessUnavailable(() => toPdf(report))
}

/** The page for management as a PDF, in the same way. */
export function setBrief(page: PrintedBrief): Promise<Outcome<Uint8Array>> {
  return unlessUnavailable(() => toBriefPdf(page))
}

/** A 社内ルール as a PDF, in the same way. */
export function setRule(rule: PrintedRule): Promise<Outcome<Uint8Array>> {
  return unlessUnavailable(() => toRulePdf(rule))
}

async function unlessUnavailable(make: () => Promise<Uint8Array>): Promise<Outcome<Uint8Array>> {
  try {
    return accept(await make())
  } catch (fault) {
    if (!(fault instanceof PdfUnavailable)) throw fault
    return { ok: false, refusals: [fault.refusal] }
  }
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
