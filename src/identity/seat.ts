import { setCookie } from 'hono/cookie'
import type { WebContext } from '../http/app.tsx'
import type { PersonId, TenantId } from '../kernel/ids.ts'

/** Notes in two cookies who sits at this browser, for a year. */
export function sitDown(c: WebContext, seat: { tenant: TenantId; person: PersonId | undefined }): void {
  const options = { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: 31_536_000 } as const
  setCookie(c, 'organisation', seat.tenant, options)
  setCookie(c, 'person', seat.person ?? '', options)
}
