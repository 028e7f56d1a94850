import { type Kept, type Occurrence, occurrenceKey } from '../duties/index.ts'
import { addMonths } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import { counts, type OperationRecord } from './record.ts'

type Once = Pick<Occurrence, 'duty' | 'scheduled' | 'due'>

type Recorded = Pick<OperationRecord, 'duty' | 'scheduled' | 'doneOn' | 'asksSignature' | 'signature'>

/** How each occurrence was kept as of a day, by its key, by the records that hold. Of several the best counts. */
export function keptOf(occurrences: readonly Once[], records: readonly Recorded[], today: Day): Map<string, Kept> {
  const byOccurrence = grouped(records)
  return new Map(
    occurrences.map((once) => {
      const key = occurrenceKey(once)
      return [key, keptOnce(once, byOccurrence.get(key) ?? [], today)]
    }),
  )
}

function keptOnce(once: Once, own: readonly Recorded[], today: Day): Kept {
  const proven = own.filter(counts)
  if (proven.some(({ doneOn }) => doneOn <= once.due)) return 'in-time'
  if (proven.length > 0) return 'late'
  if (own.length > 0) return 'unsigned'
  return once.due < today ? 'missing' : 'coming'
}

/** Why an answer is to be confirmed: an occurrence that is not proven, from the day after it was due. */
type Gap = { duty: string; scheduled: Day; due: Day; kind: 'record' | 'signature' }

/**
 * For each duty the first occurrence that no record proves, whether or not it is due already: from the day after it is due it speaks
 * against what was answered. Occurrences come in the order of their days.
 */
export function firstGaps(occurrences: readonly Once[], records: readonly Recorded[]): Gap[] {
  const gaps = new Map<string, Gap>()
  const byOccurrence = grouped(records)
  for (const { duty, scheduled, due } of occurrences) {
    const own = byOccurrence.get(occurrenceKey({ duty, scheduled })) ?? []
    if (own.some(counts)) continue
    const known = gaps.get(duty)
    if (known && known.due <= due) continue
    gaps.set(duty, { duty, scheduled, due, kind: own.length > 0 ? 'signature' : 'record' })
  }
  return [...gaps.values()]
}

function grouped(records: readonly Recorded[]): Map<string, Recorded[]> {
  const found = new Map<string, Recorded[]>()
  for (const record of records) {
    if (record.scheduled === null) continue
    const key = occurrenceKey({ duty: record.duty, scheduled: record.scheduled })
    found.set(key, [...(found.get(key) ?? []), record])
  }
  return found
}

/** How many of what was due was done, and how much of it in time: what management is told. */
type Punctuality = { due: number; inTime: number; late: number; missing: number }

export function punctualityOf(kept: readonly Kept[]): Punctuality {
  const count = (...of: Kept[]) => kept.filter((one) => of.includes(one)).length
  const [inTime, late, missing] = [count('in-time'), count('late'), count('missing', 'unsigned')]
  return { due: inTime + late + missing, inTime, late, missing }
}

/** A month, `2027-03`, and whether something reaches into it. */
type CoveredMonth = { month: string; covered: boolean }

/** Of the last full months before a day, which are reached by some period: of a log that is to be kept, “5 of 6 months”. */
export function monthsKept(periods: readonly { from: Day; to: Day }[], today: Day, months: number): CoveredMonth[] {
  const first = `${today.slice(0, 7)}-01`
  return Array.from({ length: months }, (_, back) => {
    const month = addMonths(first, back - months).slice(0, 7)
    return { month, covered: periods.some(({ from, to }) => from.slice(0, 7) <= month && to.slice(0, 7) >= month) }
  })
}
