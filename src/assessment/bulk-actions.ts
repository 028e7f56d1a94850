import type { CatalogueContext } from '../catalogue/index.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { type Actor, answersAssignedOnly, mayKnow } from '../roles/sight.ts'
import type { Answer } from './answer.ts'
import * as answerStore from './answer-store.ts'
import { decideAnswer, restate, saysTheSame } from './decide-answer.ts'
import { contentFrom, EMPTY_ANSWER } from './fields.ts'
import type { ManyWish } from './forms.ts'
import { mayAnswer } from './sight.ts'
import * as store from './store.ts'
import { changedFirst, hasCriterion, inCriterion, logMany, save } from './write-actions.ts'

/**
 * Gives several criteria one verdict and one reason, all or none. Refuses what decideAnswer refuses of any of them, and when one was
 * changed since it was seen; nothing where the actor may not answer one of them.
 */
export async function recordMany(
  context: CatalogueContext,
  actor: Actor,
  id: AssessmentId,
  wish: ManyWish,
): Promise<Outcome<{ written: number }> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'assessment.answer')
  if (forbidden) return forbidden
  const { tenant, person } = actor
  if (!mayKnow(actor, id)) return undefined
  return context.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, id)
    if (!head) return undefined
    const current = new Map((await answerStore.listAnswers(tx, tenant, id)).map((answer) => [answer.criterion, answer]))
    const pairs: { before: Answer | undefined; after: Answer }[] = []
    for (const { criterion, from } of new Map(wish.criteria.map((one) => [one.criterion, one])).values()) {
      const before = current.get(criterion)
      if (!hasCriterion(context, head, criterion) || !mayAnswer(actor, before)) return undefined
      if ((before?.revision ?? 0) !== from)
        return {
          ok: false,
          refusals: inCriterion(criterion, [{ code: 'answer.changed', words: changedFirst(before?.changedBy === person) }]),
        }
      const said = before ? contentFrom(({ key }) => before[key]) : EMPTY_ANSWER
      const assignee = answersAssignedOnly(actor) ? person : said.assignee
      const decided = decideAnswer({ ...said, assignee, status: wish.status, reason: wish.reason.trim() || said.reason })
      if (!decided.ok) return { ok: false, refusals: inCriterion(criterion, decided.refusals) }
      if (before && saysTheSame(before, decided.value)) continue
      const changed = { criterion, revision: from + 1, changedBy: person, changedAt: context.now() }
      pairs.push({ before, after: { ...decided.value, ...changed, ...restate(before, decided.value, person) } })
    }
    if (pairs.length === 0) return refuse('answer.same', NOTHING_CHANGES)
    await save(
      context,
      tx,
      tenant,
      head,
      pairs.map(({ after }) => after),
      'answer',
    )
    await logMany(context, tx, actor, head, 'answer.many', pairs)
    return accept({ written: pairs.length })
  })
}

const NOTHING_CHANGES = {
  ja: '選んだ評価基準は、もうすべてその評価です。評価か、評価基準を選び直してください。',
  en: 'All that you chose already say so. Choose another status, or other criteria.',
}
