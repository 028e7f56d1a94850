import type { FC } from 'hono/jsx'
import { daysBetween } from '../../kernel/calendar.ts'
import type { Day } from '../../kernel/instant.ts'
import { toPercent } from '../../kernel/percent.ts'
import { Table } from '../table.tsx'
import { sayDay, type View } from '../view.ts'
import { clamp } from './share.ts'

/** A coverage to come, from 0 to 1: as it is expected, at least and at most. */
type Expected = { date: Day; coverage: number; low: number; high: number }

/** The coverage to come as a curve with its band, and the same in numbers. */
export const ForecastFigure: FC<{ view: View; forecast: readonly Expected[]; by: Day | null }> = ({ view, forecast, by }) => {
  const [first, last] = [forecast[0], forecast.at(-1)]
  if (!first || !last) return null
  const end = by !== null && by > last.date ? by : last.date
  const at = (day: Day) => daysBetween(first.date, day)
  const shown = milestonesOf(forecast)
  const sentence = shown
    .map(({ date, coverage, low, high }) => `${sayDay(view, date)} ${toPercent(coverage)} (${toPercent(low)}–${toPercent(high)})`)
    .join(view.t('、', '; '))
  return (
    <>
      <ForecastChart
        points={forecast.map(({ date, coverage, low, high }) => ({ at: at(date), value: coverage, low, high }))}
        length={at(end)}
        mark={by === null ? undefined : { at: at(by), words: view.t(`期日 ${sayDay(view, by)}`, `Ready by ${by}`) }}
        sentence={view.t(`充足率の見込み: ${sentence}`, `Coverage to come: ${sentence}`)}
        from={`${sayDay(view, first.date)} ${toPercent(first.coverage)}`}
        to={sayDay(view, end)}
      />
      <p class="quiet">
        {view.t(
          '線はそろう割合(充足率)の見込み、帯は早く進んだときから長引いたときまで、上の点線は100%です。',
          'The line is the coverage expected, the band from going quickly to taking long, the dotted line 100%.',
        )}
      </p>
      <details>
        <summary>{view.t('見込みを数字で見る', 'The same in numbers')}</summary>
        <Table
          label={view.t('充足率の見込み', 'Coverage to come')}
          columns={[
            { words: view.t('日', 'Day'), kind: 'head' },
            { words: view.t('見込み', 'Expected'), kind: 'number' },
            { words: view.t('長引いたとき', 'If it takes long'), kind: 'number' },
            { words: view.t('早く進んだとき', 'If it goes quickly'), kind: 'number' },
          ]}
          rows={shown.map(({ date, coverage, low, high }) => ({
            cells: [sayDay(view, date), toPercent(coverage), toPercent(low), toPercent(high)],
          }))}
        />
      </details>
    </>
  )
}

/** More rows say no more. */
const MOST_MILESTONES = 12

/** The first day, the last of each month, the last; every second or third of them where there are many. */
function milestonesOf(forecast: readonly Expected[]): Expected[] {
  const monthly = forecast.filter(({ date }, index) => index === 0 || date.slice(0, 7) !== forecast[index + 1]?.date.slice(0, 7))
  const every = Math.ceil(monthly.length / MOST_MILESTONES)
  return monthly.filter((_, index) => index === 0 || index === monthly.length - 1 || index % every === 0)
}

const WIDTH = 640
const HEIGHT = 200

/** A share from 0 to 1 at a time, counted in days from the first; with the least and the most that it may be. */
type ForecastPoint = { at: number; value: number; low: number; high: number }

/**
 * A share to come as a stepped curve over its band, from the first point to `length`; `mark` is a day that counts, with its words. The
 * drawing says `sentence` to a screen reader; `from` and `to` stand under its ends.
 */
const ForecastChart: FC<{
  points: readonly ForecastPoint[]
  length: number
  mark: { at: number; words: string } | undefined
  sentence: string
  from: string
  to: string
}> = ({ points, length, mark, sentence, from, to }) => {
  const x = (at: number) => round((Math.min(at, length) / Math.max(1, length)) * WIDTH)
  const y = (share: number) => round(HEIGHT - clamp(share) * HEIGHT)
  const steps = (of: (point: ForecastPoint) => number) =>
    points.flatMap((point, index): [number, number][] => {
      const before = points[index - 1]
      return [...(before ? [[x(point.at), y(of(before))] as [number, number]] : []), [x(point.at), y(of(point))]]
    })
  const last = points.at(-1)
  const whole = (of: (point: ForecastPoint) => number) => [
    ...steps(of),
    ...(last ? [[WIDTH, y(of(last))] as [number, number]] : []),
  ]
  const path = (line: readonly [number, number][]) => line.map(([left, top]) => `${left},${top}`).join(' ')
  const band = [...whole(({ high }) => high), ...whole(({ low }) => low).toReversed()]
  return (
    <figure class="forecast">
      <svg role="img" viewBox={`0 -6 ${WIDTH} ${HEIGHT + 12}`} preserveAspectRatio="none">
        <title>{sentence}</title>
        {[0, 0.5, 1].map((share) => (
          <path class={share === 1 ? 'whole' : 'grid'} d={`M0 ${y(share)}H${WIDTH}`} vector-effect="non-scaling-stroke" />
        ))}
        <polygon class="band" points={path(band)} />
        <polyline class="likely" points={path(whole(({ value }) => value))} vector-effect="non-scaling-stroke" />
        {mark ? <path class="mark" d={`M${x(mark.at)} -6V${HEIGHT + 6}`} vector-effect="non-scaling-stroke" /> : null}
      </svg>
      <figcaption aria-hidden="true">
        <span>{from}</span>
        {mark ? <span class="marked">{mark.words}</span> : null}
        <span>{to}</span>
      </figcaption>
    </figure>
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
