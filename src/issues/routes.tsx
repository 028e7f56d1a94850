import { assessmentId } from '../assessment/actions.ts'
import { blankOf, readForm, typedOf } from '../kernel/form.ts'
import { type AssessmentId, type IssueId, parseId } from '../kernel/ids.ts'
import type { Outcome, Refusal } from '../kernel/refusal.ts'
import { type MeasuresContext, namesOf } from '../measures/index.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { ADDITION, ASIDE, ISSUE, MERGE, MOVE, OWN_ISSUE, SEPARATION, TAKING_UP } from './forms.ts'
import { ISSUE_DONE, IssuePage } from './pages/issue.tsx'
import type { IssueTyped } from './pages/issue-acts.tsx'
import type { IssuesShown } from './pages/issue-parts.tsx'
import { IssuesPage } from './pages/issues.tsx'
import { NewIssuePage } from './pages/new-issue.tsx'

type Done = keyof typeof ISSUE_DONE

/** The issues of an assessment: the list, and each by itself. */
export const issueRoutes: Routes<MeasuresContext> = (router, context) => {
  router.get('/assessments/:id/issues', 'issues.read', load, (c, _viewer, shown) => c.html(listPage(c, shown)))

  router.post('/assessments/:id/issues', 'issues.change', assessmentId, async (c, viewer, id) => {
    const typed = typedOf(OWN_ISSUE, formOf(c))
    const outcome = await actions.addIssue(context, viewer, id, typed, await sentForm(c, context.now()))
    if (outcome?.ok) return toIssue(c, id, outcome.value, 'begun')
    const shown = outcome && (await load({ id }, viewer))
    if (!shown) return c.notFound()
    const page = <NewIssuePage view={c.get('view')} shown={shown} typed={typed} refusals={outcome.refusals} />
    return c.html(page, statusOf(c, outcome.refusals))
  })

  router.get('/assessments/:id/issues/new', 'issues.change', load, (c, _viewer, shown) =>
    c.html(<NewIssuePage view={c.get('view')} shown={shown} typed={blankOf(OWN_ISSUE)} refusals={[]} />),
  )

  router.post('/assessments/:id/issues/grouping', 'issues.change', assessmentId, async (c, viewer, id) => {
    const outcome = await actions.groupIssues(context, viewer, id)
    if (!outcome?.ok) return c.notFound()
    return goTo(c, `/assessments/${id}/issues?begun=${outcome.value.begun}&added=${outcome.value.added}`)
  })

  router.post('/assessments/:id/issues/merging', 'issues.change', assessmentId, async (c, viewer, id) => {
    const typed = typedOf(MERGE, formOf(c))
    const outcome = await actions.mergeIssues(context, viewer, id, typed)
    if (outcome?.ok) return toIssue(c, id, outcome.value, 'merged')
    const shown = outcome && (await load({ id }, viewer))
    return shown ? c.html(listPage(c, shown, typed, outcome.refusals), statusOf(c, outcome.refusals)) : c.notFound()
  })

  router.get('/assessments/:id/issues/:issue', 'issues.read', place, (c, viewer, here) => issuePage(c, viewer, here.assessment))

  router.post('/assessments/:id/issues/:issue', 'issues.change', place, async (c, viewer, here) => {
    const issue = typedOf(ISSUE, formOf(c))
    return after(c, viewer, here, 'changed', await actions.changeIssue(context, viewer, here, issue), { issue })
  })

  router.post('/assessments/:id/issues/:issue/moves', 'issues.change', place, async (c, viewer, here) => {
    const move = typedOf(MOVE, formOf(c))
    return after(c, viewer, here, 'moved', await actions.moveCriteria(context, viewer, here, move), { move })
  })

  router.post('/assessments/:id/issues/:issue/additions', 'issues.change', place, async (c, viewer, here) => {
    const addition = typedOf(ADDITION, formOf(c))
    return after(c, viewer, here, 'put', await actions.putCriteria(context, viewer, here, addition), { addition })
  })

  router.post('/assessments/:id/issues/:issue/setting-aside', 'issues.change', place, async (c, viewer, here) => {
    const aside = typedOf(ASIDE, formOf(c))
    return after(c, viewer, here, 'aside', await actions.setIssueAside(context, viewer, here, aside), { aside })
  })

  router.post('/assessments/:id/issues/:issue/taking-up', 'issues.change', place, async (c, viewer, here) =>
    after(c, viewer, here, 'resumed', await actions.takeIssueUp(context, viewer, here, readForm(TAKING_UP, formOf(c)))),
  )

  router.post('/assessments/:id/issues/:issue/separation', 'issues.change', place, async (c, viewer, here) =>
    after(c, viewer, here, 'separated', await actions.separateIssue(context, viewer, here, readForm(SEPARATION, formOf(c)))),
  )

  async function load({ id }: { id: string }, viewer: Viewer): Promise<IssuesShown | undefined> {
    const known = parseId<AssessmentId>(id)
    const found = known && (await actions.readIssues(context, viewer, known))
    return found && { ...found, measureName: namesOf(context.measures()) }
  }

  function listPage(c: WebContext, shown: IssuesShown, typed = blankOf(MERGE), refusals: readonly Refusal[] = []) {
    const { begun, added, detail } = c.req.query()
    const counts = [begun, added].map((count) => (/^\d{1,4}$/.test(count ?? '') ? Number(count) : undefined))
    const [first, second] = counts
    const done = first === undefined || second === undefined ? undefined : { begun: first, added: second }
    return <IssuesPage view={c.get('view')} shown={shown} detail={detail === '1'} typed={typed} done={done} refusals={refusals} />
  }

  /** The page of an issue; where an issue was merged, that of the one in which it counts. */
  async function issuePage(
    c: WebContext,
    viewer: Viewer,
    id: AssessmentId,
    typed: IssueTyped = {},
    refusals: readonly Refusal[] = [],
  ): Promise<Response> {
    const shown = await load({ id }, viewer)
    const named = c.req.param('issue')
    const issue = shown?.issues.find((one) => one.id === named || one.merged.some((gone) => gone.id === named))
    if (!shown || !issue) return c.notFound()
    const { done } = c.req.query()
    return c.html(
      <IssuePage
        view={c.get('view')}
        shown={shown}
        issue={issue}
        typed={typed}
        done={done !== undefined && Object.hasOwn(ISSUE_DONE, done) ? (done as Done) : undefined}
        refusals={refusals}
      />,
      statusOf(c, refusals),
    )
  }

  /** On to the issue that an act was about, or its page again with what was typed. */
  async function after(
    c: WebContext,
    viewer: Viewer,
    { assessment }: { assessment: AssessmentId },
    done: Done,
    outcome: Outcome<IssueId> | undefined,
    typed: IssueTyped = {},
  ): Promise<Response> {
    if (outcome?.ok) return toIssue(c, assessment, outcome.value, done)
    return outcome ? issuePage(c, viewer, assessment, typed, outcome.refusals) : c.notFound()
  }
}

function place({ id, issue }: { id: string; issue: string }): { assessment: AssessmentId; issue: IssueId } | undefined {
  const [assessment, own] = [parseId<AssessmentId>(id), parseId<IssueId>(issue)]
  return assessment && own && { assessment, issue: own }
}

function toIssue(c: WebContext, id: AssessmentId, issue: IssueId, done: Done): Response {
  return goTo(c, `/assessments/${id}/issues/${issue}?done=${done}`)
}
