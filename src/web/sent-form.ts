import { createHash } from 'node:crypto'
import type { SentForm } from '../db/sent-form.ts'
import type { Instant } from '../kernel/instant.ts'
import { ONCE } from '../ui/once.tsx'
import type { WebContext } from './app.tsx'
import { sentParts } from './form.ts'

/**
 * The form as it was sent now, by its one-time token, its address and everything in it: whoever goes back, changes a word and sends it
 * again begins something else. Nothing where it brings no token.
 */
export async function sentForm(c: WebContext, now: Instant): Promise<SentForm | undefined> {
  const sent = sentParts(c)
  if (!sent.some(([name, value]) => name === ONCE && value !== '')) return undefined
  const parts: unknown[] = [c.req.path]
  for (const [name, value] of sent) {
    parts.push([name, typeof value === 'string' ? value : [value.name, digest(Buffer.from(await value.arrayBuffer()))]])
  }
  return { key: digest(Buffer.from(JSON.stringify(parts))), at: now }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
