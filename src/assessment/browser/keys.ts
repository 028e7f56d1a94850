import { isOfInputMethod } from '../../ui/browser/composition.ts'

const STATUS_OF_KEY: Record<string, string> = {
  '1': 'met',
  '2': 'partial',
  '3': 'unmet',
  '4': 'planned',
  '5': 'notApplicable',
  '0': '',
}

/** What the keys do. */
type Acts = {
  open(link: HTMLAnchorElement): void
  /** Answers the criterion of a row, and the one that is open. */
  answerRow(link: HTMLAnchorElement, status: string): void
  answer(status: string): void
  undo(): void
}

/**
 * The keyboard: arrows (or j, k) move in the list, Enter opens, a digit answers the row that has the focus or what is open, a takes
 * what is suggested, Ctrl+Z takes the last change back, / searches, Escape returns.
 */
export function startKeys(workbench: HTMLElement, panel: HTMLElement, acts: Acts): void {
  document.addEventListener('keydown', (event) => {
    if (event.altKey || isOfInputMethod(event)) return
    const field = event.target
    const typing = field instanceof HTMLElement && field.matches('textarea, select, input:not([type="radio"], [type="checkbox"])')
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === 'z' && !typing) {
      event.preventDefault()
      acts.undo()
    }
    if (event.ctrlKey || event.metaKey) return
    if (event.key === 'Escape' && field instanceof HTMLElement && panel.contains(field)) {
      event.preventDefault()
      chosen(workbench)?.focus()
      return
    }
    if (typing) return
    if (event.key === '?') {
      document.getElementById('keys-help')?.togglePopover()
    } else if (event.key === '/') {
      event.preventDefault()
      document.querySelector<HTMLInputElement>('#filters input[name="q"]')?.focus()
    } else if (event.key === 'ArrowDown' || event.key === 'j') {
      if (field instanceof HTMLInputElement) return
      event.preventDefault()
      move(workbench, 1)
    } else if (event.key === 'ArrowUp' || event.key === 'k') {
      if (field instanceof HTMLInputElement) return
      event.preventDefault()
      move(workbench, -1)
    } else if (event.key in STATUS_OF_KEY) {
      const row = rowIn(field)
      if (row) acts.answerRow(row, STATUS_OF_KEY[event.key] ?? '')
      else acts.answer(STATUS_OF_KEY[event.key] ?? '')
    } else if (event.key === 'a') {
      panel.querySelector<HTMLButtonElement>('.suggestion:not([hidden]) button')?.click()
    }
  })
}

function move(workbench: HTMLElement, step: 1 | -1): void {
  const links = linksOf(workbench)
  const from = links.indexOf(document.activeElement as HTMLAnchorElement)
  const start = from >= 0 ? from : links.findIndex((link) => link.closest('.chosen'))
  const next = links[Math.min(Math.max(start + step, 0), links.length - 1)]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

function rowIn(field: EventTarget | null): HTMLAnchorElement | null {
  return field instanceof Element ? (field.closest('.list li')?.querySelector('a') ?? null) : null
}

function chosen(workbench: HTMLElement): HTMLAnchorElement | null {
  return workbench.querySelector<HTMLAnchorElement>('.list .chosen > a')
}

function linksOf(workbench: HTMLElement): HTMLAnchorElement[] {
  return [...workbench.querySelectorAll<HTMLAnchorElement>('.list li > a')]
}
