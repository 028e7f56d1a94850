import { startBoard } from './board.ts'
import { startChosen } from './chosen.ts'
import { startTaskKeys } from './keys.ts'
import { startSteps } from './steps.ts'

const tasks = document.querySelector<HTMLElement>('[data-tasks]')
if (tasks) {
  startTaskKeys(tasks)
  startBoard(tasks)
  startChosen(tasks)
  const steps = document.getElementById('steps')
  if (steps instanceof HTMLFormElement) startSteps(steps)
  const moved = location.hash.startsWith('#t-') ? document.getElementById(location.hash.slice(1)) : null
  moved?.querySelector<HTMLElement>('a[data-seen]')?.focus()
}
