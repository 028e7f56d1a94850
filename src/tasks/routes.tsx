import { blankOf, decideForm, readForm, type Typed, typedOf } from '../kernel/form.ts'
import { type AssessmentId, parseId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { type MeasuresContext, measuresIn } from '../measures/index.ts'
import type { Viewer } from '../roles/viewer.ts'
import { type Attached, NOTHING_ATTACHED } from '../ui/attached.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { applyTaskFilter, readTaskFilter, toTaskQuery } from './filter.ts'
import { MANY_TASKS, MOVE, NEW_TASK } from './forms.ts'
import { TasksPage } from './pages/tasks.tsx'
import { taskPages } from './task-routes.tsx'

/** Tasks of an assessment: many at once here, one at a time in task-routes, what a finished one proposes in proposal-routes. */
export function taskRoutes(
  plannedIn: actions.PlannedIn,
  attachedFor: (context: MeasuresContext) => Attached = () => NOTHING_ATTACHED,
): Routes<MeasuresContext> {
  return (router, context) => addRoutes(router, context, plannedIn, attachedFor(context))
}

const addRoutes = (router: Router, context: MeasuresContext, plannedIn: actions.PlannedIn, attached: Attached) => {
  const load = actions.loadTasks(context, plannedIn)

  router.get('/assessments/:id/tasks', 'tasks.read', load, (c, viewer, found) => tasksPage(c, viewer, found))

  router.post('/assessments/:id/tasks', 'tasks.change', async (c, viewer) => {
    const id = parseId<AssessmentId>(c.req.param('id'))
    const newTask = typedOf(NEW_TASK, formOf(c))
    const wish = decideForm(NEW_TASK, newTask)
    if (!id) return c.notFound()
    const outcome = wish.ok ? await actions.addTask(context, viewer, id, wish.value, await sentForm(c, context.now())) : wish
    if (!outcome) return c.notFound()
    if (outcome.ok) return goTo(c, `/assessments/${id}/tasks/${outcome.value}`)
    return refused(c, viewer, { newTask, refusals: outcome.refusals })
  })

  router.post('/assessments/:id/tasks/bulk', 'tasks.change', async (c, viewer) => {
    const id = parseId<AssessmentId>(c.req.param('id'))
    const many = typedOf(MANY_TASKS, formOf(c))
    const wish = decideForm(MANY_TASKS, many)
    if (!id) return c.notFound()
    const outcome = wish.ok ? await actions.changeTasks(context, viewer, id, wish.value) : wish
    if (!outcome) return c.notFound()
    if (!outcome.ok) return refused(c, viewer, { many, refusals: outcome.refusals })
    const filter = readTaskFilter(c.req.query())
    const query = new URLSearchParams(toTaskQuery(filter, { page: filter.page }))
    query.set('changed', String(outcome.value.changed))
    return goTo(c, `/assessments/${id}/tasks?${query}`)
  })

  router.post('/assessments/:id/tasks/moves', 'tasks.do', async (c, viewer) => {
    const assessment = parseId<AssessmentId>(c.req.param('id'))
    const { move, after } = readForm(MOVE, formOf(c))
    if (!assessment || !move) return c.notFound()
    const outcome = await actions.moveTask(context, viewer, { assessment, task: move.id }, move)
    if (!outcome) return c.notFound()
    if (!outcome.ok) return refused(c, viewer, { refusals: outcome.refusals })
    if (after === 'task') return goTo(c, `/assessments/${assessment}/tasks/${move.id}`)
    const filter = readTaskFilter(c.req.query())
    return goTo(c, `/assessments/${assessment}/tasks${toTaskQuery(filter, { page: filter.page })}#t-${move.id}`)
  })

  taskPages(router, context, plannedIn, attached)

  type Shown = { newTask?: Typed<typeof NEW_TASK>; many?: Typed<typeof MANY_TASKS>; refusals: readonly Refusal[] }

  /** The page again, with what was typed and why it was refused. */
  async function refused(c: WebContext, viewer: Viewer, shown: Shown): Promise<Response> {
    const found = await load({ id: c.req.param('id') ?? '' }, viewer)
    return found ? tasksPage(c, viewer, found, shown) : c.notFound()
  }

  function tasksPage(
    c: WebContext,
    viewer: Viewer,
    found: NonNullable<Awaited<ReturnType<typeof load>>>,
    { newTask = blankOf(NEW_TASK), many = blankOf(MANY_TASKS), refusals }: Shown = { refusals: [] },
  ): Response | Promise<Response> {
    const view = c.get('view')
    const [filter, today] = [readTaskFilter(c.req.query()), dayInJapan(context.now())]
    const { measures } = measuresIn(context.measures(), view.lang)
    const called = actions.inLanguage(context, view.lang, found)
    const changed = Number(c.req.query('changed') ?? Number.NaN)
    const props = {
      ...called,
      ...{ view, today, filter, newTask, many, refusals },
      measures: new Map(measures.map((measure) => [measure.id, measure])),
      shown: applyTaskFilter(called.tasks, filter, viewer.person, today),
      changed: Number.isInteger(changed) ? changed : undefined,
    }
    return c.html(<TasksPage {...props} />, statusOf(c, refusals))
  }
}
