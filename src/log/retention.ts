import { z } from 'zod'
import { addMonths, startOfDay } from '../kernel/calendar.ts'
import { foldText } from '../kernel/fold.ts'
import { field } from '../kernel/form.ts'
import type { Instant } from '../kernel/instant.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import type { OwnEvent } from './event-words.ts'

/**
 * The least that the scheme asks: logs of identification and of the systems' use are kept for six months.
 * @clause 4-1-8-4 4-4-3-1
 */
export const LEAST_MONTHS = 6
export const MOST_MONTHS = 120
/** How long the installation's own log is kept, and an organisation's unless it says otherwise. */
export const USUAL_MONTHS = 24

/** The act that says up to which entry the content was removed; it is what allows a body to be gone. */
export const RETENTION_ACT = 'log.retention'

/** Reads how many months a log is to be kept. Refuses fewer than the scheme's least, more than ten years, and what is no number. */
function decideMonths(text: string): Outcome<number> {
  const folded = foldText(text)
  const months = /^\d{1,3}$/.test(folded) ? Number(folded) : Number.NaN
  if (months >= LEAST_MONTHS && months <= MOST_MONTHS) return accept(months)
  return refuse('log.months', {
    ja: `保存する月数は、${LEAST_MONTHS}〜${MOST_MONTHS}の整数で入力してください。制度の評価基準は、6か月以上の保管を求めています。`,
    en: `Enter whole months from ${LEAST_MONTHS} to ${MOST_MONTHS}. The scheme asks for at least six.`,
  })
}

/** The form of how long a log is kept. */
export const RETENTION = z.object({ months: field({ required: true, longest: 10 }, decideMonths) })

/** From which moment on entries are still kept: the beginning of the same day in Japan, that many months ago. */
export function keptSince(now: Instant, months: number): Instant {
  return startOfDay(addMonths(dayInJapan(now), -months))
}

/** The event that says that content was removed, up to and with a position. */
export function retentionEvent(through: number, months: number): OwnEvent {
  return { act: RETENTION_ACT, subject: { kind: 'log', id: String(through), name: '' }, details: { through, months } }
}

/** Up to which position an entry says that content was removed. Nothing where it says no such thing. */
export function endedThrough({ act, about }: { act: string; about: string }): number | undefined {
  return act === RETENTION_ACT && /^\d{1,10}$/.test(about) ? Number(about) : undefined
}
