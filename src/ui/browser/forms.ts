/** Puts the reader where the refusals are, as soon as a refused form comes back. */
document.getElementById('refusals')?.focus()

/** A form that does not save by itself asks before what was typed into it is left behind. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-guarded]')) {
  let changed = false
  form.addEventListener('input', () => {
    changed = true
  })
  form.addEventListener('submit', () => {
    changed = false
  })
  addEventListener('beforeunload', (event) => {
    if (changed) event.preventDefault()
  })
}

/** Says how much room a text area has left, once most of it is used. Text areas may come into the page later. */
function count(area: HTMLTextAreaElement): void {
  const counter = document.querySelector<HTMLElement>(`[data-counts="${CSS.escape(area.id)}"]`)
  const [number, over] = counter?.children ?? []
  if (!counter || !number || !(over instanceof HTMLElement)) return
  const longest = Number(counter.dataset.longest)
  const length = [...area.value.trim()].length
  counter.hidden = length < longest * 0.8
  number.textContent = String(length)
  const words = length > longest ? (over.dataset.over ?? '') : ''
  if (over.textContent !== words) over.textContent = words
}

for (const area of document.querySelectorAll('textarea')) count(area)
addEventListener('input', ({ target }) => {
  if (target instanceof HTMLTextAreaElement) count(target)
})

export {}
