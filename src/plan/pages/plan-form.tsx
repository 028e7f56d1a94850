import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import { FIRM_SIZES } from '../../measures/index.ts'
import type { Named as Person } from '../../organisation/actions.ts'
import { isColleague } from '../../roles/person.ts'
import { Choices, Field } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import { awayKey, PLAN } from '../settings.ts'
import type { PlanPageProps } from './plan.tsx'

/** How the plan is made: one button tries it and changes nothing, the other makes it the plan. */
export const PlanForm: FC<PlanPageProps> = ({ view, found, typed, refusals }) => {
  const address = view.to(`/assessments/${found.head.id}/plan`)
  const people = found.people.filter(isColleague)
  const own = { view, refusals }
  const opened =
    Object.values(typed.weekly).some((hours) => hours !== '') || refusals.some(({ field }) => /^(weekly|away)/.test(field ?? ''))
  return (
    <form method="post" action={address}>
      <input type="hidden" name="revision" value={typed.revision} />
      <div class="plan-fields">
        <Field
          {...own}
          name="from"
          type="date"
          label={view.t('始める日', 'First day')}
          value={typed.from}
          {...boundsOf(PLAN, 'from')}
        />
        <Field
          {...own}
          name="by"
          type="date"
          label={view.t('期日(なくてもよい)', 'Ready by (if there is such a day)')}
          value={typed.by}
          {...boundsOf(PLAN, 'by')}
        />
        <Field
          {...own}
          name="hours"
          label={view.t('週に使える時間(会社の合計)', 'Hours a week, in all')}
          help={view.t(
            '下で人ごとの時間を書いたときは、そちらを使います。',
            'Hours of people, below, count instead where there are any.',
          )}
          value={typed.hours}
          {...boundsOf(PLAN, 'hours')}
        />
      </div>
      <Choices
        {...own}
        name="size"
        legend={view.t('会社の人数(日数の見積りに使います)', 'People in the firm (for our estimates of days)')}
      >
        <div class="choices row">
          {FIRM_SIZES.map((size) => (
            <label class="choice">
              <input type="radio" name="size" value={String(size)} checked={typed.size === String(size)} />
              <span>{view.t(`${size}人くらい`, `About ${size}`)}</span>
            </label>
          ))}
        </div>
      </Choices>
      <details open={opened}>
        <summary>{view.t('だれが、週に何時間できるか(書かなくてもよい)', 'Who has how many hours (optional)')}</summary>
        <p class="quiet">
          {view.t(
            '担当の決まった対応は、その人の時間で進みます。担当のない対応は、先に手のあく人が受け持つものとして計算します。',
            'Assigned tasks take the time of their assignee; the others are taken by whoever is free first.',
          )}
        </p>
        {people.map((person) => (
          <PersonFields {...own} person={person} typed={typed} />
        ))}
      </details>
      <div class="actions">
        <button type="submit" class="second" formmethod="get" formaction={address} name="try" value="1">
          {view.t('試す(何も変えません)', 'Try it (changes nothing)')}
        </button>
        <button type="submit">{view.t('この計画にする', 'Make this the plan')}</button>
      </div>
      <p class="quiet">
        {view.t(
          '「この計画にする」を押すと、対応のない課題に対応が1つずつ加わり、すべての対応に日が入ります。人が決めた開始日・期限は変わりません。',
          'Making it the plan adds a task to every issue without one and gives all tasks their days. Days that people fixed stay.',
        )}
      </p>
    </form>
  )
}

/** One person's hours a week, their days away, and a row for more of them. */
const PersonFields: FC<Pick<PlanPageProps, 'view' | 'refusals' | 'typed'> & { person: Person }> = ({
  view,
  refusals,
  typed,
  person,
}) => {
  const said = Object.keys({ ...typed.awayFrom, ...typed.awayTo }).filter(
    (key) => key.startsWith(`${person.id}.`) && Boolean(typed.awayFrom[key] || typed.awayTo[key]),
  )
  const free = Array.from({ length: said.length + 1 }, (_, index) => awayKey(person.id, index)).find((key) => !said.includes(key))
  return (
    <fieldset class="plan-person">
      <legend>
        {person.name} <span class="quiet">{person.position}</span>
      </legend>
      <Named
        {...{ view, refusals }}
        family="weekly"
        at={person.id}
        label={view.t('週の時間', 'Hours a week')}
        value={typed.weekly[person.id]}
      />
      {[...said, ...(free === undefined ? [] : [free])].map((at) => (
        <>
          <Named
            {...{ view, refusals, at }}
            family="awayFrom"
            label={view.t('休む初めの日', 'Away from')}
            value={typed.awayFrom[at]}
            day
          />
          <Named
            {...{ view, refusals, at }}
            family="awayTo"
            label={view.t('休む終わりの日', 'Away until')}
            value={typed.awayTo[at]}
            day
          />
        </>
      ))}
    </fieldset>
  )
}

const Named: FC<{
  view: View
  refusals: PlanPageProps['refusals']
  family: 'weekly' | 'awayFrom' | 'awayTo'
  at: string
  label: string
  value: string | undefined
  day?: boolean
}> = ({ view, refusals, family, at, label, value = '', day = false }) => {
  const [name, id] = [`${family} ${at}`, `${family}-${at}`]
  const own = refusals.filter(({ field }) => field === id).map((refusal) => ({ ...refusal, field: name }))
  return <Field {...{ view, name, id, label, value }} {...(day ? { type: 'date' } : {})} refusals={own} />
}

/** All that was typed, to be sent again as it is. */
export const SentAgain: FC<{ typed: Typed<typeof PLAN> }> = ({ typed: { weekly, awayFrom, awayTo, ...own } }) => (
  <>
    {Object.entries(own).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    {Object.entries({ weekly, awayFrom, awayTo }).flatMap(([name, values]) =>
      Object.entries(values).map(([at, value]) => <input type="hidden" name={`${name} ${at}`} value={value} />),
    )}
  </>
)
