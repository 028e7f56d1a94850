import { accept, type Outcome, type Refusal } from '../kernel/refusal.ts'
import { type Answers, QUESTIONS, type Question, SUBJECTS, type Subject } from './decide-level.ts'

/** The three answers with their reasons, about ourselves or about a named partner. */
export type LevelWish = { subject: Subject; partner: string; answers: Answers; reasons: Record<Question, string> }

/** The longest reason and the longest name of a partner, in characters: together they fit into an address. */
export const LONGEST_REASON = 200
export const LONGEST_PARTNER = 100

/** What a person typed, by the names of the fields: `subject`, `partner`, the questions, and `<question>-reason`. */
export type TypedWish = Record<string, string>

/** Reads the wizard's fields. Refuses a question without yes or no, a partner without a name, and texts that are too long. */
export function parseWish(typed: TypedWish): Outcome<LevelWish> {
  const subject = subjectOf(typed)
  const partner = subject === 'partner' ? tidy(typed.partner) : ''
  const reasons = { confidential: '', continuity: '', access: '' }
  for (const question of QUESTIONS) reasons[question] = tidy(typed[`${question}-reason`])
  const refusals = [
    ...(subject === 'partner' && partner === '' ? [PARTNER_MISSING] : []),
    ...tooLong('partner', partner, LONGEST_PARTNER),
    ...QUESTIONS.flatMap((question, index) => [
      ...(isYesOrNo(typed[question]) ? [] : [unanswered(question, index + 1)]),
      ...tooLong(`${question}-reason`, reasons[question], LONGEST_REASON),
    ]),
  ]
  const [first, ...rest] = refusals
  if (first) return { ok: false, refusals: [first, ...rest] }
  return accept({
    subject,
    partner,
    reasons,
    answers: {
      confidential: typed.confidential === 'yes',
      continuity: typed.continuity === 'yes',
      access: typed.access === 'yes',
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
export function subjectOf(typed: TypedWish): Subject {
  return SUBJECTS.find((subject) => subject === typed.subject) ?? 'self'
}

function isYesOrNo(text: string | undefined): boolean {
  return text === 'yes' || text === 'no'
}

function tidy(text: string | undefined): string {
  return (text ?? '').replaceAll(/[\s\u3000\p{Cc}]+/gu, ' ').trim()
}

function unanswered(question: Question, number: number): Refusal {
  return {
    code: 'level.unanswered',
    field: question,
    words: {
      ja: `質問${number}に「はい」か「いいえ」で答えてください。`,
      en: `Answer question ${number} with yes or no.`,
    },
  }
}

const PARTNER_MISSING: Refusal = {
  code: 'level.partner-missing',
  field: 'partner',
  words: { ja: '取引先の名前を入力してください。', en: 'Enter the name of the partner.' },
}

function tooLong(field: string, text: string, longest: number): Refusal[] {
  if ([...text].length <= longest) return []
  return [
    {
      code: 'level.too-long',
      field,
      words: { ja: `${longest}文字までにしてください。`, en: `Use at most ${longest} characters.` },
    },
  ]
}
