import { MAX_TEXT } from './limits.ts'

/** A line of a text, cut where it is longer than any line of a tool, and its place. */
type Line = { line: string; at: string }

export function linesOf(text: string): Line[] {
  return wholeLinesOf(text).map(({ line, at }) => ({ line: line.slice(0, MAX_TEXT), at }))
}

/** The same without a cut, for lines that no pattern is tried on. */
export function wholeLinesOf(text: string): Line[] {
  return text.split(/\r\n|\r|\n/).map((line, index) => ({ line, at: toLine(index + 1) }))
}

/** A place by its line, counted from 1. */
export function toLine(line: number): string {
  return `line ${line}`
}

/** What stands before the first mark of a line and what behind it, without blanks around them; both empty where there is no mark. */
export function apart(line: string, mark: string): [before: string, after: string] {
  const at = line.indexOf(mark)
  return at < 0 ? ['', ''] : [line.slice(0, at).trim(), line.slice(at + mark.length).trim()]
}
