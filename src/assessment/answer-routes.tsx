import type { CatalogueContext } from '../catalogue/index.ts'
import { criterionIn } from '../catalogue/index.ts'
import { readForm } from '../kernel/form.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import { standingLabel } from '../standing/chip.tsx'
import type { Attached, Pieces } from '../ui/attached.ts'
import { goTo } from '../web/address.ts'
import type { WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { asData } from '../web/status.ts'
import { wantsJson } from '../web/wants-json.ts'
import type { AssessmentHead } from './actions.ts'
import * as actions from './actions.ts'
import type { Answer } from './answer.ts'
import { writtenOf } from './bulk-routes.tsx'
import { criterionPages, neighboursOf } from './criterion-routes.tsx'
import { applyFilter, readFilter, toQuery } from './filter.ts'
import { ANSWER, answerIn, CONFIRMATION, RESTORATION } from './forms.ts'
import { editionSeen, KINDS, loadWorkbench, targetFor } from './load.ts'
import { CriteriaPage } from './pages/criteria.tsx'
import { toChangedAnswer, toNumbers, toSaved } from './pages/presenter.ts'
import { verdictOf } from './points.ts'

/** All criteria on one page, one at a time, and every way in which an answer changes. */
export function answerRoutes(router: Router, context: CatalogueContext, attached: Attached, pieces: Pieces): void {
  const workbench = loadWorkbench(context)
  const criterionPage = criterionPages(context, attached)

  router.get('/assessments/:id/criteria', 'assessment.read', workbench, async (c, viewer, here) => {
    const { head, answers, doubts, openAdvice, people, edition } = here
    const filter = readFilter(c.req.query(), targetFor(here), KINDS)
    const shown = applyFilter({ edition, answers, doubts }, filter, viewer.person)
    const landing = c.req.query('at') === 'unanswered' ? shown.find(({ id }) => !answers.get(id)?.status) : undefined
    if (landing) return goTo(c, `/assessments/${head.id}/criteria/${landing.id}${toQuery(filter, targetFor(here))}`)
    return c.html(
      <CriteriaPage
        view={c.get('view')}
        head={head}
        edition={edition}
        attainment={actions.attainmentOf(context, head)}
        answers={answers}
        doubts={doubts}
        openAdvice={openAdvice}
        pieces={await pieces(c.get('view'), head.id)}
        people={people}
        filter={filter}
        shown={shown}
        written={writtenOf(c)}
      />,
    )
  })

  router.get('/assessments/:id/criteria/:criterion', 'assessment.read', (c, viewer) => criterionPage(c, viewer, c.req.param()))

  router.post('/assessments/:id/answers/:criterion', 'assessment.answer', actions.assessmentId, async (c, viewer, assessment) => {
    const place = c.req.param()
    const { criterion } = place
    const sent = readForm(ANSWER, formOf(c))
    const { as, button, revision: from = 0 } = sent
    const content = answerIn(sent)
    if (as !== '' && as !== viewer.person) {
      if (wantsJson(c)) return asData(c, [OTHER_PERSON])
      return criterionPage(c, viewer, place, { content, refusals: [OTHER_PERSON] })
    }
    if (button === 'suggest') return criterionPage(c, viewer, place, { suggestFor: content })
    const withAll = button === 'next' && !wantsJson(c)
    const outcome = await actions.recordAnswer(context, viewer, { assessment, criterion, from, content, withAll })
    if (!outcome) return c.notFound()
    if (!outcome.ok) {
      if (wantsJson(c)) return asData(c, outcome.refusals)
      return criterionPage(c, viewer, place, { content, refusals: outcome.refusals })
    }
    if (outcome.value.kind === 'conflict') {
      const { theirs, people, head } = outcome.value
      if (wantsJson(c))
        return c.json({ theirs: toChangedAnswer(theirs, people, c.get('view'), actions.doubtsIn(context, head)) }, 409)
      return criterionPage(c, viewer, place, { content, theirs })
    }
    if (wantsJson(c)) return c.json(toSaved(outcome.value, c.get('view'), actions.doubtsIn(context, outcome.value.head)))
    return goTo(c, whereNext(c, { ...outcome.value, viewer }, criterion, context))
  })

  router.post(
    '/assessments/:id/confirmations/:criterion',
    'assessment.confirm',
    actions.assessmentId,
    async (c, viewer, assessment) => {
      const place = c.req.param()
      const { criterion } = place
      const sent = readForm(CONFIRMATION, formOf(c))
      const typed = sent.revision === undefined ? undefined : answerIn(sent)
      const wish = { assessment, criterion, from: sent.confirmed ?? 0, typed }
      const outcome = await actions.confirmNotApplicable(context, viewer, wish)
      if (!outcome) return c.notFound()
      if (!outcome.ok) {
        return criterionPage(c, viewer, place, { ...(typed ? { content: typed } : {}), refusals: outcome.refusals })
      }
      if (sent.after === 'management') return goTo(c, `/assessments/${assessment}/management?confirmed=${criterion}`)
      return goTo(c, whereNext(c, { head: outcome.value.head, viewer, answers: undefined }, criterion, context))
    },
  )

  router.post(
    '/assessments/:id/restorations/:criterion',
    'assessment.answer',
    actions.assessmentId,
    async (c, viewer, assessment) => {
      const place = c.req.param()
      const { criterion } = place
      const { revision, from = 0 } = readForm(RESTORATION, formOf(c))
      if (!revision) return c.notFound()
      const outcome = await actions.restoreVersion(context, viewer, { assessment, criterion, revision, from })
      if (!outcome) return c.notFound()
      if (!outcome.ok) return criterionPage(c, viewer, place, { refusals: outcome.refusals })
      const filter = toQuery(readFilter(c.req.query(), 4, KINDS), 4)
      return goTo(c, `/assessments/${assessment}/criteria/${criterion}${filter}`)
    },
  )

  router.get('/assessments/:id/suggestions/:criterion', 'assessment.read', oneOnWorkbench, (c, _viewer, { here, criterion }) => {
    const { lang } = c.get('view')
    const verdict = verdictOf(criterionIn(here.edition, criterion, lang), new Set(c.req.queries('ticked') ?? []), lang)
    return c.json(
      verdict
        ? { ...verdict, label: standingLabel(c.get('view'), verdict.status, { confirmed: true, doubted: false }) }
        : { status: null, label: '', reason: '' },
    )
  })

  router.get('/assessments/:id/changes', 'assessment.read', actions.assessmentId, async (c, viewer, id) => {
    const since = Number(c.req.query('since'))
    if (!Number.isInteger(since) || since < -1) return c.json({ error: 'since' }, 400)
    const found = await actions.readChanges(context, viewer, id, since)
    if (!found) return c.notFound()
    if (found.head.revision === since) return c.body(null, 204)
    const view = c.get('view')
    const doubts = actions.doubtsIn(context, found.head)
    return c.json({
      revision: found.head.revision,
      answers: found.answers.map((answer) => toChangedAnswer(answer, found.people, view, doubts)),
      ...(view.may('assessment.summary') ? toNumbers(actions.attainmentOf(context, found.head), view) : {}),
    })
  })

  /** The assessment with the one criterion that the address names. */
  async function oneOnWorkbench(named: { id: string; criterion: string }, viewer: Viewer) {
    const here = await workbench(named, viewer)
    const criterion = here?.edition.criteria.find(({ id }) => id === named.criterion)
    return here && criterion && { here, criterion }
  }
}

/** A page stays open when one person signs out and another signs in: what the first typed is not saved as the second's. */
const OTHER_PERSON: Refusal = {
  code: 'answer.other-person',
  words: {
    ja: 'この画面を開いた人と、いまサインインしている人が違うため、保存していません。入力した人がサインインし直すか、必要なものを書き写してから、画面を読み込み直してください。',
    en: 'Not saved: whoever is signed in now is not the person who opened this page. Sign in again as that person, or copy what you need and reload the page.',
  },
}

/** Where a save leads: with all `answers`, to the next criterion of the list that the person came from; to the same one without. */
function whereNext(
  c: WebContext,
  { head, viewer, answers }: { head: AssessmentHead; viewer: Viewer; answers: ReadonlyMap<string, Answer> | undefined },
  id: string,
  context: CatalogueContext,
): string {
  const base = `/assessments/${head.id}/criteria`
  const target = targetFor({ head, viewer })
  const here = `${base}/${id}${toQuery(readFilter(c.req.query(), target, KINDS), target)}`
  if (!answers) return here
  const edition = editionSeen(context, viewer, { head, answers })
  const criterion = edition.criteria.find((one) => one.id === id)
  if (!criterion) return here
  const { query, next } = neighboursOf(
    c,
    { head, viewer, answers: new Map(answers), doubts: actions.doubtsIn(context, head), edition },
    criterion,
  )
  return next ? `${base}/${next}${query}` : `${base}${query}`
}
