import { moveTask } from './moving.ts'

/** Cards that can go somewhere are dragged to the columns they can go to. */
export function startBoard(tasks: HTMLElement): void {
  let dragged: HTMLAnchorElement | undefined
  const columns = [...tasks.querySelectorAll<HTMLElement>('.column')]
  const goesTo = (column: HTMLElement) => dragged?.dataset.moves?.split(' ').includes(column.dataset.state ?? '') === true
  for (const card of tasks.querySelectorAll<HTMLElement>('.task-card')) {
    const link = card.querySelector<HTMLAnchorElement>('a[data-seen]')
    if (!link?.dataset.moves) continue
    card.draggable = true
    card.addEventListener('dragstart', () => {
      dragged = link
      card.classList.add('dragged')
    })
    card.addEventListener('dragend', () => {
      dragged = undefined
      card.classList.remove('dragged')
      for (const column of columns) column.classList.remove('over')
    })
  }
  for (const column of columns) {
    column.addEventListener('dragover', (event) => {
      if (!goesTo(column)) return
      event.preventDefault()
      column.classList.add('over')
    })
    column.addEventListener('dragleave', () => column.classList.remove('over'))
    column.addEventListener('drop', (event) => {
      if (!dragged || !goesTo(column)) return
      event.preventDefault()
      moveTask(dragged, column.dataset.state ?? '')
    })
  }
}
