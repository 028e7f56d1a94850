import type { Refusal } from '../kernel/refusal.ts'
import type { WebContext } from './app.tsx'

/** What a refused form is answered with: too many letters 429 and busy 503, both with when to come back, a closed door 403, else 422. */
export function statusOf(c: WebContext, refusals: readonly Refusal[]): 403 | 410 | 422 | 429 | 503 {
  const codes = new Set(refusals.map(({ code }) => code))
  if (codes.has('busy')) return retryAfter(c, 5, 503)
  if (codes.has('letters.many')) return retryAfter(c, 3600, 429)
  if (codes.has('proof.wait')) return retryAfter(c, 60, 429)
  if (codes.has('reset.over')) return 410
  return codes.has('register.closed') ? 403 : 422
}

/** Says after how many seconds to come back. */
export function retryAfter<Status extends 429 | 503>(c: WebContext, seconds: number, status: Status): Status {
  c.header('Retry-After', String(seconds))
  return status
}
