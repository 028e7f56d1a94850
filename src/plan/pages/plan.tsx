import type { Child, FC } from 'hono/jsx'
import type { Typed } from '../../kernel/form.ts'
import { toJapaneseDate } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Empty, Notice, Refusals } from '../../ui/components.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { PlanView } from '../actions.ts'
import { isStale, type PlanResult } from '../kept-plan.ts'
import type { PLAN, PlanSettings } from '../settings.ts'
import { PlanForm, SentAgain } from './plan-form.tsx'
import { PlanOutcome } from './plan-outcome.tsx'

export type PlanPageProps = {
  view: View
  found: PlanView
  /** What the tasks are called, by identifier, those that there are not yet too. */
  titles: ReadonlyMap<string, string>
  typed: Typed<typeof PLAN>
  shown: { settings: PlanSettings; result: PlanResult } | undefined
  refusals: readonly Refusal[]
  /** What is shown was tried, and is not the plan. */
  trying: boolean
  saved: boolean
  /** What stands above the plan: how it stands with management. */
  panel: Child
}

/** When everything can be shown and what decides that; what has to give where it is too late; and the form that plans anew. */
export const PlanPage: FC<PlanPageProps> = (props) => {
  const { view, found, shown, refusals, trying, saved } = props
  const { head, plan, gaps } = found
  const may = view.may('plan.make')
  return (
    <AssessmentFrame view={view} head={head} part="plan" title={view.t('計画', 'Plan')}>
      <h1>{view.t('計画', 'Plan')}</h1>
      {saved && !trying ? <SavedNote>{view.t('計画をつくりました。', 'The plan is made.')}</SavedNote> : null}
      <Refusals view={view} refusals={refusals} />
      {trying ? <Tried {...props} /> : null}
      {!trying && plan && may && isStale(plan, found.tasks, found.efforts) ? <Stale view={view} /> : null}
      {trying ? null : props.panel}
      {shown ? <PlanOutcome {...props} shown={shown} /> : <NoPlan view={view} gaps={gaps.length} />}
      {may ? (
        <details class="plan-settings" open={!plan || trying || refusals.length > 0}>
          <summary>
            <h2>
              {plan
                ? view.t('条件を変えて、つくり直す', 'Plan anew with other settings')
                : view.t('計画をつくる', 'Make the plan')}
            </h2>
          </summary>
          <PlanForm {...props} />
        </details>
      ) : null}
    </AssessmentFrame>
  )
}

const NoPlan: FC<{ view: View; gaps: number }> = ({ view, gaps }) =>
  gaps === 0 ? (
    <Empty title={view.t('足りないものはありません', 'Nothing is missing')}>
      <p>{view.t('計画する対応はありません。', 'There is no work to plan.')}</p>
    </Empty>
  ) : (
    <p class="lead">
      {view.t(
        `足りないもの${gaps}件を、いつまでに、どの順で閉じるかを決めます。週に使える時間を書くと、いちばん早い順番と、すべてを示せる日がわかります。`,
        `This decides in which order and by when the ${gaps} open criteria are closed. From the hours a week that you have come the quickest order and the day on which everything can be shown.`,
      )}
    </p>
  )

const Stale: FC<{ view: View }> = ({ view }) => (
  <Notice
    tone="info"
    title={view.t('この計画のあとで、対応か見積りが変わりました', 'Tasks or estimates have changed since this plan')}
  >
    <p>
      {view.t(
        '下の「条件を変えて、つくり直す」から、いまの対応で計画をつくり直せます。人が決めた日は、動きません。',
        'Plan anew below to take them in. Days that people fixed stay.',
      )}
    </p>
  </Notice>
)

/** What trying changes nothing of, beside the plan as it is; and the button that makes it the plan. */
const Tried: FC<PlanPageProps> = ({ view, found: { head, plan }, shown, typed }) => {
  const day = (at: string | null | undefined) => (at ? view.t(toJapaneseDate(at), at) : view.t('(見込めない)', '(no day)'))
  return (
    <Notice tone="warn" title={view.t('試した結果です。まだ何も変わっていません', 'A trial: nothing has changed yet')}>
      {plan ? (
        <p>
          {view.t(
            `すべてを示せる日: いまの計画 ${day(plan.result.reached)} → この条件 ${day(shown?.result.reached)}`,
            `Everything can be shown: by the plan ${day(plan.result.reached)}, with these settings ${day(shown?.result.reached)}`,
          )}
        </p>
      ) : null}
      <div class="actions">
        <form method="post" action={view.to(`/assessments/${head.id}/plan`)}>
          <SentAgain typed={typed} />
          <button type="submit">{view.t('この計画にする', 'Make this the plan')}</button>
        </form>
        {plan ? <a href={view.to(`/assessments/${head.id}/plan`)}>{view.t('いまの計画に戻る', 'Back to the plan')}</a> : null}
      </div>
    </Notice>
  )
}
