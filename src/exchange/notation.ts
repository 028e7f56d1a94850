import { STATUSES, type Status } from '../standing/status.ts'

/** A status as read: `null` is 未回答. `sure` is false where the mark is usual but could mean something else. */
type ReadStatus = { status: Status | null; sure: boolean }

/**
 * Reads a status however people write it: a mark (○ △ ×), a word (満たす, 一部, 対象外), or a mark followed by the word of the
 * same meaning. Nothing when it is neither, or when mark and word contradict each other.
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
  return lookUp(bare)
}

/** `№ １ー１ー１ー１．` → `1-1-1-1`; nothing when the text holds anything else than one such number. */
export function criterionFrom(text: string): string | undefined {
  return numberFrom(text, 4)
}

/**
 * `１－１－１` → `1-1-1`. Also `2001-01-01` and `2001/1/1`: Excel makes such a day of a typed `1-1-1`, and no requirement has
 * numbers that other days could come from.
 */
export function requirementFrom(text: string): string | undefined {
  const day = /^200([1-7])[-/]0?([1-9])[-/]0?([1-9])(?: 00:00(?::00)?)?$/.exec(text.trim())
  return day ? `${day[1]}-${day[2]}-${day[3]}` : numberFrom(text, 3)
}

function lookUp(plain: string): ReadStatus | undefined {
  const sure = SURE.get(plain)
  if (sure !== undefined) return { status: sure, sure: true }
  const doubtful = DOUBTFUL.get(plain)
  return doubtful === undefined ? undefined : { status: doubtful, sure: false }
}

/** Full width to half width, no blanks, no invisible characters, lower case. */
function toPlain(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '').replace(/\s/g, '').toLowerCase()
}

/** No mark, word or number is longer, in characters. */
const LONGEST_NOTATION = 200
const INVISIBLE = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]|[\ufe00-\ufe0f]/g
const EDGES = /^[([{「『【〔<:;,.、。・]+|(?<![)\]}」』】〕>:;,.、。・?!※*])[)\]}」』】〕>:;,.、。・?!※*]+$/g

const SURE = toTable({
  met: '○ 〇 ◯ ⭕ o ✓ ✔ ☑ レ はい yes y ok 満たす 満たしている 満たしています 満たしてる 充足 適合 達成 済 済み 対応済 対応済み 実施済 実施済み 実施している 対応している できている 可 met',
  partial: '△ ▲ 一部 部分的 一部満たす 一部満たしている 一部対応 一部実施 一部達成 部分的に満たす 判断微妙 partial partially',
  unmet:
    '× ✕ ✖ ✗ ✘ ☓ x ❌ ╳ いいえ no n ng 満たさない 満たしていない 満たしていません 不足 不適合 未充足 未達 未達成 未対応 未実施 未着手 対応していない 実施していない できていない notmet unmet',
  planned: '◇ 計画 計画中 予定 対応予定 実施予定 planned',
  notApplicable: '該当なし 該当無し 該当しない 非該当 対象外 適用外 適用除外 - -- ー ― — – ‐ ‑ − ─ n/a na n.a n.a. notapplicable',
  unanswered: '未回答 未記入 未入力 ・ unanswered',
})

const DOUBTFUL = toTable({
  met: '◎',
  partial: '',
  unmet: '',
  planned: '対応中 準備中 検討中 着手 着手中 実施中',
  notApplicable: '/',
  unanswered: '未 未定 未確認 未評価 要確認',
})

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

function numberFrom(text: string, parts: 3 | 4): string | undefined {
  if (PLAIN_NUMBER[parts].test(text)) return text
  if (text.length > LONGEST_NOTATION) return undefined
  const plain = text.normalize('NFKC').replace(INVISIBLE, '').replace(/\s/g, '').replace(DASHES, '-').toLowerCase()
  const bare = plain.replace(/^(?:評価基準|要求事項|基準|項目|項番)?(?:no\.?|n°|番号|#)?[:.]?/, '').replace(/^★[34][-:]?/, '')
  const pieces = bare.replace(STRAY, '').split('-')
  if (pieces.length !== parts || !pieces.every((piece) => /^0?[1-9][0-9]?$/.test(piece))) return undefined
  return pieces.map(Number).join('-')
}

/** What needs no cleaning: spares a file of a million numbers most of the time. */
const PLAIN_NUMBER = { 3: /^[1-9]-[1-9]-[1-9]$/, 4: /^[1-9]-[1-9]-[1-9]-[1-9]\d?$/ }
const DASHES = /[-‐‑‒–—―−ーｰ─━－_.・･/]/g
const STRAY = /^[([{「『【〔<'"`,、:;*※§-]+|(?<![)\]}」』】〕>'"`,、。:;*※-])[)\]}」』】〕>'"`,、。:;*※-]+$/g
