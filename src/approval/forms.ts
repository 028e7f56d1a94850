import { z } from 'zod'
import { decideForm, plainField, type Typed, textField } from '../kernel/form.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'

/** In characters. */
const LONGEST_WORD = 1000
const LONGEST_DIRECTION = 500
const MOST_DIRECTIONS = 10

/** The form that puts a plan before management. */
export const SUBMISSION = z.object({ message: textField(LONGEST_WORD, { ja: '伝えること', en: 'the message' }) })

/** The form in which management decides: each line of a direction that is not empty is one. */
export const DECISION = z.object({
  word: textField(LONGEST_WORD, { ja: 'ひとこと', en: 'the word' }),
  direction: z.array(textField(LONGEST_DIRECTION, { ja: '指示', en: 'a direction' })),
})

/** What management says. Refuses too many directions, and none where the plan is sent back. */
export function decideDecision(
  typed: Typed<typeof DECISION>,
  outcome: 'approved' | 'directed',
): Outcome<{ word: string; directions: string[] }> {
  const read = decideForm(DECISION, typed)
  if (!read.ok) return read
  const directions = read.value.direction.filter((one) => one !== '')
  if (outcome === 'directed' && directions.length === 0) return refuse('plan.directions', NONE, 'direction-0')
  if (directions.length > MOST_DIRECTIONS) return refuse('plan.directions', MANY, 'direction-0')
  return accept({ word: read.value.word, directions })
}

/** Where an approval leads: back to the page for management, or to the version. */
export const AFTER = z.object({ after: plainField((sent) => (sent === 'management' ? sent : undefined)) })

const NONE = {
  ja: '差し戻すときは、何をどう直すかの指示を1つは書いてください。',
  en: 'To send it back, write at least one direction: what is to change, and how.',
}
const MANY = {
  ja: `指示は${MOST_DIRECTIONS}件までにまとめてください。`,
  en: `Put them together into at most ${MOST_DIRECTIONS} directions.`,
}
