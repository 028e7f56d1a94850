import type { FC } from 'hono/jsx'
import type { Criterion } from '../../catalogue/index.ts'
import { type LinkedControl, type Proposal, STRENGTH_MARK, STRENGTH_WORDS } from '../../crosswalk/index.ts'
import { MARK, STANDING_WORDS } from '../../standing/status.ts'
import { Star } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import { basisOf } from '../basis.ts'
import { VERDICTS } from '../forms.ts'
import type { StatementDraft } from '../store.ts'

type RowProps = {
  view: View
  criterion: Criterion
  proposal: Proposal
  draft: StatementDraft
  controls: readonly LinkedControl[]
  /** Of the answer as it is shown, 0 for none. */
  revision: number
  /** The verdict that was chosen before the page was shown again. */
  chosen: string | undefined
  /** Of the page of the criterion in the assessment. */
  address: string
}

/** A criterion with what the statement says for it, and the verdicts of which a person chooses one; none is chosen for them. */
export const ProposalRow: FC<RowProps> = (props) => {
  const { view, criterion, proposal, draft, revision, chosen, address } = props
  const name = `verdict ${criterion.id}`
  return (
    <fieldset class="proposal" id={`c-${criterion.id}`}>
      <legend>
        <a class="id" href={address}>
          {criterion.id}
        </a>{' '}
        <Star level={criterion.level} /> {criterion.question}
      </legend>
      <Because {...props} />
      {proposal.numbers.length > 0 ? (
        <p class="numbers">
          {view.t('確かめる数値: ', 'Numbers to check: ')}
          {proposal.numbers.map((words) => view.say(words)).join(view.t('、', ', '))}
        </p>
      ) : null}
      <div class="choices row">
        {VERDICTS.map((verdict) => (
          <label class="choice">
            <input type="radio" name={name} value={`${verdict} ${revision}`} checked={chosen === verdict} />
            <span>{`${MARK[verdict]} ${view.say(STANDING_WORDS[verdict])}`}</span>
          </label>
        ))}
        <label class="choice">
          <input type="radio" name={name} value="" checked={!VERDICTS.some((verdict) => verdict === chosen)} />
          <span>{view.t('あとで', 'Later')}</span>
        </label>
      </div>
      <details>
        <summary>{view.t('「理由」に書く文', 'What is written as the reason')}</summary>
        <p class="wording">{basisOf(proposal, draft.reading.lines, draft.fileName, view.lang)}</p>
      </details>
    </fieldset>
  )
}

/** The controls that are in place and lead to the criterion; those that share its theme alone by their numbers. */
const Because: FC<RowProps> = ({ view, proposal: { because }, controls }) => {
  const titles = new Map(controls.map(({ id, title }) => [id, title]))
  const themes = because.filter(({ strength }) => strength === 'theme').map(({ control }) => control)
  return (
    <>
      <ul class="because">
        {because
          .filter(({ strength }) => strength !== 'theme')
          .map(({ control, strength, because: reason }) => (
            <li>
              <span class={`strength ${strength}`}>{`${STRENGTH_MARK[strength]} ${view.say(STRENGTH_WORDS[strength])}`}</span>{' '}
              <b>{`${control} ${titles.get(control) ?? ''}`}</b> {reason}
            </li>
          ))}
      </ul>
      {themes.length > 0 ? (
        <p class="quiet">
          {view.t(`テーマが同じだけの管理策: ${themes.join('、')}`, `Controls of the same theme only: ${themes.join(', ')}`)}
        </p>
      ) : null}
    </>
  )
}
