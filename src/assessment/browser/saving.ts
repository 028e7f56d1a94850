import { ask, askPage } from '../../ui/browser/session.ts'

/** What the server says of a save. */
export type Receipt = { revision: number; changedAt: string; standing: string; label: string }

/** What the server refused, and where. */
export type Refused = { code: string; field?: string; words: string }

/**
 * Sends an answer for a receipt instead of a page; nothing where the server cannot be reached. `last` lets the browser finish it
 * after the page is gone.
 */
export function post(action: string, entries: [string, string][], last = false): Promise<Response | undefined> {
  return ask(action, { method: 'POST', body: new URLSearchParams(entries), keepalive: last })
}

/** Puts each refusal beside its field. */
export function showRefusals(form: HTMLFormElement, refusals: Refused[]): void {
  clearRefusals(form)
  for (const { field, words } of refusals) {
    const input = field ? form.elements.namedItem(field) : null
    if (!(input instanceof HTMLElement)) continue
    input.closest('details')?.setAttribute('open', '')
    const line = document.createElement('p')
    line.className = 'refusal'
    line.id = `${field}-refusal`
    line.textContent = words
    input.setAttribute('aria-invalid', 'true')
    input.setAttribute('aria-describedby', `${field}-help ${line.id}`)
    input.after(line)
  }
}

export function clearRefusals(form: HTMLFormElement): void {
  for (const line of form.querySelectorAll('p.refusal')) line.remove()
  for (const input of form.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid')
    input.setAttribute('aria-describedby', `${input.id}-help`)
  }
}

/** Asks the server for the page that shows both answers, and puts its notice and the newer revision into this form. */
export async function showConflict(panel: HTMLElement, form: HTMLFormElement, revision: HTMLInputElement): Promise<void> {
  const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(entriesOf(form)) }).catch(() => undefined)
  if (!answer) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const notice = page.getElementById('conflict')
  const theirs = page.querySelector<HTMLInputElement>('input[name="revision"]')
  if (!notice || !theirs) return
  panel.querySelector('#conflict')?.remove()
  revision.value = theirs.value
  form.prepend(notice)
  notice.setAttribute('tabindex', '-1')
  notice.focus()
}

/** After a change of a 該当なし, what the page says of its confirmation comes from the server anew. */
export async function refreshConfirmation(
  panel: HTMLElement,
  criterion: string,
  { standing }: { standing: string },
): Promise<void> {
  const old = panel.querySelector('#confirmation')
  if (!old || (standing !== 'notApplicable' && old.childElementCount === 0)) return
  const page = await askPage(`${panel.dataset.address}/criteria/${criterion}`)
  const fresh = page?.getElementById('confirmation')
  if (fresh) old.replaceWith(fresh)
}

/** The history as it is after a save that the person asked for. */
export async function refreshVersions(panel: HTMLElement): Promise<void> {
  const { address, criterion } = panel.dataset
  const fresh = (await askPage(`${address}/criteria/${criterion}`))?.getElementById('versions')
  if (!fresh || panel.dataset.criterion !== criterion) return
  const old = panel.querySelector('#versions')
  if (old) old.replaceWith(fresh)
  else panel.append(fresh)
}

/** What the form says, as it would be sent. */
export function entriesOf(form: HTMLFormElement): [string, string][] {
  return [...new FormData(form)].map(([name, value]) => [name, String(value)])
}
