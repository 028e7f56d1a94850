import type { FeatureWording } from '../log/index.ts'
import type { IssueEvent } from './events.ts'

/** How the log says what happened to issues. */
export const issueWording: FeatureWording<IssueEvent> = {
  acts: {
    'issues.group': ({ subject, details: { begun, added } }) => ({
      ja: `評価「${subject.name}」の不足を課題にまとめました(新しい課題${begun}件、加えた評価基準${added}件)。`,
      en: `Grouped what is missing in “${subject.name}” into issues (${begun} new ones, ${added} criteria added).`,
    }),
    'issues.begin': ({ subject, details: { criteria } }) => ({
      ja: `評価「${subject.name}」に課題を加えました(${criteria.join('、')})。`,
      en: `Added an issue to “${subject.name}” (${criteria.join(', ')}).`,
    }),
    'issues.change': ({ subject, details: { issue } }) => ({
      ja: `評価「${subject.name}」の課題「${issue}」を書き直しました。`,
      en: `Edited the issue “${issue}” of “${subject.name}”.`,
    }),
    'issues.merge': ({ subject, details: { issues, into } }) => ({
      ja: `評価「${subject.name}」の課題${issues.map((title) => `「${title}」`).join('')}を「${into}」にまとめました。`,
      en: `Merged the issues ${issues.map((title) => `“${title}”`).join(', ')} of “${subject.name}” into “${into}”.`,
    }),
    'issues.separate': ({ subject, details: { issue, from } }) => ({
      ja: `評価「${subject.name}」の課題「${from}」にまとめた「${issue}」を、元に戻しました。`,
      en: `Took the issue “${issue}” out of “${from}” again, in “${subject.name}”.`,
    }),
    'issues.move': ({ subject, details: { criteria, from, to } }) =>
      to === null
        ? {
            ja: `評価「${subject.name}」の課題「${from}」から ${criteria.join('、')} を外しました。`,
            en: `Took ${criteria.join(', ')} out of the issue “${from}” of “${subject.name}”.`,
          }
        : {
            ja: `評価「${subject.name}」の課題「${from}」から ${criteria.join('、')} を「${to}」へ移しました。`,
            en: `Moved ${criteria.join(', ')} from the issue “${from}” of “${subject.name}” to “${to}”.`,
          },
    'issues.put': ({ subject, details: { criteria, to } }) => ({
      ja: `評価「${subject.name}」の課題「${to}」に ${criteria.join('、')} を加えました。`,
      en: `Put ${criteria.join(', ')} into the issue “${to}” of “${subject.name}”.`,
    }),
    'issues.aside': ({ subject, details: { issue } }) => ({
      ja: `評価「${subject.name}」の課題「${issue}」を見送りにしました。`,
      en: `Set the issue “${issue}” of “${subject.name}” aside.`,
    }),
    'issues.resume': ({ subject, details: { issue } }) => ({
      ja: `評価「${subject.name}」の見送っていた課題「${issue}」に、また取り組むことにしました。`,
      en: `Took the issue “${issue}” of “${subject.name}” up again.`,
    }),
  },
  fields: {
    title: { words: { ja: '課題の名前', en: 'Name of the issue' } },
    note: { words: { ja: 'メモ', en: 'Note' } },
    reason: { words: { ja: '見送る理由', en: 'Reason for setting it aside' } },
  },
}
