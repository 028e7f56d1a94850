import { titleWords } from '../issues/index.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { type MeasuresContext, namesOf } from '../measures/index.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { AssignedTask } from '../tasks/actions.ts'
import type { View } from '../ui/view.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import * as actions from './actions.ts'
import type { DueTask } from './due.ts'
import { AssignedHome } from './pages/assigned-home.tsx'
import { NothingYet } from './pages/nothing-yet.tsx'
import { WorkHome } from './pages/work-home.tsx'

/** The first page of whoever is signed in, by what they do. Management's is the page that it decides from. */
export const homeRoutes: Routes<MeasuresContext> = (router, context) => {
  router.get('/', 'anyone', async (c, _who, next) => {
    const view = c.get('view')
    if (view.viewer && actions.kindOf(view.viewer) === 'executive') return toManagement(c, view.viewer)
    const home = view.viewer && calledIn(view, await actions.readHome(context, view.viewer))
    const { edition } = context
    const today = dayInJapan(context.now())
    if (home?.kind === 'assigned') return c.html(<AssignedHome view={view} home={home} edition={edition} today={today} />)
    if (home?.kind === 'work') {
      const handedOut = c.req.query('assigned') === '1'
      return c.html(<WorkHome view={view} home={home} edition={edition} today={today} handedOut={handedOut} />)
    }
    await next()
    return undefined
  })

  /** Tasks as the screen's language calls them. */
  function calledIn(view: View, home: actions.Home | undefined): actions.Home | undefined {
    const nameOf = namesOf(context.measures())
    const called = ({ task, ...due }: DueTask<AssignedTask>) => {
      return { ...due, task: { ...task, title: view.say(titleWords(task, nameOf)) } }
    }
    if (home?.kind === 'work') return { ...home, tasks: home.tasks.map(called), unowned: home.unowned.map(called) }
    return home && { ...home, tasks: home.tasks.map(called) }
  }

  async function toManagement(c: WebContext, viewer: Viewer): Promise<Response> {
    const start = await actions.startOf(context, viewer)
    return start ? goTo(c, `/assessments/${start}/management`) : c.html(<NothingYet view={c.get('view')} />)
  }
}
