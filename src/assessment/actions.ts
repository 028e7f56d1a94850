import type { z } from 'zod'
import type { CatalogueContext } from '../catalogue/index.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { lastAuthorOf, logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { type Actor, mayKnow } from '../roles/sight.ts'
import * as events from './events.ts'
import { type NEW_ASSESSMENT, REMOVAL, type SETTINGS } from './forms.ts'
import { packNothing } from './packed-standings.ts'
import type { QuickSaid } from './quick-said.ts'
import { decideScope, type SCOPE, type ScopeItem, scopeSeen } from './scope.ts'
import * as store from './store.ts'

export { endAdvice, takeAdvice, writeAdvice } from './advice-actions.ts'
export {
  assignCriteria,
  confirmNotApplicable,
  decideImported,
  lockAnswers,
  recordAnswer,
  recordImported,
  recordProposed,
  writeImported,
} from './answer-actions.ts'
export { recordMany } from './bulk-actions.ts'
export { findElsewhere } from './elsewhere-actions.ts'
export { assignedIn, type Brief, briefIn, type Week, type Work, weekIn, workIn } from './home-actions.ts'
export { adviceNewsIn, askedIn, headsFor, newsIn } from './news-actions.ts'
export {
  assessmentId,
  assessmentIn,
  assessmentsIn,
  attainmentOf,
  doubtsIn,
  gapsIn,
  loadAssessment,
  loadHead,
  loadOverview,
  readAnswer,
  readAssessment,
  readAssessmentAt,
  readAssessments,
  readChanges,
  readHead,
  readWorkbench,
  writtenIn,
} from './read-actions.ts'
export { sealAnswers, verifyStates } from './state-actions.ts'
export { type AssessmentHead, listTargets, writeDoubts } from './store.ts'
export { type LastImport, readLastImport, restoreVersion, takeImportBack } from './take-back-actions.ts'

/** Starts an assessment as its form was decided, once however often it is sent. Its edition stays with it for life. */
export async function createAssessment(
  context: CatalogueContext,
  seat: Actor,
  wish: z.output<typeof NEW_ASSESSMENT> & { quick?: QuickSaid },
  sent?: SentForm,
): Promise<Outcome<AssessmentId>> {
  const forbidden = refuseUnlessMay(seat, 'assessment.begin')
  if (forbidden) return forbidden
  const { tenant, person } = seat
  const id = context.newId<AssessmentId>()
  const now = context.now()
  const quick = wish.quick ?? {}
  return context.db.transact({ tenant }, async (tx) => {
    const first = await firstMade(tx, tenant, sent, id)
    if (first !== id) return accept(first)
    await store.insertAssessment(tx, tenant, {
      id,
      title: wish.title,
      edition: wish.edition,
      target: wish.target,
      standings: packNothing(context.edition(wish.edition)),
      revision: 0,
      quick,
      createdAt: now,
      createdBy: person,
    })
    const head = { id, title: wish.title, edition: wish.edition, target: wish.target }
    await store.noteTarget(tx, tenant, head, dayInJapan(now))
    await logEvent(context, tx, seat, events.begun(head))
    const count = Object.keys(quick).length
    if (count > 0) await logEvent(context, tx, seat, events.tookQuickOver(head, count))
    return accept(id)
  })
}

/** Replaces the scope. Refuses what decideScope refuses, and when it was changed since it was `seen`. */
export async function recordScope(
  context: CatalogueContext,
  seat: Actor,
  id: AssessmentId,
  typed: Typed<typeof SCOPE>,
  seen: string,
): Promise<Outcome<ScopeItem[]> | undefined> {
  const forbidden = refuseUnlessMay(seat, 'assessment.scope')
  if (forbidden) return forbidden
  const decided = decideScope(typed)
  if (!decided.ok) return decided
  const { tenant } = seat
  if (!mayKnow(seat, id)) return undefined
  return context.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, id)
    if (!head) return undefined
    const before = await store.listScope(tx, tenant, id)
    if (scopeSeen(before) !== seen) {
      const last = await lastAuthorOf(tx, tenant, { act: 'assessment.scope', about: id })
      return refuse('scope.changed', scopeChanged(last === seat.person))
    }
    if (scopeSeen(decided.value) === seen) return decided
    await store.replaceScope(tx, tenant, id, decided.value)
    await logEvent(context, tx, seat, events.scoped(head, before, decided.value))
    return decided
  })
}

/** Renames an assessment or changes its target, as its form was decided; its answers stay, whichever ★ it aims at. */
export async function changeSettings(
  context: CatalogueContext,
  seat: Actor,
  id: AssessmentId,
  wish: z.output<typeof SETTINGS>,
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(seat, 'assessment.settings')
  if (forbidden) return forbidden
  const to = { ...wish, changedAt: context.now() }
  const { tenant } = seat
  if (!mayKnow(seat, id)) return undefined
  return context.db.transact({ tenant }, async (tx) => {
    const before = await store.lockAssessment(tx, tenant, id)
    if (!before) return undefined
    if (before.title === to.title && before.target === to.target) return accept(true)
    await store.renameAssessment(tx, tenant, id, to)
    if (before.target !== to.target) await store.noteTarget(tx, tenant, { ...before, ...to }, dayInJapan(to.changedAt))
    await logEvent(context, tx, seat, events.settingsChanged(before, to))
    return accept(true)
  })
}

/** Removes an assessment for good. Refuses unless its title is typed as it stands. */
export async function removeAssessment(
  context: CatalogueContext,
  seat: Actor,
  id: AssessmentId,
  typed: Typed<typeof REMOVAL>,
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(seat, 'assessment.remove')
  if (forbidden) return forbidden
  const decided = decideForm(REMOVAL, typed)
  if (!decided.ok) return decided
  const { tenant } = seat
  if (!mayKnow(seat, id)) return undefined
  return context.db.transact({ tenant }, async (tx) => {
    const head = await store.lockAssessment(tx, tenant, id)
    if (!head) return undefined
    if (decided.value.typedTitle !== head.title) {
      return refuse(
        'removal.title',
        {
          ja: `消すには、評価の名前「${head.title}」をそのまま入力してください。`,
          en: `To remove it, type its name “${head.title}” exactly.`,
        },
        'typedTitle',
      )
    }
    await store.deleteAssessment(tx, tenant, id)
    await logEvent(context, tx, seat, events.removed(head))
    return accept(true)
  })
}

/** Words for a scope that was saved meanwhile: in another window of one's `own`, or by somebody else. */
function scopeChanged(own: boolean) {
  const who = own
    ? { ja: 'あなたが別の画面で', en: 'You changed the scope first, in another window.' }
    : { ja: 'ほかの人が', en: 'Somebody else changed the scope first.' }
  return {
    ja: `${who.ja}先に適用範囲を変えました。下の「いまの内容」と見比べて、もう一度保存してください。入力したものは残っています。`,
    en: `${who.en} Compare with what stands now, below, and save again. What you typed is kept.`,
  }
}
