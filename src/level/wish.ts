import { z } from 'zod'
import { blankOf, charactersIn, choiceField, decideForm, field, plainField, type Typed } from '../kernel/form.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { type Answers, QUESTIONS, type Question, SUBJECTS, type Subject } from './decide-level.ts'

/** The three answers with their reasons, about ourselves or about a named partner. */
export type LevelWish = { subject: Subject; partner: string; answers: Answers; reasons: Record<Question, string> }

/** The wizard about ourselves. An address carries it, so that its texts are short. */
const WISH = z.object({
  subject: plainField((subject) => subjectOf({ subject })),
  partner: plainField(() => ''),
  confidential: answerField(1),
  'confidential-reason': field({ longest: 200 }, (typed) => decideShort(typed, 200)),
  continuity: answerField(2),
  'continuity-reason': field({ longest: 200 }, (typed) => decideShort(typed, 200)),
  access: answerField(3),
  'access-reason': field({ longest: 200 }, (typed) => decideShort(typed, 200)),
})

/** The wizard about a partner, who has to be named. */
const PARTNER_WISH = WISH.extend({ partner: field({ required: true, longest: 100 }, decidePartner) })

/** The wizard's form, by whose ★ it asks about. */
export const WISHES: Record<Subject, typeof WISH> = { self: WISH, partner: PARTNER_WISH }

/** What a person typed; what is missing was left empty. */
export type TypedWish = Partial<Typed<typeof WISH>>

/** Reads the wizard's fields. Refuses a question without yes or no, a partner without a name, and texts that are too long. */
export function parseWish(typed: TypedWish): Outcome<LevelWish> {
  const form = WISHES[subjectOf(typed)]
  const decided = decideForm(form, { ...blankOf(form), ...typed })
  if (!decided.ok) return decided
  const { subject, partner, ...said } = decided.value
  return accept({
    subject,
    partner,
    answers: { confidential: said.confidential === 'yes', continuity: said.continuity === 'yes', access: said.access === 'yes' },
    reasons: {
      confidential: said['confidential-reason'],
      continuity: said['continuity-reason'],
      access: said['access-reason'],
    },
  })
}

/** The fields of a wish as pairs again, without the empty ones: for an address, and for hidden fields. */
export function toFields(wish: LevelWish): [string, string][] {
  const fields: [string, string][] = [
    ['subject', wish.subject],
    ['partner', wish.partner],
    ...QUESTIONS.flatMap((question): [string, string][] => [
      [question, wish.answers[question] ? 'yes' : 'no'],
      [`${question}-reason`, wish.reasons[question]],
    ]),
  ]
  return fields.filter(([, value]) => value !== '')
}

/** Whose ★ the fields are about; ourselves unless they say otherwise. */
export function subjectOf(typed: { subject?: string | undefined }): Subject {
  return SUBJECTS.find((subject) => subject === typed.subject) ?? 'self'
}

function answerField(number: number) {
  return choiceField(['yes', 'no'], {
    code: 'level.unanswered',
    words: { ja: `質問${number}に「はい」か「いいえ」で答えてください。`, en: `Answer question ${number} with yes or no.` },
  })
}

function decidePartner(typed: string): Outcome<string> {
  const partner = decideShort(typed, 100)
  if (!partner.ok || partner.value !== '') return partner
  return refuse('level.partner-missing', {
    ja: '取引先の名前を入力してください。',
    en: 'Enter the name of the partner.',
  })
}

function decideShort(typed: string, longest: number): Outcome<string> {
  const text = typed.replaceAll(/[\s\u3000\p{Cc}]+/gu, ' ').trim()
  if (charactersIn(text) <= longest) return accept(text)
  return refuse('level.too-long', { ja: `${longest}文字までにしてください。`, en: `Use at most ${longest} characters.` })
}
