import type { CatalogueContext } from '../catalogue/index.ts'
import { criteriaFor } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import type { AssessmentId, PersonId } from '../kernel/ids.ts'
import { accept, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'
import type { Seat } from '../kernel/seat.ts'
import { logEvent } from '../log/actions.ts'
import { colleaguesIn, namesIn } from '../organisation/actions.ts'
import { type Actor, answersAssignedOnly, mayKnow } from '../roles/sight.ts'
import { type Answer, type AnswerContent, EMPTY_ANSWER } from './answer.ts'
import * as answerStore from './answer-store.ts'
import { decideAnswer, decideConfirmation, restate, saysTheSame } from './decide-answer.ts'
import * as events from './events.ts'
import { repack } from './packed-standings.ts'
import { mayAnswer } from './sight.ts'
import * as store from './store.ts'

type AssessmentHead = store.AssessmentHead

/** What became of a save: the answer as it stands now, or somebody else's that came first, with nothing written. */
export type Saved = { kind: 'saved'; answer: Answer; head: AssessmentHead } | { kind: 'conflict'; theirs: Answer }

/**
 * Records what a person says about a criterion. `from` is the revision of the answer that the person saw (0 for none):
 * when somebody else has saved since, nothing is written and theirs comes back. Refuses what decideAnswer refuses; nothing where
 * the actor may not answer it. Who answers assigned criteria alone cannot hand them on.
 */
export async function recordAnswer(
  context: CatalogueContext,
  actor: Actor,
  wish: { assessment: AssessmentId; criterion: string; from: number; content: AnswerContent },
): Promise<Outcome<Saved> | undefined> {
  const { tenant, person } = actor
  if (!mayKnow(actor, wish.assessment)) return undefined
  return context.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, wish.assessment)
    if (!head || !hasCriterion(context, head, wish.criterion)) return undefined
    const before = await answerStore.findAnswer(tx, tenant, head.id, wish.criterion)
    if (!mayAnswer(actor, before)) return undefined
    const decided = decideAnswer(answersAssignedOnly(actor) ? { ...wish.content, owner: person } : wish.content)
    if (!decided.ok) return decided
    if (before && saysTheSame(before, decided.value)) return accept({ kind: 'saved' as const, answer: before, head })
    if ((before?.revision ?? 0) !== wish.from && before) return accept({ kind: 'conflict' as const, theirs: before })
    const answer: Answer = {
      ...decided.value,
      criterion: wish.criterion,
      revision: (before?.revision ?? 0) + 1,
      changedBy: person,
      changedAt: context.now(),
      ...restate(before, decided.value, person),
    }
    const saved = await save(context, tx, tenant, head, [answer], 'answer')
    const nameOf = before?.owner === answer.owner ? NOBODY_ASKED : await namesFor(tx, tenant)
    await logEvent(context, tx, actor, events.answered(head, before, answer, nameOf))
    return accept({ kind: 'saved' as const, answer, head: saved })
  })
}

/** A second person confirms a 該当なし. Refuses the person who answered, and anything that is not a 該当なし. */
export async function confirmNotApplicable(
  context: CatalogueContext,
  seat: Seat,
  wish: { assessment: AssessmentId; criterion: string; from: number },
): Promise<Outcome<Answer> | undefined> {
  const { tenant, person } = seat
  return context.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, wish.assessment)
    if (!head || !hasCriterion(context, head, wish.criterion)) return undefined
    const before = await answerStore.findAnswer(tx, tenant, head.id, wish.criterion)
    const decided = decideConfirmation(before, person)
    if (!decided.ok) return decided
    if (decided.value.revision !== wish.from) return refuse('confirmation.changed', CHANGED)
    if (decided.value.confirmation) return decided
    const answer: Answer = {
      ...decided.value,
      revision: decided.value.revision + 1,
      confirmation: { by: person, at: context.now() },
    }
    await save(context, tx, tenant, head, [answer], 'confirm')
    await logEvent(context, tx, seat, events.confirmed(head, wish.criterion, answer.reason))
    return accept(answer)
  })
}

/** Writes many answers at once, all or none, each on top of the revision it was decided on. Used by the import. */
export async function recordImported(
  context: CatalogueContext,
  seat: Seat,
  id: AssessmentId,
  contents: { criterion: string; from: number; content: AnswerContent }[],
): Promise<Outcome<{ written: number }> | undefined> {
  const { tenant, person } = seat
  return context.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, id)
    if (!head) return undefined
    const now = new Map((await answerStore.listAnswers(tx, tenant, id)).map((answer) => [answer.criterion, answer]))
    const answers: Answer[] = []
    for (const { criterion, from, content } of contents) {
      const before = now.get(criterion)
      const decided = decideAnswer(content)
      if (!decided.ok) return { ok: false as const, refusals: inCriterion(criterion, decided.refusals) }
      if ((before?.revision ?? 0) !== from) return refuse('import.changed', CHANGED)
      if (!hasCriterion(context, head, criterion) || (before && saysTheSame(before, decided.value))) continue
      const revision = from + 1
      answers.push({
        ...decided.value,
        criterion,
        revision,
        changedBy: person,
        changedAt: context.now(),
        ...restate(before, decided.value, person),
      })
    }
    await save(context, tx, tenant, head, answers, 'import')
    const pairs = answers.map((after) => ({ before: now.get(after.criterion), after }))
    if (pairs.length > 0) await logMany(context, tx, seat, head, 'answer.import', pairs)
    return accept({ written: answers.length })
  })
}

