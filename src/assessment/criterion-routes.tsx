import type { CatalogueContext } from '../catalogue/index.ts'
import { type Criterion, criterionIn, type Edition, referencesFrom, referencesTo } from '../catalogue/index.ts'
import type { Typed } from '../kernel/form.ts'
import { type AssessmentId, parseId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { seesAnswers } from '../roles/sight.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Attached } from '../ui/attached.ts'
import type { WebContext } from '../web/app.tsx'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import type { ADVICE } from './advice.ts'
import type { Answer } from './answer.ts'
import { type AnswerContent, EMPTY_ANSWER } from './fields.ts'
import { applyFilter, readFilter, toQuery } from './filter.ts'
import { type Here, KINDS, targetFor, toHere } from './load.ts'
import { CriterionPage } from './pages/criterion.tsx'
import { suggest } from './points.ts'

/** How many versions a page shows before it offers the whole history. */
const RECENT_VERSIONS = 20

/** What a page shows instead of the stored answer, or beside it. */
type Shown = {
  content?: AnswerContent
  suggestFor?: AnswerContent
  refusals?: readonly Refusal[]
  theirs?: Answer
  adviceTyped?: Typed<typeof ADVICE>
}

/** For routes: the page of one criterion with what stands in the database now; after a form came in, with what it said. */
export function criterionPages(context: CatalogueContext, attached: Attached) {
  return async (
    c: WebContext,
    viewer: Viewer,
    place: { id: string; criterion: string },
    shown: Shown = {},
  ): Promise<Response> => {
    const id = seesAnswers(viewer) ? parseId<AssessmentId>(place.id) : undefined
    const most = c.req.query('history') === 'all' ? undefined : RECENT_VERSIONS
    const found = id && (await actions.readAnswer(context, viewer, id, place.criterion, most))
    if (!found) return c.notFound()
    const here = toHere(context, viewer, found)
    const { head, answers, doubts, edition, people, assignees } = here
    const criterion = edition.criteria.find((one) => one.id === place.criterion)
    if (!criterion) return c.notFound()
    const { query, previous, next } = neighboursOf(c, here, criterion)
    const { lang } = c.get('view')
    const suggested = shown.suggestFor && suggest(criterionIn(edition, criterion, lang), shown.suggestFor, lang)
    return c.html(
      <CriterionPage
        view={c.get('view')}
        head={head}
        edition={edition}
        criterion={criterion}
        answer={found.answer}
        doubts={doubts}
        content={suggested ?? shown.content ?? found.answer ?? EMPTY_ANSWER}
        versions={found.versions}
        people={people}
        assignees={assignees}
        refusals={shown.refusals ?? []}
        {...(shown.theirs ? { theirs: shown.theirs } : {})}
        related={relatedTo(edition, criterion).map((one) => ({ criterion: one, answer: answers.get(one.id) }))}
        official={found.official}
        advice={found.advice}
        adviceTyped={shown.adviceTyped}
        query={query}
        previous={previous}
        next={next}
        attached={await attached(c.get('view'), { kind: 'criterion', assessment: head.id, target: criterion.id })}
      />,
      shown.theirs ? 409 : statusOf(c, shown.refusals ?? []),
    )
  }
}

/** Criteria that this one names, and criteria that name it or its requirement, each once. */
function relatedTo(edition: Edition, criterion: Criterion): Criterion[] {
  const naming = referencesTo(edition, criterion.id).map((reference) => reference.criterion)
  const related = new Set([...referencesFrom(edition, criterion), ...naming])
  related.delete(criterion)
  return edition.criteria.filter((one) => related.has(one))
}

/** The list that the person came from, as a query, and the criteria before and after in it. */
export function neighboursOf(
  c: WebContext,
  here: Pick<Here, 'viewer' | 'head' | 'answers' | 'doubts' | 'edition'>,
  criterion: Criterion,
) {
  const filter = readFilter(c.req.query(), targetFor(here), KINDS)
  const list = applyFilter(here, filter, here.viewer.person)
  const after = list.find((one) => compare(here.edition, one, criterion) > 0)
  const before = list.findLast((one) => compare(here.edition, one, criterion) < 0)
  return { query: toQuery(filter, targetFor(here)), previous: before?.id, next: after?.id }
}

function compare(edition: Edition, one: Criterion, other: Criterion): number {
  return edition.criteria.indexOf(one) - edition.criteria.indexOf(other)
}
