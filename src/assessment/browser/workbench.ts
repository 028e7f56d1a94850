import { askPage } from '../../ui/browser/session.ts'
import { toast, wordsOf } from '../../ui/browser/toast.ts'
import { type AnswerForm, startAnswerForm } from './answer-form.ts'
import { watchChanges } from './changes.ts'
import { startChoosing } from './choosing.ts'
import { startFilters } from './filters.ts'
import { startKeys } from './keys.ts'
import { linkOf, nextUnanswered, showStanding } from './row.ts'
import { type Receipt, refreshVersions } from './saving.ts'
import { startSwipe } from './swipe.ts'
import { undo } from './undo.ts'

/**
 * `focus`: moves the focus to what opened. `push`: a new place in the history. `replace`: in the place of this one. `again`: anew, even
 * where it is open already.
 */
type Opening = { focus?: boolean; push?: boolean; replace?: boolean; again?: boolean }

const WIDE = matchMedia('(min-width: 70rem)')

/**
 * The list of criteria with the answer beside it, on screens wide enough; the answer alone on others. The address is that of the
 * criterion which is open, so that Back, reloading and a copied link come to the same place.
 */
export function startWorkbench(workbench: HTMLElement, panel: HTMLElement): void {
  workbench.classList.add('scripted')
  const handlers: Parameters<typeof startAnswerForm>[1] & object = {
    onSaved: (receipt, criterion) => showSaved(receipt, criterion),
  }
  let answer: AnswerForm = startAnswerForm(panel, handlers)
  /** The last of the acts: one begins when the one before it is done, so that a key never answers what is about to go. */
  let last: Promise<unknown> = Promise.resolve()
  let asked = 0
  history.replaceState({ criterion: panel.dataset.criterion ?? '' }, '')

  /** Opens a criterion beside the list: by a person's act as a new place in the history, otherwise in the place of this one. */
  const open = (link: HTMLAnchorElement, how: Opening = {}): Promise<boolean> => {
    const mine = ++asked
    const overtaken = (): boolean => mine !== asked
    return inTurn(async () => {
      if (overtaken()) return false
      if (how.again || panel.dataset.criterion !== criterionOf(link)) return load(link, how, overtaken)
      // It opened meanwhile: what somebody unfolded or typed there stays.
      if (how.focus !== false) panel.focus({ preventScroll: true })
      return true
    })
  }

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const done = last.then(act, act)
    last = done
    return done
  }

  /** Gives up where it is `overtaken` by another criterion that somebody opens meanwhile. */
  const load = async (
    link: HTMLAnchorElement,
    { focus = true, push = true, replace = false }: Opening = {},
    overtaken = (): boolean => false,
  ): Promise<boolean> => {
    if (!(await answer.leave())) {
      panel.focus()
      return false
    }
    const { words, failed } = answer.said()
    if (failed) toast(`${panel.dataset.criterion}: ${words}`)
    const page = await askPage(link.href)
    const content = page?.getElementById('panel')
    if (!page || !content) {
      location.href = link.href
      return false
    }
    if (overtaken()) return false
    panel.replaceChildren(...content.childNodes)
    panel.dataset.criterion = content.dataset.criterion ?? ''
    panel.scrollTop = 0
    markChosen(workbench, panel)
    answer = startAnswerForm(panel, handlers)
    if (WIDE.matches && (push || replace)) {
      const state = { criterion: panel.dataset.criterion }
      if (push) history.pushState(state, '', link.href)
      else history.replaceState(state, '', link.href)
      document.title = page.title
    }
    if (focus) panel.focus({ preventScroll: true })
    return true
  }

  const showSaved = (receipt: Receipt, criterion: string): void => {
    const before = document.querySelector(`#c-${criterion} .standing`)?.textContent
    showStanding(criterion, receipt)
    if (before && before !== receipt.label) toast(`${criterion}: ${receipt.label} ${wordsOf('changed')}`, takeBack)
    workbench.dispatchEvent(new Event('saved'))
  }

  /** Takes the last change back, and shows the criterion as it is then. */
  const takeBack = async (): Promise<void> => {
    await answer.save()
    const undone = await undo()
    if (!undone) return
    const { criterion, receipt } = undone
    if (receipt) {
      showStanding(criterion, receipt)
      workbench.dispatchEvent(new Event('saved'))
    }
    toast(`${criterion}: ${receipt ? `${receipt.label} ${wordsOf('undone')}` : wordsOf('unsaved')}`)
    if (panel.dataset.criterion !== criterion) return
    const link = linkOf(criterion)
    if (link && WIDE.matches) await open(link, { focus: false, push: false, again: true })
    else location.reload()
  }

  /** Answers the criterion of a row without leaving the row. */
  const answerRow = async (link: HTMLAnchorElement, status: string): Promise<void> => {
    const criterion = criterionOf(link)
    if (panel.dataset.criterion !== criterion && !(await load(link, { focus: false }))) return
    await answer.choose(status)
    const { words, failed } = answer.said()
    if (!failed) return
    toast(`${criterion}: ${words}`)
    if (!WIDE.matches) location.href = link.href
  }

  /** Brings the list beside an answer that was opened by itself. */
  const fill = async (): Promise<void> => {
    const list = workbench.querySelector('.list')
    if (!WIDE.matches || !list || list.childElementCount > 0) return
    const page = await askPage(workbench.dataset.list ?? '')
    const fresh = page?.getElementById('workbench')
    const rows = fresh?.querySelector('.list')
    const filters = page?.querySelector('main > search')
    const help = page?.getElementById('keys-help')
    if (!page || !fresh || !rows || !filters || !help) return
    list.replaceWith(rows)
    workbench.before(filters, help)
    workbench.dataset.revision = fresh.dataset.revision ?? '0'
    begin()
  }

  /** Saves, and opens the next one where the button asks for it. */
  const goOn = async (button: string): Promise<void> => {
    await answer.save()
    const next = button === 'next' ? linkAfter(workbench) : null
    if (next) await load(next)
    else await refreshVersions(panel)
  }

  const begin = (): void => {
    handlers.onSubmit = (button) => {
      void inTurn(() => goOn(button))
    }
    markChosen(workbench, panel)
    startFilters(workbench, panel)
    startChoosing(workbench)
    watchChanges(workbench, panel)
    for (const help of workbench.querySelectorAll<HTMLElement>('.keys')) help.hidden = false
  }

  workbench.addEventListener('click', (event) => {
    if (!WIDE.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!(link instanceof HTMLAnchorElement)) return
    const inList = link.closest('.list li') !== null
    const target = inList ? link : linkOf(criterionOf(link))
    if (!target || link.origin !== location.origin || link.hash) return
    event.preventDefault()
    void open(target, { again: !inList })
  })
  addEventListener('popstate', (event) => {
    const criterion = (event.state as { criterion?: string } | null)?.criterion
    const link = criterion ? linkOf(criterion) : null
    if (link) void open(link, { push: false })
    else if (criterion !== panel.dataset.criterion) location.reload()
  })
  startSwipe(panel)
  startKeys(workbench, panel, {
    open: (link) => (WIDE.matches ? void open(link) : link.click()),
    answerRow: (link, status) => void inTurn(() => answerRow(link, status)),
    answer: (status) => void inTurn(() => answer.choose(status)),
    undo: () => void takeBack(),
  })

  if (workbench.classList.contains('one')) {
    WIDE.addEventListener('change', () => void fill())
    void fill()
    return
  }
  begin()
  const landing = WIDE.matches ? (linkOf(location.hash.slice(3)) ?? nextUnanswered(workbench)) : null
  if (landing) void open(landing, { focus: false, push: false, replace: true })
}

function markChosen(workbench: HTMLElement, panel: HTMLElement): void {
  for (const row of workbench.querySelectorAll('.chosen')) row.classList.remove('chosen')
  const row = linkOf(panel.dataset.criterion ?? '')?.closest('li')
  row?.classList.add('chosen')
  row?.scrollIntoView({ block: 'nearest' })
}

function criterionOf(link: HTMLAnchorElement): string {
  return link.pathname.split('/').at(-1) ?? ''
}

function linkAfter(workbench: HTMLElement): HTMLAnchorElement | null {
  const links = [...workbench.querySelectorAll<HTMLAnchorElement>('.list li > a')]
  const index = links.findIndex((link) => link.closest('.chosen'))
  return links[index + 1] ?? null
}
