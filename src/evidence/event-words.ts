import type { FeatureWording } from '../log/index.ts'
import type { EvidenceEvent } from './events.ts'
import { CONFIDENTIALITY_WORDS, KIND_WORDS } from './piece.ts'

/** How the log says what happened to evidence. */
export const evidenceWording: FeatureWording<EvidenceEvent> = {
  acts: {
    'evidence.add': ({ subject, details: { targets } }) => ({
      ja: `証跡「${subject.name}」を加えました${targets.length > 0 ? `(${targets.join('、')})` : ''}。`,
      en: `Added the evidence “${subject.name}”${targets.length > 0 ? ` (${targets.join(', ')})` : ''}.`,
    }),
    'evidence.change': ({ subject }) => ({
      ja: `証跡「${subject.name}」を書き直しました。`,
      en: `Changed the evidence “${subject.name}”.`,
    }),
    'evidence.many': ({ details: { count, pieces } }) => ({
      ja: `証跡${count}件をまとめて書き直しました(${pieces.join('、')})。`,
      en: `Changed ${count} pieces of evidence at once (${pieces.join(', ')}).`,
    }),
    'evidence.version': ({ subject, details: { version } }) => ({
      ja: `証跡「${subject.name}」に第${version}版を加えました。`,
      en: `Added version ${version} of the evidence “${subject.name}”.`,
    }),
    'evidence.link': ({ details: { targets, pieces } }) => ({
      ja: `証跡「${pieces.join('」「')}」を ${targets.join('、')} に結び付けました。`,
      en: `Linked the evidence “${pieces.join('”, “')}” to ${targets.join(', ')}.`,
    }),
    'evidence.unlink': ({ subject, details: { target } }) => ({
      ja: `証跡「${subject.name}」を ${target} から外しました。`,
      en: `Took the evidence “${subject.name}” away from ${target}.`,
    }),
    'evidence.check': ({ subject, details: { target, version } }) => ({
      ja: `証跡「${subject.name}」第${version}版を、${target} について確認しました。`,
      en: `Checked version ${version} of the evidence “${subject.name}” for ${target}.`,
    }),
    'evidence.uncheck': ({ subject, details: { target } }) => ({
      ja: `証跡「${subject.name}」の、${target} についての確認を取り消しました。`,
      en: `Took back that the evidence “${subject.name}” was checked for ${target}.`,
    }),
    'evidence.withdraw': ({ subject }) => ({
      ja: `証跡「${subject.name}」を取り下げました。`,
      en: `Withdrew the evidence “${subject.name}”.`,
    }),
    'evidence.return': ({ subject }) => ({
      ja: `取り下げた証跡「${subject.name}」を戻しました。`,
      en: `Put the withdrawn evidence “${subject.name}” back.`,
    }),
    'evidence.open': ({ subject, details: { version, way } }) => ({
      ja: `証跡「${subject.name}」第${version}版を${way === 'download' ? 'ダウンロードしました' : '画面に表示しました'}。`,
      en: `${way === 'download' ? 'Downloaded' : 'Looked at'} version ${version} of the evidence “${subject.name}”.`,
    }),
    'evidence.export': ({ details: { form, count } }) => ({
      ja: `証跡の一覧${count}件を書き出しました(${form})。`,
      en: `Exported the list of ${count} pieces of evidence (${form}).`,
    }),
  },
  fields: {
    title: { words: { ja: '名前', en: 'Title' } },
    kind: { words: { ja: '種類', en: 'Kind' }, codes: KIND_WORDS },
    periodFrom: { words: { ja: '対象期間の始まり', en: 'Covers from' } },
    periodTo: { words: { ja: '対象期間の終わり', en: 'Covers to' } },
    issuedOn: { words: { ja: '発行日', en: 'Issued on' } },
    source: { words: { ja: '作成元', en: 'Source' } },
    custodian: { words: { ja: '保管者', en: 'Custodian' } },
    confidentiality: { words: { ja: '機密区分', en: 'Confidentiality' }, codes: CONFIDENTIALITY_WORDS },
    validUntil: { words: { ja: '有効期限', en: 'Valid until' } },
    insidersOnly: { words: { ja: '社外の人に見せない', en: 'Not for outsiders' } },
    content: { words: { ja: '中身のあるところ', en: 'Where the content is' } },
    sha256: { words: { ja: 'SHA-256', en: 'SHA-256' } },
    note: { words: { ja: '版のメモ', en: 'Note of the version' } },
    reason: { words: { ja: '理由', en: 'Reason' } },
  },
}
