import { decideForm, readForm, typedOf } from '../kernel/form.ts'
import { type AssessmentId, parseId, type TaskId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { type MeasuresContext, measuresIn } from '../measures/index.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Attached } from '../ui/attached.ts'
import { goTo } from '../web/address.ts'
import type { WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { asData, statusOf } from '../web/status.ts'
import { wantsJson } from '../web/wants-json.ts'
import * as actions from './actions.ts'
import { AFTER, ASSIGN, againstTask, FINISH, STEPS, TASK } from './forms.ts'
import { TaskPage } from './pages/task.tsx'
import { toTypedTask } from './pages/task-form.tsx'
import type { TaskProps } from './pages/task-props.ts'
import { sayCount, sayLeft } from './pages/task-words.tsx'
import { proposalRoutes } from './proposal-routes.tsx'
import { TASK_STATE_WORDS } from './task.ts'

/** One task: its page, what people decide of it, its steps, and its end. */
export function taskPages(router: Router, context: MeasuresContext, plannedIn: actions.PlannedIn, attached: Attached): void {
  const load = actions.loadTask(context, plannedIn)

  router.get('/assessments/:id/tasks/:task', 'tasks.read', load, (c, _viewer, found) => taskPage(c, found))

  router.post('/assessments/:id/tasks/:task', 'tasks.change', placeOf, async (c, viewer, place) => {
    const typed = typedOf(TASK, formOf(c))
    const wish = decideForm(TASK, typed, againstTask)
    const outcome = wish.ok ? await actions.changeTask(context, viewer, place, wish.value) : wish
    if (!outcome) return c.notFound()
    if (!outcome.ok) return again(c, viewer, { typed, refusals: outcome.refusals })
    if (outcome.value.kind === 'conflict') return again(c, viewer, { typed, theirs: outcome.value.theirs })
    return goTo(c, `/assessments/${place.assessment}/tasks/${place.task}?saved=1`)
  })

  router.post('/assessments/:id/tasks/:task/assignee', 'tasks.assign', placeOf, async (c, viewer, place) => {
    const { after } = readForm(AFTER, formOf(c))
    const wish = decideForm(ASSIGN, typedOf(ASSIGN, formOf(c)))
    const outcome = wish.ok ? await actions.assignTask(context, viewer, place, wish.value) : wish
    if (!outcome) return c.notFound()
    if (!outcome.ok) return again(c, viewer, { refusals: outcome.refusals })
    if (after === 'home') return goTo(c, '/?assigned=1')
    if (after === 'management') return goTo(c, `/assessments/${place.assessment}/management?assigned=1`)
    return goTo(c, `/assessments/${place.assessment}/tasks/${place.task}?saved=1`)
  })

  router.post('/assessments/:id/tasks/:task/steps', 'tasks.do', placeOf, async (c, viewer, place) => {
    const outcome = await actions.tickSteps(context, viewer, place, readForm(STEPS, formOf(c)))
    if (!outcome) return c.notFound()
    if (!wantsJson(c)) {
      if (!outcome.ok) return again(c, viewer, { refusals: outcome.refusals })
      return goTo(c, `/assessments/${place.assessment}/tasks/${place.task}?saved=1`)
    }
    const view = c.get('view')
    if (!outcome.ok) return asData(c, outcome.refusals, view)
    const { task, was, steps } = outcome.value
    const { ticked, revision, state } = task
    const words = { progress: sayCount(view, ticked.length, steps), left: sayLeft(view, steps - ticked.length) }
    return c.json({ ticked, revision, was, state, label: view.say(TASK_STATE_WORDS[state]), ...words })
  })

  router.post('/assessments/:id/tasks/:task/finish', 'tasks.do', placeOf, async (c, viewer, place) => {
    const typed = typedOf(FINISH, formOf(c))
    const wish = decideForm(FINISH, typed)
    const outcome = wish.ok ? await actions.finishTask(context, viewer, place, wish.value) : wish
    if (!outcome) return c.notFound()
    if (!outcome.ok) return again(c, viewer, { evidence: typed.evidence, refusals: outcome.refusals })
    const rest = outcome.value.proposals > 0 ? '/proposals' : ''
    return goTo(c, `/assessments/${place.assessment}/tasks/${place.task}${rest}`)
  })

  proposalRoutes(router, context, placeOf)

  type Shown = Partial<Pick<TaskProps, 'typed' | 'theirs' | 'evidence' | 'refusals'>>

  /** The page again, with what was typed, and why it was refused or what somebody else changed first. */
  async function again(c: WebContext, viewer: Viewer, shown: Shown): Promise<Response> {
    const found = await load(c.req.param() as { id: string; task: string }, viewer)
    return found ? taskPage(c, found, shown) : c.notFound()
  }

  async function taskPage(
    c: WebContext,
    found: NonNullable<Awaited<ReturnType<typeof load>>>,
    shown: Shown = {},
  ): Promise<Response> {
    const { refusals = [] } = shown
    const { lang } = c.get('view')
    const called = actions.inLanguage(context, lang, found)
    const theirs = shown.theirs && actions.inLanguage(context, lang, { ...found, task: shown.theirs }).task
    const props = {
      ...called,
      ...{ typed: toTypedTask(called.task), evidence: found.task.evidence, ...shown, refusals, theirs },
      view: c.get('view'),
      today: dayInJapan(context.now()),
      measure: measureOf(c, found.task),
      saved: c.req.query('saved') === '1',
      attached: await attached(c.get('view'), { kind: 'task', assessment: found.head.id, target: found.task.id }),
    }
    return c.html(<TaskPage {...props} />, theirs ? 409 : statusOf(c, refusals))
  }

  function measureOf(c: WebContext, { measure }: { measure: string | null }) {
    return measuresIn(context.measures(), c.get('view').lang).measures.find(({ id }) => id === measure)
  }
}

/** The assessment and the task that an address names. */
function placeOf(named: { id: string; task: string }): { assessment: AssessmentId; task: TaskId } | undefined {
  const [assessment, task] = [parseId<AssessmentId>(named.id), parseId<TaskId>(named.task)]
  return assessment && task && { assessment, task }
}
