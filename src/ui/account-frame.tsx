import type { Child, FC } from 'hono/jsx'
import { Trail } from './components.tsx'
import { Page } from './page.tsx'
import type { View } from './view.ts'

/** A page of somebody's own account. */
export const AccountFrame: FC<{ view: View; title: string; children?: Child }> = ({ view, title, children }) => (
  <Page view={view} title={title}>
    <Trail
      view={view}
      steps={[{ href: view.to('/account'), words: view.t('あなたのアカウント', 'Your account') }]}
      here={title}
    />
    <h1>{title}</h1>
    {children}
  </Page>
)