/**
 * Hands criteria to a person, or takes them back with null: the owner of each answer, which is all that a 回答者 sees. Refuses
 * a person who is not of the organisation, or not any more. What the owner already has is left alone.
 */
export async function assignCriteria(
  context: CatalogueContext,
  seat: Seat,
  id: AssessmentId,
  wish: { criteria: readonly string[]; owner: PersonId | null },
): Promise<Outcome<{ assigned: number }> | undefined> {
  const { tenant, person } = seat
  return context.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, id)
    if (!head) return undefined
    const colleagues = wish.owner === null ? [] : await colleaguesIn(tx, tenant)
    if (wish.owner !== null && !colleagues.some(({ id }) => id === wish.owner))
      return refuse('assignment.person', NO_SUCH_PERSON, 'owner')
    const now = new Map((await answerStore.listAnswers(tx, tenant, id)).map((answer) => [answer.criterion, answer]))
    const pairs = [...new Set(wish.criteria)]
      .filter((criterion) => hasCriterion(context, head, criterion) && (now.get(criterion)?.owner ?? null) !== wish.owner)
      .map((criterion) => {
        const before = now.get(criterion)
        const content = { ...EMPTY_ANSWER, ...before, owner: wish.owner }
        const changed = { revision: (before?.revision ?? 0) + 1, changedBy: person, changedAt: context.now() }
        return { before, after: { ...content, criterion, ...changed, ...restate(before, content, person) } }
      })
    if (pairs.length === 0) return accept({ assigned: 0 })
    await save(
      context,
      tx,
      tenant,
      head,
      pairs.map(({ after }) => after),
      'assign',
    )
    await logMany(context, tx, seat, head, 'answer.assign', pairs)
    return accept({ assigned: pairs.length })
  })
}

async function save(
  context: CatalogueContext,
  tx: Tx,
  tenant: Seat['tenant'],
  head: AssessmentHead,
  answers: Answer[],
  deed: answerStore.Deed,
): Promise<AssessmentHead> {
  if (answers.length === 0) return head
  const edition = context.edition(head.edition)
  const standings = answers.reduce(
    (packed, answer) => repack(edition, packed, { ...answer, confirmed: answer.confirmation !== null }),
    head.standings,
  )
  const change = { standings, revision: head.revision + 1, changedAt: context.now() }
  await answerStore.saveAnswers(tx, tenant, head.id, answers, { assessmentRevision: change.revision, deed })
  await store.touchAssessment(tx, tenant, head.id, change)
  return { ...head, ...change }
}

/** Names are looked up only where an owner changed. */
const NOBODY_ASKED: events.NameOf = (person) => person

async function namesFor(tx: Tx, tenant: Seat['tenant']): Promise<events.NameOf> {
  const names = await namesIn(tx, tenant)
  return (person) => names.get(person) ?? person
}

async function logMany(
  context: CatalogueContext,
  tx: Tx,
  seat: Seat,
  head: AssessmentHead,
  deed: Parameters<typeof events.wroteMany>[1],
  pairs: Parameters<typeof events.wroteMany>[2],
): Promise<void> {
  await logEvent(context, tx, seat, events.wroteMany(head, deed, pairs, await namesFor(tx, seat.tenant)))
}

function hasCriterion(context: CatalogueContext, head: AssessmentHead, criterion: string): boolean {
  return criteriaFor(context.edition(head.edition), 4).some(({ id }) => id === criterion)
}

function inCriterion(criterion: string, refusals: [Refusal, ...Refusal[]]): [Refusal, ...Refusal[]] {
  const named = (refusal: Refusal): Refusal => ({
    ...refusal,
    words: { ja: `${criterion}: ${refusal.words.ja}`, en: `${criterion}: ${refusal.words.en}` },
  })
  const [first, ...rest] = refusals
  return [named(first), ...rest.map(named)]
}

const CHANGED = {
  ja: 'ほかの人が先に変更しました。画面を読み込み直して、いまの内容を確かめてください。',
  en: 'Somebody else changed it first. Reload the page and look at what it says now.',
}

const NO_SUCH_PERSON = { ja: '割り当てる人を選び直してください。', en: 'Choose the person again.' }
