const SHOWN_MS = 10_000
let timer: ReturnType<typeof setTimeout> | undefined

/** Says at the foot of the page what became of a change, for a while; `undo` takes it back, and is offered only where it is given. */
export function toast(words: string, undo?: () => void): void {
  const place = document.getElementById('toast')
  const said = place?.querySelector('output')
  const button = place?.querySelector('button')
  if (!place || !said || !button) return
  clearTimeout(timer)
  place.hidden = false
  said.textContent = words
  button.hidden = !undo
  button.onclick = () => {
    place.hidden = true
    undo?.()
  }
  timer = setTimeout(() => {
    place.hidden = true
  }, SHOWN_MS)
}

/** The words that the page keeps for what the script says, by name. */
export function wordsOf(name: 'undone' | 'changed' | 'unsaved'): string {
  return document.getElementById('toast')?.dataset[name] ?? ''
}

/** A status that came with the page stood there before anybody listened: said once more, a screen reader tells it. */
const said = document.querySelector('.saved-note')?.textContent
if (said) {
  const aloud = document.createElement('output')
  aloud.className = 'visually-hidden'
  document.body.append(aloud)
  setTimeout(() => {
    aloud.textContent = said
  }, 200)
}
