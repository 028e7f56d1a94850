import { submitPlan } from '../approval/actions.ts'
import { groupIssues } from '../issues/actions.ts'
import { addDays } from '../kernel/calendar.ts'
import type { AssessmentId, PersonId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { MeasuresContext } from '../measures/index.ts'
import { makePlan } from '../plan/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { changeTasks, tasksIn } from '../tasks/actions.ts'
import { done } from './made.ts'
import type { DemoImprovement } from './world.ts'

/** Somebody groups what is missing, makes a plan of it, says who does what, plans once more, and puts it before management. */
export async function improve(
  context: MeasuresContext,
  viewer: Viewer,
  assessment: AssessmentId,
  { days, size, hours, assign, message }: DemoImprovement,
  person: (key: string) => PersonId,
): Promise<void> {
  const from = dayInJapan(context.now())
  const settings = { from, by: addDays(from, days), size, hours, people: [] }
  done(await groupIssues(context, viewer, assessment))
  done(await makePlan(context, viewer, assessment, settings, 0))
  const tasks = await context.db.read({ tenant: viewer.tenant }, (tx) => tasksIn(tx, viewer, assessment))
  for (const [key, measures] of Object.entries(assign)) {
    const own = tasks.filter(({ measure }) => measure !== null && measures.includes(measure))
    const chosen = own.map(({ id, revision }) => ({ id, revision }))
    const change = { priority: undefined, state: undefined, due: null, noDue: false }
    done(await changeTasks(context, viewer, assessment, { ...change, tasks: chosen, person: person(key) }))
  }
  done(await makePlan(context, viewer, assessment, settings, 1))
  done(await submitPlan(context, viewer, assessment, { message }))
}
