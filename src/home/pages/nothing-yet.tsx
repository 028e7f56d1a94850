import type { FC } from 'hono/jsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'

/** The first page of somebody of management while there is no assessment. */
export const NothingYet: FC<{ view: View }> = ({ view }) => (
  <Page view={view} title={view.t('ホーム', 'Home')} area="home">
    <h1 class="visually-hidden">{view.t('ホーム', 'Home')}</h1>
    <div class="empty">
      <p class="lead">{view.t('まだ評価がありません。', 'There is no assessment yet.')}</p>
      <p>
        {view.t(
          '責任者か担当者が評価を始めると、会社の立ち位置と、あなたに決めてほしいことがここに出ます。',
          'Once somebody begins one, where the company stands and what is asked of you appear here.',
        )}
      </p>
    </div>
  </Page>
)
