export { againstEffort, PERSON_DAYS } from './forms.ts'
export { mayAssignTasks } from './sight.ts'
export {
  criteriaOf,
  dueOf,
  isOverdue,
  isToDo,
  type Priority,
  TASK_STATE_WORDS,
  type Task,
  type TaskState,
} from './task.ts'
