import { z } from 'zod'
import { isToCome, MINUTE } from '../../kernel/calendar.ts'
import type { AccountId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'

/** What a browser is asked to use a passkey for. An answer to one question counts for no other. */
export const CEREMONIES = ['registration', 'sign-in', 'second-factor', 'step-up'] as const
export type CeremonyKind = (typeof CEREMONIES)[number]

/** A question that was put to one browser: it keeps this, sealed, until it answers. The account is known except at sign-in. */
export type Ceremony = { kind: CeremonyKind; account: AccountId | null; challenge: string; until: Instant }

/** How long a question waits for its answer, in milliseconds. */
export const CEREMONY_LASTS = 10 * MINUTE

const shape = z.object({ kind: z.enum(CEREMONIES), account: z.string().nullable(), challenge: z.string(), until: z.string() })

/** The challenge of a question; nothing when it was put for something else, about somebody else, or too long ago. */
export function readCeremony(
  text: string,
  asked: { kind: CeremonyKind; account: AccountId | null; now: Instant },
): { challenge: string; until: Instant } | undefined {
  const { kind, account, challenge, until } = shape.parse(JSON.parse(text))
  const fits = kind === asked.kind && account === asked.account && isToCome(until, CEREMONY_LASTS, asked.now)
  return fits ? { challenge, until } : undefined
}
