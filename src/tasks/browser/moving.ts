/** Puts the task of a link in another state as its button does; to be done, it is opened where it is finished. */
export function moveTask(link: HTMLAnchorElement, state: string): void {
  if (state === 'done') {
    location.assign(`${link.href}#finish`)
    return
  }
  const form = document.getElementById('move')
  if (!(form instanceof HTMLFormElement) || link.dataset.seen === undefined) return
  const move = document.createElement('input')
  move.type = 'hidden'
  move.name = 'move'
  move.value = `${link.dataset.seen} ${state}`
  form.append(move)
  form.requestSubmit()
}
