import { addDays } from '../kernel/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import { KINDS, type Kind } from './piece.ts'
import { RENEWAL_DAYS } from './state.ts'

/** Which pieces the library shows: those that count, that are linked to nothing, that run out soon, that ran out, that were withdrawn. */
export const SHOWN = ['', 'unlinked', 'running-out', 'expired', 'withdrawn'] as const
export const SORTS = ['new', 'title', 'end'] as const

/** `criterion`: a number, whatever the assessment; `after`: where the page before ended, by the value that is sorted by and the id. */
export type Filter = {
  words: string
  kind: Kind | ''
  criterion: string
  shown: (typeof SHOWN)[number]
  sort: (typeof SORTS)[number]
  after: { value: string; id: string } | undefined
}

/** Reads a filter from an address; what it does not know counts as nothing said. */
export function readFilter(query: Record<string, string>): Filter {
  const [, id, value = ''] = /^([0-9a-f-]{36})(?:\.(.*))?$/su.exec(query.after ?? '') ?? []
  return {
    words: (query.q ?? '').trim().slice(0, 200),
    kind: KINDS.find((kind) => kind === query.kind) ?? '',
    criterion: /^\d{1,2}(-\d{1,2}){3}$/.exec((query.criterion ?? '').trim())?.[0] ?? '',
    shown: SHOWN.find((one) => one === query.shown) ?? '',
    sort: SORTS.find((one) => one === query.sort) ?? 'new',
    after: id === undefined ? undefined : { id, value },
  }
}

/** The filter as the query of an address, with some of it changed; a changed filter begins at its first page. */
export function toQuery(filter: Filter, change: Partial<Filter> = {}): string {
  const { words, kind, criterion, shown, sort, after } = { ...filter, after: undefined, ...change }
  const said = {
    q: words,
    kind,
    criterion,
    shown,
    sort: sort === 'new' ? '' : sort,
    after: after ? `${after.id}.${after.value}` : '',
  }
  const query = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ''))
  return query.size === 0 ? '' : `?${query}`
}

/** The days from and to which `valid until` lies for what is shown; nothing where that does not matter. */
export function endsWithin(shown: Filter['shown'], today: Day): { from: Day; to: Day } | undefined {
  if (shown === 'running-out') return { from: today, to: addDays(today, RENEWAL_DAYS) }
  return shown === 'expired' ? { from: '0000-01-01', to: addDays(today, -1) } : undefined
}
