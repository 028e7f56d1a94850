import { plainField } from '../kernel/form.ts'

/** The field of a form that says where to go on afterwards. */
export const nextField = plainField<string>(safeNext)

/**
 * Where to go after signing in, when it is a page of ours; otherwise the first page. Refuses whatever a browser could read as
 * another site: `//host`, `/\host`, a scheme, and control characters, which browsers leave out before they read.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || next.length > 2000 || !/^\/(?![/\\])[^\p{Cc}\\]*$/u.test(next)) return '/'
  const url = new URL(next, 'http://here.invalid')
  return url.host === 'here.invalid' && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}${url.hash}` : '/'
}
