import { age, MINUTE } from '../kernel/calendar.ts'
import type { Instant } from '../kernel/instant.ts'

/** A PDF that was made, with the moment that it prints. */
export type MadePdf = { bytes: Uint8Array; asOf: Instant }

/** How long a PDF is kept, in milliseconds, and how many bytes all of them may take. */
export const KEPT_FOR = 10 * MINUTE
const MOST_BYTES = 32 * 1024 * 1024

/** PDFs by what they say, kept for whoever asks for the very same again. The oldest go first; the newest is always there. */
export function keptPdfs(mostBytes = MOST_BYTES) {
  const kept = new Map<string, MadePdf & { at: Instant }>()
  const forgetOld = (now: Instant) => {
    for (const [key, { at }] of kept) if (age(at, now) > KEPT_FOR) kept.delete(key)
  }
  return {
    find: (key: string, now: Instant): MadePdf | undefined => {
      forgetOld(now)
      return kept.get(key)
    },
    keep: (key: string, made: MadePdf, now: Instant): void => {
      forgetOld(now)
      let bytes = made.bytes.length
      for (const { bytes: others } of kept.values()) bytes += others.length
      for (const [oldest, { bytes: others }] of kept) {
        if (bytes <= mostBytes) break
        kept.delete(oldest)
        bytes -= others.length
      }
      kept.set(key, { ...made, at: now })
    },
  }
}
