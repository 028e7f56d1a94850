/** No mark, word or number is longer, in characters. */
export const LONGEST_NOTATION = 200
export const INVISIBLE = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]|[\ufe00-\ufe0f]/g

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

function numberFrom(text: string, parts: 3 | 4): string | undefined {
  if (PLAIN_NUMBER[parts].test(text)) return text
  if (text.length > LONGEST_NOTATION) return undefined
  const alone = withoutWords(text.normalize('NFKC').replace(INVISIBLE, '').trim())
  const plain = alone.replace(/\s/g, '').replace(DASHES, '-').toLowerCase()
  const bare = plain.replace(/^(?:評価基準|要求事項|基準|項目|項番)?(?:no\.?|n°|番号|#)?[:.]?/, '').replace(/^★[34][-:]?/, '')
  const pieces = bare.replace(STRAY, '').split('-')
  if (pieces.length !== parts || !pieces.every((piece) => /^0?[1-9][0-9]?$/.test(piece))) return undefined
  return pieces.map(Number).join('-')
}

/** `1-2-3-1 (★3)`, `1-2-3-1 棚卸` and `1-2-3-(1)` → the number; words right behind a number make it part of a sentence. */
function withoutWords(text: string): string {
  const [number = '', ...rest] = text.split(/(?=\s)/)
  const words = rest.join('').trim()
  const whole = /^[\d.]+[-‐‑–ー−][\d.‐‑–ー−-]*\d$/.test(number) && /^[^\d‐‑–ー−・./-]/.test(words) ? number : text
  return whole.replace(/\((\d{1,2}|★[34])\)$/, (_, inner: string) => (inner.startsWith('★') ? '' : inner))
}

/** What needs no cleaning: spares a file of a million numbers most of the time. */
const PLAIN_NUMBER = { 3: /^[1-9]-[1-9]-[1-9]$/, 4: /^[1-9]-[1-9]-[1-9]-[1-9]\d?$/ }
const DASHES = /[-‐‑‒–—―−ーｰ─━－_.・･/]/g
const STRAY = /^[([{「『【〔<'"`,、:;*※§-]+|(?<![)\]}」』】〕>'"`,、。:;*※-])[)\]}」』】〕>'"`,、。:;*※-]+$/g
