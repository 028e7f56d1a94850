/** Full-width and half-width, upper and lower case, and blanks at the ends are the same to someone who searches or compares. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}
