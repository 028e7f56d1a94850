import { z } from 'zod'
import { FIELD } from '../assessment/index.ts'
import { boxesField, choiceField, field, listField, optionalDayField, plainField, textField } from '../kernel/form.ts'
import { type IssueId, type PersonId, parseId, type TaskId } from '../kernel/ids.ts'
import { accept, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'
import { decideName } from '../roles/person.ts'
import { STATUSES } from '../standing/status.ts'
import { PRIORITIES, type Priority, TASK_STATES, type TaskState } from './task.ts'

const TITLE = field({ required: true, longest: 200 }, (typed) => decideName(typed, 200, 'task'))
const NO_PERSON: Refusal = { code: 'task.person', words: { ja: '担当を選び直してください。', en: 'Choose the assignee again.' } }
const NO_PRIORITY: Refusal = { code: 'task.priority', words: { ja: '優先度を選んでください。', en: 'Choose a priority.' } }
const NO_DAY: Refusal = {
  code: 'task.day',
  words: { ja: '日付を、2027-03-31 のように入力してください。', en: 'Write the day like 2027-03-31.' },
}

/** A person by their id; nobody where none is chosen. Whether they are of the organisation is for the action to say. */
const PERSON = field({}, (typed): Outcome<PersonId | null> => {
  const person = typed === '' || typed === 'nobody' ? null : parseId<PersonId>(typed)
  return person === undefined ? { ok: false, refusals: [NO_PERSON] } : accept(person)
})
const DAY = optionalDayField(NO_DAY)
/** A number of person-days, or nothing. */
export const PERSON_DAYS = field({}, (typed): Outcome<number | null> => {
  const text = typed.normalize('NFKC').trim()
  if (text === '') return accept(null)
  const days = /^[0-9]{1,4}(\.[0-9]{1,2})?$/.test(text) ? Number(text) : 0
  return days > 0 && days <= 1000 ? accept(days) : refuse('task.effort', NO_EFFORT)
})
const YEN = field({}, (typed): Outcome<number | null> => {
  const text = typed.normalize('NFKC').replaceAll(/[,、\s円¥]/g, '')
  if (text === '') return accept(null)
  return /^[0-9]{1,9}$/.test(text) ? accept(Number(text)) : refuse('task.cost', NO_COST)
})
const REVISION = plainField((sent) => (/^[0-9]{1,7}$/.test(sent) ? Number(sent) : 0))

const NO_EFFORT = {
  ja: '手間は、0より大きく1000までの人日の数で、少なめ・ふつう・多めの順に大きくなるように入力してください。',
  en: 'Write effort in person-days above 0 and up to 1000, low, likely and high in rising order.',
}
const NO_COST = { ja: '費用は、円の数で入力してください(例: 300000)。', en: 'Write the cost in yen, such as 300000.' }

/** The form of a task: what people say of it. `revision` is the one that it was made on. */
export const TASK = z.object({
  title: TITLE,
  note: textField(4000, { ja: 'メモ', en: 'the note' }),
  assignee: PERSON,
  priority: choiceField(['1', '2', '3'], NO_PRIORITY).transform((one) => Number(one) as Priority),
  startOn: DAY,
  dueOn: DAY,
  low: PERSON_DAYS,
  likely: PERSON_DAYS,
  high: PERSON_DAYS,
  cost: YEN,
  needs: listField((typed) => accept(typed.map((one) => parseId<TaskId>(one)).filter((one) => one !== undefined))),
  revision: REVISION,
})

/** What is against a task as a whole: a due day before its start, an effort of which a part is missing or out of order. */
export function againstTask({ startOn, dueOn, low, likely, high }: Partial<z.output<typeof TASK>>): Refusal[] {
  const nothing = low === null && likely === null && high === null
  return [...(startOn && dueOn && dueOn < startOn ? [DUE_FIRST] : []), ...(nothing ? [] : againstEffort({ low, likely, high }))]
}

/** What is against an effort: that a part is missing, or that they do not rise. A part that was refused by itself says enough. */
export function againstEffort({
  low,
  likely,
  high,
}: { [part in 'low' | 'likely' | 'high']?: number | null | undefined }): Refusal[] {
  if (low === undefined || likely === undefined || high === undefined) return []
  const whole = low !== null && likely !== null && high !== null && low <= likely && likely <= high
  return whole ? [] : [NO_WHOLE_EFFORT]
}
const NO_WHOLE_EFFORT: Refusal = { code: 'task.effort', field: 'likely', words: NO_EFFORT }
const DUE_FIRST: Refusal = {
  code: 'task.days',
  field: 'dueOn',
  words: { ja: '期日は、始める日か、そのあとの日にしてください。', en: 'The due day must not come before the start.' },
}

/** The form of a task of one's own, free or on an issue. */
export const NEW_TASK = z.object({
  title: TITLE,
  issue: field({}, (typed): Outcome<IssueId | null> => {
    const issue = typed === '' ? null : parseId<IssueId>(typed)
    return issue === undefined ? refuse('task.issue', NO_ISSUE) : accept(issue)
  }),
  assignee: PERSON,
  dueOn: DAY,
})
export const NO_ISSUE = { ja: '課題を選び直してください。', en: 'Choose the issue again.' }

/** A task as a box or a button names it: its id, and the revision that the person saw. */
type Seen = { id: TaskId; revision: number }

function readSeen(value: string): Seen | undefined {
  const [, id, revision] = /^(\S+) ([0-9]{1,7})$/.exec(value) ?? []
  const task = parseId<TaskId>(id)
  return task && { id: task, revision: Number(revision) }
}

/** The form of one change for many tasks. What is left empty stays with each. */
export const MANY_TASKS = z.object({
  tasks: boxesField(readSeen, {
    code: 'tasks.none-chosen',
    words: { ja: '変える対応に印をつけてください。', en: 'Tick the tasks to change.' },
  }),
  person: field({}, (typed): Outcome<PersonId | null | undefined> => (typed === '' ? accept(undefined) : readPerson(typed))),
  priority: plainField((sent) => PRIORITIES.find((one) => String(one) === sent)),
  state: plainField((sent) => MOVABLE.find((one) => one === sent)),
  due: DAY,
  noDue: plainField((sent) => sent === '1'),
})

function readPerson(typed: string): Outcome<PersonId | null> {
  const person = typed === 'nobody' ? null : parseId<PersonId>(typed)
  return person === undefined ? { ok: false, refusals: [NO_PERSON] } : accept(person)
}

/** The states that a task is put in by a press; it is done once it is finished, which says more. */
export const MOVABLE = TASK_STATES.filter((state): state is Exclude<TaskState, 'done'> => state !== 'done')

/** The button that puts a task in another state: which, as it was seen, where to. */
export const MOVE = z.object({
  move: plainField((sent) => {
    const [, seen, to] = /^(.+) ([a-z]+)$/.exec(sent) ?? []
    const [task, state] = [readSeen(seen ?? ''), MOVABLE.find((one) => one === to)]
    return task && state && { ...task, state }
  }),
  after: plainField(String),
})

/** The form that gives a task that nobody has to somebody, as it was seen. */
export const ASSIGN = z.object({
  person: field({ required: true }, (typed): Outcome<PersonId> => {
    const person = parseId<PersonId>(typed)
    return person ? accept(person) : { ok: false, refusals: [NO_PERSON] }
  }),
  revision: REVISION,
})
/** The page on which that form stands. */
export const AFTER = z.object({ after: plainField((sent) => (sent === 'home' || sent === 'management' ? sent : undefined)) })

/** The boxes of the steps: those that are ticked now, and those that were when the page was shown. */
export const STEPS = z.object({ ticked: z.array(z.string()), seen: z.array(z.string()) })

/** The form that finishes a task. */
export const FINISH = z.object({
  evidence: textField(1000, { ja: 'どこで確かめられるか', en: 'where it can be checked' }),
  revision: REVISION,
})

/** The form of one proposal: the answer as a person leaves it, on the revision that they saw, and what they do with it. */
export const PROPOSAL = z.object({
  status: plainField((sent) => STATUSES.find((status) => status === sent) ?? null),
  reason: field({ longest: FIELD.reason.longest }, accept<string>),
  evidence: field({ longest: FIELD.evidence.longest }, accept<string>),
  ticked: z.array(z.string()),
  from: REVISION,
  button: plainField(String),
})
