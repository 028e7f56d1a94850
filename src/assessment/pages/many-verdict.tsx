import type { FC } from 'hono/jsx'
import { blankOf, boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { MARK, STANDING_WORDS, STATUSES } from '../../standing/status.ts'
import { Choices, Field } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import { FIELD } from '../fields.ts'
import { MANY } from '../forms.ts'

/** One verdict and one reason for all criteria that are ticked. `prefix` keeps its ids apart from others of the page. */
export const ManyVerdict: FC<{ view: View; prefix?: string; typed?: Typed<typeof MANY>; refusals?: readonly Refusal[] }> = ({
  view,
  prefix = '',
  typed = blankOf(MANY),
  refusals = [],
}) => (
  <>
    <Choices
      view={view}
      name="status"
      id={`${prefix}status`}
      class="status"
      legend={view.say(FIELD.status.words)}
      refusals={refusals}
    >
      <div class="choices row">
        {STATUSES.map((status) => (
          <label class={`choice ${status}`}>
            <input type="radio" name="status" value={status} checked={typed.status === status} />
            <span>
              <b>{MARK[status]}</b> {view.say(STANDING_WORDS[status])}
            </span>
          </label>
        ))}
      </div>
    </Choices>
    <Field
      view={view}
      name="reason"
      id={`${prefix}reason`}
      label={view.t('まとめて書く理由', 'One reason for all of them')}
      help={view.t(
        '空なら、それぞれの理由はそのままです。書くと、選んだものの理由がすべてこの文になります(元の理由は履歴に残ります)。',
        'Empty: each keeps its own reason. Otherwise all get this one; earlier ones stay in the history.',
      )}
      value={typed.reason}
      rows={1}
      {...boundsOf(MANY, 'reason')}
      refusals={refusals}
    />
    <button type="submit">{view.t('印をつけたものに回答する', 'Answer what is ticked')}</button>
  </>
)
