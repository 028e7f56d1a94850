import type { Child, FC } from 'hono/jsx'
import { Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'

/** A page of somebody's own account. */
export const AccountFrame: FC<{ view: View; title: string; children?: Child }> = ({ view, title, children }) => (
  <Page view={view} title={title}>
    <Trail view={view} steps={[{ href: '/account', words: view.t('あなたのアカウント', 'Your account') }]} />
    <h1>{title}</h1>
    {children}
  </Page>
)
