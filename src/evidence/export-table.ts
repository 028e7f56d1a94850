import { type Lang, speakerOf } from '../kernel/refusal.ts'
import { CONFIDENTIALITY_WORDS, type Content, KIND_WORDS, type Piece } from './piece.ts'

export const EXPORTS = ['xlsx', 'csv', 'json'] as const

/** A piece and what it is linked to, in words. */
type Listed = { piece: Piece; targets: readonly string[] }

/** The list as a table with its heads. */
export function toTable(listed: readonly Listed[], lang: Lang): string[][] {
  const t = speakerOf(lang)
  return [
    [
      t('名前', 'Title'),
      t('種類', 'Kind'),
      t('対象期間(から)', 'Covers from'),
      t('対象期間(まで)', 'Covers to'),
      t('発行日', 'Issued on'),
      t('作成元', 'Source'),
      t('保管者', 'Custodian'),
      t('機密区分', 'Confidentiality'),
      t('有効期限', 'Valid until'),
      t('社外に見せない', 'Not for outsiders'),
      t('評価基準・対応', 'Criteria and tasks'),
      t('中身のあるところ', 'Where the content is'),
      'SHA-256',
      t('版', 'Version'),
    ],
    ...listed.map(({ piece, targets }) => [
      piece.title,
      KIND_WORDS[piece.kind][lang],
      piece.periodFrom ?? '',
      piece.periodTo ?? '',
      piece.issuedOn ?? '',
      piece.source,
      piece.custodian,
      CONFIDENTIALITY_WORDS[piece.confidentiality][lang],
      piece.validUntil ?? '',
      piece.insidersOnly ? t('はい', 'Yes') : '',
      targets.join(t('、', ', ')),
      whereOf(piece.content),
      piece.content.type === 'link' ? '' : (piece.content.sha256 ?? ''),
      String(piece.version),
    ]),
  ]
}

/** The list as data: codes, days, and no words of ours. */
export function toRecords(listed: readonly Listed[]) {
  return {
    evidence: listed.map(({ piece, targets }) => {
      const { createdBy: _by, changedBy: _changed, revision: _revision, content, withdrawn, ...said } = piece
      const { file: _file, ...own } = content.type === 'file' ? content : { ...content, file: undefined }
      return { ...said, content: own, withdrawn: withdrawn !== null, targets }
    }),
  }
}

function whereOf(content: Content): string {
  if (content.type === 'link') return content.href
  return content.type === 'file' ? content.name : [content.place, content.keeper].filter(Boolean).join(' / ')
}
