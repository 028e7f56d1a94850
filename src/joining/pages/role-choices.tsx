import type { FC } from 'hono/jsx'
import type { Refusal } from '../../kernel/refusal.ts'
import { type OrganisationKind, ROLES, rolesFor } from '../../roles/permissions.ts'
import type { View } from '../../ui/view.ts'

/** The roles that somebody may have in the organisation, each with what it is for. */
export const RoleChoices: FC<{
  view: View
  /** Where a page has the choice more than once. */
  id?: string
  kinds: readonly OrganisationKind[]
  chosen: readonly string[]
  refusals: readonly Refusal[]
}> = ({ view, id = 'roles', kinds, chosen, refusals }) => {
  const own = refusals.filter(({ field }) => field === 'roles')
  return (
    <fieldset class="roles-choice" id={id}>
      <legend>{view.t('役割(いくつでも)', 'Roles (any number)')}</legend>
      <div class="choices">
        {rolesFor(kinds).map((role) => (
          <label class="choice">
            <input type="checkbox" name="roles" value={role} checked={chosen.includes(role)} />
            <span>
              <b>{view.say(ROLES[role])}</b>
              <br />
              <span class="quiet">{view.say(ROLES[role].about)}</span>
            </span>
          </label>
        ))}
      </div>
      {own.map((refusal) => (
        <p class="refusal" id={`${id}-refusal`}>
          {view.say(refusal.words)}
        </p>
      ))}
    </fieldset>
  )
}
