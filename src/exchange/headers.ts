import { SHEET_FIELDS } from '../assessment/index.ts'
import type { ColumnRole } from './understood.ts'

/**
 * What a header promises. `judgement` is a status or a text about how things are, and `perhaps` a status or nothing that is read:
 * the cells below decide.
 */
export type HeaderRole = Exclude<ColumnRole, 'other'> | 'judgement' | 'perhaps'

/** A header as people write it: what it promises, of which year or time it is, and whether somebody else speaks there. */
export type HeaderReading = {
  role: HeaderRole | undefined
  year: number | undefined
  /** `earlier` is last year's or the time before, `later` what is aimed at or expected; `now` says that it is this one. */
  time: 'now' | 'earlier' | 'later' | undefined
  /** `others`: an auditor, a reviewer, the assessing body. */
  by: 'self' | 'others' | undefined
}

/** What a column holds by its header, in the words people use; nothing when the header is not known. */
export function roleOf(header: string): HeaderRole | undefined {
  return readHeader(header).role
}

/** A text that is the header of something, and not merely made of words that headers have. */
export function isHeader(text: string): boolean {
  const role = roleOf(text)
  return role !== undefined && role !== 'perhaps'
}

/** Reads a header. What says of which time and by whom it is may stand before, behind or in brackets. */
export function readHeader(header: string): HeaderReading {
  const whole = fold(header)
  const plain = toPlain(whole)
  const bare = plain.replace(TIMES, '').replace(/^[のな・:_-]+|(?<![の・:_-])[の・:_-]+$/g, '')
  const told = { year: yearIn(whole), time: timeIn(whole), by: speakerIn(whole) }
  const role =
    known(plain) ?? known(bare) ?? (told.by === 'others' ? known(bare.replace(OTHERS, '').replace(/^の/, '')) : undefined)
  return {
    role: role ?? (PERHAPS.test(bare) && !NEVER.test(bare) && !OF_THE_WRITING.test(bare) ? 'perhaps' : undefined),
    ...told,
  }
}

function known(plain: string): HeaderRole | undefined {
  const named = NAMES.get(plain) ?? OWN_NAMES.get(plain)
  if (named || plain === '' || OF_THE_WRITING.test(plain)) return named
  return PATTERNS.find(([pattern]) => pattern.test(plain))?.[1]
}

function fold(header: string): string {
  return header.slice(0, LONGEST_HEADER).normalize('NFKC').replace(/\s/g, '').toLowerCase()
}

/** `①自己評価\n(○／△／×)` → `自己評価`. */
function toPlain(whole: string): string {
  return whole
    .replace(/[([{【〔<][^([{【〔<)\]}】〕>]*[)\]}】〕>]/g, '')
    .replace(/^[*※■□◆●]+|(?<![*※:：?？])[*※:：?？]+$/g, '')
    .replace(/^\(?\d{1,2}[).:、_-]?(?=[^\d).:、_年月-])/, '')
}

function yearIn(whole: string): number | undefined {
  const [, western] = /(?<!\d)(20[0-4]\d)(?!\d)/.exec(whole) ?? []
  if (western) return Number(western)
  const [, short] = /(?<![a-z\d])fy'?(\d\d)(?!\d)/.exec(whole) ?? []
  if (short) return 2000 + Number(short)
  const [, reiwa] = /(?:令和|(?<![a-z])r)(元|\d{1,2})(?=年|$)/.exec(whole) ?? []
  return reiwa ? 2018 + (reiwa === '元' ? 1 : Number(reiwa)) : undefined
}

function timeIn(whole: string): HeaderReading['time'] {
  if (EARLIER.test(whole)) return 'earlier'
  if (LATER.test(whole)) return 'later'
  return NOW.test(whole) ? 'now' : undefined
}

function speakerIn(whole: string): HeaderReading['by'] {
  if (SELF.test(whole)) return 'self'
  return OTHERS.test(whole) ? 'others' : undefined
}

/** Beyond so many characters a header promises nothing more. */
const LONGEST_HEADER = 500

const EARLIER = /前回|前年|昨年|去年|前期|前々|旧|以前の|過去|previous|lastyear|lasttime|(?<![a-z])old/
const LATER =
  /目標|めざす|目指す|あるべき|見込|将来|期待|(?:改善|是正|対策|対応|実施)後|(?<![a-z])(?:target|goal|future|to-?be)(?![a-z])/
