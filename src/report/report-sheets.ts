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
  return [overview(report), requirements(report), gaps(report), criteria(report), method(report)]
}

function overview(report: GapReport): ReportSheet {
  const { summary } = report
  const rows: SheetValue[][] = []
  const headers: number[] = []
  const head = (...titles: string[]) => {
    if (rows.length > 0) rows.push([])
    headers.push(rows.length)
    rows.push(titles)
  }
  head(report.name, report.organisation)
  if (report.demo) rows.push(['ご注意', report.demo])
  rows.push(['制度', report.scheme], ...report.facts.map(({ label, value }) => [label, value]), [
    'この報告書について',
    report.notice,
  ])
  head('まとめ')
  rows.push(...[...summary.headline, summary.caution, ...summary.remarks].map((sentence) => ['', sentence]))
  head('評価基準', '件数', '満たす', '該当なし(確認済み)', 'そろった数', '割合')
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
  head('要求事項', '件数', '○')
  rows.push([`★${report.target} の要求事項`, summary.requirements.total, summary.requirements.fulfilled])
  head('大分類', '件数', 'そろった数', '割合', '要求事項', '要求事項 ○', ...summary.counts.map(labelOf))
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
  head('評価', '件数', '評価基準の番号')
  rows.push(...summary.counts.map((count) => [labelOf(count), count.count, count.criteria.join('、')]))
  rows.push(['合計', report.criteria.length])
  return { name: '概要', widths: [34, 40, 16, 16, 14, 14, 12, 20, 12, 14, 12, 20, 12], rows, headers, frozen: 0, filter: false }
}

function requirements(report: GapReport): ReportSheet {
  return table(
    '要求事項ごと',
    [12, 24, 34, 8, 50, 12, 12, 60],
    [
      ['番号', '大分類', '要求事項', '結果', '理由', '評価基準', 'そろった数', '評価基準ごとの評価'],
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
function gaps(report: GapReport): ReportSheet {
  const next = report.fields.findIndex(({ tells }) => tells === 'next')
  const [before, after] = [report.fields.slice(0, next), report.fields.slice(next)]
  return table(
    '不足とすること',
    [8, 12, 6, 22, 26, 14, 18, 48, ...widthsOf(before), 40, ...widthsOf(after), 48],
    [
      [
        ...['順番', '番号', '★', '大分類', '要求事項', '種類', '評価', '評価基準の質問'],
        ...labelsOf(before),
        'よくある進め方',
        ...labelsOf(after),
        'なぜ必要か',
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
        gap.closing.map((step) => `・${step}`).join('\n'),
        ...saidIn(gap, after),
        gap.why,
      ]),
    ],
  )
}

function criteria(report: GapReport): ReportSheet {
  const line = (row: CriterionRow): SheetValue[] => [
    row.id,
    `★${row.level}`,
    row.kindWords,
    row.question,
    labelOf(row),
    ...saidIn(row, report.fields),
    row.changedOn ?? '',
  ]
  const beyond = report.beyond
  return table(
    'すべての評価基準',
    [12, 6, 14, 50, 20, ...widthsOf(report.fields), 18],
    [
      ['番号', '★', '種類', '評価基準の質問', '評価', ...labelsOf(report.fields), '更新'],
      ...report.criteria.map(line),
      ...(beyond
        ? [
            ['', '', '', `参考: ★4 で加わる評価基準 ${beyond.total}件のうち、${beyond.unanswered}件は未回答です。`],
            ...beyond.rows.map(line),
          ]
        : []),
    ],
  )
}

function method(report: GapReport): ReportSheet {
  const rows: SheetValue[][] = []
  const headers: number[] = []
  for (const { heading, points } of report.method) {
    headers.push(rows.length)
    rows.push([heading], ...points.map((point) => [point]))
  }
  headers.push(rows.length)
  rows.push(['適用範囲'], ...scopeLines(report).map((line) => [line]))
  return { name: '方法と限界', widths: [120], rows, headers, frozen: 0, filter: false }
}

function scopeLines({ scope, scopeNotes }: GapReport): string[] {
  return [
    ...(scope
      ? [
          ...scope.sites.map((name) => `拠点: ${name}`),
          ...scope.systems.map((name) => `システム: ${name}`),
          ...scope.clouds.map((name) => `クラウドサービス: ${name}`),
          ...scope.exclusions.map(({ what, reason }) => `除外: ${what}(理由: ${reason})`),
        ]
      : ['適用範囲は、まだ記録されていません。']),
    ...(scopeNotes === '' ? [] : [`補足: ${scopeNotes}`]),
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
