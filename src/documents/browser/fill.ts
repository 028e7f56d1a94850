/** Shows the text with the answers while they are typed: the server fills it in, as it does on the press of the button. */
export function startFilling(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-fills]')
  const shown = document.getElementById('filled')
  const address = form?.dataset.fills
  if (!form || !shown || !address) return
  let waiting: ReturnType<typeof setTimeout> | undefined
  let last = 0
  const refill = async () => {
    last += 1
    const own = last
    const fields = new URLSearchParams(
      [...new FormData(form)].filter((one): one is [string, string] => typeof one[1] === 'string'),
    )
    const answer = await fetch(address, { method: 'POST', body: fields }).catch(() => undefined)
    if (!answer || own !== last) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const filled = page.getElementById('filled')
    if (filled && own === last) shown.replaceChildren(...filled.childNodes)
  }
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void refill(), 300)
  })
  for (const button of form.querySelectorAll<HTMLButtonElement>('[data-refills]')) button.hidden = true
}
