import type { WebContext } from './app.tsx'

/** The fields of the form that a request sent; none where it sent no form. */
export function formOf(c: WebContext): FormData {
  const brought = c.get('brought')
  return brought.kind === 'form' ? brought.form : new FormData()
}

/** The fields of the form that a request sent in its address. */
export function addressOf(c: WebContext): URLSearchParams {
  return new URL(c.req.url).searchParams
}

/** The data that a script sent; nothing of it is trusted before an action reads it. */
export function dataOf(c: WebContext): Record<string, unknown> {
  const brought = c.get('brought')
  return brought.kind === 'data' && typeof brought.data === 'object' ? { ...brought.data } : {}
}

type SentFile = Exclude<ReturnType<FormData['get']>, string | null>

/** The file that a form brings; nothing where none was chosen, which a browser sends as one without a name. */
export function fileOf(form: FormData, name: string): SentFile | undefined {
  return form.getAll(name).find((value): value is SentFile => typeof value !== 'string' && value.name !== '')
}

/** All texts that were typed, in their order, to be shown or sent again. */
export function typedIn(form: FormData): [string, string][] {
  return [...form].filter((field): field is [string, string] => typeof field[1] === 'string')
}
