import { EditionId, type Target } from '../catalogue/index.ts'
import { allOf, textOf } from '../kernel/form.ts'
import { type PersonId, parseId } from '../kernel/ids.ts'
import { accept, type Outcome, type Refusal } from '../kernel/refusal.ts'
import { STATUSES } from '../standing/status.ts'
import { type AnswerContent, contentFrom, type FieldKind, type FieldValues } from './fields.ts'
import type { ScopeForm } from './scope.ts'

/** Reads the form of a new assessment. Refuses a ★ or an edition that is none: an assessment keeps its edition for life. */
export function readNewAssessment(typed: {
  title: string
  target: string
  edition: string
}): Outcome<{ title: string; target: Target; edition: EditionId }> {
  const target = readTarget(typed.target)
  const edition = EditionId.options.find((id) => id === typed.edition)
  if (target.ok && edition) return accept({ title: typed.title, target: target.value, edition })
  const [first, ...rest] = [...(target.ok ? [] : target.refusals), ...(edition ? [] : [NO_EDITION])]
  return { ok: false, refusals: [first ?? NO_EDITION, ...rest] }
}

/** Reads which ★ is aimed at. Refuses what is none. */
export function readTarget(typed: string): Outcome<Target> {
  const target = ([3, 4] as const).find((level) => String(level) === typed)
  return target ? accept(target) : { ok: false, refusals: [NO_TARGET] }
}

const NO_TARGET: Refusal = {
  code: 'assessment.target',
  words: { ja: 'めざす★として、★3か★4を選んでください。', en: 'Choose ★3 or ★4 as the target.' },
}
const NO_EDITION: Refusal = {
  code: 'assessment.edition',
  words: { ja: '評価基準の版を選んでください。', en: 'Choose an edition of the criteria.' },
}

/** Reads the answer form. What is no identifier is no assignee; whether they are of the organisation is for the action to say. */
export function readAnswerForm(form: FormData): { content: AnswerContent; from: number } {
  const content = contentFrom(({ key, kind }) => READ[kind](allOf(form, key)))
  const from = Number(textOf(form, 'revision'))
  return { content, from: Number.isInteger(from) && from >= 0 ? from : 0 }
}

const READ: { [Kind in FieldKind]: (typed: string[]) => FieldValues[Kind] } = {
  status: (typed) => STATUSES.find((status) => status === typed.at(-1)) ?? null,
  text: (typed) => typed.at(-1) ?? '',
  person: (typed) => parseId<PersonId>(typed.at(-1)) ?? null,
  ticks: (typed) => typed,
}

/** Reads the scope form: text areas with a line each, and two parallel lists for what is left out. */
export function readScopeForm(form: FormData): ScopeForm {
  const reasons = allOf(form, 'exclusionReason')
  return {
    site: textOf(form, 'site'),
    system: textOf(form, 'system'),
    cloud: textOf(form, 'cloud'),
    exclusions: allOf(form, 'exclusion').map((name, index) => ({ name, reason: reasons[index] ?? '' })),
  }
}
