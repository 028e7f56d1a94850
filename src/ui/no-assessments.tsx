import type { FC } from 'hono/jsx'
import type { View } from './view.ts'

/** There is nothing yet, and nothing to begin: whose turn it is. */
export const NothingForYou: FC<{ view: View }> = ({ view }) => (
  <div class="empty">
    <p class="lead">
      {view.may('assessment.summary')
        ? view.t('見られる評価は、まだありません。', 'There is no assessment to see yet.')
        : view.t('あなたに割り当てられた評価基準は、まだありません。', 'Nothing is assigned to you yet.')}
    </p>
    <p>
      {view.t(
        '割り当てや評価の準備は、組織の責任者か担当者がします。',
        'The responsible person or the staff of the organisation will see to it.',
      )}
    </p>
  </div>
)

/** The first day: the ways to begin. */
export const NoAssessments: FC<{ view: View }> = ({ view }) => (
  <div class="empty">
    <p class="lead">
      {view.t(
        'まだ評価がありません。★3か★4かを選んで始めるか、記入済みの表を取り込みます。',
        'No assessment yet. Choose ★3 or ★4 and begin.',
      )}
    </p>
    <p>
      <a class="button large" href={view.to('/assessments/new')}>
        {view.t('評価を始める', 'Start an assessment')}
      </a>
    </p>
    <p>
      <a href={view.to('/quick')}>{view.t('先にクイックアセスメントを試す', 'Try the quick assessment first')}</a>
    </p>
  </div>
)
