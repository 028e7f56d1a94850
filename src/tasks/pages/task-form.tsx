import type { FC } from 'hono/jsx'
import { boundsOf } from '../../kernel/form.ts'
import { Choices, Field, Notice, OwnRefusals } from '../../ui/components.tsx'
import { EffortFields } from '../../ui/effort-fields.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import { TASK } from '../forms.ts'
import { isToDo, PRIORITIES, PRIORITY_WORDS, type Task } from '../task.ts'
import { Estimate } from './measure-help.tsx'
import type { TaskProps } from './task-props.ts'
import { sayYen } from './task-words.tsx'

/** What people decide of a task: who, when, how much, what comes before. */
export const TaskForm: FC<TaskProps> = (props) => {
  const { view, head, task, typed, theirs, refusals, colleagues, people } = props
  const text = { view, refusals }
  const gone = typed.assignee !== '' && !colleagues.has(typed.assignee) ? people.get(typed.assignee) : undefined
  return (
    <section aria-labelledby="task-form-title">
      <h2 id="task-form-title">{view.t('決めること', 'Decide')}</h2>
      <form method="post" action={view.to(`/assessments/${head.id}/tasks/${task.id}`)} id="task-form" class="task-form">
        {theirs ? <Conflict {...props} theirs={theirs} /> : null}
        <input type="hidden" name="revision" value={String(theirs?.revision ?? task.revision)} />
        <Field {...text} name="title" label={view.t('名前', 'Name')} value={typed.title} {...boundsOf(TASK, 'title')} />
        <div class="pair">
          <div class="field">
            <label for="assignee">{view.t('担当', 'Assignee')}</label>
            <select name="assignee" id="assignee">
              <option value="">{view.t('決めていない', 'Nobody yet')}</option>
              {[...colleagues, ...(gone === undefined ? [] : [[typed.assignee, gone] as const])].map(([id, name]) => (
                <option value={id} selected={typed.assignee === id}>
                  {name}
                </option>
              ))}
            </select>
            <OwnRefusals view={view} id="assignee" own={refusals.filter(({ field }) => field === 'assignee')} />
          </div>
          <div class="field">
            <label for="priority">{view.t('優先度', 'Priority')}</label>
            <select name="priority" id="priority">
              {PRIORITIES.map((priority) => (
                <option value={String(priority)} selected={typed.priority === String(priority)}>
                  {view.say(PRIORITY_WORDS[priority])}
                </option>
              ))}
            </select>
          </div>
        </div>
        <div class="pair">
          <Field {...text} name="startOn" type="date" label={view.t('始める日', 'Start')} value={typed.startOn} />
          <Field {...text} name="dueOn" type="date" label={view.t('期日', 'Due')} value={typed.dueOn} />
        </div>
        <p class="quiet">
          {task.planned
            ? view.t(
                `計画では${sayDay(view, task.planned.start)}から${sayDay(view, task.planned.end)}です。ここで決めた日は、計画をつくり直しても動きません。`,
                `Planned from ${task.planned.start} to ${task.planned.end}. No planning moves the days that you fix here.`,
              )
            : view.t('ここで決めた日は、計画をつくっても動きません。', 'No planning moves the days that you fix here.')}
        </p>
        <EffortFields view={view} legend={view.t('手間(人日)', 'Effort (person-days)')} typed={typed} refusals={refusals} />
        <Estimate {...props} />
        <Field
          {...text}
          name="cost"
          inputmode="numeric"
          label={view.t('外に払う費用(円)', 'Outside cost (yen)')}
          value={typed.cost}
        />
        <Before {...props} />
        <Field {...text} name="note" rows={3} label={view.t('メモ', 'Note')} value={typed.note} {...boundsOf(TASK, 'note')} />
        <button type="submit">{view.t('保存', 'Save')}</button>
      </form>
    </section>
  )
}

