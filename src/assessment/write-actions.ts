import type { CatalogueContext } from '../catalogue/index.ts'
import { criteriaFor } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import type { Refusal, Words } from '../kernel/refusal.ts'
import type { Seat } from '../kernel/seat.ts'
import { logEvent } from '../log/actions.ts'
import { namesIn } from '../organisation/actions.ts'
import type { Answer } from './answer.ts'
import * as answerStore from './answer-store.ts'
import * as events from './events.ts'
import { repack } from './packed-standings.ts'
import * as store from './store.ts'

type AssessmentHead = store.AssessmentHead

/** Writes answers with their versions, the packed standings and the assessment's revision, which is locked. */
export async function save(
  context: CatalogueContext,
  tx: Tx,
  tenant: Seat['tenant'],
  head: AssessmentHead,
  answers: Answer[],
  cause: answerStore.Cause,
): Promise<AssessmentHead> {
  if (answers.length === 0) return head
  const edition = context.edition(head.edition)
  const standings = answers.reduce(
    (packed, answer) => repack(edition, packed, { ...answer, confirmed: answer.confirmation !== null }),
    head.standings,
  )
  const change = { standings, revision: head.revision + 1, changedAt: context.now() }
  await answerStore.saveAnswers(tx, tenant, head.id, answers, { assessmentRevision: change.revision, cause })
  await store.touchAssessment(tx, tenant, head.id, change)
  return { ...head, ...change }
}

/** Names people for the log. */
export async function namesFor(tx: Tx, tenant: Seat['tenant']): Promise<events.NameOf> {
  const names = await namesIn(tx, tenant)
  return (person) => names.get(person) ?? person
}

/** Tells the log of many answers at once: the last thing that a transaction does. */
export async function logMany(
  context: CatalogueContext,
  tx: Tx,
  seat: Seat,
  head: AssessmentHead,
  act: Parameters<typeof events.wroteMany>[1],
  pairs: Parameters<typeof events.wroteMany>[2],
): Promise<void> {
  await logEvent(context, tx, seat, events.wroteMany(head, act, pairs, await namesFor(tx, seat.tenant)))
}

export function hasCriterion(context: CatalogueContext, head: AssessmentHead, criterion: string): boolean {
  return criteriaFor(context.edition(head.edition), 4).some(({ id }) => id === criterion)
}

/** Refusals that say which criterion they are about. */
export function inCriterion(criterion: string, refusals: [Refusal, ...Refusal[]]): [Refusal, ...Refusal[]] {
  const named = (refusal: Refusal): Refusal => ({
    ...refusal,
    words: { ja: `${criterion}: ${refusal.words.ja}`, en: `${criterion}: ${refusal.words.en}` },
  })
  const [first, ...rest] = refusals
  return [named(first), ...rest.map(named)]
}

/** Words for an answer that was saved meanwhile: in another window of one's `own`, or by somebody else. */
export function changedFirst(own: boolean): Words {
  return {
    ja: `${own ? 'あなたが別の画面で' : 'ほかの人が'}先に変更しました。画面を読み込み直して、いまの内容を確かめてください。`,
    en: `${own ? 'You changed it first, in another window.' : 'Somebody else changed it first.'} Reload the page and look at what it says now.`,
  }
}
