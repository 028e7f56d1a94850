import type { FC } from 'hono/jsx'
import type { Refusal } from '../../kernel/refusal.ts'
import { type OrganisationKind, ROLES, rolesFor } from '../../roles/permissions.ts'
import { Choices } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'

/** The roles that somebody may have in the organisation, each with what it is for. */
export const RoleChoices: FC<{
  view: View
  /** Where a page has the choice more than once. */
  id?: string
  kinds: readonly OrganisationKind[]
  chosen: readonly string[]
  refusals: readonly Refusal[]
}> = ({ view, id = 'roles', kinds, chosen, refusals }) => (
  <Choices
    view={view}
    name="roles"
    id={id}
    class="roles-choice"
    legend={view.t('役割(いくつでも)', 'Roles (any number)')}
    refusals={refusals}
  >
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
  </Choices>
)
