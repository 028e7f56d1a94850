import type { FeatureWording } from '../log/index.ts'
import type { DocumentEvent } from './events.ts'

/** How the log says what happened to 社内ルール. */
export const documentWording: FeatureWording<DocumentEvent> = {
  acts: {
    'document.begin': ({ subject, details: { template } }) => ({
      ja: `社内ルール「${subject.name}」を${template ? 'ひな形から' : ''}つくりました。`,
      en: `Began the document “${subject.name}”${template ? ' from a template' : ''}.`,
    }),
    'document.change': ({ subject }) => ({
      ja: `社内ルール「${subject.name}」を直しました。`,
      en: `Edited the document “${subject.name}”.`,
    }),
    'document.submit': ({ subject, details: { number, sha256, officer } }) => ({
      ja: `社内ルール「${subject.name}」の第${number}版を、${officer}さんの承認に出しました(SHA-256: ${sha256})。`,
      en: `Put version ${number} of “${subject.name}” to ${officer} for approval (SHA-256: ${sha256}).`,
    }),
    'document.approve': ({ subject, details: { number, sha256 } }) => ({
      ja: `社内ルール「${subject.name}」の第${number}版を承認しました(SHA-256: ${sha256})。`,
      en: `Approved version ${number} of “${subject.name}” (SHA-256: ${sha256}).`,
    }),
    'document.return': ({ subject, details: { number, sha256 } }) => ({
      ja: `社内ルール「${subject.name}」の第${number}版を差し戻しました(SHA-256: ${sha256})。`,
      en: `Sent version ${number} of “${subject.name}” back (SHA-256: ${sha256}).`,
    }),
    'document.withdraw': ({ subject, details: { number, sha256 } }) => ({
      ja: `社内ルール「${subject.name}」の第${number}版を取り下げました(SHA-256: ${sha256})。`,
      en: `Withdrew version ${number} of “${subject.name}” (SHA-256: ${sha256}).`,
    }),
    'document.publish': ({ subject, details: { number, sha256 } }) => ({
      ja: `社内ルール「${subject.name}」の第${number}版を公開しました(SHA-256: ${sha256})。`,
      en: `Published version ${number} of “${subject.name}” (SHA-256: ${sha256}).`,
    }),
    'document.export': ({ subject, details: { number, format } }) => ({
      ja: `社内ルール「${subject.name}」の第${number}版を書き出しました(${format})。`,
      en: `Exported version ${number} of “${subject.name}” (${format}).`,
    }),
    'document.announce': ({ subject }) => ({
      ja: `社内ルール「${subject.name}」を知らせる人を加えました。`,
      en: `Added people to whom “${subject.name}” is announced.`,
    }),
    'document.revoke': ({ subject, details: { reader } }) => ({
      ja: `社内ルール「${subject.name}」を読む${reader}さんのリンクを止めました。`,
      en: `Shut the link by which ${reader} reads “${subject.name}”.`,
    }),
    'document.acknowledge': ({ subject, details: { number, sha256, reader } }) => ({
      ja: `${reader}さんの専用リンクで、社内ルール「${subject.name}」の第${number}版を読んだと確認されました(SHA-256: ${sha256})。`,
      en: `By the personal link of ${reader}, version ${number} of “${subject.name}” was acknowledged (SHA-256: ${sha256}).`,
    }),
    'document.record': ({ subject, details: { format } }) => ({
      ja: `社内ルール「${subject.name}」の周知の記録を書き出しました(${format})。`,
      en: `Exported the record of acknowledgements of “${subject.name}” (${format}).`,
    }),
  },
  fields: {
    title: { words: { ja: '文書の名前', en: 'Title' } },
    taken: { words: { ja: '前の文', en: 'Was' } },
    added: { words: { ja: '新しい文', en: 'Is' } },
    months: { words: { ja: '見直しの間隔(月)', en: 'Months until review' } },
    readers: { words: { ja: '知らせる人', en: 'People' } },
    message: { words: { ja: '伝えること', en: 'Message' } },
    word: { words: { ja: 'ひとこと', en: 'Word' } },
  },
}
