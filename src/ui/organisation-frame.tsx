import type { Child, FC } from 'hono/jsx'
import { Page } from './page.tsx'
import { Tabs } from './tabs.tsx'
import type { View } from './view.ts'

type Part = 'people' | 'engagements' | 'organisation' | 'sign-in' | 'log'

/** The frame of the pages about the organisation itself: its people, experts, log, settings and sign-in. */
export const OrganisationFrame: FC<{ view: View; part: Part; title: string; wide?: boolean; children?: Child }> = ({
  view,
  part,
  title,
  wide = false,
  children,
}) => {
  const settings = part === 'organisation' || part === 'sign-in'
  return (
    <Page view={view} title={title} area={part === 'sign-in' ? 'organisation' : part} wide={wide}>
      {settings ? (
        <Tabs
          label={view.t('組織の設定のページ', 'Pages of the settings')}
          current={part}
          tabs={[
            { name: 'organisation', href: view.to('/organisation'), words: view.t('組織', 'Organisation') },
            { name: 'sign-in', href: view.to('/organisation/sign-in'), words: view.t('サインイン', 'Sign-in') },
          ]}
        />
      ) : null}
      {children}
    </Page>
  )
}
