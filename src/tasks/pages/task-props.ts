import type { Child } from 'hono/jsx'
import type { Typed } from '../../kernel/form.ts'
import type { Day } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Measure } from '../../measures/index.ts'
import type { View } from '../../ui/view.ts'
import type { readTask } from '../actions.ts'
import type { TASK } from '../forms.ts'
import type { Task } from '../task.ts'

/** What the page of one task shows. */
export type TaskProps = NonNullable<Awaited<ReturnType<typeof readTask>>> & {
  view: View
  today: Day
  measure: Measure | undefined
  typed: Typed<typeof TASK>
  /** What was typed where it can be checked. */
  evidence: string
  /** Somebody else's change that came first. */
  theirs: Task | undefined
  saved: boolean
  /** What is attached to the task. */
  attached: Child
  refusals: readonly Refusal[]
}
