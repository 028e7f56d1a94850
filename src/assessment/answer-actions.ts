import type { CatalogueContext } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import type { AssessmentId, PersonId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import type { Seat } from '../kernel/seat.ts'
import { logEvent } from '../log/actions.ts'
import { colleaguesIn, listNamed, namesIn } from '../organisation/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { isColleague } from '../roles/person.ts'
import { type Actor, answersAssignedOnly, mayKnow } from '../roles/sight.ts'
import type { Answer } from './answer.ts'
import * as answerStore from './answer-store.ts'
import { decideAnswer, decideConfirmation, restate, saysTheSame, tidyAnswer } from './decide-answer.ts'
import * as events from './events.ts'
import { type AnswerContent, EMPTY_ANSWER } from './fields.ts'
import { NO_SUCH_PERSON } from './forms.ts'
import { mayAnswer, maySee, redactedFor } from './sight.ts'
import * as store from './store.ts'
import { changedFirst, hasCriterion, inCriterion, logMany, save } from './write-actions.ts'

type AssessmentHead = store.AssessmentHead

/**
 * What became of a save: the answer as it stands now, with all `answers` where they were asked for, or somebody else's that came
 * first, with nothing written.
 */
export type Saved =
  | { kind: 'saved'; answer: Answer; head: AssessmentHead; answers: Map<string, Answer> | undefined }
  | { kind: 'conflict'; theirs: Answer; head: AssessmentHead; people: Map<string, string> }

/**
 * Records what a person says about a criterion. `from` is the revision of the answer that the person saw (0 for none):
 * when somebody else has saved since, nothing is written and theirs comes back. Refuses what decideAnswer refuses; nothing where
 * the actor may not answer it. Who answers assigned criteria alone cannot hand them on; an assignee who is not of the organisation
 * counts as none, unless they were the assignee before. `withAll`: gives all answers back, for whoever goes on to another criterion.
 */
export async function recordAnswer(context: CatalogueContext, actor: Actor, wish: Wish): Promise<Outcome<Saved> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'assessment.answer')
  if (forbidden) return forbidden
  return context.db.transact({ tenant: actor.tenant }, (tx) => recordIn(context, tx, actor, wish))
}

/** The same for what a finished task proposed, named `task`, in the transaction that keeps what became of the proposal. */
export async function recordProposed(
  context: CatalogueContext,
  tx: Tx,
  actor: Actor,
  wish: Wish & { task: string },
): Promise<Outcome<Saved> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'assessment.answer')
  if (forbidden) return forbidden
  return recordIn(context, tx, actor, wish)
}

type Wish = { assessment: AssessmentId; criterion: string; from: number; content: AnswerContent; withAll?: boolean }

async function recordIn(
  context: CatalogueContext,
  tx: Tx,
  actor: Actor,
  wish: Wish & { task?: string },
): Promise<Outcome<Saved> | undefined> {
  const { tenant, person } = actor
  const head = mayKnow(actor, wish.assessment) ? await store.lockAssessment(tx, tenant, wish.assessment) : undefined
  if (!head || !hasCriterion(context, head, wish.criterion)) return undefined
  const before = await answerStore.findAnswer(tx, tenant, head.id, wish.criterion)
  if (!mayAnswer(actor, before)) return undefined
  const wanted = answersAssignedOnly(actor) ? person : wish.content.assignee
  const people = wanted === (before?.assignee ?? null) ? [] : await listNamed(tx, tenant)
  const known = wanted === before?.assignee || people.some((one) => one.id === wanted && isColleague(one))
  const decided = decideAnswer({ ...wish.content, assignee: known ? wanted : null })
  if (!decided.ok) return decided
  const answersNow = () => (wish.withAll ? listSeen(tx, actor, head.id) : undefined)
  if (before && saysTheSame(before, decided.value))
    return accept({ kind: 'saved' as const, answer: before, head, answers: await answersNow() })
  if (before && before.revision !== wish.from)
    return accept({ kind: 'conflict' as const, theirs: before, head, people: await namesIn(tx, tenant) })
  const answer: Answer = {
    ...decided.value,
    criterion: wish.criterion,
    revision: (before?.revision ?? 0) + 1,
    changedBy: person,
    changedAt: context.now(),
    ...restate(before, decided.value, person),
  }
  const saved = await save(context, tx, tenant, head, [answer], wish.task === undefined ? 'answer' : 'task')
  const answers = await answersNow()
  const names = new Map<string, string>(people.map(({ id, name }) => [id, name]))
  const nameOf = (id: string) => names.get(id) ?? id
  const event =
    wish.task === undefined
      ? events.answered(head, before, answer, nameOf)
      : events.tookProposal(head, before, answer, wish.task, nameOf)
  await logEvent(context, tx, actor, event)
  return accept({ kind: 'saved' as const, answer, head: saved, answers })
}

