import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Field, Refusals, Trail } from '../../ui/components.tsx'
import type { View } from '../../ui/view.ts'
import type { ApprovalView } from '../actions.ts'
import { SUBMISSION } from '../forms.ts'
import { FrozenSummary, FrozenTasks, type TitleOf } from './frozen.tsx'

/** What management will see, and a message to go with it. */
export const SubmissionPage: FC<{
  view: View
  found: ApprovalView
  titleOf: TitleOf
  typed: Typed<typeof SUBMISSION>
  refusals: readonly Refusal[]
}> = ({ view, found, titleOf, typed, refusals }) => {
  const { head, now } = found
  const base = view.to(`/assessments/${head.id}/plan`)
  const title = view.t('計画を経営に出す', 'Put the plan before management')
  return (
    <AssessmentFrame view={view} head={head} part="plan" title={title}>
      <Trail view={view} steps={[{ href: base, words: view.t('計画', 'Plan') }]} here={title} />
      <h1>{title}</h1>
      <Refusals view={view} refusals={refusals} />
      <p class="lead">
        {view.t(
          '下の内容が、このまま固定されて経営者に届きます。出したあとで計画を変えても、経営者が見るものは変わりません。',
          'Management gets what stands below, frozen as it is: changing the plan later does not change what they see.',
        )}
      </p>
      <form method="post" action={`${base}/versions`}>
        <Field
          view={view}
          name="message"
          label={view.t('伝えること(なくてもよい)', 'Message (optional)')}
          help={view.t(
            '決めてほしいこと、迷っていることを短く書きます。',
            'What you want decided, or are unsure about, in short.',
          )}
          value={typed.message}
          rows={3}
          {...boundsOf(SUBMISSION, 'message')}
          refusals={refusals}
        />
        <div class="actions">
          <button type="submit">{view.t('経営に出す', 'Put it before management')}</button>
          <a href={base}>{view.t('計画に戻る', 'Back to the plan')}</a>
        </div>
      </form>
      {now ? (
        <div class="card">
          <FrozenSummary view={view} plan={now} titleOf={titleOf} />
          <FrozenTasks view={view} plan={now} titleOf={titleOf} />
        </div>
      ) : null}
    </AssessmentFrame>
  )
}
