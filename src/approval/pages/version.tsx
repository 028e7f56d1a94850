import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { TASK_STATE_WORDS } from '../../tasks/index.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Field, Notice, Refusals, Trail } from '../../ui/components.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { ApprovalView } from '../actions.ts'
import { DECISION } from '../forms.ts'
import { changesSince, type FrozenPlan, type PlanChanges } from '../frozen-plan.ts'
import type { PlanVersion } from '../version.ts'
import { Changes } from './changes.tsx'
import { FrozenSummary, FrozenTasks, type TitleOf } from './frozen.tsx'
import { stateWords } from './panel.tsx'

type VersionProps = {
  view: View
  found: ApprovalView
  version: PlanVersion
  frozen: FrozenPlan
  titleOf: TitleOf
  translated(changes: PlanChanges): PlanChanges
  /** Whether the viewer may decide on it now. */
  decides: boolean
  typed: Partial<Typed<typeof DECISION>>
  refusals: readonly Refusal[]
  done: 'submitted' | 'approved' | 'directed' | 'withdrawn' | undefined
}

/** One version as management sees it, to be decided on: made for a phone, most important first. */
export const VersionPage: FC<VersionProps> = (props) => {
  const { view, found, version, frozen, titleOf, decides, refusals, done } = props
  const { head, now } = found
  const base = view.to(`/assessments/${head.id}/plan`)
  const title = view.t(`対応計画 第${version.number}版`, `Plan, version ${version.number}`)
  return (
    <AssessmentFrame view={view} head={head} part="plan" title={title}>
      <Trail view={view} steps={[{ href: base, words: view.t('計画', 'Plan') }]} here={title} />
      <h1>{title}</h1>
      {done ? <SavedNote>{doneWords(view, done)}</SavedNote> : null}
      <Refusals view={view} refusals={refusals} />
      <p>
        <strong>{stateWords(view, found, version)}</strong>
      </p>
      {version.message === '' ? null : <blockquote class="in-words">{version.message}</blockquote>}
      {version.decision && version.decision.word !== '' ? (
        <blockquote class="in-words">{version.decision.word}</blockquote>
      ) : null}
      <Directed {...props} />
      {decides ? (
        <p class="lead">
          {view.t('この計画で進めてよいか、決めてください。', 'Please decide whether to go ahead with this plan.')}
        </p>
      ) : null}
      <FrozenSummary view={view} plan={frozen} titleOf={titleOf} />
      <FrozenTasks view={view} plan={frozen} titleOf={titleOf} />
      {decides ? <Decision {...props} /> : <NoDecision {...props} />}
      {now && version.decision?.outcome !== 'withdrawn' ? (
        <section aria-labelledby="since">
          <h2 id="since">{view.t('この版のあとで変わったこと', 'What has changed since this version')}</h2>
          <Changes view={view} changes={props.translated(changesSince(frozen, now))} />
        </section>
      ) : null}
      <p class="quiet">
        {view.t(
          'この版の内容のSHA-256(変わっていないことの印): ',
          'SHA-256 of this version, which shows that it has not changed: ',
        )}
        <code>{version.sha256}</code>
      </p>
      <p class="quiet">
        {view.t(
          '役員への報告と承認、指示の記録は、評価基準 1-4-1-1 と 1-4-1-2 が求めるものです。この画面はその記録として使えます。',
          'Reporting to an officer, approval and a record of directions are what criteria 1-4-1-1 and 1-4-1-2 ask; this page can serve as that record.',
        )}
      </p>
    </AssessmentFrame>
  )
}

/** Fields for directions at once; further ones by sending them together. */
const FIELDS = 3

