/** The text of a field of a form that was sent; empty when there is none, or a file instead. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