/** What comes before it: those chosen as boxes, and one more to choose. */
const Before: FC<TaskProps> = ({ view, tasks, typed, refusals }) => {
  const chosen = tasks.filter(({ id }) => typed.needs.includes(id))
  const others = tasks.filter((task) => isToDo(task) && !typed.needs.includes(task.id))
  return (
    <Choices view={view} name="needs" legend={view.t('先に終えること', 'What comes before')} refusals={refusals}>
      {chosen.map(({ id, title }) => (
        <label class="choice">
          <input type="checkbox" name="needs" value={id} checked />
          <span>{title}</span>
        </label>
      ))}
      {others.length === 0 ? null : (
        <select name="needs" aria-label={view.t('先に終えることを加える', 'Add what comes before')}>
          <option value="">{view.t('加える…', 'Add…')}</option>
          {others.map(({ id, title }) => (
            <option value={id}>{title}</option>
          ))}
        </select>
      )}
    </Choices>
  )
}

/** What somebody else saved meanwhile, beside what was typed; saving once more writes what was typed. */
const Conflict: FC<TaskProps & { theirs: Task }> = ({ view, theirs, typed, people, tasks }) => {
  const titles = new Map<string, string>(tasks.map(({ id, title }) => [id, title]))
  const now = saidOf(view, toTypedTask(theirs), people, titles)
  const mine = saidOf(view, typed, people, titles)
  const different = now.filter(({ said }, at) => said !== mine[at]?.said)
  return (
    <Notice tone="warn" title={view.t('ほかの人が先に変えました', 'Somebody else changed it first')} id="conflict">
      <p>
        {view.t(
          `${people.get(theirs.changedBy) ?? ''}さんの変更は保存されています。あなたの入力は、下に残っています。このまま保存すると、あなたの入力に変わります。`,
          `What ${people.get(theirs.changedBy) ?? ''} wrote is saved; what you typed is kept below. Saving now writes what you typed.`,
        )}
      </p>
      {different.length === 0 ? null : (
        <dl class="facts">
          {different.map(({ words, said }) => (
            <>
              <dt>{words}</dt>
              <dd>{said || view.t('(なし)', '(nothing)')}</dd>
            </>
          ))}
        </dl>
      )}
    </Notice>
  )
}

/** A task as its form shows it. */
export function toTypedTask(task: Task): TaskProps['typed'] {
  const [low = '', likely = '', high = ''] = (task.effort ?? []).map(String)
  return {
    ...{ title: task.title, note: task.note, assignee: task.assignee ?? '', priority: String(task.priority) },
    ...{ startOn: task.startOn ?? '', dueOn: task.dueOn ?? '', low, likely, high },
    ...{ cost: task.cost === null ? '' : String(task.cost), needs: task.needs, revision: String(task.revision) },
  }
}

function saidOf(
  view: View,
  typed: TaskProps['typed'],
  people: ReadonlyMap<string, string>,
  titles: ReadonlyMap<string, string>,
): { words: string; said: string }[] {
  const { low, likely, high } = typed
  const priority = PRIORITIES.find((one) => String(one) === typed.priority)
  return [
    { words: view.t('名前', 'Name'), said: typed.title },
    { words: view.t('担当', 'Assignee'), said: people.get(typed.assignee) ?? '' },
    { words: view.t('優先度', 'Priority'), said: priority ? view.say(PRIORITY_WORDS[priority]) : '' },
    { words: view.t('始める日', 'Start'), said: typed.startOn && sayDay(view, typed.startOn) },
    { words: view.t('期日', 'Due'), said: typed.dueOn && sayDay(view, typed.dueOn) },
    { words: view.t('手間', 'Effort'), said: [low, likely, high].filter(Boolean).join('・') },
    { words: view.t('費用', 'Cost'), said: /^[0-9]+$/.test(typed.cost) ? sayYen(view, Number(typed.cost)) : typed.cost },
    {
      words: view.t('先に終えること', 'What comes before'),
      said: typed.needs
        .flatMap((id) => titles.get(id) ?? [])
        .sort()
        .join(view.t('、', ', ')),
    },
    { words: view.t('メモ', 'Note'), said: typed.note.replaceAll('\r\n', '\n') },
  ]
}
