import { columnName, columnNumber } from '../sheets/grid.ts'
import { type Headed, mostlyStatuses } from './column-content.ts'
import { wordKey } from './status-words.ts'
import type { ColumnReading, LeftOut, Question, ReadingChoices } from './understood.ts'

/** What the columns of a sheet were taken for so far. */
export type Roles = Map<number, Pick<ColumnReading, 'role' | 'by' | 'means' | 'leftOut'>>

/**
 * Picks the column of the statuses, and gives the question where only a person can say which it is. Years, 今回 and 前回, whose
 * judgement it is and what is hidden decide; two that say the same of every criterion are one. A column whose header nobody knows
 * is asked about, and one whose header promises statuses that nobody understands while another column has some. `none` is chosen where no column holds them.
 */
export function pickStatus(
  headed: readonly Headed[],
  roles: Roles,
  sheet: string,
  { statusColumn, statusHeaders = [] }: ReadingChoices,
): Question | null {
  const known = new Set(statusHeaders)
  const { best, left, ask } = decide(
    headed.map((one) => (one.header !== '' && known.has(wordKey(one.header)) ? { ...one, role: 'status' as const } : one)),
  )
  const options = [...best, ...left.map(([one]) => one)].filter(({ content }) => content.filled > 0)
  const asked = ask && options.length > 0
  const wanted = statusColumn === undefined ? undefined : findWanted(headed, statusColumn)
  const take = wanted ?? (asked || statusColumn === NONE ? undefined : best[0])
  for (const [{ column }, leftOut] of left) roles.set(column, { role: 'other', by: 'header', leftOut })
  if (asked || wanted) for (const { column } of options) roles.set(column, { role: 'other', by: 'header', leftOut: 'not-chosen' })
  if (take) roles.set(take.column, { role: 'status', by: wanted ? 'choice' : 'header' })
  if (!asked) return null
  const chosen = wanted ? columnName(wanted.column) : statusColumn === NONE ? NONE : null
  return {
    kind: 'statusColumn',
    open: chosen === null,
    sheet,
    options: options.toSorted((one, other) => one.column - other.column).map(toOption),
    suggested: best[0] && best.length === 1 ? columnName(best[0].column) : null,
    chosen,
  }
}

/** What a person says where no column holds the statuses. */
export const NONE = 'none'

/** `best` are those that remain, the first of them the best; `left` are out and why; `ask` says that a person has to choose. */
type Decision = { best: Headed[]; left: [Headed, LeftOut][]; ask: boolean }

function decide(headed: readonly Headed[]): Decision {
  const promised = headed.filter(
    ({ role, content }) => role === 'status' || ((role === 'judgement' || role === 'perhaps') && mostlyStatuses(content)),
  )
  const { own, left } = leaveOut(promised)
  const strangers = headed.filter(isStranger)
  if (own.length === 0 && left.some(([{ content }]) => content.filled > 0)) return { best: strangers, left, ask: true }
  const full = own.filter(({ content }) => mostlyStatuses(content))
  if (full.length > 0) {
    const top = Math.max(...full.map(rank))
    const equals = full.filter((one) => rank(one) === top)
    const unread = own.filter((one) => one.content.filled > 0 && rank(one) > top)
    const asked = unread.length > 0 || differ(equals)
    const best = asked ? [...unread, ...equals] : equals.slice(0, 1)
    return { best, left: [...left, ...second(own, best)], ask: asked }
  }
  const filled = own.filter(({ content }) => content.filled > 0)
  if (strangers.length > 0) return { best: [...filled, ...strangers], left, ask: true }
  if (filled.length > 1) return { best: filled, left, ask: true }
  if (own.length > 0) return { best: filled.length > 0 ? filled : own.slice(0, 1), left, ask: false }
  const scales = headed.filter(({ role, hidden, content }) => role === 'perhaps' && !hidden && isScale(content))
  return { best: scales, left, ask: scales.length > 0 }
}

/** Statuses under a header that nobody knows, or that promises a text, such as 現状. */
function isStranger({ role, header, content, hidden }: Headed): boolean {
  const free = role === undefined || role === 'state'
  return free && header !== '' && !hidden && content.statuses >= 3 && mostlyStatuses(content)
}

/** A header that means nothing else comes before one that may mean a text as well. */
function rank({ role, by, time }: Headed): number {
  return (role === 'status' ? 4 : role === 'judgement' ? 2 : 0) + (by === 'self' ? 1 : 0) + (time === 'now' ? 1 : 0)
}

/** Two that say the same of every criterion are one. */
function differ([first, ...others]: readonly Headed[]): boolean {
  const said = first?.content.byRow ?? new Map()
  return others.some(
    ({ content: { byRow } }) => byRow.size !== said.size || [...byRow].some(([row, status]) => said.get(row) !== status),
  )
}

function second(own: readonly Headed[], best: readonly Headed[]): [Headed, LeftOut][] {
  return own
    .filter((one) => !best.includes(one) && one.content.filled > 0 && (one.role === 'status' || mostlyStatuses(one.content)))
    .map((one) => [one, 'second'])
}

/** What is hidden, somebody else's, of an earlier time or only aimed at is out, as long as something remains. */
function leaveOut(promised: readonly Headed[]): { own: Headed[]; left: [Headed, LeftOut][] } {
  const years = promised.flatMap(({ year, hidden, by }) => (year === undefined || hidden || by === 'others' ? [] : year))
  const latest = Math.max(0, ...years)
  const reason = ({ hidden, by, time, year }: Headed): LeftOut | undefined => {
    if (by === 'others') return 'others'
    if (time === 'earlier' || (year !== undefined && year < latest)) return 'earlier'
    if (time === 'later') return 'later'
    return hidden ? 'hidden' : undefined
  }
  const left = promised.flatMap((one): [Headed, LeftOut][] => {
    const why = reason(one)
    return why ? [[one, why]] : []
  })
  return { own: promised.filter((one) => reason(one) === undefined), left }
}

/** A few short texts that come again and again, such as 1 to 5. */
function isScale({ filled, seen }: Headed['content']): boolean {
  return filled >= 3 && seen.length < 6 && seen.length < filled && seen.every((text) => text.length <= 12)
}

function findWanted(headed: readonly Headed[], wanted: string): Headed | undefined {
  const letters = /^[A-Za-z]{1,3}$/.test(wanted) ? columnNumber(wanted) : -1
  return (
    headed.find(({ column }) => column === letters) ??
    headed.find(({ header }) => header !== '' && wordKey(header) === wordKey(wanted))
  )
}

function toOption({ column, header, hidden, content }: Headed) {
  return { name: columnName(column), header, hidden, seen: content.seen }
}
