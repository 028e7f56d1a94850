import type { FC } from 'hono/jsx'
import { clamp, percentOf } from './share.ts'

/** One spoke: its name, a figure such as `3/6` to print beside it, and one value from 0 to 1 per series. */
type RadarAxis = { label: string; figure?: string; values: number[] }
/** One shape: its name, and its class in `charts.css` (`area3`, `area4`). */
type RadarSeries = { name: string; class: string }

/** Areas against each other as shapes around a centre. Draws nothing for fewer than three axes. */
export const Radar: FC<{ label: string; axes: RadarAxis[]; series: RadarSeries[] }> = ({ label, axes, series }) =>
  axes.length < 3 ? null : (
    <svg class="radar" role="img" viewBox={`${-HALF_WIDTH} ${-HALF_HEIGHT} ${2 * HALF_WIDTH} ${2 * HALF_HEIGHT}`}>
      <title>{radarSentence(label, axes, series)}</title>
      {[0.25, 0.5, 0.75, 1].map((ring) => (
        <polygon class="ring" points={shapeOf(axes.map(() => ring))} />
      ))}
      {axes.map((_, index) => {
        const tip = pointAt(index, axes.length, 1)
        return <line class="spoke" x1="0" y1="0" x2={tip.x} y2={tip.y} />
      })}
      {series.map((one, at) => (
        <g class={one.class}>
          <polygon points={shapeOf(axes.map((axis) => axis.values[at] ?? 0))} />
          {axes.map((axis, index) => {
            const point = pointAt(index, axes.length, clamp(axis.values[at] ?? 0))
            return <circle cx={point.x} cy={point.y} r="4" />
          })}
        </g>
      ))}
      {axes.map((axis, index) => (
        <AxisLabel axis={axis} index={index} of={axes.length} />
      ))}
    </svg>
  )

const RADIUS = 110
const HALF_WIDTH = 226
const HALF_HEIGHT = 168

const AxisLabel: FC<{ axis: RadarAxis; index: number; of: number }> = ({ axis, index, of }) => {
  const place = pointAt(index, of, 1.12)
  const lines = [...brokenInTwo(axis.label), ...(axis.figure === undefined ? [] : [axis.figure])]
  const anchor = Math.abs(place.x) < 5 ? 'middle' : place.x > 0 ? 'start' : 'end'
  const top = place.y - ((lines.length - 1) * LINE) / 2 + 5 + (place.y / (RADIUS * 1.12)) * 10
  return (
    <text text-anchor={anchor}>
      {lines.map((line, at) => (
        <tspan class={line === axis.figure ? 'figure' : undefined} x={place.x} y={round(top + at * LINE)}>
          {line}
        </tspan>
      ))}
    </text>
  )
}

const LINE = 17

/** Breaks a long name once, near its middle: at a space, or where katakana ends. */
export function brokenInTwo(label: string): string[] {
  const width = [...label].reduce((sum, character) => sum + (character.charCodeAt(0) < 128 ? 0.5 : 1), 0)
  if (width <= 7) return [label]
  const breaks = [...label.matchAll(/(?<=[\u30a0-\u30ff])(?=[^\u30a0-\u30ff])| /g)].map((match) => match.index)
  const middle = label.length / 2
  const [nearest = Math.ceil(middle)] = breaks.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
  return [label.slice(0, nearest).trim(), label.slice(nearest).trim()]
}

function radarSentence(label: string, axes: RadarAxis[], series: RadarSeries[]): string {
  const parts = axes.map((axis) => {
    const values = series.map((one, at) => `${series.length > 1 ? `${one.name} ` : ''}${percentOf(axis.values[at] ?? 0)}`)
    return `${axis.label} ${values.join(' ')}`
  })
  return `${label}: ${parts.join(' / ')}`
}

function shapeOf(values: number[]): string {
  return values
    .map((value, index) => pointAt(index, values.length, clamp(value)))
    .map(({ x, y }) => `${x},${y}`)
    .join(' ')
}

/** A point on spoke `index`, the first one straight up, clockwise. */
function pointAt(index: number, of: number, distance: number): { x: number; y: number } {
  const angle = (index / of) * 2 * Math.PI
  return { x: round(Math.sin(angle) * distance * RADIUS), y: round(-Math.cos(angle) * distance * RADIUS) }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
