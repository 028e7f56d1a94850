/** The text of a field that a form sends once, the last where it sends more; empty where it sent none or a file. */
export function textOf(form: FormData, name: string): string {
  return allOf(form, name).at(-1) ?? ''
}

/** The texts of a field that a form sends any number of times. */
export function allOf(form: FormData, name: string): string[] {
  return form.getAll(name).filter((value) => typeof value === 'string')
}
