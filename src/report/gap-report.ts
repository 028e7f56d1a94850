import type { Attainment, Trend } from '../assessment/index.ts'
import { categoryOf, type Edition, type EditionTexts, editionIn, type Target } from '../catalogue/index.ts'
import { type Instant, toWordsInJapan } from '../kernel/instant.ts'
import { type Lang, type Speak, speakerOf } from '../kernel/refusal.ts'
import { type CriterionRow, type ReportAnswer, type ReportField, reportFields, toCriterionRow } from './criterion-row.ts'
import { type Gap, toGaps } from './gap.ts'
import { type Management, toManagement } from './management.ts'
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
  lang: Lang
  edition: Edition
  /** The roll-up of the very same answers. */
  attainment: Attainment
  answers: ReportAnswer[]
  organisation: string
  title: string
  asOf: Instant
  /** How many criteria of the target were settled, day by day until then; nothing where no history is known. */
  trend: Trend | null
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

/** Everything that both outputs show, in one language. The PDF and the workbook add no number and no sentence on the assessment. */
export type GapReport = {
  lang: Lang
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
  management: Management
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

/** Brings an assessment at one moment into the model of the gap report. Throws when edition and attainment do not belong together. */
export function toGapReport(input: GapReportInput): GapReport {
  const { lang, attainment, organisation, title, asOf, scope, scopeNotes } = input
  const edition = editionIn(input.edition, lang)
  const t = speakerOf(lang)
  if (attainment.edition !== edition.id) throw new Error(`attainment is of ${attainment.edition}, not of ${edition.id}`)
  const { target } = attainment
  const answers = new Map(input.answers.map((answer) => [answer.criterion, answer]))
  const all = edition.criteria.map((criterion) => toCriterionRow(criterion, answers.get(criterion.id), lang))
  const criteria = all.filter(({ level }) => level <= target)
  const gaps = toGaps(edition, criteria)
  requireSameNumbers(attainment, criteria)
  const name = t(`★${target} ギャップ報告書`, `★${target} gap report`)
  const moment = toWordsInJapan(asOf, lang)
  return {
    lang,
    name,
    documentTitle: t(`${organisation} ${name} ${moment}時点`, `${organisation}, ${name} as of ${moment}`),
    scheme: t(
      'サプライチェーン強化に向けたセキュリティ対策評価制度(SCS評価制度)',
      'SCS evaluation scheme (METI) for security measures in supply chains',
    ),
    target,
    organisation,
    title,
    asOf,
    asOfWords: t(`${moment} 時点`, `As of ${moment}`),
    facts: toFacts(input, edition, t),
    notice: t(
      'この報告書は自己評価の整理であり、★の登録や、第三者による評価の結果を示すものではありません。',
      'This report sets out a self-assessment. It shows neither a registration for a ★ nor the result of an evaluation by a third party.',
    ),
    demo: input.demo ? t('デモデータ(架空の組織の例)', 'Demo data (a made-up organisation)') : null,
    summary: toSummary(edition, attainment, criteria, gaps, lang),
    management: toManagement(edition, { attainment, gaps, trend: input.trend }, lang),
    fields: reportFields(lang),
    requirements: toRequirementRows(edition, attainment, criteria, lang),
    gaps,
    scope,
    scopeNotes,
    method: toMethod(edition, attainment, { asOf, demo: input.demo, lang }),
    criteria,
    beyond: target === 4 ? null : toBeyond(all),
  }
}

/** An invariant: the lines of the appendix add up to the numbers of the roll-up, or no report is made. */
function requireSameNumbers(attainment: Attainment, rows: CriterionRow[]): void {
  for (const { place, count } of placesOf(attainment, 'ja')) {
    const lines = rows.filter((row) => row.place === place).length
    if (lines !== count) throw new Error(`the roll-up counts ${count} criteria as ${place}, the answers ${lines}`)
  }
}

function toFacts(input: GapReportInput, edition: EditionTexts, t: Speak): GapReport['facts'] {
  const { lang, attainment, title, asOf, scope, source } = input
  const draft = edition.status === 'draft' ? t('・意見募集時の案', ', draft for public comment') : ''
  return [
    { label: t('評価の名前', 'Assessment'), value: title },
    {
      label: t('目標', 'Target'),
      value: t(`★${attainment.target}(評価基準 ${attainment.total}件)`, `★${attainment.target} (${attainment.total} criteria)`),
    },
    {
      label: t('評価基準の版', 'Edition'),
      value: t(`${edition.title}(${edition.id})${draft}`, `${edition.title} (${edition.id}${draft})`),
    },
    { label: t('時点', 'As of'), value: toWordsInJapan(asOf, lang) },
    { label: t('適用範囲', 'Scope'), value: scope ? scopeInBrief(scope, t) : t('まだ記録されていません', 'Not recorded yet') },
    { label: t('もとのデータ', 'Source of the data'), value: source },
  ]
}

function scopeInBrief({ sites, systems, clouds, exclusions }: ReportScope, t: Speak): string {
  return t(
    `拠点 ${sites.length}、システム ${systems.length}、クラウドサービス ${clouds.length}、除外 ${exclusions.length}`,
    `Sites ${sites.length}, systems ${systems.length}, cloud services ${clouds.length}, left out ${exclusions.length}`,
  )
}

function toRequirementRows(edition: EditionTexts, attainment: Attainment, rows: CriterionRow[], lang: Lang): RequirementRow[] {
  const names = new Map(edition.requirements.map(({ id, name }) => [id, name]))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return attainment.requirements.map(({ id, name, result, because, tally, criteria }) => ({
    id,
    name: names.get(id) ?? name,
    category: categoryOf(id),
    result,
    because: because[lang],
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
