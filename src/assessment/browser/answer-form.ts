/** What the server says of a save. */
export type Receipt = {
  revision: number
  assessmentRevision: number
  changedAt: string
  standing: string
  label: string
  tally: Record<string, number>
}

const QUIET_MS = 700
const RETRY_MS = 3000

/**
 * Lets the answer form inside `panel` save by itself: soon after typing stops, at once for a choice, and before the page is
 * left. A save that another person's came before shows theirs beside the form; nothing typed is ever thrown away.
 * Returns a function that saves what is still unsaved and stops.
 */
export function startAnswerForm(
  panel: HTMLElement,
  onSaved: (receipt: Receipt, criterion: string) => void = () => {},
): () => Promise<void> {
  const form = panel.querySelector<HTMLFormElement>('form.answer')
  if (!form) return async () => {}
  const revision = form.elements.namedItem('revision')
  const output = form.querySelector<HTMLOutputElement>('output.saved')
  if (!(revision instanceof HTMLInputElement) || !output) return async () => {}
  const criterion = panel.dataset.criterion ?? form.action.split('/').at(-1)?.split('?')[0] ?? ''
  let dirty = false
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> = Promise.resolve()
  let suggested = ''

  const save = (): Promise<void> => {
    clearTimeout(timer)
    saving = saving.then(async () => {
      if (!dirty) return
      dirty = false
      await send()
    })
    return saving
  }

  const send = async (): Promise<void> => {
    const answer = await post(form).catch(() => undefined)
    if (!answer || answer.status >= 500) {
      dirty = true
      say(output.dataset.failed ?? '', true)
      if (!stopped) timer = setTimeout(save, RETRY_MS)
      return
    }
    if (answer.ok) {
      const receipt = (await answer.json()) as Receipt
      revision.value = String(receipt.revision)
      clearRefusals(form)
      say(
        `${output.dataset.saved} ${new Date(receipt.changedAt).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' })}`,
      )
      onSaved(receipt, criterion)
    } else if (answer.status === 422) {
      const { refusals } = (await answer.json()) as { refusals: { field?: string; words: string }[] }
      showRefusals(form, refusals)
      say(refusals.map((refusal) => refusal.words).join(' '), true)
    } else if (answer.status === 409) {
      await showConflict(panel, form)
    } else {
      say(output.dataset.failed ?? '', true)
    }
  }

  const say = (words: string, failed = false): void => {
    output.textContent = words
    output.classList.toggle('failed', failed)
  }

  const suggest = async (): Promise<void> => {
    const query = new URLSearchParams()
    for (const value of new FormData(form).getAll('ticked')) query.append('ticked', String(value))
    const answer = await fetch(`${form.dataset.suggestion}?${query}`).catch(() => undefined)
    if (!answer?.ok) return
    const verdict = (await answer.json()) as { status: string | null; reason: string }
    const reason = form.elements.namedItem('reason')
    if (!(reason instanceof HTMLTextAreaElement)) return
    const own = reason.value.trim() !== '' && reason.value !== suggested
    if (verdict.status !== null || !own) choose(form, verdict.status ?? '')
    if (!own) reason.value = verdict.reason
    suggested = verdict.reason
    dirty = true
    await save()
  }

  form.addEventListener('input', (event) => {
    const field = event.target
    if (!(field instanceof HTMLElement)) return
    dirty = true
    clearTimeout(timer)
    if (field instanceof HTMLInputElement && field.name === 'ticked') void suggest()
    else if (field instanceof HTMLTextAreaElement) timer = setTimeout(save, QUIET_MS)
    else void save()
  })
  form.addEventListener('focusout', () => {
    if (dirty) void save()
  })
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      form.querySelector<HTMLButtonElement>('button[value="next"]')?.click()
    }
  })
  const leave = (): void => {
    if (dirty)
      void fetch(form.action, {
        method: 'POST',
        body: new URLSearchParams(entriesOf(form)),
        headers: JSON_PLEASE,
        keepalive: true,
      })
    dirty = false
  }
  addEventListener('pagehide', leave)
  form.addEventListener('submit', () => {
    dirty = false
    removeEventListener('pagehide', leave)
  })
  form.querySelector<HTMLButtonElement>('button[value="suggest"]')?.setAttribute('hidden', '')
  return async () => {
    stopped = true
    removeEventListener('pagehide', leave)
    await save()
  }
}

/** Chooses a status by its value, as a click would. */
export function choose(form: HTMLFormElement, status: string): void {
  for (const radio of form.querySelectorAll<HTMLInputElement>('input[name="status"]')) radio.checked = radio.value === status
}

const JSON_PLEASE = { Accept: 'application/json' }

function post(form: HTMLFormElement): Promise<Response> {
  return fetch(form.action, { method: 'POST', body: new URLSearchParams(entriesOf(form)), headers: JSON_PLEASE })
}

function entriesOf(form: HTMLFormElement): [string, string][] {
  return [...new FormData(form)].map(([name, value]) => [name, String(value)])
}

function showRefusals(form: HTMLFormElement, refusals: { field?: string; words: string }[]): void {
  clearRefusals(form)
  for (const { field, words } of refusals) {
    const input = field ? form.elements.namedItem(field) : null
    if (!(input instanceof HTMLElement)) continue
    const line = document.createElement('p')
    line.className = 'refusal'
    line.id = `${field}-refusal`
    line.textContent = words
    input.setAttribute('aria-invalid', 'true')
    input.setAttribute('aria-describedby', `${field}-help ${line.id}`)
    input.after(line)
  }
}

function clearRefusals(form: HTMLFormElement): void {
  for (const line of form.querySelectorAll('p.refusal')) line.remove()
  for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid')
}

/** Asks the server for the page that shows both answers, and puts its notice and new revision into this form. */
async function showConflict(panel: HTMLElement, form: HTMLFormElement): Promise<void> {
  const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(entriesOf(form)) }).catch(() => undefined)
  if (!answer) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const notice = page.getElementById('conflict')
  const theirs = page.querySelector<HTMLInputElement>('input[name="revision"]')
  const revision = form.elements.namedItem('revision')
  if (!notice || !theirs || !(revision instanceof HTMLInputElement)) return
  panel.querySelector('#conflict')?.remove()
  revision.value = theirs.value
  form.prepend(notice)
  notice.setAttribute('tabindex', '-1')
  notice.focus()
}
