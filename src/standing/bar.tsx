import type { FC } from 'hono/jsx'
import type { Words } from '../kernel/refusal.ts'
import type { Speech } from '../ui/kept.ts'
import { MARK, STANDING_WORDS, STANDINGS, type Standing } from './status.ts'

type StandingWords = Record<Standing, Words>

/**
 * One bar of criteria or questions by standing, with its numbers beside it. `words` replaces the names of the standings.
 * Each standing has a pattern of its own, so that the bar can be read in grey.
 */
export const StackedBar: FC<{
  view: Speech
  counts: Record<Standing, number>
  total: number
  label: string
  words?: StandingWords
}> = ({ view, counts, total, label, words = STANDING_WORDS }) => {
  const shown = STANDINGS.filter((standing) => counts[standing] > 0)
  return (
    <div class="stacked">
      <svg class="bar" role="img">
        <title>{sentenceOf(view, label, counts, total, words)}</title>
        <rect class="ground" width="100%" height="100%" />
        {total > 0 ? shown.map((standing) => <Segment {...segmentOf(standing, counts, total)} />) : null}
      </svg>
      <ul class="figures" aria-hidden="true">
        {shown.map((standing) => (
          <li>
            <span class={`mark ${standing}`}>{MARK[standing]}</span>
            {counts[standing]}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What the patterns of the bars mean. */
export const Legend: FC<{ view: Speech; words?: StandingWords; standings?: readonly Standing[] }> = ({
  view,
  words = STANDING_WORDS,
  standings = STANDINGS,
}) => (
  <ul class="legend">
    {standings.map((standing) => (
      <li>
        <svg aria-hidden="true">
          <Segment standing={standing} from={0} width={100} />
        </svg>
        {MARK[standing]} {view.say(words[standing])}
      </li>
    ))}
  </ul>
)

type SegmentProps = { standing: Standing; from: number; width: number }

/** A piece of a bar, in percent of its width. The patterns are dashed lines: they need no ids and do not stretch. */
const Segment: FC<SegmentProps> = ({ standing, from, width }) => {
  const line = { class: `pattern ${standing}-pattern`, x1: percent(from), x2: percent(from + width) }
  return (
    <>
      <rect class={standing} x={percent(from)} width={percent(width)} height="100%" />
      {PATTERN_HEIGHTS[standing].map((y) => (
        <line {...line} y1={y} y2={y} />
      ))}
    </>
  )
}

/** Where the lines of a pattern run, from the top of the bar: stripes run in the middle, as thick as the bar. */
const PATTERN_HEIGHTS: Record<Standing, readonly string[]> = {
  met: [],
  partial: ['50%'],
  unmet: ['30%', '70%'],
  planned: ['50%'],
  notApplicable: ['25%', '50%', '75%'],
  unanswered: [],
}

function segmentOf(standing: Standing, counts: Record<Standing, number>, total: number): SegmentProps {
  const before = STANDINGS.slice(0, STANDINGS.indexOf(standing)).reduce((sum, one) => sum + counts[one], 0)
  return { standing, from: (before / total) * 100, width: (counts[standing] / total) * 100 }
}

function percent(value: number): string {
  return `${Math.round(value * 1000) / 1000}%`
}

function sentenceOf(view: Speech, label: string, counts: Record<Standing, number>, total: number, words: StandingWords): string {
  const parts = STANDINGS.filter((standing) => counts[standing] > 0).map(
    (standing) => `${view.say(words[standing])} ${counts[standing]}`,
  )
  return view.t(`${label}: 全${total}件のうち ${parts.join('、')}`, `${label}: of ${total}, ${parts.join(', ')}`)
}
