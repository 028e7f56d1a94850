import type { FeatureWording } from '../log/index.ts'
import type { ApprovalEvent } from './events.ts'

/** How the log says what happened to plans that were put before management. */
export const approvalWording: FeatureWording<ApprovalEvent> = {
  acts: {
    'plan.submit': ({ subject, details: { number, sha256 } }) => ({
      ja: `評価「${subject.name}」の対応計画を、第${number}版として経営に出しました(SHA-256: ${sha256})。`,
      en: `Put the plan of “${subject.name}” before management as version ${number} (SHA-256: ${sha256}).`,
    }),
    'plan.approve': ({ subject, details: { number, sha256 } }) => ({
      ja: `評価「${subject.name}」の対応計画の第${number}版を承認しました(SHA-256: ${sha256})。`,
      en: `Approved version ${number} of the plan of “${subject.name}” (SHA-256: ${sha256}).`,
    }),
    'plan.direct': ({ subject, details: { number, sha256 } }) => ({
      ja: `評価「${subject.name}」の対応計画の第${number}版を、指示をつけて差し戻しました(SHA-256: ${sha256})。`,
      en: `Sent version ${number} of the plan of “${subject.name}” back with directions (SHA-256: ${sha256}).`,
    }),
    'plan.withdraw': ({ subject, details: { number, sha256 } }) => ({
      ja: `評価「${subject.name}」の対応計画の第${number}版を取り下げました(SHA-256: ${sha256})。`,
      en: `Withdrew version ${number} of the plan of “${subject.name}” (SHA-256: ${sha256}).`,
    }),
  },
  fields: {
    message: { words: { ja: '伝えること', en: 'Message' } },
    word: { words: { ja: 'ひとこと', en: 'Word' } },
    directions: { words: { ja: '指示', en: 'Directions' } },
  },
}