const NOW = /今回|今年|当年|今期|当期|最新|thisyear|(?<![a-z])current(?!state)/
const TIMES =
  /(?:20[0-4]\d|令和(?:元|\d{1,2})|(?<![a-z])r\d{1,2}(?=年)|fy'?(?:20)?\d\d)(?:年度?|年?度)?(?:版|時点)?|(?:前々?|今|当|昨|去)(?:年度?|回|期)(?:度|分|時)?|最新|過去|旧/g
const SELF = /自己|自社|当社|貴社|弊社|御社|(?<![a-z])self/
const OTHERS =
  /監査(?!証跡|ログ|記録)(?:人|者|法人|側)?|評価機関|審査(?:員|機関)?|第三者|専門家|(?:上長|責任者|部門長|承認者|査読者|確認者|検証者)|(?:二|2)次|レビュー?(?:者|結果|コメント|評価)|外部(?:評価|機関)|コンサル|発注(?:者|元)|親会社|本社(?:評価|確認)|audit(?:or)?|assessor|reviewer|thirdparty/

const NAMES = new Map<string, HeaderRole>(
  Object.entries({
    number:
      '評価基準no 評価基準no. 評価基準番号 評価基準№ 基準no 基準番号 番号 no no. № 項番 項目番号 管理番号 id 評価基準id criterion criterionno criterionnumber number',
    status:
      '自己評価 自己評価結果 自己判定 自己点検 自己点検結果 自己診断 自己診断結果 自己チェック 自社評価 自社判定 当社評価 貴社評価 セルフチェック セルフチェック結果 セルフアセスメント 評価 評価結果 評価判定 総合評価 判定 判定結果 回答 回答欄 回答内容 貴社回答 自社回答 当社回答 貴社記入欄 選択回答 選択 チェック チェック欄 チェック結果 点検結果 診断結果 アセスメント結果 ○× ○×評価 ○×判定 ○×欄 ○△× ○△×評価 ○△×判定 充足 適合 適否 可否 充足状況 適合状況 達成状況 達成度 充足度 適合度 遵守状況 順守状況 準拠状況 適合性 実施可否 対応可否 status ステータス answer assessment selfassessment self-assessment selfcheck result rating',
    judgement: '対応状況 実施状況 対策状況 状況 対応有無 実施有無 対応の有無 実施の有無 対策の有無 有無 実施 対応 対策 結果',
    state:
      'いまの状態 今の状態 状態 現状 現在の状況 現在の状態 現状の対策 現状の対応 現在の対策 対策内容 対応内容 実施内容 取組内容 取り組み内容 取組状況 具体的な内容 具体的な対応 具体的な対策 currentstate state',
    reason: '理由 判断理由 評価理由 評価の理由 判定理由 コメント 自己評価の理由 評価コメント 説明 所見 reason comment comments',
    evidence: '根拠 証跡 エビデンス 根拠資料 証跡資料 確認資料 根拠文書 証拠 該当文書 関連文書 関連規程 監査証跡 evidence',
    plan: 'これからすること 今後の対応 今後の予定 今後の計画 計画 対応計画 改善計画 改善策 実施すること 実施する事 実施事項 対応方針 対応予定 対応予定日 対応期限 実施予定日 完了予定 完了予定日 課題と対応 todo plan nextstep nextsteps',
    mixed:
      '根拠および実施する事 根拠及び実施する事 根拠および実施すること 根拠及び実施すること 根拠・実施する事 根拠/実施する事 根拠と実施する事 根拠・実施すること',
    note: '補足情報 補足 補足事項 備考 備考欄 メモ 特記事項 その他 note notes remarks memo',
    assignee: '担当 担当者 担当者名 担当者氏名 担当部署 担当部門 担当部署名 主管部署 責任者 主管 assignee owner',
    known:
      '大分類no 大分類 中分類no 中分類 要求事項no 要求事項番号 ★3 ★4 ★ ★3/★4 ☆3 ☆4 レベル 段階 要求事項名 要求事項 評価基準 問い 質問 nistcsf nistcsf2.0 csf 機能 区分 分類 level requirement question criteriontext',
  } satisfies Partial<Record<HeaderRole, string>>).flatMap(([role, names]) =>
    names.split(' ').map((name) => [name, role as HeaderRole] as const),
  ),
)

/** In this order: the first that fits. They catch what people add to a header, such as 自己評価欄 or 根拠(資料名). */
const PATTERNS: [RegExp, HeaderRole][] = [
  [/根拠(?:(?!根拠).)*(?:実施|対応|計画)/, 'mixed'],
  [/^(?:評価)?基準(?:no|番号|№)/, 'number'],
  [/^(?:自己|自社|当社|貴社)(?:評価|判定|点検|診断|回答)の?(?:理由|根拠|コメント|説明)/, 'reason'],
  [/^(?:自己|自社|当社|貴社)(?:評価|判定|点検|診断|チェック)/, 'status'],
  [/理由/, 'reason'],
  [/証跡|エビデンス|根拠/, 'evidence'],
  [/今後|改善|(?:対応|実施)(?:計画|予定)/, 'plan'],
  [/^現在の(?:評価|判定)/, 'status'],
  [/^現状の?(?:評価|判定|レベル)/, 'judgement'],
  [/現状|現在の/, 'state'],
  [/補足|備考/, 'note'],
  [/^担当(?!.*[年月]日)/, 'assignee'],
  [/コメント$|所見$/, 'reason'],
  [/(?:対応|実施|対策|達成|充足)状況|^(?:判定|回答)/, 'judgement'],
]

/** A field is found by its own name without being listed above. */
const OWN_NAMES = new Map<string, HeaderRole>(
  SHEET_FIELDS.flatMap(({ key, words }) => [words.ja, words.en].map((name) => [toPlain(fold(name)), key])),
)

/** Who wrote an answer and when: 回答者, 評価日. It is no answer, nor who looks after it. */
const OF_THE_WRITING = /^(?!担当)(?:.*者|.*氏名|.*(?<!予定)日|.*日時)$/

/** Words in headers of answers that come in too many forms to be listed. */
const PERHAPS =
  /評価|判定|点検|チェック|診断|回答|状況|状態|有無|可否|達成|充足|適合|遵守|順守|準拠|成熟|ステータス|結果|○|該当区分|区分$|実施|対応|対策|status|result|check|compliance|answer|rating|score/
/** Columns of statuses they are not, whatever stands in them. */
const NEVER =
  /重要|優先|必須|要否|対象|リスク|難易|頻度|期限|期日|日付|種別|種類|コスト|費用|工数|参照|規格|iso|priority|risk|scope|date|due/
