import type { PersonId } from '../kernel/ids.ts'
import { ANSWER_TEXTS, type AnswerContent, EMPTY_ANSWER } from './answer.ts'
import type { ScopeForm } from './scope.ts'
import { isStatus } from './status.ts'

/** A submitted form, as Hono reads it with `all: true`. */
export type Form = Record<string, string | File | (string | File)[]>

/** Reads the answer form. An owner who is not among `people` counts as none. */
export function readAnswerForm(form: Form, people: ReadonlyMap<string, string>): { content: AnswerContent; from: number } {
  const content: AnswerContent = { ...EMPTY_ANSWER, ticked: allOf(form, 'ticked') }
  for (const text of ANSWER_TEXTS) content[text] = oneOf(form, text)
  const status = oneOf(form, 'status')
  content.status = isStatus(status) ? status : null
  const owner = oneOf(form, 'owner')
  content.owner = people.has(owner) ? (owner as PersonId) : null
  const from = Number(oneOf(form, 'revision'))
  return { content, from: Number.isInteger(from) && from >= 0 ? from : 0 }
}

/** Reads the scope form: text areas with a line each, and two parallel lists for what is left out. */
export function readScopeForm(form: Form): ScopeForm {
  const reasons = allOf(form, 'exclusionReason')
  return {
    site: oneOf(form, 'site'),
    system: oneOf(form, 'system'),
    cloud: oneOf(form, 'cloud'),
    exclusions: allOf(form, 'exclusion').map((name, index) => ({ name, reason: reasons[index] ?? '' })),
  }
}

/** The one text of a field, or the last where a form sends several. */
export function oneOf(form: Form, name: string): string {
  return allOf(form, name).at(-1) ?? ''
}

function allOf(form: Form, name: string): string[] {
  const value = form[name]
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
}
