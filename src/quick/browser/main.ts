const LETTERS: Record<string, string> = { yes: 'y', partly: 'p', no: 'n', unknown: 'u' }

const form = document.querySelector<HTMLFormElement>('form[data-quick]')
if (form) keepInAddress(form)

/** Writes each answer into the address at once, so that a reload or a closed phone loses nothing, and shows the progress. */
function keepInAddress(form: HTMLFormElement): void {
  const progress = form.querySelector('progress')
  if (progress) progress.hidden = false
  form.addEventListener('change', () => {
    const letters = questionsOf(form).map((question) => letterOf(question))
    const { address: page = '', edition = '', target = '' } = form.dataset
    const address = `${page}?e=${edition}&t=${target}&a=${letters.join('')}`
    history.replaceState(null, '', address)
    const language = document.querySelector<HTMLAnchorElement>('a.language')
    if (language) language.href = `${address}&lang=${language.hreflang}`
    show(form)
  })
  show(form)
}

function show(form: HTMLFormElement): void {
  const progress = form.querySelector('progress')
  if (progress) progress.value = answeredIn(form)
  for (const chip of form.querySelectorAll<HTMLElement>('[data-area]')) {
    const area = form.querySelector<HTMLElement>(`#area-${chip.dataset.area}`)
    if (!area) continue
    const [answered, all] = [answeredIn(area), questionsOf(area).length]
    chip.textContent = `${answered}/${all}`
    chip.classList.toggle('done', answered === all)
  }
}

function questionsOf(within: HTMLElement): HTMLFieldSetElement[] {
  return [...within.querySelectorAll('fieldset')]
}

function answeredIn(within: HTMLElement): number {
  return questionsOf(within).filter((question) => letterOf(question) !== '-').length
}

function letterOf(question: HTMLFieldSetElement): string {
  return LETTERS[question.querySelector<HTMLInputElement>('input:checked')?.value ?? ''] ?? '-'
}
