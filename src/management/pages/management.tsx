import type { FC } from 'hono/jsx'
import { type CatalogueContext, questionOf } from '../../catalogue/index.ts'
import type { BriefSection } from '../../report/index.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { ForecastFigure } from '../../ui/charts/forecast.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { Management } from '../actions.ts'

type ManagementProps = { view: View; found: Management; edition: CatalogueContext['edition']; confirmed: string | undefined }

/** Where the company stands and will stand by when, and what is wanted of management now, each decided here. */
export const ManagementPage: FC<ManagementProps> = (props) => {
  const { view, found, confirmed } = props
  const { head, brief, plan } = found
  const section = (key: BriefSection['key']) => brief.sections.find((one) => one.key === key)
  return (
    <AssessmentFrame view={view} head={head} part="management" title={view.t('経営', 'Management')}>
      <h1 class="visually-hidden">{view.t('経営', 'Management')}</h1>
      {confirmed && /^[\d-]+$/.test(confirmed) ? (
        <SavedNote>
          {view.t(`${confirmed} の「該当なし」を確認しました。`, `You confirmed that ${confirmed} does not apply.`)}
        </SavedNote>
      ) : null}
      <section aria-labelledby="now">
        <h2 id="now">{view.t('いま', 'Now')}</h2>
        <p class="big-day">
          {`${brief.settled} / ${brief.total}`} <small class="quiet">{brief.percent}</small>
        </p>
        <p>{brief.sentence}</p>
      </section>
      <Decisions {...props} section={section('decide')} />
      <div class="management">
        <Lines section={section('when')} />
        <Lines section={section('cost')} />
        <Lines section={section('overdue')} />
        <Lines section={section('nothing')} />
      </div>
      {plan ? (
        <section aria-labelledby="curve">
          <h2 id="curve">{view.t('これからの見込み', 'What is expected')}</h2>
          <ForecastFigure view={view} forecast={plan.forecast} by={plan.by} />
        </section>
      ) : null}
      <div class="actions">
        <a class="button second" href={view.to(`/assessments/${head.id}/management.pdf`)}>
          {view.t('A4のPDFで見る', 'See it as an A4 PDF')}
        </a>
        <a href={view.to(`/assessments/${head.id}/plan`)}>{view.t('計画を見る', 'See the plan')}</a>
      </div>
      <p class="quiet">{brief.notice}</p>
    </AssessmentFrame>
  )
}

const Lines: FC<{ section: BriefSection | undefined }> = ({ section }) =>
  section ? (
    <section aria-labelledby={`brief-${section.key}`}>
      <h2 id={`brief-${section.key}`}>{section.heading}</h2>
      {section.lines.map((line, index) => (
        <p>{index === 0 ? <strong>{line}</strong> : line}</p>
      ))}
    </section>
  ) : null

/** So many 該当なし are asked at once. */
const MOST_ASKED = 3

/** What is to be decided, and below it what this viewer can decide with a press. */
const Decisions: FC<ManagementProps & { section: BriefSection | undefined }> = (props) => {
  const { view, found, section } = props
  const { head, waiting, asked, unowned } = found
  const base = `/assessments/${head.id}`
  if (!section) return null
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">{section.heading}</h2>
      <ol>
        {section.lines.map((line) => (
          <li>{line}</li>
        ))}
      </ol>
      {waiting ? (
        <form class="card" method="post" action={view.to(`${base}/plan/versions/${waiting}/approval`)}>
          <p>
            <strong>{view.t(`計画(第${waiting}版)`, `The plan (version ${waiting})`)}</strong>
          </p>
          <div class="actions">
            <button type="submit">{view.t('承認する', 'Approve')}</button>
            <a href={view.to(`${base}/plan/versions/${waiting}`)}>
              {view.t('内容を見る・変更を指示する', 'Read it, or direct changes')}
            </a>
          </div>
        </form>
      ) : null}
      {asked.slice(0, MOST_ASKED).map(({ answer }) => (
        <Asked {...props} answer={answer} />
      ))}
      {asked.length > MOST_ASKED ? (
        <p>
          <a href={view.to(`${base}/criteria?status=unconfirmed`)}>
            {view.t(`ほかの${asked.length - MOST_ASKED}件も見る`, `See the ${asked.length - MOST_ASKED} others`)}
          </a>
        </p>
      ) : null}
      {unowned.length > 0 ? (
        <div class="card">
          <p>
            <strong>{view.t('期限を過ぎて、担当のいない対応', 'Overdue tasks that nobody has')}</strong>
          </p>
          <ul>
            {unowned.slice(0, MOST_ASKED).map(({ id, title }) => (
              <li>
                <a href={view.to(`${base}/tasks/${id}`)}>{title}</a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  )
}

/** One 該当なし with its reason, decided with one press; whoever doubts it opens the answer. */
const Asked: FC<ManagementProps & { answer: Management['asked'][number]['answer'] }> = ({ view, found, edition, answer }) => {
  const base = `/assessments/${found.head.id}`
  const by = found.names.get(answer.statedBy) ?? ''
  return (
    <form class="card" method="post" action={view.to(`${base}/confirmations/${answer.criterion}`)}>
      <p>
        <span class="id">{answer.criterion}</span> {questionOf(edition(found.head.edition), answer.criterion, view.lang)}
      </p>
      <p>
        <strong>{view.t('該当なし:', 'Not applicable:')}</strong> {answer.reason}{' '}
        <span class="quiet">{view.t(`(${by}さん)`, `(${by})`)}</span>
      </p>
      <input type="hidden" name="confirmed" value={answer.revision} />
      <input type="hidden" name="after" value="management" />
      <div class="actions">
        <button type="submit">
          {view.t('該当しないことを確認する', 'Confirm')}
          <span class="visually-hidden">{view.t(`(${answer.criterion})`, ` ${answer.criterion}`)}</span>
        </button>
        <a href={view.to(`${base}/criteria/${answer.criterion}`)}>{view.t('回答を見る', 'See the answer')}</a>
      </div>
    </form>
  )
}
