import OLD_CHARACTERS from './old-characters.json' with { type: 'json' }

/** Full-width and half-width, upper and lower case, and blanks at the ends are the same to someone who compares. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}

/**
 * The same to someone who searches: beyond `foldText`, hiragana and katakana, a last ー (サーバー, サーバ), old and new characters
 * (髙, 高), and characters with and without a variation selector. Only for finding: two names that fold alike may be two people's.
 */
export function foldForSearch(text: string): string {
  const units = foldText(text)
    .replaceAll(LAST_LONG, '')
    .replaceAll(LONG_UNITS, (character) => TODAY.get(character) ?? '')
  const folded = new Uint16Array(units.length)
  for (let index = 0; index < units.length; index += 1) folded[index] = SAME_AS[units.charCodeAt(index)] ?? 0
  return new TextDecoder('utf-16le').decode(folded)
}

/** A long vowel that ends a word of one script. After a single kana it tells words apart: キー is no キ. */
const LAST_LONG = /ー(?<=[ァ-ヺー][ァ-ヺ]ー)(?![ァ-ヺー])|ー(?<=[ぁ-ゖー][ぁ-ゖ]ー)(?![ぁ-ゖー])/g

/** An old character to that of today. */
const TODAY: ReadonlyMap<string, string> = new Map(
  OLD_CHARACTERS.groups
    .flatMap((groups) => groups.split(' '))
    .flatMap(([today = '', ...old]) => old.map((one) => [one, today] as const)),
)

/** Old characters of two units, and variation selectors, which go. */
const LONG_UNITS = new RegExp(`[${[...TODAY.keys()].filter(({ length }) => length > 1).join('')}]|\\p{Variation_Selector}`, 'gu')

/** Every unit of a string to the one that stands for it: a table, for a log of many megabytes is searched at once. */
const SAME_AS = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit)
for (const [old, today] of TODAY) if (old.length === 1) SAME_AS[old.charCodeAt(0)] = today.charCodeAt(0)
for (let hiragana = 0x3041; hiragana <= 0x3096; hiragana += 1) SAME_AS[hiragana] = hiragana + 0x60
