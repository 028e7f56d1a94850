import type { CatalogueContext } from '../catalogue/index.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { listNamed } from '../organisation/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { isColleague } from '../roles/person.ts'
import { type Actor, answersAssignedOnly, mayKnow } from '../roles/sight.ts'
import type { Answer } from './answer.ts'
import * as answerStore from './answer-store.ts'
import { decideAnswer, restate, saysTheSame } from './decide-answer.ts'
import * as events from './events.ts'
import { type AnswerContent, contentFrom, EMPTY_ANSWER } from './fields.ts'
import { mayAnswer, redactedFor } from './sight.ts'
import * as store from './store.ts'
import { changedFirst, hasCriterion, logMany, namesFor, save } from './write-actions.ts'

/**
 * Says again what an earlier version said, as a new one: nothing is erased. `from` is the revision that the person saw. Refuses when
 * the answer was changed since; nothing where there is no such version, or the actor may not answer it. Who answers assigned criteria
 * alone keeps them; an assignee who is not of the organisation any more counts as none.
 */
export async function restoreVersion(
  context: CatalogueContext,
  actor: Actor,
  wish: { assessment: AssessmentId; criterion: string; revision: number; from: number },
): Promise<Outcome<Answer> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'assessment.answer')
  if (forbidden) return forbidden
  const { tenant, person } = actor
  if (!mayKnow(actor, wish.assessment)) return undefined
  return context.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, wish.assessment)
    if (!head || !hasCriterion(context, head, wish.criterion)) return undefined
    const before = await answerStore.findAnswer(tx, tenant, head.id, wish.criterion)
    if (!before || !mayAnswer(actor, before)) return undefined
    const version = await answerStore.findVersion(tx, tenant, head.id, wish.criterion, wish.revision)
    if (!version) return undefined
    if (before.revision !== wish.from) return refuse('answer.changed', changedFirst(before.changedBy === person))
    const said = contentFrom(({ key }) => redactedFor(actor, version)[key])
    const wanted = answersAssignedOnly(actor) ? person : said.assignee
    const people = wanted === before.assignee ? [] : await listNamed(tx, tenant)
    const known = wanted === before.assignee || people.some((one) => one.id === wanted && isColleague(one))
    const decided = decideAnswer({ ...said, assignee: known ? wanted : null })
    if (!decided.ok) return decided
    if (saysTheSame(before, decided.value)) return accept(before)
    const answer = nextOf(context, actor, wish.criterion, before, decided.value)
    await save(context, tx, tenant, head, [answer], 'restore')
    await logEvent(context, tx, actor, events.restored(head, before, answer, wish.revision, await namesFor(tx, tenant)))
    return accept(answer)
  })
}

/** The newest import of an assessment: when, by whom, of which criteria, and which of them nobody has changed since. */
export type LastImport = { at: Instant; by: string; criteria: string[]; unchanged: string[] }

/** The newest import of an assessment; nothing where there was none, or the actor may not know of it. */
export async function readLastImport(context: CatalogueContext, actor: Actor, id: AssessmentId): Promise<LastImport | undefined> {
  if (!mayKnow(actor, id)) return undefined
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const written = await answerStore.listLastImport(tx, actor.tenant, id)
    const first = written[0]
    if (!first) return undefined
    const criteria = written.map(({ criterion }) => criterion)
    const unchanged = written.filter(({ revision, now }) => revision === now).map(({ criterion }) => criterion)
    return { at: first.changedAt, by: first.changedBy, criteria, unchanged }
  })
}

/**
 * Takes the newest import back as a whole: each of its answers that nobody has changed since says again what it said before, as a new
 * version; the others are left and named. Refuses when `at` is not the newest import's moment, and when nothing of it is left to take
 * back. Nothing where the actor may not know of the assessment.
 */
export async function takeImportBack(
  context: CatalogueContext,
  actor: Actor,
  id: AssessmentId,
  at: string,
): Promise<Outcome<{ restored: number; left: string[] }> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'files.import')
  if (forbidden) return forbidden
  const { tenant } = actor
  if (!mayKnow(actor, id)) return undefined
  return context.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, id)
    if (!head) return undefined
    const written = await answerStore.listLastImport(tx, tenant, id)
    if (written[0]?.changedAt !== at) return refuse('import.not-last', NOT_LAST)
    const mine = written.filter(({ revision, now }) => revision === now)
    if (mine.length === 0) return refuse('import.taken-back', TAKEN_BACK)
    const current = new Map((await answerStore.listAnswers(tx, tenant, id)).map((answer) => [answer.criterion, answer]))
    const earlier = new Map(
      (await answerStore.listBeforeImport(tx, tenant, id, written[0].changedAt)).map((one) => [one.criterion, one]),
    )
    const pairs = mine.flatMap(({ criterion }) => {
      const [before, version] = [current.get(criterion), earlier.get(criterion)]
      const content = version ? contentFrom(({ key }) => version[key]) : EMPTY_ANSWER
      return before ? [{ before, after: nextOf(context, actor, criterion, before, content) }] : []
    })
    await save(
      context,
      tx,
      tenant,
      head,
      pairs.map(({ after }) => after),
      'unimport',
    )
    await logMany(context, tx, actor, head, 'answer.unimport', pairs)
    const left = written.filter(({ revision, now }) => revision !== now).map(({ criterion }) => criterion)
    return accept({ restored: pairs.length, left })
  })
}

function nextOf(context: CatalogueContext, { person }: Actor, criterion: string, before: Answer, content: AnswerContent): Answer {
  const changed = { criterion, revision: before.revision + 1, changedBy: person, changedAt: context.now() }
  return { ...content, ...changed, ...restate(before, content, person) }
}

const NOT_LAST = {
  ja: 'そのあとに、別の取り込みがありました。画面を読み込み直して、最後の取り込みを確かめてください。',
  en: 'There was another import since. Reload the page and look at the newest one.',
}
const TAKEN_BACK = {
  ja: 'この取り込みは、もう取り消されているか、取り込んだ回答がすべてそのあとに変わっています。回答ごとの履歴から戻せます。',
  en: 'This import was taken back already, or each of its answers was changed since. The history of an answer can bring it back.',
}
