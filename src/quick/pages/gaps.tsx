import type { FC } from 'hono/jsx'
import { QUICK_WORDS } from '../../assessment/index.ts'
import type { Words } from '../../kernel/refusal.ts'
import { MARK } from '../../standing/status.ts'
import type { View } from '../../ui/view.ts'
import { type QuickGap, type QuickResult, STANDING_OF } from '../quick-result.ts'
import { UNANSWERED_WORDS } from './words.ts'

/** What to do first: the first step of each of the surest gaps. */
export const FirstSteps: FC<{ view: View; result: QuickResult }> = ({ view, result }) => (
  <section aria-labelledby="first">
    <h2 id="first">{view.t('まずすること', 'What to do first')}</h2>
    {result.first.length === 0 ? (
      <p>
        {view.t(
          'すべての質問が「できている」でした。次は、評価基準を1つずつ、証跡と合わせて確かめます。',
          'Everything was answered “in place”. Next, check the criteria one by one, with evidence.',
        )}
      </p>
    ) : (
      <ol class="quick-first">
        {result.first.map((gap) => (
          <li>
            <p class="quick-step">{gap.requirement.quick.first}</p>
            <p class="quiet">
              {beforehand(view, gap)}
              {gap.requirement.id} {gap.requirement.name} <AnswerMark view={view} gap={gap} />
            </p>
          </li>
        ))}
      </ol>
    )}
  </section>
)

/** Every gap, in the order in which they are worth looking at. */
export const LikelyGaps: FC<{ view: View; result: QuickResult }> = ({ view, result }) =>
  result.gaps.length === 0 ? null : (
    <section aria-labelledby="gaps" class="quick-gap-list">
      <h2 id="gaps">{view.t(`足りなさそうなところ(${result.gaps.length})`, `Likely gaps (${result.gaps.length})`)}</h2>
      <p class="quiet">
        {view.t(
          '「できていない」「一部」「分からない」「未回答」の順、その中は★3の要求事項を先に、評価基準の多い順に並べています。',
          'Ordered by answer (not in place, partly, don’t know, unanswered), then ★3 before ★4, then by the number of criteria.',
        )}
      </p>
      <ol class="quick-gaps">
        {result.gaps.map((gap) => (
          <li>
            <span class="quick-gap-name">
              {gap.requirement.id} {gap.requirement.name}
            </span>
            <span class={`star ${gap.level === 4 ? 'four' : 'three'}`}>★{gap.level}</span>
            <span class="quiet">{view.t(`評価基準 ${gap.criteria}`, `${gap.criteria} criteria`)}</span>
            <AnswerMark view={view} gap={gap} />
          </li>
        ))}
      </ol>
    </section>
  )

const AnswerMark: FC<{ view: View; gap: QuickGap }> = ({ view, gap }) => {
  const standing = gap.answer ? STANDING_OF[gap.answer] : 'unanswered'
  return (
    <span class={`standing ${standing}`}>
      <span aria-hidden="true">{MARK[standing]}</span>
      {view.say(gap.answer ? QUICK_WORDS[gap.answer] : UNANSWERED_WORDS)}
    </span>
  )
}

function beforehand(view: View, { answer }: QuickGap): string {
  const words: Words | undefined = answer === 'no' ? undefined : answer === 'partly' ? REST_FIRST : ASK_FIRST
  return words ? view.say(words) : ''
}

const REST_FIRST: Words = { ja: 'すでにしていれば、残りを確かめます。', en: 'If that is done already, find out what is left. ' }
const ASK_FIRST: Words = { ja: 'その前に、知っている人に聞きます。', en: 'Before that, ask someone who knows. ' }
