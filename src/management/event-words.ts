import type { AssessmentId } from '../kernel/ids.ts'
import type { FeatureWording, LogEvent } from '../log/index.ts'

/** What the log is told of the page for management: that somebody took it along as a PDF. */
type ManagementEvent = LogEvent<'report.management'>

export function briefTaken({ id, title }: { id: AssessmentId; title: string }): ManagementEvent {
  return { act: 'report.management', subject: { kind: 'assessment', id, name: title } }
}

/** How the log says it. */
export const managementWording: FeatureWording<ManagementEvent> = {
  acts: {
    'report.management': ({ subject }) => ({
      ja: `評価「${subject.name}」の経営のページをPDFで取り出しました。`,
      en: `Took the page for management of “${subject.name}” along as a PDF.`,
    }),
  },
  fields: {},
}
