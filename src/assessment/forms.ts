import { z } from 'zod'
import { EditionId, type Target } from '../catalogue/index.ts'
import { allOf, choiceField, field, textOf } from '../kernel/form.ts'
import { type PersonId, parseId } from '../kernel/ids.ts'
import { accept, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'
import { nameField } from '../roles/person.ts'
import { STATUSES, type Status } from '../standing/status.ts'
import { type AnswerContent, contentFrom, type FieldKind, type FieldValues } from './fields.ts'

const TITLE = nameField('title', 200)
const TARGET = field({ required: true }, (typed): Outcome<Target> => {
  const target = ([3, 4] as const).find((level) => String(level) === typed)
  return target ? accept(target) : { ok: false, refusals: [NO_TARGET] }
})

/** The form of a new assessment. An edition stays with its assessment for life. */
export const NEW_ASSESSMENT = z.object({
  title: TITLE,
  target: TARGET,
  edition: choiceField(EditionId.options, {
    code: 'assessment.edition',
    words: { ja: '評価基準の版を選んでください。', en: 'Choose an edition of the criteria.' },
  }),
})

/** The form of its settings. */
export const SETTINGS = z.object({ title: TITLE, target: TARGET })

/** The form that removes it: its title as it stands is for the action to compare. */
export const REMOVAL = z.object({ typedTitle: field({ required: true, longest: 200 }, (typed) => accept(typed.trim())) })

const NO_TARGET: Refusal = {
  code: 'assessment.target',
  words: { ja: 'めざす★として、★3か★4を選んでください。', en: 'Choose ★3 or ★4 as the target.' },
}
/** Reads the answer form. What is no identifier is no assignee; whether they are of the organisation is for the action to say. */
export function readAnswerForm(form: FormData): { content: AnswerContent; from: number } {
  const content = contentFrom(({ key, kind }) => READ[kind](allOf(form, key)))
  const from = Number(textOf(form, 'revision'))
  return { content, from: Number.isInteger(from) && from >= 0 ? from : 0 }
}

/** One verdict for several criteria, each with the revision that the person saw (0 for none). An empty reason leaves each its own. */
export type ManyWish = { criteria: readonly { criterion: string; from: number }[]; status: Status; reason: string }

/** Reads the form of many answers: each box says its criterion and the revision that was seen. Refuses no criterion, and no status. */
export function readManyForm(form: FormData): Outcome<ManyWish> {
  const criteria = allOf(form, 'criteria').flatMap((value) => {
    const [, criterion, from] = /^([0-9]+(?:-[0-9]+){3}) ([0-9]{1,7})$/.exec(value) ?? []
    return criterion && from ? [{ criterion, from: Number(from) }] : []
  })
  const status = STATUSES.find((one) => one === textOf(form, 'status'))
  if (criteria.length === 0) return refuse('answer.none-chosen', NONE_CHOSEN)
  if (!status) return refuse('answer.none-chosen', NO_STATUS)
  return accept({ criteria, status, reason: textOf(form, 'reason') })
}

const NONE_CHOSEN = { ja: '回答する評価基準に印をつけてください。', en: 'Tick the criteria to answer.' }
const NO_STATUS = { ja: '評価を1つ選んでください。', en: 'Choose a status.' }

const READ: { [Kind in FieldKind]: (typed: string[]) => FieldValues[Kind] } = {
  status: (typed) => STATUSES.find((status) => status === typed.at(-1)) ?? null,
  text: (typed) => typed.at(-1) ?? '',
  person: (typed) => parseId<PersonId>(typed.at(-1)) ?? null,
  ticks: (typed) => typed,
}
