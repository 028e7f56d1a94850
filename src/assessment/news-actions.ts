import type { CatalogueContext } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { DAY, earlier } from '../kernel/calendar.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { may } from '../roles/permissions.ts'
import { type Actor, seesAnswers, seesAssignedOnly } from '../roles/sight.ts'
import { type AnswerAtWork, type AnswerIn, listAcross } from './across-store.ts'
import { readableBy } from './advice.ts'
import { listAdviceByOthers } from './advice-store.ts'
import { type AdviceNews, type News, toAdviceNews, toNews } from './news.ts'
import { listChangesByOthers } from './news-store.ts'
import { knownBy } from './read-actions.ts'
import { maySee, redactedFor } from './sight.ts'
import { type AssessmentHead, listHeads } from './store.ts'

/** The assessments changed last that somebody may know of, the newest first, and each by its identifier. */
type Heads = { heads: AssessmentHead[]; headOf: ReadonlyMap<AssessmentId, AssessmentHead> }

/** In the transaction of a page that is about several: one statement. */
export async function headsFor(tx: Tx, actor: Actor): Promise<Heads> {
  const heads = await listHeads(tx, actor.tenant, { limit: MOST_HEADS, offset: 0 }, knownBy(actor))
  return { heads, headOf: new Map(heads.map((head) => [head.id, head])) }
}

/** 該当なし that wait for a second person, of those who may confirm them and did not say so themselves, the longest waiting first. */
export async function askedIn(tx: Tx, actor: Actor, { headOf }: Heads): Promise<{ head: AssessmentHead; answer: AnswerIn }[]> {
  if (!may(actor, 'assessment.confirm')) return []
  const waiting = await listAcross(tx, actor.tenant, [...headOf.keys()], { which: 'unconfirmed' })
  return askedAmong(actor, headOf, waiting).map(({ head, answer }) => ({ head, answer: redactedFor(actor, answer) }))
}

/** The same of answers that are read already. */
export function askedAmong<A extends AnswerAtWork>(
  actor: Actor,
  headOf: Heads['headOf'],
  answers: readonly A[],
): { head: AssessmentHead; answer: A }[] {
  if (!may(actor, 'assessment.confirm')) return []
  return answers
    .filter(({ status, confirmation }) => status === 'notApplicable' && confirmation === null)
    .filter((answer) => maySee(actor, answer) && answer.statedBy !== actor.person)
    .toSorted((one, other) => one.changedAt.localeCompare(other.changedAt))
    .flatMap((answer) => {
      const head = headOf.get(answer.assessment)
      return head ? [{ head, answer }] : []
    })
}

/** What others changed within a month, as news for the actor; where `unseen`, since they last looked. One statement. */
export async function newsIn(
  tx: Tx,
  context: CatalogueContext,
  actor: Actor,
  { headOf }: Heads,
  { unseen = false }: { unseen?: boolean } = {},
): Promise<News[]> {
  if (!seesAnswers(actor)) return []
  const changes = await listChangesByOthers(tx, actor.tenant, [...headOf.keys()], {
    reader: actor.person,
    since: earlier(context.now(), MOST_DAYS * DAY),
    unseen,
    most: MOST_CHANGES,
    assignedOnly: seesAssignedOnly(actor),
  })
  return toNews(changes, actor.person)
}

/**
 * What others said of criteria within a month, and since `after` where that was later, beside their answers: for whoever may speak there
 * too. One statement.
 */
export async function adviceNewsIn(
  tx: Tx,
  context: CatalogueContext,
  actor: Actor,
  { headOf }: Heads,
  after: Instant | null = null,
): Promise<AdviceNews[]> {
  if (!seesAnswers(actor) || !may(actor, 'advice.write')) return []
  const month = earlier(context.now(), MOST_DAYS * DAY)
  const said = await listAdviceByOthers(tx, actor.tenant, [...headOf.keys()], {
    reader: actor.person,
    since: after !== null && after > month ? after : month,
    most: MOST_CHANGES,
    assignedOnly: seesAssignedOnly(actor),
  })
  return toAdviceNews(readableBy(actor, said))
}

const MOST_HEADS = 20
const MOST_DAYS = 30
const MOST_CHANGES = 300
