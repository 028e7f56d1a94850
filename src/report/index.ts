export type { CriterionRow, Place, ReportAnswer } from './criterion-row.ts'
export type { Gap } from './gap.ts'
export { type GapReport, type GapReportInput, type ReportScope, toGapReport } from './gap-report.ts'