/**
 * A second person confirms a 該当なし. Refuses the person who answered, anything that is not a 該当なし, and while `typed`, what
 * stands in the form beside the button, is not what is saved. Nothing where the actor may not see it.
 */
export async function confirmNotApplicable(
  context: CatalogueContext,
  actor: Actor,
  wish: { assessment: AssessmentId; criterion: string; from: number; typed?: AnswerContent | undefined },
): Promise<Outcome<{ answer: Answer; head: AssessmentHead }> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'assessment.confirm')
  if (forbidden) return forbidden
  const { tenant, person } = actor
  if (!mayKnow(actor, wish.assessment)) return undefined
  return context.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, wish.assessment)
    if (!head || !hasCriterion(context, head, wish.criterion)) return undefined
    const before = await answerStore.findAnswer(tx, tenant, head.id, wish.criterion)
    if (!maySee(actor, before)) return undefined
    if (wish.typed && before && !saysTheSame(tidyAnswer(wish.typed), redactedFor(actor, before)))
      return refuse('confirmation.unsaved', SAVE_FIRST)
    const decided = decideConfirmation(before, person)
    if (!decided.ok) return decided
    if (decided.value.revision !== wish.from)
      return refuse('confirmation.changed', changedFirst(lastHand(decided.value) === person))
    if (decided.value.confirmation) return accept({ answer: decided.value, head })
    const answer: Answer = {
      ...decided.value,
      revision: decided.value.revision + 1,
      confirmation: { by: person, at: context.now() },
    }
    const saved = await save(context, tx, tenant, head, [answer], 'confirm')
    await logEvent(context, tx, actor, events.confirmed(head, answer))
    return accept({ answer, head: saved })
  })
}

/** An assessment that is locked until the transaction ends, with all its answers. */
type LockedAnswers = { head: AssessmentHead; answers: Map<string, Answer> }

/** Locks an assessment for whoever writes many of its answers. Nothing where the actor may not know of it. */
export async function lockAnswers(tx: Tx, actor: Actor, id: AssessmentId): Promise<LockedAnswers | undefined> {
  const head = mayKnow(actor, id) ? await store.lockAssessment(tx, actor.tenant, id) : undefined
  if (!head) return undefined
  const answers = await answerStore.listAnswers(tx, actor.tenant, id)
  return { head, answers: new Map(answers.map((answer) => [answer.criterion, answer])) }
}

/** What an import would write: all of it or, where one answer is refused or somebody changed it since, nothing. */
export function decideImported(
  context: CatalogueContext,
  { person }: Pick<Seat, 'person'>,
  { head, answers: current }: LockedAnswers,
  contents: readonly { criterion: string; from: number; content: AnswerContent }[],
): Outcome<Answer[]> {
  const answers: Answer[] = []
  for (const { criterion, from, content } of contents) {
    const before = current.get(criterion)
    const decided = decideAnswer(content)
    if (!decided.ok) return { ok: false as const, refusals: inCriterion(criterion, decided.refusals) }
    if ((before?.revision ?? 0) !== from) return refuse('import.changed', changedFirst(before?.changedBy === person))
    if (!hasCriterion(context, head, criterion) || (before && saysTheSame(before, decided.value))) continue
    const changed = { criterion, revision: from + 1, changedBy: person, changedAt: context.now() }
    answers.push({ ...decided.value, ...changed, ...restate(before, decided.value, person) })
  }
  return accept(answers)
}

