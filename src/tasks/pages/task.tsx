import type { FC } from 'hono/jsx'
import { boundsOf } from '../../kernel/form.ts'
import { dayInJapan } from '../../kernel/instant.ts'
import { stepsOf } from '../../measures/index.ts'
import { StandingChip } from '../../standing/chip.tsx'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Field, Notice, Refusals, Trail } from '../../ui/components.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { sayDay } from '../../ui/view.ts'
import { FINISH, MOVABLE } from '../forms.ts'
import { mayChangeTasks, mayDoTask, movesOf } from '../sight.ts'
import { isToDo } from '../task.ts'
import { MOVE_WORDS } from './board.tsx'
import { Help, Part } from './measure-help.tsx'
import { TaskForm } from './task-form.tsx'
import type { TaskProps } from './task-props.ts'
import { Marks, StateChip, sayDays, sayEffort, sayLeft, sayPriority, sayProgress, sayYen } from './task-words.tsx'

/** One task: what to do step by step, what it is for, and what people decided of it. */
export const TaskPage: FC<TaskProps> = (props) => {
  const { view, head, task, today, refusals, saved } = props
  const base = view.to(`/assessments/${head.id}/tasks`)
  const [does, changes] = [view.viewer && mayDoTask(view.viewer, task), view.viewer && mayChangeTasks(view.viewer)]
  return (
    <AssessmentFrame view={view} head={head} part="tasks" title={task.title} wide>
      <Trail view={view} steps={[{ href: base, words: view.t('対応', 'Tasks') }]} here={task.title} />
      <div class="task-page" data-tasks="task">
        <div class="task-main">
          <h1>{task.title}</h1>
          <p class="task-facts">
            <StateChip view={view} state={task.state} /> <Marks view={view} task={task} today={today} />{' '}
            <span>{props.people.get(task.assignee ?? '') ?? view.t('担当は未定', 'Nobody yet')}</span>
            <span>{sayDays(view, task) ?? view.t('日は未定', 'No days yet')}</span>
          </p>
          {saved ? <SavedNote>{view.t('保存しました。', 'Saved.')}</SavedNote> : null}
          <Refusals view={view} refusals={refusals} />
          <Done {...props} />
          <States {...props} />
          <Steps {...props} does={does === true} />
          {props.attached}
          <Help {...props} />
          {does && isToDo(task) ? <Finish {...props} /> : null}
        </div>
        <div class="task-aside">
          <Needs {...props} />
          <Criteria {...props} />
          {changes ? <TaskForm {...props} /> : <Facts {...props} />}
        </div>
      </div>
    </AssessmentFrame>
  )
}

/** That it is done, and which answers it proposes. */
const Done: FC<TaskProps> = ({ view, head, task, people, proposals }) => {
  if (!task.done) return null
  const waiting = proposals.filter(({ outcome }) => outcome === null).length
  const [day, name] = [sayDay(view, dayInJapan(task.done.at)), people.get(task.done.by) ?? '']
  return (
    <Notice tone="good" title={view.t(`${day}に終えました(${name})`, `Finished on ${day} by ${name}`)}>
      {task.evidence === '' ? null : (
        <p>
          {view.t('確かめられるところ: ', 'Where it can be checked: ')}
          {task.evidence}
        </p>
      )}
      {proposals.length === 0 ? null : (
        <p>
          <a class="button" href={view.to(`/assessments/${head.id}/tasks/${task.id}/proposals`)}>
            {waiting > 0
              ? view.t(`回答の案 ${waiting}件を確かめる`, `Look at ${waiting} proposed answers`)
              : view.t('回答の案がどうなったかを見る', 'See what became of the proposed answers')}
          </a>
        </p>
      )}
    </Notice>
  )
}

/** The buttons that put it in another state. */
const States: FC<TaskProps> = ({ view, head, task }) => {
  const moves = view.viewer ? movesOf(view.viewer, task) : []
  return (
    <form method="post" action={view.to(`/assessments/${head.id}/tasks/moves`)} class="actions">
      <input type="hidden" name="after" value="task" />
      {moves.includes('done') ? (
        <a class="button" href="#finish">
          {view.t('終える', 'Finish')}
        </a>
      ) : null}
      {MOVABLE.filter((state) => moves.includes(state)).map((state) => (
        <button type="submit" class="second" name="move" value={`${task.id} ${task.revision} ${state}`}>
          {view.say(MOVE_WORDS[task.state === 'done' ? 'again' : state])}
        </button>
      ))}
    </form>
  )
}

const Steps: FC<TaskProps & { does: boolean }> = ({ view, head, edition, task, measure, does }) => {
  if (!measure) return task.note === '' ? null : <p class="task-note">{task.note}</p>
  const steps = stepsOf(measure, edition.id)
  const closed = !does || task.state === 'done'
  return (
    <section aria-labelledby="steps-title">
      <h2 id="steps-title">{view.t('すること', 'What to do')}</h2>
      <form
        method="post"
        action={view.to(`/assessments/${head.id}/tasks/${task.id}/steps`)}
        id="steps"
        class="steps"
        data-saved={view.t('保存しました', 'Saved')}
        data-unsaved={view.t(
          '保存できませんでした。つながりを確かめて、もう一度印をつけてください。',
          'Not saved. Check the connection and tick it again.',
        )}
      >
        <p class="quiet" id="steps-progress" role="status">
          {sayProgress(view, task, measure, edition.id)}
        </p>
        <fieldset disabled={closed} aria-label={view.t('手順', 'Steps')}>
          {steps.map(({ id, text }) => (
            <label class="choice">
              <input type="checkbox" name="ticked" value={id} checked={task.ticked.includes(id)} />
              <span>{text}</span>
            </label>
          ))}
        </fieldset>
        {steps
          .filter(({ id }) => task.ticked.includes(id))
          .map(({ id }) => (
            <input type="hidden" name="seen" value={id} />
          ))}
        {closed ? null : (
          <button type="submit" class="second scriptless">
            {view.t('印を保存', 'Save ticks')}
          </button>
        )}
      </form>
    </section>
  )
}

