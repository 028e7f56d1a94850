/** Fields for files (`src/ui/file-field.tsx`); they may come into the page later. */
addEventListener('change', ({ target }) => {
  const field = fieldOf(target)
  if (field && target instanceof HTMLInputElement) check(field, target)
})

addEventListener('dragover', (event) => mark(event, true))
addEventListener('dragleave', (event) => mark(event, false))
addEventListener('drop', (event) => mark(event, false))

/** A form with a file is sent by the script, which can say how far it has come; without one the browser sends it. */
addEventListener('submit', (event) => {
  const form = event.target
  const field = form instanceof HTMLFormElement && form.querySelector<HTMLElement>('.file-field')
  if (!field || !(form instanceof HTMLFormElement) || event.defaultPrevented) return
  event.preventDefault()
  send(form, field, event.submitter)
})

function fieldOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.file-field') : null
}

function mark(event: DragEvent, over: boolean): void {
  fieldOf(event.target)?.querySelector('.drop')?.classList.toggle('over', over)
}

function check(field: HTMLElement, input: HTMLInputElement): void {
  const file = input.files?.[0]
  const endings = input.accept.split(',')
  const { megabytes, tooLarge = '', wrongKind = '' } = field.dataset
  const wrong = file && !endings.some((ending) => file.name.toLowerCase().endsWith(ending))
  const large = file && file.size > Number(megabytes) * 1024 * 1024
  const picked = field.querySelector('.picked')
  if (picked) picked.textContent = file ? `${file.name} (${sizeOf(file.size)})` : ''
  refuse(field, input, wrong ? wrongKind : large ? tooLarge : '')
}

function refuse(field: HTMLElement, input: HTMLInputElement, words: string): void {
  const refusal = field.querySelector<HTMLElement>('.refusal[role]')
  if (refusal) {
    refusal.textContent = words
    refusal.hidden = words === ''
  }
  input.setCustomValidity(words)
  input.setAttribute('aria-invalid', String(words !== ''))
}

function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** Where the answer leads elsewhere the browser goes there; a refusal takes the place of the page's content. */
function send(form: HTMLFormElement, field: HTMLElement, pressed: HTMLElement | null): void {
  const progress = field.querySelector('progress')
  const buttons = form.querySelectorAll<HTMLButtonElement>('button[type="submit"]')
  const request = new XMLHttpRequest()
  const body = new FormData(form, pressed)
  const busy = (now: boolean) => {
    if (progress) progress.hidden = !now
    for (const button of buttons) button.disabled = now
  }
  request.upload.onprogress = ({ loaded, total }) => {
    if (progress) progress.value = total > 0 ? loaded / total : 0
  }
  request.onerror = () => {
    busy(false)
    const words = field.querySelector<HTMLElement>('.refusal[role]')
    if (!words) return
    words.textContent = field.dataset.unsent ?? ''
    words.hidden = false
  }
  request.onload = () => {
    if (request.responseURL !== form.action) return location.assign(request.responseURL)
    const page = new DOMParser().parseFromString(request.responseText, 'text/html')
    document.title = page.title
    document.querySelector('main')?.replaceWith(document.adoptNode(page.querySelector('main') ?? page.body))
    const first = document.getElementById('refusals') ?? document.querySelector<HTMLElement>('main')
    first?.focus()
  }
  busy(true)
  request.open('POST', form.action)
  request.setRequestHeader('Accept', 'text/html')
  request.send(body)
}

export {}
