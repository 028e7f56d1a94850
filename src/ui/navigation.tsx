import type { FC } from 'hono/jsx'
import { seesEverything } from '../roles/sight.ts'
import { Icon, type IconName } from './icon.tsx'
import type { View } from './view.ts'

/** What a page belongs to, as the navigation marks it. */
export type Area =
  | 'home'
  | 'clients'
  | 'assessments'
  | 'evidence'
  | 'documents'
  | 'duties'
  | 'registers'
  | 'incidents'
  | 'level'
  | 'quick'
  | 'catalogue'
  | 'people'
  | 'engagements'
  | 'log'
  | 'organisation'

type Entry = { area: Area; path: string; icon: IconName; words: string; shown: boolean }
type AreaProps = { view: View; area?: Area | undefined }

/** Everything that the viewer's roles reach, or whoever is not signed in: their work first, then what they look up, then the organisation itself. */
export const SideNavigation: FC<AreaProps> = ({ view, area }) => (
  <nav class="side" id="side" popover="auto" aria-label={view.t('主なページ', 'Main')}>
    {groupsFor(view).map(({ title, entries }) => (
      <>
        {title === '' ? null : <h2>{title}</h2>}
        <ul>
          {entries.map((entry) => (
            <li>
              <a href={view.to(entry.path)} aria-current={entry.area === area ? 'page' : undefined}>
                <Icon name={entry.icon} />
                {entry.words}
              </a>
            </li>
          ))}
        </ul>
      </>
    ))}
  </nav>
)

/** What whoever is not signed in may look at, in a row of the header. */
export const VisitorsNavigation: FC<AreaProps> = ({ view, area }) => (
  <nav class="visitors" aria-label={view.t('主なページ', 'Main')}>
    <ul class="quick-links">
      {lookedUp(view).map((entry) => (
        <li>
          <a href={entry.path} aria-current={entry.area === area ? 'page' : undefined}>
            {entry.words}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

function groupsFor(view: View): { title: string; entries: Entry[] }[] {
  const groups = [
    { title: '', entries: workOf(view) },
    { title: view.t('調べる', 'Look up'), entries: lookedUp(view) },
    { title: view.t('組織', 'Organisation'), entries: organisationOf(view) },
  ]
  return groups
    .map(({ title, entries }) => ({ title, entries: entries.filter(({ shown }) => shown) }))
    .filter(({ entries }) => entries.length > 0)
}

function workOf(view: View): Entry[] {
  return [
    { area: 'home', path: '/', icon: 'home', words: view.t('ホーム', 'Home'), shown: true },
    {
      area: 'assessments',
      path: '/assessments',
      icon: 'clipboard-document-check',
      words: view.t('評価', 'Assessments'),
      shown: view.may('assessment.read'),
    },
    {
      area: 'evidence',
      path: '/evidence',
      icon: 'document-check',
      words: view.t('証跡', 'Evidence'),
      shown: view.viewer !== undefined && seesEverything(view.viewer) && view.may('evidence.read'),
    },
    {
      area: 'documents',
      path: '/documents',
      icon: 'document-text',
      words: view.t('社内ルール', 'Internal rules'),
      shown: view.may('document.read'),
    },
    {
      area: 'duties',
      path: '/duties',
      icon: 'clock',
      words: view.t('繰り返し作業', 'Duties'),
      shown: view.viewer !== undefined && seesEverything(view.viewer) && view.may('duties.read'),
    },
    {
      area: 'registers',
      path: '/registers',
      icon: 'table-cells',
      words: view.t('台帳', 'Registers'),
      shown: view.may('register.read'),
    },
    {
      area: 'incidents',
      path: view.may('incident.read') ? '/incidents' : '/incidents/card',
      icon: 'exclamation-triangle',
      words: view.t('インシデント', 'Incidents'),
      shown: view.may('incident-card.read'),
    },
    {
      area: 'clients',
      path: '/clients',
      icon: 'building-office-2',
      words: view.t('手伝っている会社', 'Clients'),
      shown: view.viewer?.engagement !== undefined || (view.viewer?.roles.includes('expert') ?? false),
    },
  ]
}

function lookedUp(view: View): Entry[] {
  return [
    { area: 'quick', path: '/quick', icon: 'bolt', words: view.t('クイックアセスメント', 'Quick assessment'), shown: true },
    { area: 'level', path: '/level', icon: 'star', words: view.t('★3か★4か', '★3 or ★4'), shown: true },
    { area: 'catalogue', path: '/catalogue', icon: 'book-open', words: view.t('評価基準', 'Criteria'), shown: true },
  ]
}

function organisationOf(view: View): Entry[] {
  return [
    {
      area: 'people',
      path: '/people',
      icon: 'users',
      words: view.t('人と役割', 'People and roles'),
      shown: view.may('people.read'),
    },
    {
      area: 'engagements',
      path: '/engagements',
      icon: 'user-group',
      words: view.t('専門家との契約', 'Experts'),
      shown: view.may('engagement.read'),
    },
    { area: 'log', path: '/log', icon: 'queue-list', words: view.t('記録', 'Log'), shown: view.may('log.read') },
    {
      area: 'organisation',
      path: '/organisation',
      icon: 'cog-6-tooth',
      words: view.t('組織の設定', 'Settings'),
      shown: view.may('organisation.settings'),
    },
  ]
}
