import { DEFAULT_EDITION, type EditionId } from '../../catalogue/index.ts'
import type { MeasureFilter } from '../filter.ts'

/** The list with a filter, what is usual left out. */
export function toMeasures({ edition, level, people }: MeasureFilter): string {
  const query = new URLSearchParams()
  if (level !== undefined) query.set('level', String(level))
  if (people !== 100) query.set('people', String(people))
  if (edition !== DEFAULT_EDITION) query.set('edition', edition)
  return query.size === 0 ? '/measures' : `/measures?${query}`
}

/** The page of a measure, as an edition asks for it. */
export function toMeasure(id: string, edition: EditionId): string {
  return edition === DEFAULT_EDITION ? `/measures/${id}` : `/measures/${id}?edition=${edition}`
}
