import type { FC } from 'hono/jsx'
import { criterionIn } from '../../catalogue/index.ts'
import { addMonths, daysBetween } from '../../kernel/calendar.ts'
import type { Day } from '../../kernel/instant.ts'
import { may } from '../../roles/permissions.ts'
import { StandingChip } from '../../standing/chip.tsx'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Empty } from '../../ui/components.tsx'
import { type Row, Table } from '../../ui/table.tsx'
import { sayDay, saySpan, type View } from '../../ui/view.ts'
import { toTargetText } from '../piece.ts'
import type { Matrix } from '../read-actions.ts'
import { mayWithEvidence } from '../sight.ts'
import { NO_END, STATE_WORDS, STATES } from '../state.ts'
import { StateMark } from './words.tsx'

type MatrixProps = Matrix & { view: View; only: string }

/** The evidence matrix: every criterion with what there is for it, and the days that it covers. */
export const MatrixPage: FC<MatrixProps> = (props) => {
  const { view, head, rows, only, window } = props
  const base = view.to(`/assessments/${head.id}/evidence`)
  const scale = scaleOf(window, props.today)
  const shown = STATES.some((state) => state === only) ? rows.filter(({ state }) => state === only) : rows
  return (
    <AssessmentFrame view={view} head={head} part="evidence" title={view.t('証跡の表', 'Evidence matrix')} wide>
      <h1>{view.t('証跡の表', 'Evidence matrix')}</h1>
      <nav class="evidence-tally" aria-label={view.t('状態で絞り込む', 'Filter by state')}>
        <a href={base} aria-current={shown === rows ? 'true' : undefined}>
          {view.t('すべて', 'All')} <b>{rows.length}</b>
        </a>
        {STATES.map((state) => (
          <a href={`${base}?only=${state}`} class={state} aria-current={only === state ? 'true' : undefined}>
            <span aria-hidden="true">{STATE_WORDS[state].mark}</span> {view.say(STATE_WORDS[state])}{' '}
            <b>{rows.filter((row) => row.state === state).length}</b>
          </a>
        ))}
      </nav>
      {view.viewer && may(view.viewer, 'evidence.pack') ? (
        <p>
          <a href={`${base}/pack`}>{view.t('外に渡す束を作る', 'Make a pack to hand out')}</a>
        </p>
      ) : null}
      <p class="quiet">
        {view.t(
          `帯は、証跡が示している期間です(${sayDay(view, window.from)}〜${sayDay(view, window.to)})。線は今日です。`,
          `The strip shows the days that evidence tells of, ${window.from} to ${window.to}; the line is today.`,
        )}
      </p>
      {shown.length === 0 ? (
        <Empty title={view.t('この状態の評価基準はありません。', 'No criterion is in this state.')} />
      ) : (
        <Table
          label={view.t('証跡の表', 'Evidence matrix')}
          class="evidence-matrix"
          columns={[
            { words: view.t('評価基準', 'Criterion'), kind: 'head' },
            { words: view.t('回答', 'Answer') },
            { words: view.t('証跡', 'Evidence') },
            { words: view.t('期間', 'Period') },
            { words: view.t('期限', 'Until') },
            { words: view.t('加える', 'Add'), kind: 'acts' },
          ]}
          rows={shown.map((row) => toRow(props, row, scale))}
        />
      )}
    </AssessmentFrame>
  )
}

function toRow({ view, head, edition }: MatrixProps, row: Matrix['rows'][number], scale: ReturnType<typeof scaleOf>): Row {
  const { id, question } = criterionIn(edition, row.criterion, view.lang)
  const target = toTargetText({ kind: 'criterion', assessment: head.id, target: id })
  const writes = view.viewer !== undefined && mayWithEvidence(view.viewer, 'evidence.write')
  return {
    id: `c-${id}`,
    class: row.state,
    cells: [
      <>
        <a href={view.to(`/assessments/${head.id}/criteria/${id}#attached`)}>{id}</a> <small>{question}</small>
      </>,
      <StandingChip view={view} standing={row.status ?? 'unanswered'} confirmed={false} />,
      <>
        <StateMark view={view} state={row.state} />
        {row.newest ? (
          <ul class="evidence-titles">
            <li>
              <a href={view.to(`/evidence/${row.newest.id}`)}>{row.newest.title}</a>
            </li>
            {row.pieces > 1 ? <li class="quiet">{view.t(`ほか${row.pieces - 1}件`, `${row.pieces - 1} more`)}</li> : null}
          </ul>
        ) : null}
      </>,
      <Strip view={view} periods={row.periods} scale={scale} />,
      row.until && row.until !== NO_END ? sayDay(view, row.until) : '',
      writes ? (
        <a class="no-print" href={view.to(`/evidence/attach?${new URLSearchParams({ target })}`)}>
          {view.t('加える', 'Add')}
          <span class="visually-hidden">{view.t(`(${id})`, ` to ${id}`)}</span>
        </a>
      ) : null,
    ],
  }
}

const WIDTH = 160
const HEIGHT = 14

/** What every strip of a page has in common: where a day stands on it, the line of today, one line for every third month. */
function scaleOf(window: { from: Day; to: Day }, today: Day) {
  const whole = daysBetween(window.from, window.to) + 1
  const x = (day: Day) => Math.round((daysBetween(window.from, day) / whole) * WIDTH * 10) / 10
  let months = ''
  for (let day = window.from; day <= window.to; day = addMonths(day, 3)) months += `M${x(day)} 0V${HEIGHT}`
  return { x, whole, months, today: `M${x(today)} 0V${HEIGHT}` }
}

/** The days that evidence covers, drawn over the window, and the same in words. */
const Strip: FC<{ view: View; periods: Matrix['rows'][number]['periods']; scale: ReturnType<typeof scaleOf> }> = ({
  view,
  periods,
  scale,
}) => {
  if (periods.length === 0) return <span class="quiet">{view.t('(期間なし)', '(no period)')}</span>
  const words = periods.map(({ from, to }) => saySpan(view, from, to))
  const day = WIDTH / scale.whole
  const covered = periods.map(
    ({ from, to }) =>
      `M${scale.x(from)} 3H${Math.max(scale.x(from) + 1.5, scale.x(to) + day).toFixed(1)}V${HEIGHT - 3}H${scale.x(from)}Z`,
  )
  return (
    <svg class="strip" role="img" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT}>
      <title>{view.t(`示している期間: ${words.join('、')}`, `Covers ${words.join('; ')}`)}</title>
      <path class="months" d={scale.months} />
      <path class="covered" d={covered.join('')} />
      <path class="today" d={scale.today} />
    </svg>
  )
}
