import { hashOf, Unreadable } from './hashing.ts'

/** Computes the hash of a file that is chosen, and writes it into the field beside. */
export function startHashing(field: HTMLElement): void {
  const { into = '', hasher = '', done = '', hashing = '', unreadable = '' } = field.dataset
  const chosen = field.querySelector('input')
  const bar = field.querySelector('progress')
  const said = field.querySelector('.said')
  const target = document.getElementById(into)
  if (!chosen || !bar || !said || !(target instanceof HTMLInputElement)) return
  let last = new AbortController()
  chosen.addEventListener('change', async () => {
    last.abort()
    const [file, stop] = [chosen.files?.[0], new AbortController()]
    last = stop
    bar.hidden = !file
    if (!file) return
    said.textContent = hashing
    try {
      target.value = await hashOf(hasher, file, stop.signal, (bytes) => {
        bar.value = bytes / Math.max(1, file.size)
      })
      said.textContent = done
    } catch (fault) {
      if (stop.signal.aborted) return
      said.textContent = unreadable
      if (!(fault instanceof Unreadable)) throw fault
    }
    bar.hidden = true
  })
}
