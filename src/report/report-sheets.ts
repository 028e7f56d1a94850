import { type Speak, speakerOf } from '../kernel/refusal.ts'
import type { SheetValue } from '../sheets/write-workbook.ts'
import type { CriterionRow, ReportField } from './criterion-row.ts'
import type { GapReport } from './gap-report.ts'

/** A sheet as values. `headers` are the rows (from 0) that are headings; `frozen` is the row count that stays in view. */
type ReportSheet = {
  name: string
  widths: number[]
  rows: SheetValue[][]
  headers: number[]
  frozen: number
  /** Whether the row above the first data row carries filters. */
  filter: boolean
}

/** The report as five sheets: the same numbers and sentences as the PDF, no formulas. */
export function toReportSheets(report: GapReport): ReportSheet[] {
  const t = speakerOf(report.lang)
  return [overview(report, t), requirements(report, t), gaps(report, t), criteria(report, t), method(report, t)]
}

function overview(report: GapReport, t: Speak): ReportSheet {
  const { summary } = report
  const rows: SheetValue[][] = []
  const headers: number[] = []
  const head = (...titles: string[]) => {
    if (rows.length > 0) rows.push([])
    headers.push(rows.length)
    rows.push(titles)
  }
  head(report.name, report.organisation)
  if (report.demo) rows.push([t('ご注意', 'Please note'), report.demo])
  rows.push([t('制度', 'Scheme'), report.scheme], ...report.facts.map(({ label, value }) => [label, value]), [
    t('この報告書について', 'About this report'),
    report.notice,
  ])
  head(t('まとめ', 'Summary'))
  rows.push(...[...summary.headline, summary.caution, ...summary.remarks].map((sentence) => ['', sentence]))
  head(
    t('評価基準', 'Criteria'),
    t('件数', 'Number'),
    t('満たす', 'Met'),
    t('該当なし(確認済み)', 'Not applicable (confirmed)'),
    t('そろった数', 'Settled'),
    t('割合', 'Share'),
  )
  rows.push(
    ...summary.levels.map(({ label, total, met, confirmedAbsent, settled, coverage }) => [
      label,
      total,
      met,
      confirmedAbsent,
      settled,
      { share: coverage },
    ]),
  )
  head(t('要求事項', 'Requirements'), t('件数', 'Number'), '○')
  rows.push([
    t(`★${report.target} の要求事項`, `Requirements of ★${report.target}`),
    summary.requirements.total,
    summary.requirements.fulfilled,
  ])
  head(
    t('大分類', 'Category'),
    t('件数', 'Number'),
    t('そろった数', 'Settled'),
    t('割合', 'Share'),
    t('要求事項', 'Requirements'),
    t('要求事項 ○', 'Requirements ○'),
    ...summary.counts.map(labelOf),
  )
  rows.push(
    ...summary.categories.map(({ id, name, total, settled, coverage, requirements, counts }) => [
      `${id} ${name}`,
      total,
      settled,
      { share: coverage },
      requirements.total,
      requirements.fulfilled,
      ...counts.map(({ count }) => count),
    ]),
  )
  head(t('評価', 'Status'), t('件数', 'Number'), t('評価基準の番号', 'Numbers of the criteria'))
  rows.push(...summary.counts.map((count) => [labelOf(count), count.count, count.criteria.join(t('、', ', '))]))
  rows.push([t('合計', 'Total'), report.criteria.length])
  return {
    name: t('概要', 'Overview'),
    widths: [34, 40, 16, 16, 14, 14, 12, 20, 12, 14, 12, 20, 12],
    rows,
    headers,
    frozen: 0,
    filter: false,
  }
}

function requirements(report: GapReport, t: Speak): ReportSheet {
  return table(
    t('要求事項ごと', 'By requirement'),
    [12, 24, 34, 8, 50, 12, 12, 60],
    [
      [
        t('番号', 'No.'),
        t('大分類', 'Category'),
        t('要求事項', 'Requirement'),
        t('結果', 'Result'),
        t('理由', 'Reason'),
        t('評価基準', 'Criteria'),
        t('そろった数', 'Settled'),
        t('評価基準ごとの評価', 'Status of each criterion'),
      ],
      ...report.requirements.map((row) => [
        row.id,
        categoryName(report, row.category),
        row.name,
        row.result,
        row.because,
        row.total,
        row.settled,
        row.criteria.map((criterion) => `${criterion.id} ${labelOf(criterion)}`).join('\n'),
      ]),
    ],
  )
}

