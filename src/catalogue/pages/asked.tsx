import type { Child, FC } from 'hono/jsx'
import type { View } from '../../ui/view.ts'
import type { AnyOf, Check, Criterion, Fallback, Point } from '../criterion.ts'
import { AUDIENCE_WORDS, dutyWords, thresholdWords } from '../words.ts'

/** What a criterion asks, point by point: what is needed together, what of several is enough, and what counts instead. */
export const Asked: FC<{ view: View; criterion: Criterion }> = ({ view, criterion }) => (
  <section class="asked">
    <h2>
      {criterion.points.length > 1
        ? view.t(`求められること（${criterion.points.length}つすべて）`, `What is asked (all ${criterion.points.length})`)
        : view.t('求められること', 'What is asked')}
    </h2>
    <ul class="points">
      {criterion.points.map((point) => (
        <li>
          <PointView view={view} point={point} />
        </li>
      ))}
    </ul>
    <Facts view={view} criterion={criterion} />
  </section>
)

const PointView: FC<{ view: View; point: Point }> = ({ view, point }) => (
  <>
    {'first' in point ? <FallbackView view={view} point={point} /> : <OptionView view={view} option={point} />}
    {point.absent ? (
      <p class="quiet">
        {view.t(`「${point.absent}」なら、この点は対象外です。`, `If “${point.absent}”, this point does not apply.`)}
      </p>
    ) : null}
  </>
)

const OptionView: FC<{ view: View; option: Check | AnyOf }> = ({ view, option }) =>
  'anyOf' in option ? (
    <div class="any-of">
      <p>
        {option.text} <span class="chip">{view.t('どれか1つ', 'any one of these')}</span>
      </p>
      <ul>
        {option.anyOf.map(({ text }) => (
          <li>{text}</li>
        ))}
      </ul>
    </div>
  ) : (
    <p>{option.text}</p>
  )

const FallbackView: FC<{ view: View; point: Fallback }> = ({ view, point }) => (
  <div class="fallback">
    <OptionView view={view} option={point.first} />
    <div class="instead">
      <p>
        <span class="chip">{view.t('それができないとき', 'where that is not possible')}</span> {point.where}
      </p>
      <OptionView view={view} option={point.instead} />
    </div>
  </div>
)

const Facts: FC<{ view: View; criterion: Criterion }> = ({ view, criterion }) => {
  const { condition, thresholds, duties, audience, notes } = criterion
  if (!(condition || thresholds || duties || audience || notes)) return null
  return (
    <dl class="facts">
      {duties ? (
        <Fact label={view.t('いつ', 'When')}>
          <Several lines={duties.map((duty) => view.say(dutyWords(duty)))} />
        </Fact>
      ) : null}
      {thresholds ? (
        <Fact label={view.t('数値', 'Numbers')}>
          <Several lines={thresholds.map((threshold) => view.say(thresholdWords(threshold)))} />
        </Fact>
      ) : null}
      {audience ? (
        <Fact label={view.t('対象の人', 'People')}>
          {audience.map((one) => view.say(AUDIENCE_WORDS[one])).join(view.t('、', ', '))}
        </Fact>
      ) : null}
      {condition ? (
        <Fact label={view.t('条件', 'Condition')}>
          {view.t(
            `${condition.when}に求められます。「${condition.otherwise}」なら、該当なしと答えられます（確認が要ります）。`,
            `${condition.when}. If instead “${condition.otherwise}” is true, it can be answered as not applicable, to be confirmed.`,
          )}
        </Fact>
      ) : null}
      {notes ? (
        <Fact label={view.t('補足', 'Notes')}>
          <Several lines={notes} />
        </Fact>
      ) : null}
    </dl>
  )
}

const Fact: FC<{ label: string; children?: Child }> = ({ label, children }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
)

const Several: FC<{ lines: readonly string[] }> = ({ lines }) =>
  lines.length === 1 ? (
    <p>{lines[0]}</p>
  ) : (
    <ul>
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )
