import { STANDING_WORDS } from '../standing/status.ts'
import { PROBLEMS } from './problems.ts'
import type { UnknownStatus } from './rows.ts'
import { guessFrom, wordKey } from './status-words.ts'
import type { Meaning, Problem, Question, ReadingChoices, WordOption } from './understood.ts'

/**
 * Settles the spellings of statuses that are not known. One that stands there more than once, and a `?`, is asked about once for the
 * file, together with the others; what a person said of a spelling, now or before, holds for each cell. The rest is told, cell by cell.
 */
export function settleWords(
  unknown: readonly UnknownStatus[],
  { words = {} }: ReadingChoices,
  lost: boolean,
): { question: Question | null; problems: Problem[] } {
  const groups = new Map<string, UnknownStatus[]>()
  for (const one of unknown) {
    const key = wordKey(one.seen)
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  const short = [...groups].filter(([key]) => key.length <= LONGEST_WORD)
  const asked = short.some(([key, cells]) => cells.length > 1 || isMark(key) || words[key] !== undefined)
    ? short.slice(0, MOST)
    : []
  const options = asked.map(([key, cells]): WordOption => {
    const guess = guessFrom(key)
    return {
      ...{ key, seen: cells[0]?.seen ?? '', count: cells.length, cells: cells.slice(0, SHOWN).map(({ cell }) => cell) },
      suggested: guess === undefined ? null : (guess ?? 'unanswered'),
      chosen: words[key] ?? null,
    }
  })
  const problems = [...groups].flatMap(([key, cells]) => settle(key, cells, words[key], options))
  if (options.length === 0) return { question: null, problems }
  const open = options.some(({ chosen }) => chosen === null)
  return { question: { kind: 'words', open, words: options, lost: lost && options.some(({ key }) => isMark(key)) }, problems }
}

/** What is told of a spelling: how it was read, or each cell that was not. What is still asked is no problem of its own. */
function settle(
  key: string,
  cells: readonly UnknownStatus[],
  meaning: Meaning | undefined,
  options: readonly WordOption[],
): Problem[] {
  if (meaning === undefined && options.some((option) => option.key === key)) return []
  if (meaning === undefined || meaning === 'skip') {
    return cells.map(({ cell, seen, answer }) => PROBLEMS.statusNotUnderstood(cell, seen, answer.criterion))
  }
  const [first] = cells
  return first ? [PROBLEMS.statusByChoice(first.cell, first.seen, cells.length, STANDING_WORDS[meaning])] : []
}

/** What Excel puts for a character that the encoding of its CSV lacks. */
function isMark(key: string): boolean {
  return key === '?'
}

const LONGEST_WORD = 40
const MOST = 50
const SHOWN = 5