/** One form, two ways: directions go with an approval too; without one the plan is sent back. */
const Decision: FC<VersionProps> = ({ view, found, version, typed, refusals }) => {
  const base = view.to(`/assessments/${found.head.id}/plan/versions/${version.number}`)
  const directions = typed.direction ?? []
  const open = directions.some((one) => one !== '') || refusals.some(({ field }) => field?.startsWith('direction'))
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">{view.t('決める', 'Decide')}</h2>
      <form method="post" action={`${base}/approval`} class="card">
        <Field
          view={view}
          name="word"
          label={view.t('ひとこと(なくてもよい)', 'A word (optional)')}
          value={typed.word ?? ''}
          rows={2}
          {...boundsOf(DECISION, 'word')}
          refusals={refusals}
        />
        <details open={open}>
          <summary>{view.t('指示をつける', 'Give directions')}</summary>
          <p>
            {view.t(
              '1つの欄に1つの指示を、自分のことばで書きます。承認しても差し戻しても、指示はそれぞれ対応になり、この版とつながったまま残ります。',
              'One direction to a field, in your own words. Whether you approve or send it back, each becomes a task and stays linked to this version.',
            )}
          </p>
          {Array.from({ length: Math.max(FIELDS, directions.length) }, (_, index) => (
            <Field
              view={view}
              name="direction"
              id={`direction-${index}`}
              label={view.t(`指示 ${index + 1}`, `Direction ${index + 1}`)}
              value={directions[index] ?? ''}
              rows={2}
              {...boundsOf(DECISION, 'direction')}
              refusals={refusals
                .filter(({ field }) => field === `direction-${index}`)
                .map((one) => ({ ...one, field: 'direction' }))}
            />
          ))}
        </details>
        <div class="actions">
          <button type="submit" class="large">
            {view.t('承認する', 'Approve')}
          </button>
          <button type="submit" class="second" formaction={`${base}/directions`}>
            {view.t('指示をつけて差し戻す', 'Send it back with directions')}
          </button>
        </div>
      </form>
    </section>
  )
}

/** Why the viewer decides nothing here, where they might expect to; and the way back for whoever put it. */
const NoDecision: FC<VersionProps> = ({ view, found, version }) => {
  if (version.decision) return null
  return (
    <>
      {view.may('plan.approve') ? (
        <Notice tone="info" title={view.t('ほかの経営者が決めます', 'Another executive decides')}>
          <p>{view.t('自分が出した計画は、自分では承認できません。', 'Nobody approves what they put forward themselves.')}</p>
        </Notice>
      ) : null}
      {version.putBy === view.viewer?.person && view.may('plan.submit') ? (
        <form method="post" action={view.to(`/assessments/${found.head.id}/plan/versions/${version.number}/withdrawal`)}>
          <button type="submit" class="second">
            {view.t('取り下げる', 'Withdraw')}
          </button>
        </form>
      ) : null}
    </>
  )
}

/** What was directed, each with its task and how that stands. */
const Directed: FC<VersionProps> = ({ view, found, version }) => {
  const own = found.directions.filter((one) => one.version === version.id)
  if (own.length === 0) return null
  const tasks = new Map(found.tasks.map((task) => [task.id, task]))
  return (
    <section aria-labelledby="directed">
      <h2 id="directed">{view.t('指示', 'Directions')}</h2>
      <ol>
        {own.map(({ body, task }) => {
          const made = tasks.get(task)
          return (
            <li>
              <span class="in-words">{body}</span>{' '}
              <a href={view.to(`/assessments/${found.head.id}/tasks/${task}`)}>
                {view.t('対応', 'Task')}: {made ? view.say(TASK_STATE_WORDS[made.state]) : ''}
              </a>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function doneWords(view: View, done: NonNullable<VersionProps['done']>): string {
  const words = {
    submitted: view.t('経営に出しました。', 'It is before management now.'),
    approved: view.t('承認しました。', 'You approved it.'),
    directed: view.t('差し戻しました。指示は対応になりました。', 'You sent it back; each direction is a task now.'),
    withdrawn: view.t('取り下げました。', 'It is withdrawn.'),
  }
  return words[done]
}