const Finish: FC<TaskProps> = ({ view, head, edition, task, measure, criteria, gaps, evidence, refusals }) => {
  const open = new Set(gaps)
  const asked = criteria.filter((criterion) => open.has(criterion)).length
  const left = measure ? stepsOf(measure, edition.id).filter(({ id }) => !task.ticked.includes(id)).length : 0
  return (
    <section class="card finish" id="finish" aria-labelledby="finish-title" tabindex={-1}>
      <h2 id="finish-title">{view.t('終える', 'Finish')}</h2>
      <p>
        {asked === 0
          ? view.t('終えても、回答の案は出ません。', 'Finishing it proposes no answers.')
          : view.t(
              `終えると、${asked}件の評価基準に回答の案を出します。使うかどうかは、1件ずつ人が決めます。`,
              `Finishing it proposes answers for ${asked} criteria. A person decides of each.`,
            )}{' '}
        <span id="steps-left">{asked > 0 ? sayLeft(view, left) : ''}</span>
      </p>
      <form method="post" action={view.to(`/assessments/${head.id}/tasks/${task.id}/finish`)}>
        <input type="hidden" name="revision" value={String(task.revision)} />
        <Field
          view={view}
          name="evidence"
          rows={2}
          label={view.t('どこで確かめられるか', 'Where it can be checked')}
          help={view.t(
            '文書名・保管場所・画面など。回答の案の「証跡」に入ります。',
            'A document, a place, a screen: it goes into the evidence of what is proposed.',
          )}
          value={evidence}
          {...boundsOf(FINISH, 'evidence')}
          refusals={refusals}
        />
        <button type="submit">{view.t('この対応を終える', 'Finish this task')}</button>
      </form>
    </section>
  )
}

const Needs: FC<TaskProps> = ({ view, head, task, tasks, hidden }) => {
  const needs = tasks.filter(({ id }) => task.needs.includes(id))
  if (needs.length + hidden.length === 0) return null
  const left = hidden.filter(isToDo).length
  return (
    <Part title={view.t('先に終えること', 'What comes before')}>
      <ul>
        {needs.map((need) => (
          <li>
            <a href={view.to(`/assessments/${head.id}/tasks/${need.id}`)}>{need.title}</a>{' '}
            <StateChip view={view} state={need.state} />
          </li>
        ))}
        {hidden.length === 0 ? null : (
          <li>
            {view.t(
              `ほかの人の対応 ${hidden.length}件(終わっていないもの ${left}件)`,
              `${hidden.length} tasks of others, ${left} of them not done`,
            )}
          </li>
        )}
      </ul>
    </Part>
  )
}

const Criteria: FC<TaskProps> = (props) => {
  const { view, head, edition, criteria, answers, task } = props
  const issue = task.issue === null ? undefined : props.issueOf.get(task.issue)
  return (
    <Part title={view.t('課題と評価基準', 'Issue and criteria')}>
      <p>
        {issue === undefined ? (
          view.t('どの課題にもよらない対応です。', 'It belongs to no issue.')
        ) : view.may('issues.read') ? (
          <a href={view.to(`/assessments/${head.id}/issues/${issue.id}`)}>{issue.title}</a>
        ) : (
          issue.title
        )}
      </p>
      <ul class="task-criteria">
        {edition.criteria
          .filter(({ id }) => criteria.includes(id))
          .map((criterion) => {
            const answer = answers.get(criterion.id)
            const words = (
              <>
                <b>{criterion.id}</b> {view.t(criterion.question, criterion.en)}
              </>
            )
            return (
              <li>
                {answers.size > 0 ? <a href={view.to(`/assessments/${head.id}/criteria/${criterion.id}`)}>{words}</a> : words}{' '}
                {answer || view.may('assessment.summary') ? (
                  <StandingChip view={view} standing={answer?.status ?? 'unanswered'} confirmed={answer?.confirmation != null} />
                ) : null}
                {answer?.reason ? <small>{answer.reason}</small> : null}
              </li>
            )
          })}
      </ul>
    </Part>
  )
}

/** What people decided of it, for whoever only reads. */
const Facts: FC<TaskProps> = ({ view, task, measure, ...expected }) => (
  <Part title={view.t('決まっていること', 'What is decided')}>
    <dl class="facts">
      <dt>{view.t('優先度', 'Priority')}</dt>
      <dd>{sayPriority(view, task)}</dd>
      <dt>{view.t('手間', 'Effort')}</dt>
      <dd>{sayEffort({ view, ...expected }, task, measure) ?? view.t('未定', 'Not said')}</dd>
      <dt>{view.t('費用', 'Cost')}</dt>
      <dd>{task.cost === null ? view.t('未定', 'Not said') : sayYen(view, task.cost)}</dd>
      {task.note === '' ? null : (
        <>
          <dt>{view.t('メモ', 'Note')}</dt>
          <dd class="task-note">{task.note}</dd>
        </>
      )}
    </dl>
  </Part>
)
