/** Says how many tasks of the list are ticked; with Shift, all from the last one that was pressed. */
export function startChosen(tasks: HTMLElement): void {
  const line = document.querySelector<HTMLElement>('#many > .chosen')
  const number = line?.querySelector('strong')
  if (!line || !number) return
  const boxes = [...tasks.querySelectorAll<HTMLInputElement>('input[name="tasks"]')]
  let last: HTMLInputElement | undefined
  const count = () => {
    number.textContent = String(boxes.filter(({ checked }) => checked).length)
    line.hidden = false
  }
  tasks.addEventListener('click', (event) => {
    const box = event.target
    if (!(box instanceof HTMLInputElement) || box.name !== 'tasks') return
    if (event.shiftKey && last) {
      const [from = 0, to = 0] = [boxes.indexOf(last), boxes.indexOf(box)].toSorted((one, other) => one - other)
      for (const between of boxes.slice(from, to + 1)) between.checked = box.checked
    }
    last = box
    count()
  })
  tasks.addEventListener('change', count)
  count()
}
