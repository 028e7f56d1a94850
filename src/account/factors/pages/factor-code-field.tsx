import type { FC } from 'hono/jsx'
import { boundsOf } from '../../../kernel/form.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { View } from '../../../ui/view.ts'
import { SECOND_STEP } from '../forms.ts'

/** A field for the six digits of an authenticator app: number keys on a phone, and filled in by whoever knows the code. */
export const CodeField: FC<{ view: View; label: string; autofocus?: boolean; refusals: readonly Refusal[] }> = ({
  view,
  label,
  autofocus,
  refusals,
}) => {
  const { required, maxlength } = boundsOf(SECOND_STEP, 'code')
  const own = refusals.filter(({ field }) => field === 'code')
  return (
    <div class="field code">
      <label for="code">
        {label}
        <span class="required">{view.t('必須', 'Required')}</span>
      </label>
      <input
        id="code"
        name="code"
        type="text"
        inputmode="numeric"
        autocomplete="one-time-code"
        required={required}
        maxlength={maxlength}
        autofocus={autofocus}
        aria-describedby={own.length > 0 ? 'code-refusal' : undefined}
        aria-invalid={own.length > 0 ? 'true' : undefined}
      />
      {own.length > 0 ? (
        <p class="refusal" id="code-refusal">
          {own.map((refusal) => view.say(refusal.words)).join(' ')}
        </p>
      ) : null}
    </div>
  )
}
