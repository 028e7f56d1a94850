import type { FC } from 'hono/jsx'
import { type Day, toJapaneseDate } from '../../kernel/instant.ts'
import { ESTIMATE_WORDS } from '../../measures/index.ts'
import { ForecastFigure } from '../../ui/charts/forecast.tsx'
import { sayDay, saySpan, type View } from '../../ui/view.ts'
import { daysIn, type PlanResult } from '../kept-plan.ts'
import type { PlanSettings } from '../settings.ts'
import type { PlanPageProps } from './plan.tsx'
import { PlanRelief } from './plan-relief.tsx'
import { TaskName } from './task-name.tsx'

type Shown = PlanPageProps & { shown: { settings: PlanSettings; result: PlanResult } }

/** What came of planning. */
export const PlanOutcome: FC<Shown> = (props) => {
  const { view, shown, found } = props
  const { result, settings } = shown
  return (
    <>
      <section class="plan-reached" aria-labelledby="reached">
        <h2 id="reached">{view.t('すべてを示せる見込みの日', 'Everything can be shown on')}</h2>
        <p class="big-day">{result.reached ? sayDay(view, result.reached) : view.t('まだ見込めません', 'No day yet')}</p>
        <p>{reachedWords(view, result)}</p>
        <PlanRelief {...props} />
        <ForecastFigure view={view} forecast={result.forecast} by={settings.by} />
        <Effort {...props} />
      </section>
      <Clashes {...props} />
      <LeftOut {...props} />
      <Critical {...props} />
      {found.plan || props.trying ? <MovedTasks {...props} /> : null}
    </>
  )
}

/** From when to when, and by which day it is wanted. */
function reachedWords(view: View, { reached, quick, slow, ends, late }: PlanResult): string {
  if (!reached) {
    return view.t(
      `計画にある対応は、${sayDay(view, ends)} までに示せる見込みです。下の「計画に入っていないもの」が決まると、日がわかります。`,
      `What is planned can be shown by ${sayDay(view, ends)}. A day can be said once what is left out, below, is settled.`,
    )
  }
  const band = view.t(
    `早ければ ${quick ? sayDay(view, quick) : '—'}、長引けば ${slow ? sayDay(view, slow) : '見込めない'}。`,
    `At the earliest ${quick ? sayDay(view, quick) : '—'}; if all takes long, ${slow ? sayDay(view, slow) : 'no day'}.`,
  )
  return late ? `${view.t('期日には間に合いません。', 'That is too late.')} ${band}` : band
}

const Effort: FC<Shown> = ({ view, found, shown: { result } }) => {
  const [low, likely, high] = daysIn(result)
  const planned = new Set(result.pieces.map(({ id }) => id))
  const tasks = found.tasks.filter(({ id }) => planned.has(id))
  const yen = tasks.reduce((sum, { cost }) => sum + (cost ?? 0), 0)
  const own = tasks.filter(
    ({ measure, effort }) => effort === null && measure !== null && found.efforts.get(measure)?.days,
  ).length
  const unsaid = tasks.filter(({ measure, effort }) => measure === null && effort === null).length
  return (
    <>
      <p>
        <strong>
          {view.t(
            `対応 ${result.pieces.length}件・およそ ${likely}人日`,
            `${result.pieces.length} tasks, about ${likely} person-days`,
          )}
        </strong>{' '}
        {view.t(`(${low}〜${high}人日)`, `(${low} to ${high})`)}
        {yen > 0 ? view.t(`・外に払う費用 ${yen.toLocaleString('ja')}円`, `, ¥${yen.toLocaleString('en')} spent outside`) : ''}
      </p>
      <p class="quiet">
        {view.say(ESTIMATE_WORDS)}
        {unsaid > 0
          ? view.t(
              `日数の書かれていない対応${unsaid}件は、2人日(1〜4人日)として数えています。`,
              ` ${unsaid} tasks without days of their own count as 2 person-days (1 to 4).`,
            )
          : ''}
        {own > 0 ? view.t(`対応${own}件は、会社の見積りで数えています。`, ` ${own} tasks count by your own estimates.`) : ''}{' '}
        <a href={view.to('/efforts')}>{view.t('見積りを見る・会社に合わせる', 'Look at the estimates, or write your own')}</a>
      </p>
    </>
  )
}

