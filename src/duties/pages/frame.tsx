import type { Child, FC } from 'hono/jsx'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import type { View } from '../../ui/view.ts'
import type { Who } from '../filter.ts'

export type DutyTab = 'list' | 'month' | 'year' | 'calendar'

const PATHS: Record<DutyTab, string> = {
  list: '/duties',
  month: '/duties/month',
  year: '/duties/year',
  calendar: '/duties/calendar',
}

/** The frame of the pages about all duties. `who` stays from one to the next. */
export const DutyFrame: FC<{ view: View; tab: DutyTab; who?: Who; title: string; children?: Child }> = ({
  view,
  tab,
  who = '',
  title,
  children,
}) => {
  const query = who === '' ? '' : `?who=${who}`
  const tabs = [
    { name: 'list', href: view.to(`${PATHS.list}${query}`), words: view.t('一覧', 'List') },
    { name: 'month', href: view.to(`${PATHS.month}${query}`), words: view.t('月', 'Month') },
    { name: 'year', href: view.to(`${PATHS.year}${query}`), words: view.t('年', 'Year') },
    ...(view.viewer?.engagement
      ? []
      : [{ name: 'calendar', href: view.to(PATHS.calendar), words: view.t('カレンダー連携', 'Calendar feed') }]),
    ...(view.may('record.read') ? [{ name: 'records', href: view.to('/records'), words: view.t('運用記録', 'Records') }] : []),
    ...(view.may('event.read') ? [{ name: 'events', href: view.to('/events'), words: view.t('できごと', 'Events') }] : []),
  ]
  return (
    <Page view={view} title={title} area="duties" wide>
      <h1>{view.t('繰り返し作業', 'Duties')}</h1>
      <Tabs label={view.t('繰り返し作業のページ', 'Pages of duties')} current={tab} tabs={tabs} />
      {children}
    </Page>
  )
}

/** Whose duties are shown. What else the address says stays in hidden fields. */
export const WhoFilter: FC<{
  view: View
  tab: DutyTab
  who: Who
  colleagues: ReadonlyMap<string, string>
  kept?: Record<string, string>
}> = ({ view, tab, who, colleagues, kept = {} }) => (
  <search>
    <form class="filters duty-filters" method="get" action={view.to(PATHS[tab])}>
      {Object.entries(kept).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <label>
        <span>{view.t('担当', 'In charge')}</span>
        <select name="who">
          <option value="">{view.t('すべて', 'Everybody')}</option>
          <option value="me" selected={who === 'me'}>
            {view.t('自分', 'Me')}
          </option>
          <option value="nobody" selected={who === 'nobody'}>
            {view.t('決まっていない', 'Nobody yet')}
          </option>
          {[...colleagues].map(([id, name]) => (
            <option value={id} selected={who === id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="second">
        {view.t('絞り込む', 'Filter')}
      </button>
    </form>
  </search>
)

/** Where the organisation has no assessment, and so no duties. */
export const NoDuties: FC<{ view: View }> = ({ view }) => (
  <p class="lead">
    {view.t(
      'まだ評価がありません。評価を始めると、めざす★の評価基準がくり返し求めることが、ここに並びます。',
      'There is no assessment yet. Once one is begun, what the criteria of its ★ ask again and again stands here.',
    )}
  </p>
)
