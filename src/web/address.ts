import type { TenantId } from '../kernel/ids.ts'
import { readAddress } from '../kernel/organisation-address.ts'
import type { WebContext } from './app.tsx'

/** The organisation that the address names; nothing where it names none. The path of the request is the path within. */
export function tenantOf(c: WebContext): TenantId | undefined {
  return readAddress(new URL(c.req.url).pathname).tenant
}

/** The whole address of the request with its query, for a form that is sent again. */
export function pathOf(c: WebContext): string {
  const { pathname, search } = new URL(c.req.url)
  return `${pathname}${search}`
}

/** On to a page of ours after something was done: within the viewer's organisation. */
export function goTo(c: WebContext, path: string): Response {
  return c.redirect(c.get('view').to(path), 303)
}
