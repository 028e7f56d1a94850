/** The text of a field that a form sends once; empty where it sent none or a file. A null character cannot be stored, and falls away. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\u0000', '') : ''
}

/** The texts of a field that a form sends any number of times. */
export function allOf(value: unknown): string[] {
  return [value]
    .flat()
    .filter((one) => typeof one === 'string')
    .map(textOf)
}
