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
  if (words === '') return first && { ...first, sure: first.sure && !plain.includes('?') }
  const second = lookUp(words)
  if (first && second && first.status === second.status) return first
  const known = lookUp(bare)
  if (known || (first && second?.sure)) return known
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

/** `○(条件付)`, `該当なし: 自社サーバなし`: a mark or word, and words that do not say the contrary. */
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
const CHANGED = /[→⇒]/
const OTHER_MARK = /^[/○〇◯⭕✓✔☑△▲×✕✖✗✘☓❌◇●]|[→⇒]/
/** In the words behind a ○, these make one ask. */
const CONTRARY = /未|ない|なし|無|不|非|一部|除|以外|例外|予定|計画|検討|対象外|該当|途中|中止|\bn[og]\b|not/i

const SURE = toTable({
  met: '○ 〇 ◯ ⭕ o ✓ ✔ ☑ レ はい yes y ok 満たす 満たしている 満たしています 満たしてる 充足 適合 合致 準拠 遵守 順守 達成 済 済み 実施 対応済 対応済み 実施済 実施済み 対策済 対策済み 導入済 導入済み 整備済 整備済み 完了 完了済み 実施している 実施しています 対応している 対応しています できている できています 出来ている 出来ています やっている やっています 可 適 合 met done implemented',
  partial:
    '△ ▲ 一部 部分的 一部満たす 一部満たしている 一部対応 一部対応済 一部対応済み 一部対応している 一部実施 一部実施済 一部実施済み 一部実施している 一部達成 一部済 一部できている 一部未実施 一部未対応 部分実施 部分対応 部分的に満たす 部分的に実施 部分的に対応 判断微妙 partial partially',
  unmet:
    '× ✕ ✖ ✗ ✘ ☓ x ❌ ╳ いいえ no n ng 満たさない 満たしていない 満たしていません 不足 不適合 非適合 不適 否 不可 未充足 未達 未達成 未対応 未実施 未着手 未導入 未整備 未策定 未完了 対応なし 対応していない 対応していません 実施していない 実施していません できていない できていません 出来ていない 出来ていません やっていない やっていません 実施なし notmet unmet notimplemented',
  planned: '◇ 計画 計画中 予定 対応予定 実施予定 planned',
  notApplicable:
    '該当なし 該当無し 該当しない 該当しません 該当せず 非該当 不該当 対象外 評価対象外 対象なし 対象無し 適用外 適用対象外 適用除外 適用なし - -- ー ― — – ‐ ‑ − ─ n/a na n.a n.a. notapplicable',
  unanswered: '未回答 未記入 未入力 ・ unanswered',
})

const DOUBTFUL = toTable({
  met: '◎ 有 有り あり',
  partial: '概ね おおむね ほぼ 概ね実施 おおむね実施 ほぼ実施 概ね対応 おおむね対応 ほぼ対応 概ね満たす ほぼ満たす',
  unmet: '無 無し なし',
  planned: '対応中 準備中 整備中 導入中 策定中 作成中 構築中 検討中 着手 着手中 実施中 今後対応 今後実施 来期対応',
  notApplicable: '/ 不要 対応不要',
  unanswered: '未定 未確認 未評価 要確認 確認中 不明 わからない 分からない わかりません 分かりません',
})

const GUESSES = toTable({
  met: 'true ● ■ 100%',
  partial: '要改善 条件付 条件付き 不十分',
  unmet: 'false 未 0% 要対応',
  planned: '',
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
        .map((spelling) => [toPlain(spelling), status === 'unanswered' ? null : status] as const),
    ),
  )
}
