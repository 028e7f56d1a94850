import type { QuickSaid } from '../assessment/index.ts'
import type { Edition } from '../catalogue/index.ts'
import { type QuickSheet, questionsFor } from './quick-answers.ts'

/**
 * What a full assessment keeps of a quick one. A quick answer is about a whole requirement, at a glance: it can claim no criterion
 * met, and a no does not say which criterion fails. So no criterion is answered by it; what was said stands beside each of them.
 */
export function saidIn(edition: Edition, sheet: QuickSheet): QuickSaid {
  const asked = questionsFor(edition, sheet.target).map(({ id }) => [id, sheet.answers.get(id)] as const)
  return Object.fromEntries(asked.flatMap(([id, answer]) => (answer ? [[id, answer]] : [])))
}
