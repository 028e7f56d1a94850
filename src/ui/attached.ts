import type { Child } from 'hono/jsx'
import type { AssessmentId } from '../kernel/ids.ts'
import type { View } from './view.ts'

/** What is shown beside an answer or a task by a feature that stands above it: whoever composes the product hands it in. */
export type Attached = (
  view: View,
  target: { kind: 'criterion' | 'task'; assessment: AssessmentId; target: string },
) => Promise<Child>

/** What several features show there, one after the other. */
export function beside<Given>(...panels: ((given: Given) => Attached)[]): (given: Given) => Attached {
  return (given) => {
    const all = panels.map((panel) => panel(given))
    return async (view, target) => {
      const shown: Child[] = []
      for (const attached of all) shown.push(await attached(view, target))
      return shown
    }
  }
}

/** How many pieces of evidence each criterion of an assessment has, as far as somebody sees it; those without any are not there. */
export type Pieces = (view: View, assessment: AssessmentId) => Promise<ReadonlyMap<string, number>>

/** Nothing is counted. */
export const NO_PIECES: Pieces = async () => new Map()

/** Nothing is shown there. */
export const NOTHING_ATTACHED: Attached = async () => null
