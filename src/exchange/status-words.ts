import { STATUSES, type Status } from '../standing/status.ts'
import { INVISIBLE, LONGEST_NOTATION } from './notation.ts'

/**
 * A status as read: `null` is 未回答. `sure` is false where the spelling is usual but could mean something else. `words` are what
 * a person wrote behind it, such as the reason in 該当なし(自社サーバなし).
 */
export type ReadStatus = { status: Status | null; sure: boolean; words?: string }

/**
 * Reads a status however people write it: a mark (○ △ ×), a word (満たす, 一部, 対象外), either behind an index (1:実施済, A(未実施)),
 * and either with words of the writer's own behind it. Nothing when it is none of these, or when its parts contradict each other.
 */
export function statusFrom(text: string): ReadStatus | undefined {
  const plain = SURE.has(text) ? text : toPlain(text)
  if (plain.length > LONGEST_NOTATION) return undefined
  if (plain === '') return { status: null, sure: true }
  const whole = lookUp(plain)
  if (whole) return whole
  const bare = plain.replace(EDGES, '')
  const [mark = '', ...rest] = bare
  const words = rest.join('').replace(EDGES, '')
  const first = lookUp(mark)
  const known = lookUp(bare)
  const asserted = !plain.includes('?')
  if (words === '') return first && { ...first, sure: first.sure && asserted }
  const second = lookUp(words)
  if (first && second && first.status === second.status) return first
  if (known || (first && second?.sure)) return known && { ...known, sure: known.sure && asserted }
  const shown = text.normalize('NFKC').replace(INVISIBLE, '').trim()
  return withIndex(shown) ?? withOwnWords(shown)
}

/** What an unknown spelling most likely means, to be offered to a person and never taken unasked: a ticked box, 要対応, 100%. */
export function guessFrom(text: string): Status | null | undefined {
  return text.length > LONGEST_NOTATION ? undefined : GUESSES.get(toPlain(text))
}

/** Whether a cell says that its row is as the one above: 同上, 〃, ↑. */
export function isAsAbove(text: string): boolean {
  return text.length < 10 && AS_ABOVE.has(toPlain(text))
}

/** Under a header that is itself a status: whether the cell picks it, leaves it, or says something else. */
export function tickFrom(text: string): boolean | undefined {
  const plain = text.length > LONGEST_NOTATION ? text : toPlain(text)
  if (plain === '' || UNTICKED.has(plain)) return false
  return TICKED.has(plain) ? true : undefined
}

/** A spelling as it is compared and remembered. */
export function wordKey(text: string): string {
  return toPlain(text.slice(0, LONGEST_NOTATION))
}

function lookUp(plain: string): ReadStatus | undefined {
  const sure = SURE.get(plain)
  if (sure !== undefined) return { status: sure, sure: true }
  const doubtful = DOUBTFUL.get(plain)
  return doubtful === undefined ? undefined : { status: doubtful, sure: false }
}

/** `1:実施済`, `A(未実施)`, `③一部実施`: the word decides, whatever the scale. A letter before a letter is a word of its own. */
function withIndex(shown: string): ReadStatus | undefined {
  const index = /^[([]?(?:\d{1,2}(?!\d)|[a-hj-mp-uwz](?![a-z]))[)\].:、,・_ ]*/i.exec(shown)?.[0]
  const rest = index === undefined ? '' : shown.slice(index.length)
  return rest === '' || rest.length === shown.length || NO_WORD.test(rest) ? undefined : statusFrom(rest)
}

/** `○(条件付)`, `該当なし: 自社サーバなし`: a mark or word, and words that do not say the contrary. なし(サーバなし) may be either. */
function withOwnWords(shown: string): ReadStatus | undefined {
  const marked = FREE_MARKS.has(shown[0] ?? '')
  const end = marked ? 1 : shown.slice(0, 40).search(/[([【「『:、。,\s]/)
  const head = shown.slice(0, end)
  const known = end < 2 && !marked && head !== '済' ? undefined : lookUp(toPlain(head))
  const words = known && shown.slice(end).replace(/^[\s([【「『:、。,・\-–—―]+/, '')
  if (!known?.status || !words || (marked ? OTHER_MARK : CHANGED).test(words)) return undefined
  const said = statusFrom(words)
  if (said && said.status !== known.status && (said.sure || known.status === 'met')) return undefined
  if (known.status === 'met' && CONTRARY.test(words)) return undefined
  if (known.status === 'unmet' && !known.sure) return undefined
  return { status: known.status, sure: known.sure && known.status !== 'met', words: withoutClosing(words) }
}

/** The bracket that closes the one cut away at the beginning. */
function withoutClosing(words: string): string {
  const last = words.at(-1) ?? ''
  const opened = { ')': '(', ']': '[', '】': '【', '」': '「', '』': '『' }[last]
  return opened !== undefined && !words.includes(opened) ? words.slice(0, -1).trimEnd() : words
}

/** Full width to half width, no blanks, no invisible characters, lower case. */
function toPlain(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '').replace(/\s/g, '').toLowerCase()
}

const EDGES = /^[([{「『【〔<:;,.、。・]+|(?<![)\]}」』】〕>:;,.、。・?!※*])[)\]}」』】〕>:;,.、。・?!※*]+$/g
const NO_WORD = /^[\d\s\-ー―—–‐−─/%.]/
const FREE_MARKS: ReadonlySet<string> = new Set('○〇◯⭕✓✔☑△▲×✕✖✗✘☓❌')
/** ○→△ says that something changed, and not what counts. */
const CHANGED = /[→⇒↑↓]/
/** Behind a mark, another one makes two; ○○ stands for a name. */
const OTHER_MARK = /^\/|(?<![○〇◯])[○〇◯](?![○〇◯])|[⭕✓✔☑△▲×✕✖✗✘☓❌◇●]|[→⇒↑↓]/
/** In the words behind a ○, these make one ask. */
const CONTRARY = /未|ない|なし|無|不|非|一部|除|以外|例外|予定|計画|検討|対象外|該当|途中|中止|\bn[og]\b|not/i

