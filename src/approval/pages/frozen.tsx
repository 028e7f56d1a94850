import type { FC } from 'hono/jsx'
import { ESTIMATE_WORDS } from '../../measures/index.ts'
import { ForecastFigure } from '../../ui/charts/forecast.tsx'
import { Table } from '../../ui/table.tsx'
import { sayDay, saySpan, type View } from '../../ui/view.ts'
import type { FrozenPlan } from '../frozen-plan.ts'

/** What is asked of management: by when what is done, for how much, and what is not kept. */
export const FrozenSummary: FC<{ view: View; plan: FrozenPlan; titleOf: TitleOf }> = ({ view, plan, titleOf }) => {
  const [low, likely, high] = plan.days
  return (
    <>
      <section class="frozen" aria-labelledby="reached">
        <h2 id="reached">{view.t('いつまでに', 'By when')}</h2>
        <p class="big-day">{plan.reached ? sayDay(view, plan.reached) : view.t('まだ見込めません', 'No day yet')}</p>
        <p>
          {view.t(
            `★${plan.assessment.target}の基準${plan.total}件のうち、いま${plan.settled}件。この日に、すべてを示せる見込みです。`,
            `${plan.settled} of ${plan.total} criteria of ★${plan.assessment.target} are covered now; on this day all can be shown.`,
          )}{' '}
          {plan.reached
            ? view.t(
                `早ければ ${plan.quick ? sayDay(view, plan.quick) : '—'}、長引けば ${plan.slow ? sayDay(view, plan.slow) : '見込めない'}。`,
                `At the earliest ${plan.quick ?? '—'}; if all takes long, ${plan.slow ?? 'no day'}.`,
              )
            : ''}
        </p>
        <ForecastFigure view={view} forecast={plan.forecast} by={plan.by} />
      </section>
      <section aria-labelledby="cost">
        <h2 id="cost">{view.t('どれだけかけて', 'At what cost')}</h2>
        <ul>
          <li>
            {view.t(
              `社内の仕事 およそ${likely}人日(${low}〜${high}人日)、週に合わせて${plan.hoursAWeek}時間`,
              `About ${likely} person-days inside the company (${low} to ${high}), ${plan.hoursAWeek} hours a week in all`,
            )}
          </li>
          <li>
            {plan.yen > 0
              ? view.t(`外に払う費用 ${plan.yen.toLocaleString('ja')}円`, `¥${plan.yen.toLocaleString('en')} spent outside`)
              : view.t('外に払う費用は、書かれていません', 'No spending outside is written down')}
          </li>
        </ul>
        <p class="quiet">{view.say(ESTIMATE_WORDS)}</p>
      </section>
      <NotKept view={view} plan={plan} titleOf={titleOf} />
    </>
  )
}

/** The name of a task as the reader's language has it: ours for one of ours. */
export type TitleOf = (task: { measure: string | null; title: string }) => string

const NotKept: FC<{ view: View; plan: FrozenPlan; titleOf: TitleOf }> = ({ view, plan, titleOf }) => {
  const measures = new Map(plan.tasks.map((task) => [task.title, titleOf(task)]))
  const named = (title: string) => measures.get(title) ?? title
  const lines = [
    ...(plan.late && plan.by
      ? [view.t(`期日の ${sayDay(view, plan.by)} には、すべてはそろいません。`, `Not everything is there by ${plan.by}.`)]
      : []),
    ...plan.missed.map(({ title, day, end }) =>
      view.t(
        `「${named(title)}」は期限の ${sayDay(view, day)} に終わらず、${sayDay(view, end)} になります。`,
        `“${named(title)}” is due on ${day} and will be over on ${end}.`,
      ),
    ),
    ...plan.unplaced.map((title) =>
      view.t(`「${named(title)}」には、まだ日が入っていません。`, `“${named(title)}” has no days yet.`),
    ),
    ...(plan.uncovered.length > 0
      ? [
          view.t(
            `評価基準${plan.uncovered.length}件は、この計画では閉じません(${plan.uncovered.join('、')})。`,
            `${plan.uncovered.length} criteria are not closed by this plan (${plan.uncovered.join(', ')}).`,
          ),
        ]
      : []),
  ]
  return (
    <section aria-labelledby="not-kept">
      <h2 id="not-kept">{view.t('守れないもの', 'What is not kept')}</h2>
      {lines.length === 0 ? (
        <p>{view.t('ありません。', 'Nothing.')}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Every task that is to do, with who does it and when. */
export const FrozenTasks: FC<{ view: View; plan: FrozenPlan; titleOf: TitleOf }> = ({ view, plan, titleOf }) => {
  const open = plan.tasks
    .filter(({ state }) => state === 'todo' || state === 'doing')
    .toSorted((one, other) => ((one.start ?? '9') < (other.start ?? '9') ? -1 : 1))
  return (
    <details>
      <summary>{view.t(`対応の一覧(${open.length}件)`, `All tasks (${open.length})`)}</summary>
      <Table
        label={view.t('対応の一覧', 'All tasks')}
        columns={[
          { words: view.t('対応', 'Task'), kind: 'head' },
          { words: view.t('担当', 'Assignee') },
          { words: view.t('期間', 'Days') },
          { words: view.t('人日', 'Person-days'), kind: 'number' },
        ]}
        rows={open.map((task) => ({
          cells: [
            titleOf(task),
            task.assignee ?? '',
            task.start && task.end ? saySpan(view, task.start, task.end) : view.t('日なし', 'no days'),
            task.days ? String(task.days[1]) : '',
          ],
        }))}
      />
    </details>
  )
}
