import type { FC } from 'hono/jsx'
import { clamp, percentOf } from './share.ts'

/** A share from 0 to 1 as a ring with its percentage inside and its numbers (`caption`) below. */
export const Gauge: FC<{ value: number; label: string; caption: string }> = ({ value, label, caption }) => (
  <svg class="gauge" role="img" viewBox="0 0 120 120">
    <title>{`${label}: ${percentOf(value)} (${caption})`}</title>
    <circle class="track" cx="60" cy="60" r="52" />
    {value > 0 ? (
      <circle
        class="value"
        cx="60"
        cy="60"
        r="52"
        pathLength="100"
        stroke-dasharray={`${clamp(value) * 100} 100`}
        transform="rotate(-90 60 60)"
      />
    ) : null}
    <g>
      <text class="share" x="60" y="60">
        {percentOf(value)}
      </text>
      <text class="caption" x="60" y="80">
        {caption}
      </text>
    </g>
  </svg>
)
