import type { Child } from 'hono/jsx'
import type { AssessmentId } from '../kernel/ids.ts'
import type { View } from './view.ts'

/** What is shown beside an answer or a task by a feature that stands above it: whoever composes the product hands it in. */
export type Attached = (
  view: View,
  target: { kind: 'criterion' | 'task'; assessment: AssessmentId; target: string },
) => Promise<Child>

/** Nothing is shown there. */
export const NOTHING_ATTACHED: Attached = async () => null