/** What is done about a measure; `#` in the tables below stands for each of them. */
const STEMS = '実施 対応 対策 導入 整備 策定 作成 構築 制定 運用 設定 達成 充足 準拠 遵守 順守 適合 完了'.split(' ')

const SURE = toTable({
  met: '○ 〇 ◯ ⭕ o ✓ ✔ ☑ ✅ √ レ レ点 丸 まる マル はい yes y ok 満たす 満たしている 満たしています 満たしてる 充足 適合 合致 準拠 遵守 順守 達成 済 済み 実施 完了 #済 #済み #した #しました #している #しています #してます #できている #できています している しています できている できています 出来ている 出来ています やっている やっています 可 適 合 met done implemented fullyimplemented compliant fullycompliant',
  partial:
    '△ ▲ 三角 さんかく 一部 一部のみ 部分 部分的 部分的に 一部満たす 一部満たしている 一部満たしていない 部分的に満たす 一部済 一部できている 部分的にできている 一部# 一部のみ# 一部#済 一部#済み 一部#している 一部#しています 一部未# 部分# 部分#済 部分的に# 部分的に#済 部分的に#している 判断微妙 partial partially partiallymet partiallyimplemented partiallycompliant',
  unmet:
    '× ✕ ✖ ✗ ✘ ☓ x ❌ ╳ ⨯ ばつ バツ ペケ いいえ no n ng 満たさない 満たしていない 満たしていません 満たしてない 満たせていない 不足 不適合 非適合 非準拠 不適 否 不可 不充足 未達 未済 未着手 着手していない 着手していません 未# #なし #していない #していません #してない #できていない #できていません #せず していない していません してない できていない できていません できてない できません 出来ていない 出来ていません やっていない やっていません やってない notmet unmet notimplemented noncompliant non-compliant notcompliant',
  planned: '◇ 計画 計画中 予定 #予定 planned',
  notApplicable:
    '該当なし 該当無し 該当ナシ 該当無 該当しない 該当しません 該当せず 非該当 不該当 対象外 評価対象外 対象なし 対象無し 対象ナシ 適用外 適用対象外 適用除外 適用なし - -- ー ― — – ━ ─ ‐ ‑ − n/a na n.a n.a. n/a. notapplicable',
  unanswered: '未回答 未記入 未入力 ・ unanswered',
})

const DOUBTFUL = toTable({
  met: '◎ 有 有り あり アリ ある あります 運用中 稼働中',
  partial:
    '概ね おおむね ほぼ 概ね# おおむね# ほぼ# 概ね#済 おおむね#済 ほぼ#済 概ね満たす ほぼ満たす 概ねできている ほぼできている',
  unmet: '無 無し なし ナシ ない ありません',
  planned:
    '対応中 対策中 準備中 整備中 導入中 策定中 作成中 構築中 設定中 検討中 着手 着手中 着手済 着手済み 実施中 今後対応 今後実施 来期対応 来期実施',
  notApplicable: '/ 不要 対応不要',
  unanswered: '未定 未確認 未評価 要確認 確認中 不明 わからない 分からない わかりません 分かりません',
})

const GUESSES = toTable({
  met: 'true ● ■ 100%',
  partial: '要改善 条件付 条件付き 不十分',
  unmet: 'false 未 0% 要対応 まだ',
  planned: 'これから',
  notApplicable: '',
  unanswered: '□ ☐',
})

const AS_ABOVE: ReadonlySet<string> = new Set(['同上', '〃', '々', '↑', '"', '上に同じ', '上と同じ'].map(toPlain))
const TICKED: ReadonlySet<string> = new Set([...'○〇◯⭕●◎✓✔☑レ■×✕✖xv1', 'true', '該当', 'はい', 'yes'].map(toPlain))
const UNTICKED: ReadonlySet<string> = new Set(['☐', '□', 'false', '0', '-', 'ー', '―', '－'].map(toPlain))

function toTable(spellings: Record<Status | 'unanswered', string>): ReadonlyMap<string, Status | null> {
  return new Map(
    [...STATUSES, 'unanswered' as const].flatMap((status) =>
      spellings[status]
        .split(' ')
        .filter((spelling) => spelling !== '')
        .flatMap((spelling) => (spelling.includes('#') ? STEMS.map((stem) => spelling.replace('#', stem)) : spelling))
        .map((spelling) => [toPlain(spelling), status === 'unanswered' ? null : status] as const),
    ),
  )
}
