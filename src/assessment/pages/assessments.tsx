import type { FC } from 'hono/jsx'
import { toWordsInJapan } from '../../kernel/instant.ts'
import { toPercent } from '../../kernel/percent.ts'
import { seesAnswers } from '../../roles/sight.ts'
import { StackedBar } from '../../standing/bar.tsx'
import { SettledOf } from '../../standing/settled.tsx'
import { Star } from '../../ui/components.tsx'
import { keptHtml } from '../../ui/kept.ts'
import { NoAssessments, NothingForYou } from '../../ui/no-assessments.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { Attainment } from '../attainment.ts'
import type { ListedHead } from '../store.ts'
import { OpenAdvice } from './advice.tsx'

type Listed = ListedHead & { attainment: Attainment }

/** The organisation's assessments, last changed first. */
export const AssessmentsPage: FC<{ view: View; assessments: Listed[]; page: number; more: boolean }> = ({
  view,
  assessments,
  page,
  more,
}) => (
  <Page view={view} title={view.t('評価', 'Assessments')} area="assessments">
    <h1>{view.t('評価', 'Assessments')}</h1>
    {assessments.length === 0 && page === 1 ? (
      view.may('assessment.begin') ? (
        <NoAssessments view={view} />
      ) : (
        <NothingForYou view={view} />
      )
    ) : (
      <List view={view} assessments={assessments} />
    )}
    {more || page > 1 ? <Pages view={view} page={page} more={more} /> : null}
  </Page>
)

const List: FC<{ view: View; assessments: Listed[] }> = ({ view, assessments }) => (
  <>
    {view.may('assessment.begin') ? (
      <div class="actions">
        <a class="button" href={view.to('/assessments/new')}>
          {view.t('新しい評価を始める', 'Start an assessment')}
        </a>
      </div>
    ) : null}
    <ul class="assessments">
      {assessments.map((assessment) => (
        <li>
          {view.may('assessment.summary') ? (
            <AssessmentCard view={view} assessment={assessment} />
          ) : (
            <AssignedCard view={view} assessment={assessment} />
          )}
        </li>
      ))}
    </ul>
  </>
)

/** One assessment at a glance: name, target, share, and a picture of where its criteria stand. */
const AssessmentCard: FC<{ view: View; assessment: Listed }> = ({ view, assessment }) => {
  const { attainment } = assessment
  return (
    <a class="card" href={view.to(`/assessments/${assessment.id}`)}>
      <h2>
        {assessment.title} <Star level={assessment.target} />
      </h2>
      {numbersInCard(attainment, view)}
      <p class="quiet">
        {view.viewer && seesAnswers(view.viewer) ? <OpenAdvice view={view} open={assessment.openAdvice} /> : null}
        {view.t(
          `${assessment.edition}版・最後の変更 ${toWordsInJapan(assessment.changedAt)}`,
          `Edition ${assessment.edition}, last changed ${toWordsInJapan(assessment.changedAt, 'en')}`,
        )}
      </p>
    </a>
  )
}

/** The numbers of an assessment are the same object for as long as its answers stand as they are. */
const numbersInCard = keptHtml((attainment: Attainment, speech) => {
  return (
    <>
      <StackedBar
        view={speech}
        counts={attainment}
        total={attainment.total}
        label={speech.t('評価の内訳', 'Where the criteria stand')}
      />
      <p>
        {`${speech.t('充足率', 'Coverage')} ${toPercent(attainment.coverage)} `}
        <SettledOf view={speech} tally={attainment} />
      </p>
    </>
  )
})

/** An assessment for somebody who answers assigned criteria: its name, and the way to them. */
const AssignedCard: FC<{ view: View; assessment: Listed }> = ({ view, assessment }) => (
  <a class="card" href={view.to(`/assessments/${assessment.id}/criteria`)}>
    <h2>{assessment.title}</h2>
    <p>{view.t('あなたに割り当てられた評価基準に答えます。', 'Answer the criteria assigned to you.')}</p>
    <p class="quiet">
      {view.t(`最後の変更 ${toWordsInJapan(assessment.changedAt)}`, `Last changed ${toWordsInJapan(assessment.changedAt, 'en')}`)}
    </p>
  </a>
)

const Pages: FC<{ view: View; page: number; more: boolean }> = ({ view, page, more }) => (
  <nav class="neighbours" aria-label={view.t('ページ', 'Pages')}>
    {page > 1 ? (
      <a rel="prev" href={view.to(`/assessments?page=${page - 1}`)}>
        {view.t('← 新しいもの', '← Newer')}
      </a>
    ) : (
      <span></span>
    )}
    <span>{view.t(`${page}ページ`, `Page ${page}`)}</span>
    {more ? (
      <a rel="next" href={view.to(`/assessments?page=${page + 1}`)}>
        {view.t('古いもの →', 'Older →')}
      </a>
    ) : null}
  </nav>
)
