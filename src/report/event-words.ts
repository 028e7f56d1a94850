import type { AssessmentId } from '../kernel/ids.ts'
import { type Instant, toWordsInJapan } from '../kernel/instant.ts'
import type { FeatureWording, LogEvent } from '../log/index.ts'

export type ReportForm = 'pdf' | 'xlsx'

/** What the log is told of reports: who took the whole assessment along, as of when, and of how many criteria. */
type ReportEvent = LogEvent<'report.make', { form: ReportForm; asOf: Instant; criteria: number }>

export function reportMade(
  id: AssessmentId,
  { title, asOf, criteria }: { title: string; asOf: Instant; criteria: readonly unknown[] },
  form: ReportForm,
): ReportEvent {
  const subject = { kind: 'assessment', id, name: title }
  return { act: 'report.make', subject, details: { form, asOf, criteria: criteria.length } }
}

/** How the log says it. */
export const reportWording: FeatureWording<ReportEvent> = {
  acts: {
    'report.make': ({ subject: { name }, details: { form, asOf, criteria } }) => ({
      ja: `評価「${name}」のギャップ報告書(${FORMS[form].ja}、${toWordsInJapan(asOf)}時点、評価基準${criteria}件)を取り出しました。`,
      en: `Took the gap report of “${name}” along (${FORMS[form].en}, as of ${toWordsInJapan(asOf, 'en')}, ${criteria} criteria).`,
    }),
  },
  fields: {},
}

const FORMS = { pdf: { ja: 'PDF', en: 'PDF' }, xlsx: { ja: '表計算のファイル', en: 'a workbook' } }
