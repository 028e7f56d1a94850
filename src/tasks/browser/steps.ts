import { ask } from '../../ui/browser/session.ts'

/** `was`: the revision before. What stands at it moves on; what is older stays, so that somebody else's change is not written over. */
type Receipt = {
  ticked: string[]
  revision: number
  was: number
  state: string
  label: string
  progress: string
  left: string
}

/**
 * Saves each tick at once, one after the other, as the box stood when it was pressed; where that fails the box goes back, and the page
 * says why. A box whose own save still waits is left as the person has it.
 */
export function startSteps(form: HTMLFormElement): void {
  const progress = form.querySelector<HTMLElement>('#steps-progress')
  const waiting: HTMLInputElement[] = []
  let last: Promise<void> = Promise.resolve()
  form.addEventListener('change', (event) => {
    const box = event.target
    if (!(box instanceof HTMLInputElement) || box.name !== 'ticked') return
    const { checked } = box
    waiting.push(box)
    last = last.then(() => save(box, checked))
  })

  async function save(box: HTMLInputElement, checked: boolean): Promise<void> {
    const one: [string, string][] = [[checked ? 'ticked' : 'seen', box.value]]
    const answer = await ask(form.action, { method: 'POST', body: new URLSearchParams(one) })
    waiting.splice(waiting.indexOf(box), 1)
    if (answer?.ok) {
      show((await answer.json()) as Receipt)
      return
    }
    if (!waiting.includes(box)) box.checked = !checked
    if (progress) progress.textContent = form.dataset.unsaved ?? ''
  }

  function show({ ticked, revision, was, state, label, progress: words, left }: Receipt): void {
    if (progress) progress.textContent = `${words} ${form.dataset.saved ?? ''}`
    const line = document.getElementById('steps-left')
    if (line?.textContent || left !== '') line?.replaceChildren(left)
    const chip = document.querySelector('.task-facts > .task-state')
    if (chip) {
      chip.className = `task-state ${state}`
      chip.textContent = label
    }
    for (const hidden of form.querySelectorAll('input[name="seen"]')) hidden.remove()
    for (const id of ticked) {
      const seen = document.createElement('input')
      seen.type = 'hidden'
      seen.name = 'seen'
      seen.value = id
      form.append(seen)
    }
    const main = form.closest('.task-page')
    for (const box of form.querySelectorAll<HTMLInputElement>('input[name="ticked"]'))
      if (!waiting.includes(box)) box.checked = ticked.includes(box.value)
    for (const input of main?.querySelectorAll<HTMLInputElement>('input[name="revision"]') ?? [])
      if (input.value === String(was)) input.value = String(revision)
    for (const button of main?.querySelectorAll<HTMLButtonElement>('button[name="move"]') ?? []) {
      button.value = button.value.replace(` ${was} `, ` ${revision} `)
      button.hidden = button.value.endsWith(` ${state}`)
    }
  }
}
