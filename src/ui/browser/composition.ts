/**
 * Between compositionstart and compositionend a field holds kana that the person is about to turn into words: nothing is saved then,
 * and no key is ours. Every script that listens to keys or to what is typed asks here.
 */
let composing = false
addEventListener('compositionstart', () => setComposing(true), true)
addEventListener('compositionend', () => setComposing(false), true)

/** Whether a key belongs to the input method. Safari tells of the key that confirms after compositionend, with the code 229. */
export function isOfInputMethod(event: KeyboardEvent): boolean {
  return composing || event.isComposing || event.keyCode === 229
}

/** Calls `listener` for what is typed or chosen in `target`; of a composition, once it is over. */
export function onTyped(target: HTMLElement, listener: (event: Event) => void): void {
  target.addEventListener('input', (event) => {
    if (!composing) listener(event)
  })
  target.addEventListener('compositionend', listener)
}

/** Waits until no composition is going on. */
export function composed(): Promise<void> {
  if (!composing) return Promise.resolve()
  return new Promise((resolve) => addEventListener('compositionend', () => resolve(), { once: true }))
}

function setComposing(now: boolean): void {
  composing = now
}
