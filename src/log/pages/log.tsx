import type { FC } from 'hono/jsx'
import { dayInJapan, toJapaneseDate, toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Empty, Refusals } from '../../ui/components.tsx'
import { OrganisationFrame } from '../../ui/organisation-frame.tsx'
import type { View } from '../../ui/view.ts'
import { GONE } from '../log-table.ts'
import type { FoundEntries, Listed } from '../read-actions.ts'
import type { TypedSearch } from '../search.ts'
import { By, Changes } from './entry-parts.tsx'
import { type Facts, SearchForm } from './search-form.tsx'

/** How many changes of an entry the list shows, and how much of each text. */
const MOST_CHANGES = 4
const LONGEST = 120

/** The organisation's log, newest first, with the form to find things in it. */
export const LogPage: FC<{
  view: View
  typed: TypedSearch
  facts: Facts
  found: FoundEntries | undefined
  before: number | null
  refusals: readonly Refusal[]
}> = ({ view, typed, facts, found, before, refusals }) => (
  <OrganisationFrame view={view} part="log" title={view.t('記録', 'Log')}>
    <h1>{view.t('記録', 'Log')}</h1>
    <p class="lead">
      {view.t(
        'だれが、いつ、何をしたかが、すべて残ります。あとから書き換えたり消したりすると、確かめたときにわかります。',
        'Everything that anyone did, and when. Whatever is altered or removed afterwards is found when you verify.',
      )}
    </p>
    <div class="actions">
      <a class="button" href={view.to('/log/verification')}>
        {view.t('書き換えられていないか確かめる', 'Verify that nothing was altered')}
      </a>
      <a class="button second" href={view.to('/log/export.jsonl')}>
        {view.t('すべて書き出す(検証用)', 'Export everything, for verification')}
      </a>
    </div>
    <Refusals view={view} refusals={refusals} />
    <SearchForm view={view} typed={typed} facts={facts} refusals={refusals} />
    {found ? <Results view={view} typed={typed} found={found} before={before} size={facts.size} /> : null}
    <p class="quiet log-kept">
      {view.t(`記録の内容は${facts.months}か月保存します。`, `The content is kept for ${facts.months} months.`)}{' '}
      <a href={view.to('/log/retention')}>{view.t('保存期間', 'Retention')}</a>
    </p>
  </OrganisationFrame>
)

type ResultsProps = { view: View; typed: TypedSearch; found: FoundEntries; before: number | null; size: number }

const Results: FC<ResultsProps> = (props) => {
  const { view, typed, found, size } = props
  const { entries } = found
  if (size === 0) return <p class="empty">{view.t('まだ記録がありません。', 'Nothing has been recorded yet.')}</p>
  return (
    <>
      <div class="log-found">
        <h2>{view.t('見つかった記録', 'Entries found')}</h2>
        {entries.length > 0 ? (
          <a href={view.to(`/log/export.csv?${queryOf(typed)}`)}>
            {view.t('この条件の表をCSVで書き出す', 'These as a CSV table')}
          </a>
        ) : null}
      </div>
      {entries.length === 0 && found.next === null ? <NothingFound view={view} before={props.before} /> : null}
      {daysOf(entries).map(({ day, listed }) => (
        <section class="log-day">
          <h3>{view.t(toJapaneseDate(day), day)}</h3>
          <ol>
            {listed.map((one) => (
              <li>
                <Row view={view} listed={one} />
              </li>
            ))}
          </ol>
        </section>
      ))}
      <Further {...props} />
    </>
  )
}

const Row: FC<{ view: View; listed: Listed }> = ({ view, listed: { stored, entry } }) => {
  const link = <a href={view.to(`/log/${stored.position}`)}>{view.t(`記録 ${stored.position}`, `Entry ${stored.position}`)}</a>
  const at = entry?.at ?? stored.columns?.at ?? ''
  const time = toWordsInJapan(at, 'en').slice(11, 16)
  if (!entry) {
    return (
      <>
        <p class="log-head">
          <time datetime={at}>{time}</time>
          {link}
        </p>
        <p class="quiet">
          {stored.body === null ? view.say(GONE) : view.t('この記録は読み取れません。', 'This entry cannot be read.')}
        </p>
      </>
    )
  }
  const rest = entry.changes.length - MOST_CHANGES
  return (
    <>
      <p class="log-head">
        <time datetime={at}>{time}</time>
        <By view={view} by={entry.by} />
        {link}
      </p>
      <p class="log-words">{view.say(entry.words)}</p>
      {entry.changes.length > 0 ? <Changes view={view} changes={entry.changes.slice(0, MOST_CHANGES)} longest={LONGEST} /> : null}
      {rest > 0 ? <p class="quiet">{view.t(`ほか${rest}か所`, `and ${rest} more`)}</p> : null}
      {entry.from && entry.from.address !== '' ? (
        <p class="quiet">{view.t(`${entry.from.address} から`, `from ${entry.from.address}`)}</p>
      ) : null}
    </>
  )
}

const NothingFound: FC<{ view: View; before: number | null }> = ({ view, before }) => (
  <Empty
    icon="magnifying-glass"
    title={
      before === null
        ? view.t('この条件に合う記録はありません。', 'No entry matches.')
        : view.t('これより前に、この条件に合う記録はありません。', 'No earlier entry matches.')
    }
    act={{ href: view.to('/log'), words: view.t('条件を消して、すべて見る', 'Clear the search') }}
  />
)

const Further: FC<ResultsProps> = ({ view, typed, found, before }) => {
  const { next, entries, scanned } = found
  if (next === null && before === null) return null
  const cutShort = next !== null && entries.length < scanned && entries.at(-1)?.stored.position !== next
  return (
    <>
      {cutShort ? (
        <p role="status">
          {view.t(
            `記録 ${next} までを探しました。もっと前にもあるかもしれません。`,
            `Searched back to entry ${next}. There may be more before it.`,
          )}
        </p>
      ) : null}
      <nav class="neighbours" aria-label={view.t('前後の記録', 'Pages')}>
        {before === null ? (
          <span />
        ) : (
          <a href={view.to(`/log?${queryOf(typed)}`)}>{view.t('← いちばん新しい記録', '← Newest')}</a>
        )}
        {next === null ? null : (
          <a rel="next" href={view.to(`/log?${queryOf(typed, next)}`)}>
            {cutShort ? view.t('続きを探す →', 'Go on searching →') : view.t('もっと前の記録 →', 'Earlier →')}
          </a>
        )}
      </nav>
    </>
  )
}

/** Entries by the day in Japan on which they were written, in the order in which they come. */
function daysOf(entries: readonly Listed[]): { day: string; listed: Listed[] }[] {
  const days: { day: string; listed: Listed[] }[] = []
  for (const one of entries) {
    const day = dayInJapan(one.entry?.at ?? one.stored.columns?.at ?? '')
    const last = days.at(-1)
    if (last?.day === day) last.listed.push(one)
    else days.push({ day, listed: [one] })
  }
  return days
}

function queryOf(typed: TypedSearch, before?: number): string {
  const filled: [string, string][] = Object.entries(typed).filter(([, value]) => value !== '')
  return new URLSearchParams([
    ...filled,
    ...(before === undefined ? [] : [['before', String(before)] as [string, string]]),
  ]).toString()
}
