import type { FC } from 'hono/jsx'
import { type CatalogueContext, questionOf } from '../../catalogue/index.ts'
import { toPercent } from '../../kernel/percent.ts'
import type { Words } from '../../kernel/refusal.ts'
import type { DutyNumbers } from '../../records/actions.ts'
import type { BriefSection } from '../../report/index.ts'
import { StandingChip } from '../../standing/chip.tsx'
import { mayAssignTasks } from '../../tasks/index.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { AssignTask } from '../../ui/assign-task.tsx'
import { ForecastFigure } from '../../ui/charts/forecast.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import { WaitingRule } from '../../ui/waiting-rule.tsx'
import type { Management } from '../actions.ts'

type ManagementProps = {
  view: View
  found: Management
  edition: CatalogueContext['edition']
  confirmed: string | undefined
  said: Said | undefined
}

/** What was just decided here. */
type Said = 'assigned' | 'approved'

/** Where the company stands and will stand by when, and what is wanted of management now, each decided here. */
export const ManagementPage: FC<ManagementProps> = (props) => {
  const { view, found, confirmed, said } = props
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
      {said ? <SavedNote>{view.say(SAID_WORDS[said])}</SavedNote> : null}
      <section aria-labelledby="now">
        <h2 id="now">{view.t('いま', 'Now')}</h2>
        <p class="big-day">
          {`${brief.settled} / ${brief.total}`} <small class="quiet">{brief.percent}</small>
        </p>
        <p>
          {brief.sentence}
          {found.week.settledBefore === undefined ? null : (
            <span class="quiet">{sinceThen(view, brief.settled - found.week.settledBefore)}</span>
          )}
        </p>
        {found.doubts.doubted > 0 ? (
          <p>
            <a href={view.to(`/assessments/${head.id}/criteria?status=doubted`)}>
              {view.t(
                `要確認${found.doubts.doubted}件を除くと ${toPercent(found.doubts.proven)}`,
                `${toPercent(found.doubts.proven)} without the ${found.doubts.doubted} to be confirmed`,
              )}
            </a>
          </p>
        ) : null}
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
      {found.duties ? <DutiesPart view={view} numbers={found.duties} /> : null}
      <WeekPart {...props} />
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

/** How the duties of a year were kept, and how many attended trainings; each number leads to what it counts. */
const DutiesPart: FC<{ view: View; numbers: DutyNumbers }> = ({ view, numbers: { punctuality, trainings } }) => {
  const { due, inTime, late, missing } = punctuality
  const asked = trainings.reduce((sum, one) => sum + one.asked, 0)
  const attended = trainings.reduce((sum, one) => sum + one.attended, 0)
  if (due === 0 && asked === 0) return null
  return (
    <section aria-labelledby="duties">
      <h2 id="duties">{view.t('この1年の点検と教育', 'Checks and trainings of the last 12 months')}</h2>
      {due > 0 ? (
        <p>
          <a href={view.to('/duties/year')}>
            {view.t(`期日の来た${due}回のうち、期日までに${inTime}回`, `Of ${due} that were due, ${inTime} in time`)}
          </a>
          {view.t(`、遅れて${late}回、`, `, ${late} late, `)}
          <a href={view.to('/records')}>{view.t(`記録なし${missing}回`, `${missing} without a record`)}</a>
        </p>
      ) : null}
      {asked > 0 ? (
        <p>
          {view.t(
            `教育・訓練の受講率 ${toPercent(attended / asked)}(のべ${asked}人中${attended}人): `,
            `Attendance of trainings ${toPercent(attended / asked)} (${attended} of ${asked}): `,
          )}
          {trainings.map(({ id, doneOn }, at) => (
            <>
              {at > 0 ? view.t('、', ', ') : ''}
              <a href={view.to(`/records/${id}`)}>{sayDay(view, doneOn)}</a>
            </>
          ))}
        </p>
      ) : null}
    </section>
  )
}

const SAID_WORDS: Record<Said, Words> = {
  assigned: { ja: '担当を決めました。', en: 'The task has an assignee now.' },
  approved: { ja: '計画を承認しました。', en: 'You approved the plan.' },
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

/** What a week changed, one criterion a line. */
const WeekPart: FC<ManagementProps> = ({ view, found: { head, week }, edition }) => (
  <section aria-labelledby="week">
    <h2 id="week">{view.t('この1週間で変わったこと', 'What changed in a week')}</h2>
    {week.changed.length === 0 ? <p>{view.t('変わった評価はありません。', 'No standing changed.')}</p> : null}
    <ul class="week">
      {week.changed.slice(0, MOST_CHANGED).map(({ criterion, was, is }) => (
        <li>
          <a href={view.to(`/assessments/${head.id}/criteria/${criterion}`)}>{criterion}</a>{' '}
          {questionOf(edition(head.edition), criterion, view.lang)}{' '}
          <span>
            <StandingChip view={view} standing={was} confirmed />
            <span aria-hidden="true"> → </span>
            <span class="visually-hidden">{view.t('から', ' became ')}</span>
            <StandingChip view={view} standing={is} confirmed />
          </span>
        </li>
      ))}
    </ul>
    {week.changed.length > MOST_CHANGED ? (
      <p class="quiet">
        {view.t(
          `ほかに${week.changed.length - MOST_CHANGED}件変わりました。`,
          `${week.changed.length - MOST_CHANGED} more changed.`,
        )}
      </p>
    ) : null}
  </section>
)
const MOST_CHANGED = 5

function sinceThen(view: View, change: number): string {
  if (change === 0) return view.t('(1週間前と同じ)', ' (as a week ago)')
  const sign = change > 0 ? '+' : '−'
  return view.t(`(1週間前から${sign}${Math.abs(change)}件)`, ` (${sign}${Math.abs(change)} in a week)`)
}

/** So many 該当なし are asked at once. */
const MOST_ASKED = 3

/** What is to be decided, and below it what this viewer can decide with a press. */
const Decisions: FC<ManagementProps & { section: BriefSection | undefined }> = (props) => {
  const { view, found, section } = props
  const { head, waiting, documents, asked, unowned, names } = found
  const assigns = view.viewer !== undefined && mayAssignTasks(view.viewer)
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
          <input type="hidden" name="after" value="management" />
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
      {documents.map((rule) => (
        <p class="card">
          <WaitingRule view={view} rule={rule} by={names.get(rule.putBy) ?? ''} />
        </p>
      ))}
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
          <ul class="unowned">
            {unowned.slice(0, MOST_ASKED).map((task) => (
              <li>
                <a href={view.to(`${base}/tasks/${task.id}`)}>{task.title}</a>
                {assigns ? <AssignTask view={view} task={task} colleagues={found.colleagues} after="management" /> : null}
              </li>
            ))}
          </ul>
          {unowned.length > MOST_ASKED ? (
            <p>
              <a href={view.to(`${base}/tasks?who=nobody&when=overdue`)}>
                {view.t(`ほかの${unowned.length - MOST_ASKED}件も見る`, `See the ${unowned.length - MOST_ASKED} others`)}
              </a>
            </p>
          ) : null}
        </div>
      ) : null}
      {found.elsewhere.map(({ id, title, count }) => (
        <p>
          <a href={view.to(`/assessments/${id}/management`)}>
            {view.t(`「${title}」でも${count}件が待っています`, `${count} more wait in “${title}”`)}
          </a>
        </p>
      ))}
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
