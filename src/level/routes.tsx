import type { CatalogueContext } from '../catalogue/index.ts'
import { DEFAULT_EDITION } from '../catalogue/index.ts'
import { typedOf } from '../kernel/form.ts'
import { type DecisionId, parseId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { Routes } from '../web/app.tsx'
import { formInAddress, formOf } from '../web/form.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import { keepDecision, readDecision, readDecisions } from './actions.ts'
import { DecisionPage, DecisionsPage } from './pages/decisions.tsx'
import { QuestionsPage } from './pages/questions.tsx'
import { ResultPage } from './pages/result.tsx'
import { parseWish, WISHES } from './wish.ts'

/** The wizard, whose address carries the answers, and the decisions that an organisation keeps. */
export const levelRoutes: Routes<CatalogueContext> = (router, context) => {
  const counts = () => context.edition(DEFAULT_EDITION).counts

  router.get('/level', 'anyone', (c) =>
    c.html(<QuestionsPage view={c.get('view')} typed={typedOf(WISHES.partner, formInAddress(c))} refusals={[]} />),
  )

  router.get('/level/result', 'anyone', (c) => {
    const typed = typedOf(WISHES.partner, formInAddress(c))
    const wish = parseWish(typed)
    if (!wish.ok)
      return c.html(<QuestionsPage view={c.get('view')} typed={typed} refusals={wish.refusals} />, statusOf(c, wish.refusals))
    return c.html(<ResultPage view={c.get('view')} wish={wish.value} counts={counts()} />)
  })

  router.get('/level/decisions', 'level.read', async (c, viewer) => {
    return c.html(<DecisionsPage view={c.get('view')} decisions={await readDecisions(context, viewer.tenant)} />)
  })

  router.post('/level/decisions', 'level.decide', async (c, viewer) => {
    const typed = typedOf(WISHES.partner, formOf(c))
    const outcome = await keepDecision(context, viewer, typed, await sentForm(c, context.now()))
    if (outcome.ok) return goTo(c, `/level/decisions/${outcome.value}`)
    return c.html(<QuestionsPage view={c.get('view')} typed={typed} refusals={outcome.refusals} />, statusOf(c, outcome.refusals))
  })

  router.get('/level/decisions/:id', 'level.read', decisionNamed, (c, _viewer, decision) =>
    c.html(<DecisionPage view={c.get('view')} decision={decision} counts={counts()} />),
  )

  async function decisionNamed({ id }: { id: string }, { tenant }: Viewer) {
    const known = parseId<DecisionId>(id)
    return known && readDecision(context, tenant, known)
  }
}
