import type { FC } from 'hono/jsx'
import type { Refusal } from '../../kernel/refusal.ts'
import { KINDS, type OrganisationKind } from '../../roles/permissions.ts'
import { Choices } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'

/** What an organisation is in the scheme; several may be true. Those that are appointed are shown, not chosen. */
export const KindChoices: FC<{ view: View; chosen: readonly string[]; refusals: readonly Refusal[] }> = ({
  view,
  chosen,
  refusals,
}) => (
  <Choices view={view} name="kinds" legend={view.t('組織の立場(いくつでも)', 'What it is (any number)')} refusals={refusals}>
    <div class="choices">
      {(Object.keys(KINDS) as OrganisationKind[])
        .filter((kind) => !KINDS[kind].appointed)
        .map((kind) => (
          <label class="choice">
            <input type="checkbox" name="kinds" value={kind} checked={chosen.includes(kind)} />
            <span>{view.say(KINDS[kind])}</span>
          </label>
        ))}
    </div>
    <p class="quiet">
      {view.t(
        '評価機関・技術検証事業者・制度運用者は、星取を運用する人が設定します。',
        'Evaluation bodies, technical verifiers and the operator of the scheme are set by whoever keeps this server.',
      )}
    </p>
  </Choices>
)
