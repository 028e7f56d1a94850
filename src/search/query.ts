import { foldForSearch } from '../kernel/fold.ts'

/** What is searched, in the order of the page. */
export const GROUPS = ['criteria', 'measures', 'answers', 'assessments', 'files', 'people'] as const
export type Group = (typeof GROUPS)[number]

/** What somebody searches for: as typed, in words that fold alike, and in which group alone. */
export type Query = { text: string; words: string[]; only: Group | undefined }

/** Reads a search from the query of an address; a group that is none of ours is all of them. */
export function readQuery(query: Record<string, string | undefined>): Query {
  const text = (query.q ?? '').slice(0, LONGEST)
  const words = foldForSearch(text)
    .split(/\s+/)
    .filter((word) => word !== '')
  return { text, words: [...new Set(words)], only: GROUPS.find((group) => group === query.in) }
}

/** Whether it says too little to search for: a single letter, kana or digit stands nearly everywhere; a single 漢字 does not. */
export function isTooShort({ words }: Query): boolean {
  return words.every((word) => [...word].length < 2 && !/\p{Script=Han}/u.test(word))
}

/** Whether a text says every one of the words; what folds alike is the same. */
export function says(text: string, words: readonly string[]): boolean {
  const folded = foldForSearch(text)
  return words.every((word) => folded.includes(word))
}

/** In characters. */
const LONGEST = 100
