import { z } from 'zod'
import { type Email, emailField } from '../account/credentials/index.ts'
import { readDay } from '../kernel/calendar.ts'
import { choiceField, decideForm, field, plainField, type Typed, textField } from '../kernel/form.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Day } from '../kernel/instant.ts'
import { accept, type Outcome, type Refusal } from '../kernel/refusal.ts'
import { againstEngagement, ENGAGEMENT_KINDS, type Engagement, SIGHTS } from '../roles/engagement.ts'
import { nameField } from '../roles/person.ts'

/** The form of one more person of an expert. */
export const COLLEAGUE = z.object({ personName: nameField('personName', 100), email: emailField() })

/** The form that engages an expert, with the first of their people. `assessments` counts where `covers` is `some`. */
export const OFFER = COLLEAGUE.extend({
  kind: choiceField(ENGAGEMENT_KINDS, {
    code: 'engagement.kind',
    words: { ja: '契約の種類を選んでください。', en: 'Choose the kind of engagement.' },
  }),
  expertName: nameField('expertName', 200),
  begins: dayField({
    code: 'engagement.begins',
    words: { ja: '始まる日を選んでください。', en: 'Choose the first day.' },
  }),
  ends: dayField({
    code: 'engagement.ends',
    words: { ja: '終わる日を選んでください。', en: 'Choose the last day.' },
  }),
  covers: choiceField(['all', 'some'], {
    code: 'engagement.covers',
    words: { ja: '見せる評価を、すべてか、選んだものだけかで選んでください。', en: 'Choose all assessments, or some of them.' },
  }),
  assessments: z.array(z.string()),
  sight: choiceField(SIGHTS, {
    code: 'engagement.sight',
    words: { ja: 'どこまで見せるかを選んでください。', en: 'Choose what they may see.' },
  }),
  mayAnswer: plainField((sent) => sent === '1'),
  note: textField(1000, { ja: '相手へのひとこと', en: 'the note' }),
})

/**
 * Reads an offer, of the assessments that are known. Refuses what the form does, and beside it what is against the engagement; chosen
 * assessments that are not known fall away.
 */
export function decideOffer(
  typed: Typed<typeof OFFER>,
  known: readonly AssessmentId[],
): Outcome<{ personName: string; email: Email; engagement: Engagement }> {
  const decided = decideForm(OFFER, typed, ({ covers, assessments, ...standing }) =>
    againstEngagement({ ...standing, assessments: covers === 'some' ? assessments : null }, known),
  )
  if (!decided.ok) return decided
  const { personName, email, covers, assessments, ...wish } = decided.value
  const chosen = covers === 'all' ? null : known.filter((id) => assessments.includes(id))
  return accept({ personName, email, engagement: { ...wish, assessments: chosen } })
}

/** The form that ends an engagement. */
export const ENDING = z.object({ reason: textField(500, { ja: '理由', en: 'the reason' }) })

function dayField(refusal: Refusal): z.ZodType<Day, string> {
  return field({ required: true }, (typed): Outcome<Day> => {
    const day = readDay(typed)
    return day ? accept(day) : { ok: false, refusals: [refusal] }
  })
}
