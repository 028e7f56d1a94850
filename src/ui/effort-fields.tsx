import type { FC } from 'hono/jsx'
import type { Refusal, Words } from '../kernel/refusal.ts'
import { Choices } from './components.tsx'
import type { View } from './view.ts'

const PARTS = ['low', 'likely', 'high'] as const

/** How the three numbers of an effort are called. */
const EFFORT_WORDS: Record<(typeof PARTS)[number], Words> = {
  low: { ja: '少なめ', en: 'Low' },
  likely: { ja: 'ふつう', en: 'Likely' },
  high: { ja: '多め', en: 'High' },
}

/** An effort in person-days: low, likely, high. */
export const EffortFields: FC<{
  view: View
  legend: string
  typed: Record<(typeof PARTS)[number], string>
  refusals: readonly Refusal[]
}> = ({ view, legend, typed, refusals }) => (
  <Choices view={view} name="likely" class="effort" legend={legend} refusals={refusals}>
    {PARTS.map((name) => (
      <label>
        <span>{view.say(EFFORT_WORDS[name])}</span>
        <input type="text" inputmode="decimal" name={name} value={typed[name]} maxlength={8} />
      </label>
    ))}
  </Choices>
)
