import { askPage } from '../../ui/browser/session.ts'
import { type Receipt, startAnswerForm } from './answer-form.ts'
import { watchChanges } from './changes.ts'
import { startFilters } from './filters.ts'
import { startKeys } from './keys.ts'
import { restand, showStanding } from './row.ts'

const WIDE = matchMedia('(min-width: 70rem)')

/** The list of criteria with the answer beside it: opens a criterion without leaving the list, on screens wide enough. */
export function startWorkbench(workbench: HTMLElement, panel: HTMLElement): void {
  workbench.classList.add('scripted')
  let answer = startAnswerForm(panel)

  const open = async (link: HTMLAnchorElement): Promise<void> => {
    if (!(await answer.leave())) {
      panel.focus()
      return
    }
    mark(workbench, link)
    const page = await askPage(link.href)
    const content = page?.getElementById('panel')
    if (!content) {
      location.href = link.href
      return
    }
    panel.replaceChildren(...content.childNodes)
    panel.dataset.criterion = content.dataset.criterion ?? ''
    panel.dataset.address = content.dataset.address ?? ''
    panel.scrollTop = 0
    answer = startAnswerForm(panel, {
      onSaved: (receipt, criterion) => showSaved(workbench, receipt, criterion),
      onSubmit: async (button) => {
        await answer.save()
        const next = button === 'next' ? nextOf(workbench) : null
        if (next) await open(next)
      },
    })
    panel.focus({ preventScroll: true })
  }

  workbench.addEventListener('click', (event) => {
    if (!WIDE.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!(link instanceof HTMLAnchorElement)) return
    const inList = link.closest('.list li')
    const named = link.getAttribute('href')?.split('?')[0]?.split('/').at(-1) ?? ''
    const row = inList ?? (link.closest('.panel') ? document.getElementById(`c-${named}`) : null)
    const target = row?.querySelector('a')
    if (!target) return
    event.preventDefault()
    void open(target)
  })
  startKeys(workbench, panel, (link) => (WIDE.matches ? void open(link) : link.click()))
  startFilters(workbench)
  watchChanges(workbench, panel)
}

function mark(workbench: HTMLElement, link: HTMLAnchorElement): void {
  for (const row of workbench.querySelectorAll('.chosen')) row.classList.remove('chosen')
  const row = link.closest('li')
  row?.classList.add('chosen')
  row?.scrollIntoView({ block: 'nearest' })
}

function nextOf(workbench: HTMLElement): HTMLAnchorElement | null {
  const links = [...workbench.querySelectorAll<HTMLAnchorElement>('.list li > a')]
  const index = links.findIndex((link) => link.closest('.chosen'))
  return links[index + 1] ?? null
}

function showSaved(workbench: HTMLElement, receipt: Receipt, criterion: string): void {
  showStanding(criterion, receipt.standing, receipt.label)
  for (const chip of document.querySelectorAll('.panel .tags .standing')) restand(chip, receipt.standing, receipt.label)
  workbench.dispatchEvent(new Event('saved'))
}
