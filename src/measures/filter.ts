import { DEFAULT_EDITION, EditionId } from '../catalogue/index.ts'
import { FIRM_SIZES, type FirmSize } from './measure.ts'

/** Which measures a reader wants to see, and the size of the firm whose days are shown. `level` 4 are those that ★4 adds. */
export type MeasureFilter = { edition: EditionId; level: 3 | 4 | undefined; people: FirmSize }

/** Reads a filter from the query of a page; whatever is not understood is as usual: the final edition, both ★, 100 people. */
export function readMeasureFilter(query: Record<string, string | undefined>): MeasureFilter {
  return {
    edition: EditionId.options.find((id) => id === query.edition) ?? DEFAULT_EDITION,
    level: ([3, 4] as const).find((level) => String(level) === query.level),
    people: FIRM_SIZES.find((size) => String(size) === query.people) ?? 100,
  }
}
