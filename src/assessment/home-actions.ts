import type { CatalogueContext } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { DAY, earlier } from '../kernel/calendar.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { namesIn } from '../organisation/actions.ts'
import type { Actor } from '../roles/sight.ts'
import type { Standing } from '../standing/status.ts'
import { type AnswerIn, listAcross, listAnswers, listVersionsAt } from './answer-store.ts'
import { type Attainment, attain } from './attainment.ts'
import { attainmentOf, knownBy } from './read-actions.ts'
import { maySee } from './sight.ts'
import { type AssessmentHead, listAssessments } from './store.ts'

/** What somebody of management needs to know in two minutes, of the assessment changed last, and what is asked of them in any. */
export type Brief = {
  current:
    | {
        head: AssessmentHead
        attainment: Attainment
        /** A week ago; nothing where there was no answer then. */
        before: Attainment | undefined
        /** The criteria whose standing is another than a week ago. */
        changed: { criterion: string; was: Standing; is: Standing }[]
      }
    | undefined
  /** 該当なし that wait for a second person and that the viewer did not say, the longest waiting first. */
  asked: { head: AssessmentHead; answer: AnswerIn; by: string }[]
}

/** In one transaction, five statements. */
export function readBrief(context: CatalogueContext, actor: Actor): Promise<Brief> {
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const { heads, headOf } = await headsFor(tx, actor)
    const waiting = await listAcross(tx, actor.tenant, [...headOf.keys()], { which: 'unconfirmed' })
    const names = await namesIn(tx, actor.tenant)
    const asked = waiting
      .filter((answer) => maySee(actor, answer) && answer.statedBy !== actor.person)
      .toSorted((one, other) => one.changedAt.localeCompare(other.changedAt))
    return {
      current: heads[0] && (await weekOf(tx, context, actor, heads[0])),
      asked: asked.flatMap((answer) => {
        const head = headOf.get(answer.assessment)
        return head ? [{ head, answer, by: names.get(answer.statedBy) ?? '' }] : []
      }),
    }
  })
}

async function weekOf(tx: Tx, context: CatalogueContext, { tenant }: Actor, head: AssessmentHead): Promise<Brief['current']> {
  const edition = context.edition(head.edition)
  const then = await listVersionsAt(tx, tenant, head.id, earlier(context.now(), 7 * DAY))
  const now = await listAnswers(tx, tenant, head.id)
  const was = new Map<string, Standing>(then.map(({ criterion, status }) => [criterion, status ?? 'unanswered']))
  const is = new Map<string, Standing>(now.map(({ criterion, status }) => [criterion, status ?? 'unanswered']))
  return {
    head,
    attainment: attainmentOf(context, head),
    before: then.length === 0 ? undefined : attain(edition, head.target, then),
    changed: edition.criteria.flatMap(({ id, level }) => {
      const pair = { criterion: id, was: was.get(id) ?? 'unanswered', is: is.get(id) ?? 'unanswered' }
      return level <= head.target && pair.was !== pair.is ? [pair] : []
    }),
  }
}

/** What is assigned to somebody, in the assessments changed last: what has no status yet first. In one transaction, two statements. */
export function readAssigned(context: CatalogueContext, actor: Actor): Promise<{ head: AssessmentHead; answer: AnswerIn }[]> {
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const { headOf } = await headsFor(tx, actor)
    const answers = await listAcross(tx, actor.tenant, [...headOf.keys()], { which: 'all', assignee: actor.person })
    return answers
      .filter((answer) => maySee(actor, answer))
      .toSorted((one, other) => rankOf(one) - rankOf(other) || collator.compare(one.criterion, other.criterion))
      .flatMap((answer) => {
        const head = headOf.get(answer.assessment)
        return head ? [{ head, answer }] : []
      })
  })
}

/** Nothing said, not yet met, met or not applicable. */
function rankOf({ status }: AnswerIn): number {
  return status === null ? 0 : status === 'met' || status === 'notApplicable' ? 2 : 1
}

async function headsFor(tx: Tx, actor: Actor) {
  const heads = await listAssessments(tx, actor.tenant, { limit: MOST, offset: 0 }, knownBy(actor))
  return { heads, headOf: new Map<AssessmentId, AssessmentHead>(heads.map((head) => [head.id, head])) }
}

const MOST = 20
const collator = new Intl.Collator('en', { numeric: true })
