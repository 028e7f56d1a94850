export { type AssignedTask, listAssignedTasks, listUnownedTasks } from './assigned-store.ts'
export { decideProposal, finishTask, moveTask, tickSteps } from './do-actions.ts'
export { beginTasks, planDays, tasksIn } from './plan-actions.ts'
export {
  type Expected,
  type Here,
  inLanguage,
  loadTask,
  loadTasks,
  type PlannedIn,
  type PlannedTasks,
  proposalsOf,
  readTask,
  readTasks,
} from './read-actions.ts'
export { addTask, assignTask, changeTask, changeTasks } from './write-actions.ts'
