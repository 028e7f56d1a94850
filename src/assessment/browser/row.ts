/** Puts a standing into the row of a criterion. */
export function showStanding(criterion: string, standing: string, label: string): void {
  const chip = document.querySelector(`#c-${criterion} .standing`)
  if (chip) restand(chip, standing, label)
}

/** Puts a standing into a chip. */
export function restand(chip: Element, standing: string, label: string): void {
  chip.className = `standing ${standing}`
  chip.textContent = label
}

/** The link of a criterion's row; nothing where the list does not show it. */
export function linkOf(criterion: string): HTMLAnchorElement | null {
  return criterion === '' ? null : (document.getElementById(`c-${criterion}`)?.querySelector('a') ?? null)
}

/** Where answering goes on: the first row that nobody has answered. */
export function nextUnanswered(list: HTMLElement): HTMLAnchorElement | null {
  return list.querySelector('li > .standing.unanswered')?.closest('li')?.querySelector('a') ?? null
}
