import { z } from 'zod'
import { readDay } from '../kernel/calendar.ts'
import { choiceField, field, plainField, textField } from '../kernel/form.ts'
import type { Day } from '../kernel/instant.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { EVENT_KINDS } from './event.ts'
import * as refusals from './refusals.ts'

/** The form that begins an event. */
export const EVENT = z.object({
  kind: choiceField(EVENT_KINDS, refusals.NO_KIND),
  about: field({ required: true, longest: 200 }, (typed): Outcome<string> => {
    const text = typed.replaceAll(/\s+/g, ' ').trim()
    return text === '' ? refusals.noAbout() : accept(text.slice(0, 200))
  }),
  day: field({ required: true }, (typed): Outcome<Day> => {
    const day = readDay(typed.normalize('NFKC').trim())
    return day === undefined ? refusals.noDay() : accept(day)
  }),
  note: textField(4000, { ja: 'メモ', en: 'the note' }),
})

const REASON = textField(1000, { ja: '理由', en: 'the reason' })

/** What is said of an item: done, or set aside for a reason. */
export const ITEM = z.object({
  outcome: plainField((sent) => (sent === 'aside' ? 'aside' : 'done') as 'aside' | 'done'),
  reason: REASON,
})

/** Closes an event; the reason counts for whatever is still open. */
export const CLOSING = z.object({ reason: REASON })
