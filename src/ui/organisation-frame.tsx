import type { Child, FC } from 'hono/jsx'
import { Page } from './page.tsx'
import { Tabs } from './tabs.tsx'
import type { View } from './view.ts'

type Part = 'people' | 'engagements' | 'settings' | 'sign-in' | 'log'

/** The frame of the pages about the organisation itself: its people, experts, settings, sign-in and log. */
export const OrganisationFrame: FC<{ view: View; part: Part; title: string; wide?: boolean; children?: Child }> = ({
  view,
  part,
  title,
  wide = false,
  children,
}) => (
  <Page view={view} title={title} area="organisation" wide={wide}>
    <Tabs label={view.t('組織のページ', 'Pages of the organisation')} current={part} tabs={tabsFor(view)} />
    {children}
  </Page>
)

function tabsFor(view: View) {
  const tabs = [
    { name: 'people', href: view.to('/people'), words: view.t('人と役割', 'People and roles'), shown: view.may('people.read') },
    {
      name: 'engagements',
      href: view.to('/engagements'),
      words: view.t('専門家との契約', 'Experts'),
      shown: view.may('engagement.read'),
    },
    { name: 'log', href: view.to('/log'), words: view.t('記録', 'Log'), shown: view.may('log.read') },
    {
      name: 'sign-in',
      href: view.to('/organisation/sign-in'),
      words: view.t('サインイン', 'Sign-in'),
      shown: view.may('organisation.settings'),
    },
    {
      name: 'settings',
      href: view.to('/organisation'),
      words: view.t('組織の設定', 'Settings'),
      shown: view.may('organisation.settings'),
    },
  ]
  return tabs.filter(({ shown }) => shown)
}
