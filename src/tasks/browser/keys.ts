import { isOfInputMethod } from '../../ui/browser/composition.ts'
import { moveTask } from './moving.ts'

const STATE_OF_KEY: Record<string, string> = { '1': 'todo', '2': 'doing', '3': 'done', '4': 'dropped' }

/**
 * The keyboard on a list, a board or a timeline of tasks: arrows (or j, k) move among tasks, on a board left and right among columns, a
 * digit puts the task that has the focus in another state where it can go, x ticks it.
 */
export function startTaskKeys(tasks: HTMLElement): void {
  const links = () => [...tasks.querySelectorAll<HTMLAnchorElement>('a[data-seen]')]
  if (links().length === 0) return
  for (const button of tasks.querySelectorAll<HTMLElement>('button.keys')) button.hidden = false
  document.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || isOfInputMethod(event)) return
    const field = event.target
    if (field instanceof HTMLElement && field.matches('textarea, select, input:not([type="checkbox"])')) return
    const here = field instanceof Element ? linkOf(field) : null
    if (event.key === '?') document.getElementById('keys-help')?.togglePopover()
    else if (event.key === 'ArrowDown' || event.key === 'j') go(event, links(), here, 1)
    else if (event.key === 'ArrowUp' || event.key === 'k') go(event, links(), here, -1)
    else if (event.key === 'ArrowRight' && here) beside(event, here, 1)
    else if (event.key === 'ArrowLeft' && here) beside(event, here, -1)
    else if (event.key === 'x' && here) tick(here)
    else if (event.key in STATE_OF_KEY && here) put(here, STATE_OF_KEY[event.key] ?? '')
  })
}

function go(event: Event, links: HTMLAnchorElement[], here: HTMLAnchorElement | null, step: 1 | -1): void {
  event.preventDefault()
  const at = here ? links.indexOf(here) + step : 0
  focus(links[Math.min(Math.max(at, 0), links.length - 1)])
}

/** The card at the same height of the nearest column that has one. */
function beside(event: Event, here: HTMLAnchorElement, step: 1 | -1): void {
  const column = here.closest('.column')
  const columns = [...document.querySelectorAll('.board > .column')]
  if (!column) return
  event.preventDefault()
  const at = cardsOf(column).indexOf(here)
  for (let next = columns.indexOf(column) + step; next >= 0 && next < columns.length; next += step) {
    const cards = cardsOf(columns[next] as Element)
    if (cards.length === 0) continue
    focus(cards[Math.min(at, cards.length - 1)])
    return
  }
}

function put(here: HTMLAnchorElement, state: string): void {
  const moves = here.dataset.moves?.split(' ')
  if (moves?.includes(state)) moveTask(here, state)
}

function tick(here: HTMLAnchorElement): void {
  here.closest('tr')?.querySelector<HTMLInputElement>('input[name="tasks"]')?.click()
}

function linkOf(field: Element): HTMLAnchorElement | null {
  return field.closest('tr, li')?.querySelector<HTMLAnchorElement>('a[data-seen]') ?? null
}

function cardsOf(column: Element): HTMLAnchorElement[] {
  return [...column.querySelectorAll<HTMLAnchorElement>('a[data-seen]')]
}

function focus(link: HTMLAnchorElement | undefined): void {
  link?.focus()
  link?.scrollIntoView({ block: 'nearest' })
}
