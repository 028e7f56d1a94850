import type { FC } from 'hono/jsx'
import type { Edition } from '../../catalogue/index.ts'
import type { View } from '../../ui/view.ts'
import { becauseOf } from '../because.ts'
import { decideLevel, QUESTIONS } from '../decide-level.ts'
import { schemeFacts } from '../scheme-facts.ts'
import type { LevelWish } from '../wish.ts'
import { FairRequest } from './fair-request.tsx'
import { Flow } from './flow.tsx'
import { LevelMeaning, OtherStars, shownFacts } from './level-meaning.tsx'
import { QUESTION_WORDS } from './question-words.ts'
import { Sources } from './source-mark.tsx'

/** What the answers led to, in words and as a drawing, with what was answered and why. */
export const Verdict: FC<{ view: View; wish: LevelWish }> = ({ view, wish }) => {
  const decision = decideLevel(wish.answers)
  return (
    <>
      <div class="level-verdict">
        <p class={`level-star ${decision.level === 4 ? 'four' : 'three'}`} aria-hidden="true">
          ★{decision.level}
        </p>
        <div>
          <h1>{headingOf(view, wish)}</h1>
          <ul>
            {becauseOf(decision, wish.subject).map((sentence) => (
              <li>{view.say(sentence)}</li>
            ))}
          </ul>
        </div>
      </div>
      <div class="level-way">
        <Flow view={view} answers={wish.answers} />
        <Answers view={view} wish={wish} />
      </div>
    </>
  )
}

/** Everything that explains the level: its meaning, the other ★, fair requests, and the sources. */
export const Explanation: FC<{ view: View; wish: LevelWish; counts: Edition['counts'] }> = ({ view, wish, counts }) => {
  const { level } = decideLevel(wish.answers)
  return (
    <>
      {wish.subject === 'partner' ? <FairRequest view={view} open /> : null}
      <LevelMeaning view={view} level={level} counts={counts} />
      <OtherStars view={view} />
      <Sources view={view} facts={[...shownFacts(level), ...(wish.subject === 'partner' ? schemeFacts.fairRequest : [])]} />
    </>
  )
}

/** The title of a decision: whose ★, and which. */
export function headingOf(view: View, wish: LevelWish): string {
  const { level } = decideLevel(wish.answers)
  if (wish.subject === 'self') return view.t(`自社は★${level}が目安です`, `★${level} is the one for you`)
  return view.t(`${wish.partner}に求めるなら★${level}が目安です`, `If you ask ${wish.partner} for a ★: ★${level}`)
}

const Answers: FC<{ view: View; wish: LevelWish }> = ({ view, wish }) => (
  <ol class="level-answers">
    {QUESTIONS.map((question) => (
      <li>
        <p>{view.say(QUESTION_WORDS[question].asked[wish.subject])}</p>
        <p>
          <strong class={wish.answers[question] ? 'yes' : 'no'}>
            {wish.answers[question] ? view.t('はい', 'Yes') : view.t('いいえ', 'No')}
          </strong>{' '}
          {wish.reasons[question] === '' ? (
            <span class="quiet">{view.t('(理由は書かれていません)', '(no reason given)')}</span>
          ) : (
            <span>{wish.reasons[question]}</span>
          )}
        </p>
      </li>
    ))}
  </ol>
)
