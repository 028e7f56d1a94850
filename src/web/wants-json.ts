import type { WebContext } from './app.tsx'

/** Whether the request comes from a script of ours that wants data rather than a page. */
export function wantsJson(c: WebContext): boolean {
  return c.req.header('Accept')?.includes('application/json') ?? false
}
