import { REFUSAL_STATUSES, type Refusal } from '../kernel/refusal.ts'
import type { View } from '../ui/view.ts'
import type { WebContext } from './app.tsx'

/** The statuses that a refusal may have; a test reads the table against them. */
export const REFUSED_BY = [401, 403, 404, 409, 410, 413, 422, 429, 460, 503] as const

/** As far as Hono's types know them: 460, a checksum mismatch, is tus's own. */
type RefusedBy = Exclude<(typeof REFUSED_BY)[number], 460>

/** How a form is answered: 200 without a refusal, else as the code of the first one says, with when to come back. */
export function statusOf(c: WebContext, refusals: readonly Pick<Refusal, 'code'>[]): 200 | RefusedBy {
  const [first] = refusals
  if (!first) return 200
  const said = REFUSAL_STATUSES[first.code]
  if (typeof said === 'number') return said as RefusedBy
  return retryAfter(c, said.again, said.status as RefusedBy)
}

/** Says after how many seconds to come back. */
export function retryAfter<Status extends RefusedBy>(c: WebContext, seconds: number, status: Status): Status {
  c.header('Retry-After', String(seconds))
  return status
}

/** Refusals for a script: as data, in the language of the screen. */
export function asData(c: WebContext, refusals: readonly Refusal[], view: View = c.get('view')): Response {
  const said = refusals.map(({ code, field, words }) => ({ code, field, words: view.say(words) }))
  return c.json({ refusals: said }, statusOf(c, refusals))
}
