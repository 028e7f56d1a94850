export {
  criteriaOf,
  dueOf,
  isToDo,
  type Priority,
  TASK_STATE_WORDS,
  type Task,
  type TaskState,
} from './task.ts'
