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

export {}
