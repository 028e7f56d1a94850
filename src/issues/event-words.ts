import type { FeatureWording } from '../log/index.ts'
import type { IssueEvent } from './events.ts'

/** How the log says what happened to issues. */
export const issueWording: FeatureWording<IssueEvent> = {
  acts: {
    'issues.group': ({ subject, details: { begun, added } }) => ({
      ja: `評価「${subject.name}」の不足を課題にまとめました(新しい課題${begun}件、加えた評価基準${added}件)。`,
      en: `Grouped what is missing in “${subject.name}” into issues (${begun} new ones, ${added} criteria added).`,
    }),
  },
  fields: {},
}
