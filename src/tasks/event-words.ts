import type { FeatureWording } from '../log/index.ts'
import type { TaskEvent } from './events.ts'
import { PRIORITY_WORDS, TASK_STATE_WORDS } from './task.ts'

/** How the log says what happened to tasks. */
export const taskWording: FeatureWording<TaskEvent> = {
  acts: {
    'task.begin': ({ subject, details: { task } }) => ({
      ja: `評価「${subject.name}」に対応「${task}」を加えました。`,
      en: `Added the task “${task}” to the assessment “${subject.name}”.`,
    }),
    'task.change': ({ subject, details: { task } }) => ({
      ja: `評価「${subject.name}」の対応「${task}」を変えました。`,
      en: `Changed the task “${task}” of the assessment “${subject.name}”.`,
    }),
    'task.many': ({ subject, details: { count, tasks } }) => ({
      ja: `評価「${subject.name}」の対応${count}件をまとめて変えました(${tasks.join('、')})。`,
      en: `Changed ${count} tasks of the assessment “${subject.name}” at once (${tasks.join(', ')}).`,
    }),
    'task.tick': ({ subject, details: { task } }) => ({
      ja: `評価「${subject.name}」の対応「${task}」の手順の印を変えました。`,
      en: `Ticked steps of the task “${task}” of the assessment “${subject.name}”.`,
    }),
    'task.finish': ({ subject, details: { task, proposals } }) => ({
      ja: `評価「${subject.name}」の対応「${task}」を終えました(回答の案${proposals}件)。`,
      en: `Finished the task “${task}” of the assessment “${subject.name}” (${proposals} answers proposed).`,
    }),
    'task.leave': ({ subject, details: { task, criterion } }) => ({
      ja: `評価「${subject.name}」の対応「${task}」が出した ${criterion} の回答の案を、使わないことにしました。`,
      en: `Left what the task “${task}” of the assessment “${subject.name}” proposed for ${criterion}.`,
    }),
  },
  fields: {
    task: { words: { ja: '対応の名前', en: 'Task' } },
    note: { words: { ja: 'メモ', en: 'Note' } },
    assignee: { words: { ja: '担当', en: 'Assignee' } },
    priority: { words: { ja: '優先度', en: 'Priority' }, codes: PRIORITY_WORDS },
    state: { words: { ja: '状態', en: 'State' }, codes: TASK_STATE_WORDS },
    startOn: { words: { ja: '始める日', en: 'Start' } },
    dueOn: { words: { ja: '期日', en: 'Due' } },
    effort: { words: { ja: '手間(人日: 少なめ・ふつう・多め)', en: 'Effort (person-days: low, likely, high)' } },
    cost: {
      words: { ja: '費用', en: 'Cost' },
      number: (yen) => ({ ja: `${yen.toLocaleString('ja')}円`, en: `¥${yen.toLocaleString('en')}` }),
    },
    needs: { words: { ja: '先に終えること', en: 'Comes after' } },
    ticked: { words: { ja: 'した手順', en: 'Steps done' } },
    evidence: { words: { ja: '確かめられるところ', en: 'Where it can be checked' } },
  },
}
