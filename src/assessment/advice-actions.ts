import type { z } from 'zod'
import type { CatalogueContext } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { AdviceId, AssessmentId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { type Actor, mayKnow } from '../roles/sight.ts'
import { ADVICE, type Advice, decideAdvice, isOpen, mayAdvise, mayTake, readableBy } from './advice.ts'
import * as adviceStore from './advice-store.ts'
import type { Answer } from './answer.ts'
import * as answerStore from './answer-store.ts'
import { decideAnswer, restate, saysTheSame } from './decide-answer.ts'
import * as events from './events.ts'
import { contentFrom, EMPTY_ANSWER } from './fields.ts'
import * as store from './store.ts'
import { changedFirst, hasCriterion, namesFor, save } from './write-actions.ts'

/** Of which criterion something is said. */
type Place = { assessment: AssessmentId; criterion: string }

/** Says something of a criterion. The answer stays as it is. Nothing where the actor may not see the answer. */
export async function writeAdvice(
  context: CatalogueContext,
  actor: Actor,
  place: Place,
  typed: Typed<typeof ADVICE>,
): Promise<Outcome<Advice> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'advice.write')
  if (forbidden) return forbidden
  const read: Outcome<z.output<typeof ADVICE>> = decideForm(ADVICE, typed)
  if (!read.ok) return read
  const decided = decideAdvice(actor, read.value)
  if (!decided.ok) return decided
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const here = await threadIn(context, tx, actor, place)
    if (!here) return undefined
    if (here.advice.length >= MOST) return refuse('advice.many', TOO_MANY)
    const said = { writtenBy: actor.person, writtenAt: context.now(), ended: null }
    const advice: Advice = { ...decided.value, ...said, id: context.newId<AdviceId>(), criterion: place.criterion }
    await adviceStore.insertAdvice(tx, actor.tenant, here.head.id, advice)
    await logEvent(context, tx, actor, events.advised(here.head, advice))
    return accept(advice)
  })
}

/** Closes a question or a wording, or opens it again; saying so twice changes nothing. Nothing where there is none. */
export async function endAdvice(
  context: CatalogueContext,
  actor: Actor,
  place: Place,
  { id, open }: { id: AdviceId; open: boolean },
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'advice.write')
  if (forbidden) return forbidden
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const here = await threadIn(context, tx, actor, place)
    const advice = here?.advice.find((one) => one.id === id)
    if (!here || !advice || advice.kind === 'comment') return undefined
    if (isOpen(advice) === open) return accept(true)
    const ended = open ? null : { outcome: 'closed' as const, by: actor.person, at: context.now() }
    await adviceStore.endAdvice(tx, actor.tenant, id, ended)
    await logEvent(context, tx, actor, events.adviceEnded(here.head, advice, open))
    return accept(true)
  })
}

/**
 * Takes a wording over into its field: a new version of the answer by whoever takes it, with what stood there in the history. `from`
 * is the revision that they saw. Refuses experts, and when somebody else changed the answer since; nothing where there is no such open
 * wording, or the actor may not answer.
 */
export async function takeAdvice(
  context: CatalogueContext,
  actor: Actor,
  place: Place,
  { id, from }: { id: AdviceId; from: number },
): Promise<Outcome<Answer> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'assessment.answer')
  if (forbidden) return forbidden
  const { tenant, person } = actor
  return context.db.transact({ tenant }, async (tx) => {
    const here = await threadIn(context, tx, actor, place)
    const advice = here?.advice.find((one) => one.id === id)
    if (!here || !advice?.field || !isOpen(advice)) return undefined
    const { head, answer: before } = here
    if (!mayTake(actor, before)) return refuse('advice.not-own', NOT_OWN)
    if (before && before.revision !== from && before.changedBy !== person) return refuse('answer.changed', changedFirst(false))
    const said = before ? contentFrom(({ key }) => before[key]) : EMPTY_ANSWER
    const decided = decideAnswer({ ...said, [advice.field]: advice.body })
    if (!decided.ok) return decided
    const changed = { criterion: place.criterion, revision: (before?.revision ?? 0) + 1 }
    const author = { changedBy: person, changedAt: context.now(), ...restate(before, decided.value, person) }
    const same = before !== undefined && saysTheSame(before, decided.value)
    const answer: Answer = same ? before : { ...decided.value, ...changed, ...author }
    if (!same) await save(context, tx, tenant, head, [answer], 'answer')
    await adviceStore.endAdvice(tx, tenant, id, { outcome: 'taken', by: person, at: context.now() })
    const event = same
      ? events.adviceEnded(head, advice, false)
      : events.tookAdvice(head, before, answer, await namesFor(tx, tenant))
    await logEvent(context, tx, actor, event)
    return accept(answer)
  })
}

/** The assessment, locked, with the answer and what was said of it; nothing where the actor may not speak there. */
async function threadIn(context: CatalogueContext, tx: Tx, actor: Actor, { assessment, criterion }: Place) {
  const { tenant } = actor
  const head = mayKnow(actor, assessment) ? await store.lockAssessment(tx, tenant, assessment) : undefined
  if (!head || !hasCriterion(context, head, criterion)) return undefined
  const answer = await answerStore.findAnswer(tx, tenant, head.id, criterion)
  if (!mayAdvise(actor, answer)) return undefined
  return { head, answer, advice: readableBy(actor, await adviceStore.listAdvice(tx, tenant, head.id, criterion)) }
}

/** So that a page stays one that can be read. */
const MOST = 200
const TOO_MANY = {
  ja: `1つの評価基準につき、相談は${MOST}件までです。別の評価基準で続けるか、会って話してください。`,
  en: `There are already ${MOST} entries for this criterion, which is all it takes. Go on elsewhere, or talk.`,
}
const NOT_OWN = {
  ja: '文案を回答に使えるのは、その会社の人だけです。',
  en: 'Only the client’s own people take wording over into an answer.',
}
