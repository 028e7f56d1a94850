import type { CatalogueContext } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { endOfDay } from '../kernel/calendar.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { may } from '../roles/permissions.ts'
import { type Actor, seesAnswers } from '../roles/sight.ts'
import type { Standing } from '../standing/status.ts'
import { type AnswerAtWork, type AnswerIn, listAcross, listWork } from './across-store.ts'
import { listAnswers, listVersionsAt } from './answer-store.ts'
import { type Attainment, attain } from './attainment.ts'
import type { News } from './news.ts'
import { askedAmong, askedIn, headsFor, newsIn } from './news-actions.ts'
import { openCriteria } from './open-order.ts'
import { unpack } from './packed-standings.ts'
import { attainmentOf } from './read-actions.ts'
import { maySee } from './sight.ts'
import type { AssessmentHead } from './store.ts'
import { weekBefore } from './trend.ts'

/** What a week made of an assessment. */
export type Week = {
  /** At the end of the same day a week ago; nothing where there was no answer then. */
  before: Attainment | undefined
  /** The criteria whose standing is another than a week ago. */
  changed: { criterion: string; was: Standing; is: Standing }[]
}
/** What is asked of somebody of management in any assessment, and what a week made of the one changed last. */
export type Brief = {
  week: Week | undefined
  /** 該当なし that wait for a second person and that the viewer did not say, the longest waiting first. */
  asked: Asked[]
  headOf: ReadonlyMap<AssessmentId, AssessmentHead>
}
type Asked = { head: AssessmentHead; answer: AnswerIn }

/** In the transaction of a page: four statements. */
export async function briefIn(tx: Tx, context: CatalogueContext, actor: Actor): Promise<Brief> {
  const known = await headsFor(tx, actor)
  const asked = await askedIn(tx, actor, known)
  const [current] = known.heads
  return { week: current && (await weekIn(tx, context, actor, current)), asked, headOf: known.headOf }
}

/** What a week made of an assessment, in the transaction of a page: two statements. */
export async function weekIn(tx: Tx, context: CatalogueContext, { tenant }: Actor, head: AssessmentHead): Promise<Week> {
  const edition = context.edition(head.edition)
  const then = await listVersionsAt(tx, tenant, head.id, endOfDay(weekBefore(dayInJapan(context.now()))))
  const now = await listAnswers(tx, tenant, head.id)
  const was = new Map<string, Standing>(then.map(({ criterion, status }) => [criterion, status ?? 'unanswered']))
  const is = new Map<string, Standing>(now.map(({ criterion, status }) => [criterion, status ?? 'unanswered']))
  return {
    before: then.length === 0 ? undefined : attain(edition, head.target, then),
    changed: edition.criteria.flatMap(({ id, level }) => {
      const pair = { criterion: id, was: was.get(id) ?? 'unanswered', is: is.get(id) ?? 'unanswered' }
      return level <= head.target && pair.was !== pair.is ? [pair] : []
    }),
  }
}

/** What is assigned to somebody, in the assessments changed last: what has no status yet first. Two statements. */
export async function assignedIn(tx: Tx, actor: Actor): Promise<{ assigned: Asked[]; headOf: Brief['headOf'] }> {
  const { headOf } = await headsFor(tx, actor)
  const answers = await listAcross(tx, actor.tenant, [...headOf.keys()], { which: 'all', assignee: actor.person })
  return { assigned: ranked(actor, answers, headOf), headOf }
}

/** Somebody's work over all assessments: how each stands, what is theirs and not yet met, what they are asked to confirm, what is new. */
export type Work = {
  assessments: { head: AssessmentHead; attainment: Attainment }[]
  headOf: Brief['headOf']
  /** What to do next in the assessment changed last, in the one order. */
  open: ReturnType<typeof openCriteria>
  assigned: Open[]
  asked: Open[]
  /** Since they last looked. */
  news: News[]
}

type Open = { head: AssessmentHead; answer: AnswerAtWork }

/** In the transaction of a page: three statements at most. */
export async function workIn(tx: Tx, context: CatalogueContext, actor: Actor): Promise<Work> {
  const { tenant, person } = actor
  const known = await headsFor(tx, actor)
  const { heads, headOf } = known
  const [current] = heads
  if (!current) return { assessments: [], headOf, open: [], assigned: [], asked: [], news: [] }
  const work = may(actor, 'assessment.answer') ? await listWork(tx, tenant, [...headOf.keys()], person) : []
  const own = work.filter((answer) => answer.assignee === person && rankOf(answer) < SETTLED)
  const edition = context.edition(current.edition)
  return {
    assessments: heads.map((head) => ({ head, attainment: attainmentOf(context, head) })),
    headOf,
    open: seesAnswers(actor) ? openCriteria(edition, current.target, unpack(edition, current.standings)) : [],
    assigned: ranked(actor, own, headOf),
    asked: askedAmong(actor, headOf, work),
    news: await newsIn(tx, context, actor, known, { unseen: true }),
  }
}

/** The answers that somebody may see, what has no status first. */
function ranked<A extends AnswerAtWork>(
  actor: Actor,
  answers: readonly A[],
  headOf: Brief['headOf'],
): { head: AssessmentHead; answer: A }[] {
  return answers
    .filter((answer) => maySee(actor, answer))
    .toSorted((one, other) => rankOf(one) - rankOf(other) || collator.compare(one.criterion, other.criterion))
    .flatMap((answer) => {
      const head = headOf.get(answer.assessment)
      return head ? [{ head, answer }] : []
    })
}

/** Nothing said, not yet met, met or not applicable. */
function rankOf({ status }: AnswerAtWork): number {
  return status === null ? 0 : status === 'met' || status === 'notApplicable' ? SETTLED : 1
}

const SETTLED = 2

const collator = new Intl.Collator('en', { numeric: true })