/** All three in a transaction of their own: the answers of a world that is made, or of a program. */
export async function recordImported(
  context: CatalogueContext,
  actor: Actor,
  id: AssessmentId,
  contents: Parameters<typeof decideImported>[3],
): Promise<Outcome<{ written: number }> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'files.import')
  if (forbidden) return forbidden
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const locked = await lockAnswers(tx, actor, id)
    if (!locked) return undefined
    const decided = decideImported(context, actor, locked, contents)
    if (!decided.ok) return decided
    await writeImported(context, tx, actor, locked, decided.value)
    return accept({ written: decided.value.length })
  })
}

/** Writes what decideImported accepted, and tells the log: the last thing that its transaction does. */
export async function writeImported(
  context: CatalogueContext,
  tx: Tx,
  seat: Seat,
  { head, answers: current }: LockedAnswers,
  answers: Answer[],
): Promise<void> {
  if (answers.length === 0) return
  await save(context, tx, seat.tenant, head, answers, 'import')
  const pairs = answers.map((after) => ({ before: current.get(after.criterion), after }))
  await logMany(context, tx, seat, head, 'answer.import', pairs)
}

/**
 * Hands criteria to a person, or takes them back with null: the assignee of each answer, which is all that a 回答者 sees. Refuses
 * a person who is not of the organisation, or not any more. What the assignee already has is left alone.
 */
export async function assignCriteria(
  context: CatalogueContext,
  seat: Actor,
  id: AssessmentId,
  wish: { criteria: readonly string[]; assignee: PersonId | null },
): Promise<Outcome<{ assigned: number }> | undefined> {
  const forbidden = refuseUnlessMay(seat, 'assessment.assign')
  if (forbidden) return forbidden
  const { tenant, person } = seat
  if (!mayKnow(seat, id)) return undefined
  return context.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, id)
    if (!head) return undefined
    const colleagues = wish.assignee === null ? [] : await colleaguesIn(tx, tenant)
    if (wish.assignee !== null && !colleagues.some(({ id }) => id === wish.assignee))
      return refuse('assignment.person', NO_SUCH_PERSON, 'assignee')
    const current = new Map((await answerStore.listAnswers(tx, tenant, id)).map((answer) => [answer.criterion, answer]))
    const pairs = [...new Set(wish.criteria)]
      .filter(
        (criterion) => hasCriterion(context, head, criterion) && (current.get(criterion)?.assignee ?? null) !== wish.assignee,
      )
      .map((criterion) => {
        const before = current.get(criterion)
        const content = { ...EMPTY_ANSWER, ...before, assignee: wish.assignee }
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

async function listSeen(tx: Tx, actor: Actor, id: AssessmentId): Promise<Map<string, Answer>> {
  const seen = (await answerStore.listAnswers(tx, actor.tenant, id)).filter((answer) => maySee(actor, answer))
  return new Map(seen.map((answer) => [answer.criterion, redactedFor(actor, answer)]))
}

/** Who wrote the newest revision of an answer: whoever confirmed it, or changed it after. */
function lastHand({ confirmation, changedBy, changedAt }: Answer): PersonId {
  return confirmation && confirmation.at >= changedAt ? confirmation.by : changedBy
}

/** The confirmation stands in the form of the answer: what was typed there must not go under with it. */
const SAVE_FIRST = {
  ja: '書き換えた内容が、まだ保存されていません。保存すると、確認できるのはあなたとは別の人になります。元に戻すには、画面を読み込み直してください。',
  en: 'What you changed is not saved yet. Once saved, somebody other than you has to confirm. Reload the page to undo.',
}
