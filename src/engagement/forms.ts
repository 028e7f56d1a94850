import { z } from 'zod'
import { emailField } from '../account/credentials/index.ts'
import { readDay } from '../kernel/calendar.ts'
import { choiceField, field, textField } from '../kernel/form.ts'
import type { Day } from '../kernel/instant.ts'
import { accept, type Outcome, type Refusal } from '../kernel/refusal.ts'
import { ENGAGEMENT_KINDS, SIGHTS } from '../roles/engagement.ts'
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
  mayAnswer: field({}, (typed) => accept(typed === '1')),
  note: textField(1000, { ja: '相手へのひとこと', en: 'the note' }),
})

/** The form that ends an engagement. */
export const ENDING = z.object({ reason: textField(500, { ja: '理由', en: 'the reason' }) })

function dayField(refusal: Refusal): z.ZodType<Day, string> {
  return field({ required: true }, (typed): Outcome<Day> => {
    const day = readDay(typed)
    return day ? accept(day) : { ok: false, refusals: [refusal] }
  })
}
