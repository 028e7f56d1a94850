import { charactersIn } from '../kernel/form.ts'
import type { PersonId } from '../kernel/ids.ts'
import { accept, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'
import { type Answer, NO_REASON } from './answer.ts'
import { ANSWER_TEXTS, type AnswerContent, FIELDS, sameValue, TEXT_FIELDS } from './fields.ts'

/** What the id of a point can look like, and of its absence; anything else was ticked on no screen of ours. */
const BOX = /^[a-z][a-z0-9-]{0,99}(:absent)?$/

/** An answer as it would be saved: line ends, blanks at the ends and ticks of no box of ours put right. */
export function tidyAnswer(wish: AnswerContent): AnswerContent {
  const tidy: AnswerContent = { ...wish, ticked: [...new Set(wish.ticked)].filter((id) => BOX.test(id)).slice(0, 50) }
  for (const text of ANSWER_TEXTS) tidy[text] = wish[text].replaceAll('\u0000', '').replace(/\r\n?/g, '\n').trim()
  return tidy
}

/** Checks what a person wants to answer. A 該当なし needs its reason; each text is as long as its field takes. */
export function decideAnswer(wish: AnswerContent): Outcome<AnswerContent> {
  const tidy = tidyAnswer(wish)
  const refusals: Refusal[] = TEXT_FIELDS.filter(({ key, longest }) => charactersIn(tidy[key]) > longest).map(
    ({ key, longest }) => ({
      code: 'answer.long',
      field: key,
      words: {
        ja: `${longest}文字までにしてください(いま${charactersIn(tidy[key])}文字)。長い説明は文書にして、証跡の欄で指してください。`,
        en: `Use at most ${longest} characters (now ${charactersIn(tidy[key])}). Put long explanations into a document and point to it as evidence.`,
      },
    }),
  )
  if (tidy.status === 'notApplicable' && tidy.reason === '') {
    refusals.push({
      code: 'answer.reason-missing',
      field: 'reason',
      words: {
        ja: '「該当なし」には理由が必要です。なぜ自社に当てはまらないのかを書いてください。',
        en: '“Not applicable” needs a reason. Write why it does not apply to you.',
      },
    })
  }
  const [first, ...rest] = refusals
  return first ? { ok: false, refusals: [first, ...rest] } : accept(tidy)
}

/** Who answers for the status and the reason after a change, and whether a confirmation outlives it: only while both stay. */
export function restate(
  before: Answer | undefined,
  after: AnswerContent,
  person: PersonId,
): Pick<Answer, 'statedBy' | 'confirmation'> {
  const same = before !== undefined && before.status === after.status && before.reason === after.reason
  return same ? { statedBy: before.statedBy, confirmation: before.confirmation } : { statedBy: person, confirmation: null }
}

/** Whether two answers say the same, so that saving the second would change nothing. */
export function saysTheSame(one: AnswerContent, other: AnswerContent): boolean {
  return FIELDS.every(({ key }) => sameValue(one[key], other[key]))
}

/** Whether `person` may confirm that the criterion does not apply: only a 該当なし, and only somebody else's. */
export function decideConfirmation(answer: Answer | undefined, person: PersonId): Outcome<Answer> {
  if (answer?.status !== 'notApplicable') {
    return refuse('confirmation.none', {
      ja: '「該当なし」の回答ではないので、確認はいりません。画面を読み込み直してください。',
      en: 'This is not answered as “not applicable”, so there is nothing to confirm. Reload the page.',
    })
  }
  if (answer.reason === NO_REASON) {
    return refuse(
      'confirmation.no-reason',
      {
        ja: '理由が書かれていません。なぜ当てはまらないのかを書いて保存してから、別の人が確認してください。',
        en: 'No reason is written. Write why it does not apply and save; then somebody else confirms.',
      },
      'reason',
    )
  }
  if (answer.statedBy === person) {
    return refuse('confirmation.same-person', {
      ja: '回答した人とは別の人が確認してください。',
      en: 'Somebody other than the person who answered has to confirm.',
    })
  }
  return accept(answer)
}
