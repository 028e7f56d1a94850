import { z } from 'zod'
import { decideForm, type Typed, textField } from '../kernel/form.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'

/** In characters. */
const LONGEST_WORD = 1000
const LONGEST_DIRECTION = 500
const MOST_DIRECTIONS = 10

/** The form that puts a plan before management. */
export const SUBMISSION = z.object({ message: textField(LONGEST_WORD, { ja: '伝えること', en: 'the message' }) })

/** The form that approves one. */
export const APPROVAL = z.object({ word: textField(LONGEST_WORD, { ja: 'ひとこと', en: 'the word' }) })

/** The form that directs changes: each line that is not empty is a direction. */
export const DIRECTIONS = z.object({
  word: textField(LONGEST_WORD, { ja: 'ひとこと', en: 'the word' }),
  direction: z.array(textField(LONGEST_DIRECTION, { ja: '指示', en: 'a direction' })),
})

/** The directions of a form. Refuses none, and too many. */
export function decideDirections(typed: Typed<typeof DIRECTIONS>): Outcome<{ word: string; directions: string[] }> {
  const read = decideForm(DIRECTIONS, typed)
  if (!read.ok) return read
  const directions = read.value.direction.filter((one) => one !== '')
  if (directions.length === 0) return refuse('plan.directions', NONE, 'direction-0')
  if (directions.length > MOST_DIRECTIONS) return refuse('plan.directions', MANY, 'direction-0')
  return accept({ word: read.value.word, directions })
}

const NONE = { ja: '指示を1つは書いてください。', en: 'Write at least one direction.' }
const MANY = {
  ja: `指示は${MOST_DIRECTIONS}件までにまとめてください。`,
  en: `Put them together into at most ${MOST_DIRECTIONS} directions.`,
}
