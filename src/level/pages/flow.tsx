import type { FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import { type Answers, decideLevel, QUESTIONS } from '../decide-level.ts'
import { QUESTION_WORDS } from './question-words.ts'

/** The three questions as a flow to ★4 or ★3, with the way that these answers took drawn strong. */
export const Flow: FC<{ view: View; answers: Answers }> = ({ view, answers }) => {
  const { level, because } = decideLevel(answers)
  const firstYes = because[0] === undefined ? QUESTIONS.length : QUESTIONS.indexOf(because[0])
  return (
    <svg class="flow" role="img" viewBox="0 0 360 352">
      <title>{sentenceOf(view, answers)}</title>
      {QUESTIONS.map((question, index) => {
        const top = 4 + index * STEP
        const yes = answers[question]
        return (
          <>
            <Down top={top + BOX} taken={!yes && index < firstYes} words={view.t('いいえ', 'No')} />
            <Across middle={top + BOX / 2} taken={yes} words={view.t('はい', 'Yes')} />
            <g class="question">
              <rect x="4" y={top} width="208" height={BOX} rx="8" />
              <text x="108" y={top + 27}>
                {view.say(QUESTION_WORDS[question].short)}
              </text>
              <text x="108" y={top + 49} class="answer">
                {yes ? view.t('答え: はい', 'Answer: yes') : view.t('答え: いいえ', 'Answer: no')}
              </text>
            </g>
          </>
        )
      })}
      <g class={level === 4 ? 'end four taken' : 'end'}>
        <rect x="288" y="4" width="68" height={2 * STEP + BOX} rx="8" />
        <text x="322" y={STEP + BOX / 2 + 12}>
          ★4
        </text>
      </g>
      <g class={level === 3 ? 'end taken' : 'end'}>
        <rect x="4" y={4 + 3 * STEP} width="208" height="48" rx="8" />
        <text x="108" y={4 + 3 * STEP + 33}>
          ★3
        </text>
      </g>
    </svg>
  )
}

const BOX = 62
const STEP = 98

const Across: FC<{ middle: number; taken: boolean; words: string }> = ({ middle, taken, words }) => (
  <g class={taken ? 'way taken' : 'way'}>
    <line x1="212" y1={middle} x2="278" y2={middle} />
    <polygon points={`286,${middle} 275,${middle - 6} 275,${middle + 6}`} />
    <text x="246" y={middle - 7}>
      {words}
    </text>
  </g>
)

const Down: FC<{ top: number; taken: boolean; words: string }> = ({ top, taken, words }) => (
  <g class={taken ? 'way taken' : 'way'}>
    <line x1="108" y1={top} x2="108" y2={top + STEP - BOX - 9} />
    <polygon points={`108,${top + STEP - BOX - 1} 102,${top + STEP - BOX - 12} 114,${top + STEP - BOX - 12}`} />
    <text x="142" y={top + 22}>
      {words}
    </text>
  </g>
)

function sentenceOf(view: View, answers: Answers): string {
  const steps = QUESTIONS.map(
    (question) =>
      `${view.say(QUESTION_WORDS[question].short)}: ${answers[question] ? view.t('はい', 'yes') : view.t('いいえ', 'no')}`,
  )
  const { level } = decideLevel(answers)
  return view.t(`判断の流れ。${steps.join('、')}。行き先は★${level}。`, `The flow. ${steps.join('; ')}. It leads to ★${level}.`)
}