/** What usually closes a gap stands beside what is to be done. */
function gaps(report: GapReport, t: Speak): ReportSheet {
  const next = report.fields.findIndex(({ tells }) => tells === 'next')
  const [before, after] = [report.fields.slice(0, next), report.fields.slice(next)]
  return table(
    t('足りないところ', 'Gaps'),
    [8, 12, 6, 22, 26, 14, 18, 48, ...widthsOf(before), 40, ...widthsOf(after), 48],
    [
      [
        ...[
          t('順番', 'Order'),
          t('番号', 'No.'),
          '★',
          t('大分類', 'Category'),
          t('要求事項', 'Requirement'),
          t('種類', 'Kind'),
          t('評価', 'Status'),
          t('評価基準の質問', 'Criterion'),
        ],
        ...labelsOf(before),
        t('よくある進め方', 'Usual steps'),
        ...labelsOf(after),
        t('なぜ必要か', 'Why it matters'),
      ],
      ...report.gaps.map((gap) => [
        gap.order,
        gap.id,
        `★${gap.level}`,
        categoryName(report, gap.category),
        `${gap.requirement.id} ${gap.requirement.name}`,
        gap.kindWords,
        labelOf(gap),
        gap.question,
        ...saidIn(gap, before),
        gap.closing.map((step) => t(`・${step}`, `- ${step}`)).join('\n'),
        ...saidIn(gap, after),
        gap.why,
      ]),
    ],
  )
}

function criteria(report: GapReport, t: Speak): ReportSheet {
  const line = (row: CriterionRow): SheetValue[] => [
    row.id,
    `★${row.level}`,
    row.kindWords,
    row.question,
    labelOf(row),
    ...saidIn(row, report.fields),
    row.changedOn ?? '',
    row.doubts.join('\n'),
  ]
  const beyond = report.beyond
  return table(
    t('すべての評価基準', 'All criteria'),
    [12, 6, 14, 50, 20, ...widthsOf(report.fields), 18, 40],
    [
      [
        t('番号', 'No.'),
        '★',
        t('種類', 'Kind'),
        t('評価基準の質問', 'Criterion'),
        t('評価', 'Status'),
        ...labelsOf(report.fields),
        t('更新', 'Changed'),
        t('要確認の理由', 'Why it is to be confirmed'),
      ],
      ...report.criteria.map(line),
      ...(beyond
        ? [
            [
              '',
              '',
              '',
              t(
                `参考: ★4 で加わる評価基準 ${beyond.total}件のうち、${beyond.unanswered}件は未回答です。`,
                `For reference: of the ${beyond.total} criteria that ★4 adds, ${beyond.unanswered} are unanswered.`,
              ),
            ],
            ...beyond.rows.map(line),
          ]
        : []),
    ],
  )
}

function method(report: GapReport, t: Speak): ReportSheet {
  const rows: SheetValue[][] = []
  const headers: number[] = []
  for (const { heading, points } of report.method) {
    headers.push(rows.length)
    rows.push([heading], ...points.map((point) => [point]))
  }
  headers.push(rows.length)
  rows.push([t('適用範囲', 'Scope')], ...scopeLines(report, t).map((line) => [line]))
  return { name: t('方法と限界', 'Method and limits'), widths: [120], rows, headers, frozen: 0, filter: false }
}

function scopeLines({ scope, scopeNotes }: GapReport, t: Speak): string[] {
  return [
    ...(scope
      ? [
          ...scope.sites.map((name) => t(`拠点: ${name}`, `Site: ${name}`)),
          ...scope.systems.map((name) => t(`システム: ${name}`, `System: ${name}`)),
          ...scope.clouds.map((name) => t(`クラウドサービス: ${name}`, `Cloud service: ${name}`)),
          ...scope.exclusions.map(({ what, reason }) =>
            t(`除外: ${what}(理由: ${reason})`, `Left out: ${what} (reason: ${reason})`),
          ),
        ]
      : [t('適用範囲は、まだ記録されていません。', 'The scope has not been recorded yet.')]),
    ...(scopeNotes === '' ? [] : [t(`補足: ${scopeNotes}`, `Note: ${scopeNotes}`)]),
  ]
}

function table(name: string, widths: number[], rows: SheetValue[][]): ReportSheet {
  return { name, widths, rows, headers: [0], frozen: 1, filter: true }
}

function widthsOf(fields: readonly ReportField[]): number[] {
  return fields.map(({ width }) => width)
}

function labelsOf(fields: readonly ReportField[]): string[] {
  return fields.map(({ label }) => label)
}

function saidIn({ said }: CriterionRow, fields: readonly ReportField[]): string[] {
  return fields.map(({ key }) => said[key])
}

function labelOf({ mark, words }: { mark: string; words: string }): string {
  return `${mark} ${words}`
}

function categoryName(report: GapReport, id: string): string {
  return `${id} ${report.summary.categories.find((category) => category.id === id)?.name ?? ''}`
}
