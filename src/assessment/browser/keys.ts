import { isOfInputMethod } from '../../ui/browser/composition.ts'
import { choose } from './answer-form.ts'

const STATUS_OF_KEY: Record<string, string> = {
  '1': 'met',
  '2': 'partial',
  '3': 'unmet',
  '4': 'planned',
  '5': 'notApplicable',
  '0': '',
}

/** The keyboard on the list: arrows (or j, k) move, Enter opens, a digit answers what is open, / searches, Escape returns. */
export function startKeys(workbench: HTMLElement, panel: HTMLElement, open: (link: HTMLAnchorElement) => void): void {
  for (const help of workbench.querySelectorAll<HTMLElement>('.keys')) help.hidden = false
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isOfInputMethod(event)) return
    const field = event.target
    const typing = field instanceof HTMLElement && field.matches('textarea, select, input:not([type="radio"], [type="checkbox"])')
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
      answer(panel, STATUS_OF_KEY[event.key] ?? '', open)
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

/** A digit answers the criterion that is open when the focus is on its row or in its panel; otherwise it opens the row first. */
function answer(panel: HTMLElement, status: string, open: (link: HTMLAnchorElement) => void): void {
  const active = document.activeElement
  const link = active instanceof HTMLAnchorElement && active.closest('.list li') ? active : null
  const criterion = link?.closest('li')?.id.slice(2)
  const form = panel.querySelector<HTMLFormElement>('form.answer')
  if (link && (!form || panel.dataset.criterion !== criterion)) {
    open(link)
    return
  }
  if (!form) return
  choose(form, status)
  form.querySelector('input[name="status"]:checked')?.dispatchEvent(new Event('input', { bubbles: true }))
}

function chosen(workbench: HTMLElement): HTMLAnchorElement | null {
  return workbench.querySelector<HTMLAnchorElement>('.list .chosen > a')
}

function linksOf(workbench: HTMLElement): HTMLAnchorElement[] {
  return [...workbench.querySelectorAll<HTMLAnchorElement>('.list li > a')]
}
