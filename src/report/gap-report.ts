import type { Attainment } from '../assessment/index.ts'
import { categoryOf, type Edition, type Target } from '../catalogue/index.ts'
import { type Instant, toWordsInJapan } from '../kernel/instant.ts'
import { type CriterionRow, REPORT_FIELDS, type ReportAnswer, type ReportField, toCriterionRow } from './criterion-row.ts'
import { type Gap, toGaps } from './gap.ts'
import { type MethodSection, toMethod } from './method.ts'
import { placesOf, type Summary, toSummary } from './summary.ts'

/** What the assessment covers, each as the person named it. */
export type ReportScope = {
  sites: string[]
  systems: string[]
  clouds: string[]
  exclusions: { what: string; reason: string }[]
}

export type GapReportInput = {
  edition: Edition
  /** The roll-up of the very same answers. */
  attainment: Attainment
  answers: ReportAnswer[]
  organisation: string
  title: string
  asOf: Instant
  /** Nothing where no scope has been recorded. */
  scope: ReportScope | null
  scopeNotes: string
  demo: boolean
  /** Where the answers come from: the name of a file, or the id of the assessment. */
  source: string
}

type RequirementRow = {
  id: string
  name: string
  category: string
  result: '○' | '×'
  because: string
  total: number
  settled: number
  criteria: Pick<CriterionRow, 'id' | 'place' | 'mark' | 'words'>[]
}

/** Criteria above the target that somebody has answered already: the context of the ★4 number in a report for ★3. */
type Beyond = { level: 4; total: number; unanswered: number; rows: CriterionRow[] }

/** Everything that both outputs show, in Japanese. The PDF and the workbook add no number and no sentence on the assessment. */
export type GapReport = {
  name: string
  documentTitle: string
  scheme: string
  target: Target
  organisation: string
  title: string
  asOf: Instant
  asOfWords: string
  facts: { label: string; value: string }[]
  notice: string
  /** The mark that demo data carries, or nothing. */
  demo: string | null
  summary: Summary
  /** What `said` of a criterion holds, in the order of files. */
  fields: readonly ReportField[]
  requirements: RequirementRow[]
  gaps: Gap[]
  scope: ReportScope | null
  scopeNotes: string
  method: MethodSection[]
  criteria: CriterionRow[]
  beyond: Beyond | null
}

const SCHEME = 'サプライチェーン強化に向けたセキュリティ対策評価制度(SCS評価制度)'
const NOTICE = 'この報告書は自己評価の整理であり、★の登録や、第三者による評価の結果を示すものではありません。'
const DEMO = 'デモデータ(架空の組織の例)'

/** Brings an assessment at one moment into the model of the gap report. Throws when edition and attainment do not belong together. */
export function toGapReport(input: GapReportInput): GapReport {
  const { edition, attainment, organisation, title, asOf, scope, scopeNotes } = input
  if (attainment.edition !== edition.id) throw new Error(`attainment is of ${attainment.edition}, not of ${edition.id}`)
  const { target } = attainment
  const answers = new Map(input.answers.map((answer) => [answer.criterion, answer]))
  const all = edition.criteria.map((criterion) => toCriterionRow(criterion, answers.get(criterion.id)))
  const criteria = all.filter(({ level }) => level <= target)
  const gaps = toGaps(edition, criteria)
  requireSameNumbers(attainment, criteria)
  const name = `★${target} ギャップ報告書`
  return {
    name,
    documentTitle: `${organisation} ${name} ${toWordsInJapan(asOf)}時点`,
    scheme: SCHEME,
    target,
    organisation,
    title,
    asOf,
    asOfWords: `${toWordsInJapan(asOf)} 時点`,
    facts: toFacts(input),
    notice: NOTICE,
    demo: input.demo ? DEMO : null,
    summary: toSummary(edition, attainment, criteria, gaps),
    fields: REPORT_FIELDS,
    requirements: toRequirementRows(attainment, criteria),
    gaps,
    scope,
    scopeNotes,
    method: toMethod(edition, attainment, asOf, input.demo),
    criteria,
    beyond: target === 4 ? null : toBeyond(all),
  }
}

/** An invariant: the lines of the appendix add up to the numbers of the roll-up, or no report is made. */
function requireSameNumbers(attainment: Attainment, rows: CriterionRow[]): void {
  for (const { place, count } of placesOf(attainment)) {
    const lines = rows.filter((row) => row.place === place).length
    if (lines !== count) throw new Error(`the roll-up counts ${count} criteria as ${place}, the answers ${lines}`)
  }
}

function toFacts({ edition, attainment, title, asOf, scope, source }: GapReportInput): GapReport['facts'] {
  return [
    { label: '評価の名前', value: title },
    { label: '目標', value: `★${attainment.target}(評価基準 ${attainment.total}件)` },
    {
      label: '評価基準の版',
      value: `${edition.title}(${edition.id})${edition.status === 'draft' ? '・意見募集時の案' : ''}`,
    },
    { label: '時点', value: toWordsInJapan(asOf) },
    { label: '適用範囲', value: scope ? scopeInBrief(scope) : 'まだ記録されていません' },
    { label: 'もとのデータ', value: source },
  ]
}

function scopeInBrief({ sites, systems, clouds, exclusions }: ReportScope): string {
  return `拠点 ${sites.length}、システム ${systems.length}、クラウドサービス ${clouds.length}、除外 ${exclusions.length}`
}

function toRequirementRows(attainment: Attainment, rows: CriterionRow[]): RequirementRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return attainment.requirements.map(({ id, name, result, because, tally, criteria }) => ({
    id,
    name,
    category: categoryOf(id),
    result,
    because: because.ja,
    total: tally.total,
    settled: tally.met + tally.notApplicableConfirmed,
    criteria: criteria.flatMap((criterion) => {
      const row = byId.get(criterion.id)
      return row ? [{ id: row.id, place: row.place, mark: row.mark, words: row.words }] : []
    }),
  }))
}

function toBeyond(all: CriterionRow[]): Beyond {
  const above = all.filter(({ level }) => level === 4)
  return {
    level: 4,
    total: above.length,
    unanswered: above.filter(({ place }) => place === 'unanswered').length,
    rows: above.filter(({ place }) => place !== 'unanswered'),
  }
}
