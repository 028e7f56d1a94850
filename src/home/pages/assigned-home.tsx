import type { FC } from 'hono/jsx'
import { type CatalogueContext, questionOf } from '../../catalogue/index.ts'
import type { Day } from '../../kernel/instant.ts'
import { StandingChip } from '../../standing/chip.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { Home } from '../actions.ts'
import { OwnDuties, OwnTasks } from './own.tsx'

/** The first page of a 回答者: their own tasks, then their own criteria, those without an answer first. */
export const AssignedHome: FC<{
  view: View
  home: Extract<Home, { kind: 'assigned' }>
  edition: CatalogueContext['edition']
  today: Day
}> = ({ view, home, edition, today }) => {
  const { assigned } = home
  const open = assigned.filter(({ answer }) => answer.status === null).length
  return (
    <Page view={view} title={view.t('あなたの担当', 'Assigned to you')} area="home">
      <h1>{view.t('あなたの担当', 'Assigned to you')}</h1>
      <OwnTasks view={view} home={home} today={today} />
      <OwnDuties view={view} home={home} edition={edition} today={today} />
      {assigned.length === 0 && home.tasks.length + home.duties.own.length > 0 ? null : assigned.length === 0 ? (
        <div class="empty">
          <p class="lead">{view.t('いま、あなたに割り当てられたものはありません。', 'Nothing is assigned to you at present.')}</p>
          <p>{view.t('割り当てられると、ここに並びます。', 'What is assigned to you will be listed here.')}</p>
        </div>
      ) : (
        <p class="lead" role="status">
          {open > 0
            ? view.t(
                `${assigned.length}件のうち、まだ答えていないのは${open}件です。`,
                `${open} of ${assigned.length} wait for an answer.`,
              )
            : view.t(`${assigned.length}件すべてに答えました。`, `All ${assigned.length} are answered.`)}
        </p>
      )}
      <ul class="assigned">
        {assigned.map(({ head, answer }) => {
          return (
            <li>
              <a href={view.to(`/assessments/${head.id}/criteria/${answer.criterion}`)}>
                {`${answer.criterion} ${questionOf(edition(head.edition), answer.criterion, view.lang)}`}
              </a>
              <p class="quiet">
                <StandingChip view={view} standing={answer.status ?? 'unanswered'} confirmed={answer.confirmation !== null} />{' '}
                {head.title}
              </p>
            </li>
          )
        })}
      </ul>
    </Page>
  )
}
