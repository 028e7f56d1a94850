/** The buttons that only a script can serve (`src/ui/scripted-buttons.tsx`); they may come into the page later. */
addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLButtonElement>('[data-reveals], [data-copies]') : null
  if (button?.dataset.reveals !== undefined) reveal(button, button.getAttribute('aria-pressed') !== 'true')
  if (button?.dataset.copies !== undefined) void copy(button)
})

/** A password is sent, and offered to a password manager, as one. */
addEventListener('submit', ({ target }) => {
  if (!(target instanceof HTMLFormElement)) return
  for (const button of target.querySelectorAll<HTMLButtonElement>('[data-reveals]')) reveal(button, false)
})

function reveal(button: HTMLButtonElement, shown: boolean): void {
  const field = document.getElementById(button.dataset.reveals ?? '')
  if (!(field instanceof HTMLInputElement)) return
  field.type = shown ? 'text' : 'password'
  button.setAttribute('aria-pressed', String(shown))
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const told = button.parentElement?.querySelector<HTMLElement>('[data-done]')
  const address = new URL(button.dataset.copies ?? '', location.href).href
  const copied = await navigator.clipboard?.writeText(address).then(
    () => true,
    () => false,
  )
  if (told) told.textContent = copied ? (told.dataset.done ?? '') : address
}

export {}
