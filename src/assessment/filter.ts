import { type Criterion, categoryOf, type Edition, type Kind, type Target } from '../catalogue/index.ts'
import { foldForSearch } from '../kernel/fold.ts'
import type { PersonId } from '../kernel/ids.ts'
import { isStatus, type Standing } from '../standing/status.ts'
import type { Answer } from './answer.ts'
import { ANSWER_TEXTS } from './fields.ts'

/** Which criteria a person wants to see. Missing means all. */
export type Filter = {
  /**
   * `open` is whatever is neither met nor confirmed as not applicable; `unconfirmed` is a 該当なし that waits; `doubted` is a 満たす that
   * something speaks against.
   */
  status?: Standing | (typeof FURTHER)[number]
  upTo: Target
  area?: string
  kind?: Kind
  /** Those assigned to whoever looks; as lists of tasks say it. */
  who?: 'me'
  search: string
}

const FURTHER = ['open', 'unconfirmed', 'doubted'] as const

function isFurther(status: string): status is (typeof FURTHER)[number] {
  return (FURTHER as readonly string[]).includes(status)
}

/** Reads a filter from the query of a page; whatever is not understood is left out. */
export function readFilter(query: Record<string, string | undefined>, target: Target, kinds: readonly Kind[]): Filter {
  const { status, area } = query
  const kind = kinds.find((one) => one === query.kind)
  return {
    upTo: query.upTo === '4' ? 4 : query.upTo === '3' ? 3 : target,
    search: (query.q ?? '').slice(0, 100),
    ...(query.who === 'me' ? { who: 'me' } : {}),
    ...(status && (isStatus(status) || status === 'unanswered' || isFurther(status)) ? { status } : {}),
    ...(area && /^[1-7]$/.test(area) ? { area } : {}),
    ...(kind ? { kind } : {}),
  }
}

/** The query string of a filter, for links: empty where the filter shows everything of the target. */
export function toQuery(filter: Filter, target: Target): string {
  const query = new URLSearchParams()
  if (filter.status) query.set('status', filter.status)
  if (filter.upTo !== target) query.set('upTo', String(filter.upTo))
  if (filter.area) query.set('area', filter.area)
  if (filter.kind) query.set('kind', filter.kind)
  if (filter.who) query.set('who', filter.who)
  if (filter.search) query.set('q', filter.search)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** The criteria that the filter lets through, in the order of the edition. */
export function applyFilter({ edition, answers, doubts }: Listed, filter: Filter, viewer: PersonId): Criterion[] {
  const sought = foldForSearch(filter.search)
  return edition.criteria.filter((criterion) => {
    const answer = answers.get(criterion.id)
    return (
      criterion.level <= filter.upTo &&
      (!filter.area || categoryOf(criterion.id) === filter.area) &&
      (!filter.kind || criterion.kind === filter.kind) &&
      (filter.who !== 'me' || answer?.assignee === viewer) &&
      (!filter.status || hasStatus(answer, filter.status, doubts.has(criterion.id))) &&
      (sought === '' || foldForSearch(wordsOf(criterion, answer)).includes(sought))
    )
  })
}

type Listed = {
  edition: Pick<Edition, 'criteria'>
  answers: ReadonlyMap<string, Answer>
  /** What speaks against answers, by criterion. */
  doubts: ReadonlyMap<string, unknown>
}

function hasStatus(answer: Answer | undefined, wanted: NonNullable<Filter['status']>, doubted: boolean): boolean {
  const status = answer?.status ?? 'unanswered'
  const confirmed = answer?.confirmation != null
  if (wanted === 'open') return status !== 'met' && !(status === 'notApplicable' && confirmed)
  if (wanted === 'unconfirmed') return status === 'notApplicable' && !confirmed
  if (wanted === 'doubted') return status === 'met' && doubted
  return status === wanted
}

function wordsOf(criterion: Criterion, answer: Answer | undefined): string {
  const own = answer ? ANSWER_TEXTS.map((text) => answer[text]) : []
  return [criterion.id, criterion.question, criterion.en, ...own].join('\n')
}
