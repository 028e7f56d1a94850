import type { FC } from 'hono/jsx'

const WIDTH = 320
const HEIGHT = 96

/**
 * How a number went from its first point to its last, against `total`, as a line over its ground. `sentence` says the same in words;
 * `from` and `to` stand under its ends.
 */
export const TrendLine: FC<{ values: readonly number[]; total: number; sentence: string; from: string; to: string }> = ({
  values,
  total,
  sentence,
  from,
  to,
}) => {
  const points = values.map((value, index) => [
    round((index / Math.max(1, values.length - 1)) * WIDTH),
    round(HEIGHT - (value / Math.max(1, total)) * HEIGHT),
  ])
  const line = points.map(([x, y]) => `${x},${y}`).join(' ')
  return (
    <figure class="trend">
      <svg role="img" viewBox={`0 -4 ${WIDTH} ${HEIGHT + 8}`} preserveAspectRatio="none">
        <title>{sentence}</title>
        <path class="whole" d={`M0 0H${WIDTH}`} vector-effect="non-scaling-stroke" />
        <path class="none" d={`M0 ${HEIGHT}H${WIDTH}`} vector-effect="non-scaling-stroke" />
        <polygon points={`0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`} />
        <polyline points={line} vector-effect="non-scaling-stroke" />
      </svg>
      <figcaption aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </figcaption>
    </figure>
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
