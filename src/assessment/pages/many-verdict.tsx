import type { FC } from 'hono/jsx'
import { maxlengthFor, textOf } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { MARK, STANDING_WORDS, STATUSES } from '../../standing/status.ts'
import { Field } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import { FIELD } from '../fields.ts'

/** One verdict and one reason for all criteria that are ticked; `form` is what was sent and refused. */
export const ManyVerdict: FC<{ view: View; id: string; form?: FormData; refusals?: readonly Refusal[] }> = ({
  view,
  id,
  form = new FormData(),
  refusals = [],
}) => (
  <>
    <fieldset class="status">
      <legend>{view.say(FIELD.status.words)}</legend>
      <div class="choices row">
        {STATUSES.map((status) => (
          <label class={`choice ${status}`}>
            <input type="radio" name="status" value={status} checked={textOf(form, 'status') === status} />
            <span>
              <b>{MARK[status]}</b> {view.say(STANDING_WORDS[status])}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
    <Field
      view={view}
      name="reason"
      id={id}
      label={view.say(FIELD.reason.words)}
      help={view.t(
        '空なら、それぞれの理由はそのままです。書くと、選んだものの理由がすべてこの文になります(元の理由は履歴に残ります)。',
        'Empty: each keeps its own reason. Otherwise all get this one; earlier ones stay in the history.',
      )}
      value={textOf(form, 'reason')}
      rows={1}
      maxlength={maxlengthFor(FIELD.reason.longest)}
      refusals={refusals}
    />
    <button type="submit">{view.t('印をつけたものに回答する', 'Answer what is ticked')}</button>
  </>
)
