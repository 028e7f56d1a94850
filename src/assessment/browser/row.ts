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
