import type { RowId } from '../kernel/ids.ts'
import { parseId } from '../kernel/ids.ts'
import type { AnyColumn } from './register.ts'

/** Which rows are listed: those that are here; of them with gaps, or that a file no longer has; those that are gone. */
export const SHOWN = ['', 'gaps', 'vanished', 'gone'] as const

/** `is`: an option of a column. `after`: where the page before ended, by what is sorted by and the id. */
export type Filter = {
  words: string
  is: { col: string; option: string } | undefined
  shown: (typeof SHOWN)[number]
  /** The column in whose order rows are listed. */
  order: string
  after: { value: string; id: RowId } | undefined
}

/** Reads a filter from an address; what it does not know counts as nothing said. */
export function readFilter(query: Record<string, string>, columns: readonly AnyColumn[]): Filter {
  const [, id, value = ''] = /^([0-9a-f-]{36})(?:\.(.{0,110}))?$/su.exec(query.after ?? '') ?? []
  const row = parseId<RowId>(id)
  const [, col = '', option = ''] = /^([a-z0-9-]{1,40})\.([a-z0-9-]{1,40})$/.exec(query.is ?? '') ?? []
  const chosen = columns.find((column) => column.id === col)?.options?.some((one) => one.id === option)
  const ordered = columns.filter(({ order }) => order)
  return {
    words: (query.q ?? '').trim().slice(0, 100),
    is: chosen ? { col, option } : undefined,
    shown: SHOWN.find((one) => one === query.shown) ?? '',
    order: (ordered.find((column) => column.id === query.order) ?? ordered[0])?.id ?? '',
    after: row === undefined ? undefined : { value, id: row },
  }
}

/** The filter as the query of an address, with some of it changed; a changed filter begins at its first page. */
export function toQuery(filter: Filter, columns: readonly AnyColumn[], change: Partial<Filter> = {}): string {
  const { words, is, shown, order, after } = { ...filter, after: undefined, ...change }
  const first = columns.find((column) => column.order)?.id
  const said = {
    ...{ q: words, is: is ? `${is.col}.${is.option}` : '', shown, order: order === first ? '' : order },
    after: after ? `${after.id}.${after.value}` : '',
  }
  const query = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ''))
  return query.size === 0 ? '' : `?${query}`
}

export function isFiltered({ words, is, shown, after }: Filter): boolean {
  return words !== '' || is !== undefined || shown !== '' || after !== undefined
}
