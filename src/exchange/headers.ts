import { SHEET_FIELDS } from '../assessment/index.ts'
import type { ColumnRole } from './understood.ts'

/** What a header promises. `judgement` is a status or a text about how things are: the cells below decide. */
export type HeaderRole = Exclude<ColumnRole, 'other'> | 'judgement'

/** What a column holds by its header, in the words people use; nothing when the header is not known. */
export function roleOf(header: string): HeaderRole | undefined {
  const plain = toPlain(header)
  if (plain === '') return undefined
  return NAMES.get(plain) ?? OWN_NAMES.get(plain) ?? PATTERNS.find(([pattern]) => pattern.test(plain))?.[1]
}

/** `自己評価\n(○／△／×)` → `自己評価`. */
function toPlain(header: string): string {
  return header
    .slice(0, LONGEST_HEADER)
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[([{【〔<][^([{【〔<)\]}】〕>]*[)\]}】〕>]/g, '')
    .replace(/^[*※■□◆●]+|(?<![*※:：?？])[*※:：?？]+$/g, '')
    .toLowerCase()
}

/** Beyond so many characters a header promises nothing more. */
const LONGEST_HEADER = 500

const NAMES = new Map<string, HeaderRole>(
  Object.entries({
    number:
      '評価基準no 評価基準no. 評価基準番号 評価基準№ 基準no 基準番号 番号 no no. № 項番 項目番号 管理番号 id 評価基準id criterion criterionno criterionnumber number',
    status:
      '自己評価 自己評価結果 自己判定 自己点検 自己点検結果 評価 評価結果 判定 判定結果 回答 回答欄 貴社回答 ○× ○△× 充足 適合 適否 充足状況 適合状況 達成状況 status answer selfassessment result',
    judgement: '対応状況 実施状況 対策状況 状況 対応有無 実施有無 結果',
    state: 'いまの状態 今の状態 状態 現状 現在の状況 現在の状態 現状の対策 現状の対応 現在の対策 currentstate state',
    reason: '理由 判断理由 評価理由 評価の理由 判定理由 コメント 自己評価の理由 評価コメント 説明 reason comment comments',
    evidence: '根拠 証跡 エビデンス 根拠資料 証跡資料 確認資料 根拠文書 証拠 該当文書 関連文書 関連規程 evidence',
    plan: 'これからすること 今後の対応 今後の予定 今後の計画 計画 対応計画 改善計画 改善策 実施すること 実施する事 実施事項 対応方針 対応予定 課題と対応 todo plan nextstep nextsteps',
    mixed:
      '根拠および実施する事 根拠及び実施する事 根拠および実施すること 根拠及び実施すること 根拠・実施する事 根拠/実施する事 根拠と実施する事 根拠・実施すること',
    note: '補足情報 補足 補足事項 備考 備考欄 メモ 特記事項 その他 note notes remarks memo',
    assignee: '担当 担当者 担当者名 担当部署 責任者 主管 assignee owner',
    known:
      '大分類no 大分類 中分類no 中分類 要求事項no 要求事項番号 ★3 ★4 ★ ★3/★4 ☆3 ☆4 レベル 段階 要求事項名 要求事項 評価基準 問い 質問 nistcsf nistcsf2.0 csf 機能 区分 分類 level requirement question criteriontext',
  } satisfies Partial<Record<HeaderRole, string>>).flatMap(([role, names]) =>
    names.split(' ').map((name) => [name, role as HeaderRole] as const),
  ),
)

/** In this order: the first that fits. They catch what people add to a header, such as 自己評価欄 or 根拠(資料名). */
const PATTERNS: [RegExp, HeaderRole][] = [
  [/根拠.*(?:実施|対応|計画)/, 'mixed'],
  [/^(?:評価)?基準(?:no|番号|№)/, 'number'],
  [/^自己評価の?(?:理由|根拠)/, 'reason'],
  [/^自己(?:評価|判定|点検)/, 'status'],
  [/理由/, 'reason'],
  [/証跡|エビデンス|根拠/, 'evidence'],
  [/今後|改善|(?:対応|実施)(?:計画|予定)/, 'plan'],
  [/現状|現在の/, 'state'],
  [/補足|備考/, 'note'],
  [/^担当/, 'assignee'],
  [/(?:対応|実施|対策|達成|充足)状況|^(?:判定|回答)/, 'judgement'],
]

/** A field is found by its own name without being listed above. */
const OWN_NAMES = new Map<string, HeaderRole>(
  SHEET_FIELDS.flatMap(({ key, words }) => [words.ja, words.en].map((name) => [toPlain(name), key])),
)
