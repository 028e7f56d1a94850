import { onTyped } from '../../ui/browser/composition.ts'
import { askPage } from '../../ui/browser/session.ts'
import { linkOf } from './row.ts'

const QUIET_MS = 250

/** Filters the list as soon as a choice is made, without leaving the page or losing an open answer. */
export function startFilters(workbench: HTMLElement, panel: HTMLElement): void {
  const form = document.getElementById('filters')
  if (!(form instanceof HTMLFormElement)) return
  let timer: ReturnType<typeof setTimeout> | undefined
  let latest = 0

  const apply = async (): Promise<void> => {
    const mine = ++latest
    const query = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
    for (const [name, value] of [...query]) if (value === '') query.delete(name)
    const address = `${new URL(form.action).pathname}?${query}`
    const page = await askPage(address)
    if (mine !== latest) return
    const list = page?.querySelector('.workbench .list')
    const old = workbench.querySelector('.list')
    if (!list || !old) return
    old.replaceWith(list)
    for (const help of list.querySelectorAll<HTMLElement>('.keys')) help.hidden = false
    workbench.dataset.list = address
    const open = linkOf(panel.dataset.criterion ?? '')
    open?.closest('li')?.classList.add('chosen')
    history.replaceState(history.state, '', `${location.pathname}?${query}`)
  }

  onTyped(form, (event) => {
    clearTimeout(timer)
    timer = setTimeout(apply, event.target instanceof HTMLInputElement && event.target.type === 'search' ? QUIET_MS : 0)
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void apply()
  })
  form.querySelector('button[type="submit"]')?.setAttribute('hidden', '')
}
