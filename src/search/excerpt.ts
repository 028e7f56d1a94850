import { foldForSearch } from '../kernel/fold.ts'

/** A part of a text, and whether it is one of the words that were sought. */
export type Part = { text: string; found: boolean }

/** The text in parts, with every place marked that folds like one of the words. */
export function marked(text: string, words: readonly string[]): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const [start, end] of placesOf(text, words)) {
    if (start > at) parts.push({ text: text.slice(at, start), found: false })
    parts.push({ text: text.slice(start, end), found: true })
    at = end
  }
  return at < text.length ? [...parts, { text: text.slice(at), found: false }] : parts
}

/** The lines about the first of the words, marked; from the beginning where none of them stands there. */
export function excerpt(text: string, words: readonly string[]): Part[] {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const [first] = placesOf(line, words)
  const from = Math.max(0, (first?.[0] ?? 0) - BEFORE)
  const until = Math.max(from + LENGTH, first?.[1] ?? 0)
  const cut = toWellFormed(line.slice(from, until))
  return marked(`${from > 0 ? '…' : ''}${cut}${until < line.length ? '…' : ''}`, words)
}

/** How much stands before the first word, and how long an excerpt is, in UTF-16 units. */
const BEFORE = 24
const LENGTH = 96

/** Where the words stand, from and until, in order and apart. */
function placesOf(text: string, words: readonly string[]): [number, number][] {
  const { folded, origins } = aligned(text)
  const found = words
    .flatMap((word) => everyIndexOf(folded, word).map((at) => [at, at + word.length] as const))
    .toSorted(([one], [other]) => one - other)
  const places: [number, number][] = []
  for (const [from, until] of found) {
    const start = origins[from] ?? 0
    const end = origins.find((origin, unit) => unit >= until && origin > (origins[until - 1] ?? start)) ?? text.length
    const last = places.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else places.push([start, end])
  }
  return places
}

/**
 * A text folded, and for each of its units where in the text that began. Folding is done on the whole, since a last ー depends on what
 * stands around it; one character after the other is then found in it again, and what folding left out takes no place.
 */
function aligned(text: string): { folded: string; origins: number[] } {
  const folded = foldForSearch(text)
  const origins: number[] = []
  for (const { segment, index } of CHARACTERS.segment(text)) {
    const own = foldForSearch(segment) || segment
    if (folded.startsWith(own, origins.length)) for (const _ of own.split('')) origins.push(index)
  }
  return { folded, origins }
}

function everyIndexOf(text: string, word: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found.push(at)
  return found
}

function toWellFormed(text: string): string {
  return text.replaceAll(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '')
}

/** ｻﾞ is one character of two. */
const CHARACTERS = new Intl.Segmenter('ja', { granularity: 'grapheme' })
