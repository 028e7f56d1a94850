import type { FC } from 'hono/jsx'
import type { Edition, Requirement } from '../../catalogue/index.ts'
import type { Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Named } from '../../organisation/actions.ts'
import { ROLES } from '../../roles/permissions.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { OwnRefusals, Refusals } from '../../ui/components.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { Answer } from '../answer.ts'
import type { ASSIGNMENT } from '../forms.ts'
import type { AssessmentHead } from '../store.ts'

type AssignmentsProps = {
  view: View
  head: AssessmentHead
  edition: Edition
  answers: ReadonlyMap<string, Answer>
  people: Named[]
  typed: Typed<typeof ASSIGNMENT>
  /** How many were just assigned. */
  assigned: number | undefined
  refusals: readonly Refusal[]
}

/** Who answers what: tick criteria, choose a person. A 回答者 sees these alone. */
export const AssignmentsPage: FC<AssignmentsProps> = (props) => {
  const { view, head, edition, people, refusals, assigned, typed } = props
  const nobody = refusals.filter(({ field }) => field === 'assignee')
  return (
    <AssessmentFrame view={view} head={head} part="assignments" title={view.t('割り当て', 'Assignments')}>
      <h1>{view.t('だれが何に答えるか', 'Who answers what')}</h1>
      <p>
        {view.t(
          '評価基準に印をつけ、人を選んで割り当てます。回答者は、割り当てられたものだけを見て答えます。',
          'Tick criteria and choose a person. A respondent sees and answers these alone.',
        )}
      </p>
      {assigned === undefined ? null : (
        <SavedNote>{view.t(`${assigned}件を割り当てました。`, `Assigned ${assigned}.`)}</SavedNote>
      )}
      <Refusals view={view} refusals={refusals} />
      <form method="post" action={view.to(`/assessments/${head.id}/assignments`)}>
        <div class="assign-bar">
          <label for="assignee">{view.t('印をつけたものを', 'What is ticked goes to')}</label>
          <select
            name="assignee"
            id="assignee"
            aria-invalid={nobody.length > 0 ? 'true' : undefined}
            aria-describedby={nobody.length > 0 ? 'assignee-refusal' : undefined}
          >
            <option value="">{view.t('だれに?', 'Whom?')}</option>
            {people.map((person) => (
              <option value={person.id} selected={typed.assignee === person.id}>
                {`${person.name}${person.roles.length > 0 ? view.t(`(${rolesOf(view, person)})`, ` (${rolesOf(view, person)})`) : ''}`}
              </option>
            ))}
            <option value="nobody" selected={typed.assignee === 'nobody'}>
              {view.t('だれにも(割り当てを外す)', 'Nobody')}
            </option>
          </select>
          <button type="submit">{view.t('割り当てる', 'Assign')}</button>
        </div>
        <OwnRefusals view={view} id="assignee" own={nobody} />
        <div id="criteria" tabindex={-1}>
          <OwnRefusals view={view} id="criteria" own={refusals.filter(({ field }) => field === 'criteria')} />
          {edition.requirements
            .filter((requirement) => requirement.criteria.some(({ level }) => level <= head.target))
            .map((requirement) => (
              <OneRequirement {...props} requirement={requirement} />
            ))}
        </div>
      </form>
    </AssessmentFrame>
  )
}

const OneRequirement: FC<AssignmentsProps & { requirement: Requirement }> = ({
  view,
  head,
  answers,
  people,
  typed,
  requirement,
}) => {
  const names = new Map<string, string>(people.map(({ id, name }) => [id, name]))
  const own = requirement.criteria.filter(({ level }) => level <= head.target)
  const assigned = own.filter(({ id }) => answers.get(id)?.assignee).length
  return (
    <details class="assign" open={own.some(({ id }) => typed.criteria.includes(id))}>
      <summary>
        {`${requirement.id} ${view.t(requirement.name, requirement.en)} `}
        <span class="quiet">{view.t(`${assigned}/${own.length}件に担当`, `${assigned}/${own.length} assigned`)}</span>
      </summary>
      <ul>
        {own.map((criterion) => (
          <li>
            <label>
              <input type="checkbox" name="criteria" value={criterion.id} checked={typed.criteria.includes(criterion.id)} />
              <span>
                <b>{criterion.id}</b> {view.t(criterion.question, criterion.en)}{' '}
                <span class="quiet">{names.get(answers.get(criterion.id)?.assignee ?? '') ?? view.t('(未定)', '(nobody)')}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  )
}

function rolesOf(view: View, person: Named): string {
  return person.roles.map((role) => view.say(ROLES[role])).join(view.t('・', ', '))
}
