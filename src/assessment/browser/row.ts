/** Puts a standing into the row of a criterion, and into its box the revision that is seen with it. */
export function showStanding(criterion: string, shown: { standing: string; label: string; revision: number }): void {
  const row = document.getElementById(`c-${criterion}`)
  const chip = row?.querySelector('.standing')
  if (chip) restand(chip, shown.standing, shown.label)
  const box = row?.querySelector('input')
  if (box) box.value = `${criterion} ${shown.revision}`
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
