/** Choosing rows of the list: with Shift all from the last one that was pressed, and how many are chosen. */
export function startChoosing(workbench: HTMLElement): void {
  let last: HTMLInputElement | undefined
  workbench.addEventListener('click', (event) => {
    const box = event.target
    if (!(box instanceof HTMLInputElement) || box.name !== 'criteria') return
    const all = boxesOf(workbench)
    if (event.shiftKey && last?.isConnected) {
      const [from = 0, to = 0] = [all.indexOf(last), all.indexOf(box)].toSorted((one, other) => one - other)
      for (const between of all.slice(from, to + 1)) between.checked = box.checked
    }
    last = box
    count(workbench)
  })
  workbench.addEventListener('reset', () => setTimeout(() => count(workbench)))
  count(workbench)
}

function count(workbench: HTMLElement): void {
  const line = workbench.querySelector<HTMLElement>('#many > p')
  const number = line?.querySelector('strong')
  if (!line || !number) return
  number.textContent = String(boxesOf(workbench).filter(({ checked }) => checked).length)
  line.hidden = false
}

function boxesOf(workbench: HTMLElement): HTMLInputElement[] {
  return [...workbench.querySelectorAll<HTMLInputElement>('.list input[name="criteria"]')]
}