const Clashes: FC<Shown> = (props) => {
  const { view, titles, shown } = props
  const { clashes } = shown.result
  if (clashes.length === 0) return null
  const day = (at: Day) => sayDay(view, at)
  return (
    <section aria-labelledby="clashes">
      <h2 id="clashes">{view.t('人が決めた日と合わないもの', 'Where days that people fixed do not fit')}</h2>
      <p>{view.t('決めた日は、そのままにしてあります。', 'The days that were fixed stand as they are.')}</p>
      <ul>
        {clashes.map((clash) => (
          <li>
            <TaskName {...props} id={clash.id} />:{' '}
            {clash.kind === 'due'
              ? view.t(
                  `期限 ${day(clash.day)} には終わらず、${day(clash.end)} になる見込みです。`,
                  `due ${clash.day}, but over on ${clash.end}.`,
                )
              : clash.kind === 'start'
                ? view.t(
                    `開始日 ${day(clash.day)} には手があかず、${day(clash.start)} に始まる見込みです。`,
                    `to begin on ${clash.day}, but nobody is free before ${clash.start}.`,
                  )
                : view.t(
                    `${day(clash.day)} に始まりますが、先に要る「${titles.get(clash.need) ?? ''}」が終わるのは ${day(clash.end)} です。`,
                    `begins on ${clash.day}, while “${titles.get(clash.need) ?? ''}”, which it needs, is over on ${clash.end}.`,
                  )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const LeftOut: FC<Shown> = (props) => {
  const { view, found, shown } = props
  const { unplaced, uncovered } = shown.result
  if (unplaced.length + uncovered.length === 0) return null
  return (
    <section aria-labelledby="left-out">
      <h2 id="left-out">{view.t('計画に入っていないもの', 'What the plan leaves out')}</h2>
      {unplaced.length > 0 ? (
        <>
          <p>
            {view.t(
              '次の対応には日が入りませんでした。先に要る対応が互いを待っているか、担当の人に時間がありません。',
              'These tasks have no days: they wait for each other, or their assignee has no time.',
            )}
          </p>
          <ul>
            {unplaced.map((id) => (
              <li>
                <TaskName {...props} id={id} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {uncovered.length > 0 ? (
        <p>
          {view.t(
            `どの対応でも閉じない評価基準が${uncovered.length}件あります。見送りにした課題か、課題にまだまとめていないものです: `,
            `No task closes these ${uncovered.length} criteria: their issue is set aside, or they are in no issue yet: `,
          )}
          {uncovered.map((criterion) => (
            <>
              <a href={view.to(`/assessments/${found.head.id}/criteria/${criterion}`)}>{criterion}</a>{' '}
            </>
          ))}
        </p>
      ) : null}
    </section>
  )
}

/** A longer path is opened by a press. */
const MOST_AT_ONCE = 8

const Critical: FC<Shown> = (props) => {
  const { view, shown } = props
  const { critical, pieces } = shown.result
  if (critical.length === 0) return null
  const days = new Map(pieces.map((piece) => [piece.id, piece]))
  const rows = critical.map(({ id, after }) => {
    const piece = days.get(id)
    return (
      <li>
        <TaskName {...props} id={id} />{' '}
        <span class="quiet">
          {piece ? saySpan(view, piece.start, piece.end) : ''}
          {after === 'fixed' ? view.t('(始める日を人が決めた)', ' (its first day is fixed)') : ''}
          {piece && piece.shown > piece.end
            ? view.t(`(示せるのは ${toJapaneseDate(piece.shown)} から)`, ` (to be shown from ${piece.shown})`)
            : ''}
        </span>
      </li>
    )
  })
  return (
    <section aria-labelledby="critical">
      <h2 id="critical">{view.t('遅れると、全体が遅れるもの', 'What delays everything when it is late')}</h2>
      <p>
        {view.t(
          'この順に進みます。1日遅れると、すべてを示せる日も1日遅れます。',
          'In this order; a day lost here is a day lost for all.',
        )}
      </p>
      <ol>{rows.slice(0, MOST_AT_ONCE)}</ol>
      {rows.length > MOST_AT_ONCE ? (
        <details>
          <summary>{view.t(`続きの${rows.length - MOST_AT_ONCE}件`, `${rows.length - MOST_AT_ONCE} more`)}</summary>
          <ol start={MOST_AT_ONCE + 1}>{rows.slice(MOST_AT_ONCE)}</ol>
        </details>
      ) : null}
    </section>
  )
}

const MovedTasks: FC<Shown> = (props) => {
  const { view, shown, trying } = props
  const { moved, reachedBefore, reached } = shown.result
  const span = (at: { start: Day; end: Day } | null) => (at ? saySpan(view, at.start, at.end) : view.t('日なし', 'no days'))
  if (moved.length === 0) return null
  return (
    <section aria-labelledby="moved">
      <h2 id="moved">
        {trying ? view.t('動くもの', 'What would move') : view.t('前の計画から動いたもの', 'What moved since the plan before')}
      </h2>
      {!trying && reachedBefore !== reached ? (
        <p>
          {view.t(
            `すべてを示せる日: ${reachedBefore ? sayDay(view, reachedBefore) : '見込めない'} → ${reached ? sayDay(view, reached) : '見込めない'}`,
            `Everything can be shown: ${reachedBefore ?? 'no day'} → ${reached ?? 'no day'}`,
          )}
        </p>
      ) : null}
      <details open={moved.length <= MOST_AT_ONCE}>
        <summary>{view.t(`対応 ${moved.length}件`, `${moved.length} tasks`)}</summary>
        <ul>
          {moved.map(({ id, before, after }) => (
            <li>
              <TaskName {...props} id={id} /> <span class="quiet">{`${span(before)} → ${span(after)}`}</span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}
