import type { Instant } from '../../kernel/instant.ts'
import type { Client } from '../../kernel/seat.ts'
import type { Letter } from '../../mail/index.ts'
import { deviceWords, toLetter } from '../credentials/index.ts'
import { eventAdvice, eventWords, type FactorEvent } from './factor-event.ts'

/** The letter that tells the owner of an account what happened to its second factors: it is how a theft is noticed. */
export function toFactorLetter(
  event: FactorEvent,
  { name, email, lang }: { name: string; email: string; lang: 'ja' | 'en' },
  { at, from, address: origin }: { at: Instant; from: Client; address: string },
): Letter {
  const what = eventWords(event)
  const advice = eventAdvice(event) ?? { ja: '', en: '' }
  return toLetter('factor', lang, email, {
    origin,
    name,
    what,
    advice,
    at,
    address: from.address,
    device: deviceWords(from.agent),
  })
}
