import type { KeyHelp } from '../../ui/keys-help.tsx'

/** What the keys do on the pages of many tasks: `src/tasks/browser/keys.ts`. */
export const TASK_KEYS: readonly KeyHelp[] = [
  { keys: ['↑', '↓'], ja: '前・次の対応へ', en: 'Previous or next task' },
  { keys: ['←', '→'], ja: '隣の列へ(ボード)', en: 'Column beside (board)' },
  { keys: ['Enter'], ja: '開く', en: 'Open' },
  { keys: ['1', '2', '3', '4'], ja: 'これから・進行中・終える・しない', en: 'To do, in progress, finish, drop' },
  { keys: ['X'], ja: '印をつける・外す(一覧)', en: 'Tick or untick (list)' },
  { keys: ['?'], ja: 'この説明', en: 'This help' },
]
