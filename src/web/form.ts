import type { Sent } from '../kernel/form.ts'
import type { WebContext } from './app.tsx'

/** The form that a request sent, for `typedOf` and `readForm` to read by its schema; one without fields where it sent no form. */
export function formOf(c: WebContext): Sent {
  return formData(c)
}

/** The fields of the form that a request sent in its address. */
export function formInAddress(c: WebContext): Sent {
  return new URL(c.req.url).searchParams
}

/** The data that a script sent, nothing where it sent none; nothing of it is trusted before an action reads it. */
export function dataOf(c: WebContext): Record<string, unknown> | undefined {
  const brought = c.get('brought')
  if (brought.kind !== 'data') return undefined
  return typeof brought.data === 'object' ? { ...brought.data } : {}
}

/** All texts that were typed, in their order, to be shown or sent again as they are: what they mean is for another page to say. */
export function typedIn(c: WebContext): [string, string][] {
  return sentParts(c).filter((part): part is [string, string] => typeof part[1] === 'string')
}

/** Everything in the form that a request sent, in its order. */
export function sentParts(c: WebContext): [string, string | File][] {
  return [...formData(c)]
}

function formData(c: WebContext): FormData {
  const brought = c.get('brought')
  return brought.kind === 'form' ? brought.form : new FormData()
}
