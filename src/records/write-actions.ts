import type { z } from 'zod'
import { gapsIn } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import { piecesIn } from '../evidence/actions.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { RecordId, TenantId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { may } from '../roles/permissions.ts'
import type { Actor } from '../roles/sight.ts'
import { beginTasks } from '../tasks/actions.ts'
import { decideAttendance } from './attendance.ts'
import { publishDoubts } from './doubt-actions.ts'
import * as events from './events.ts'
import { againstDone, CORRECTION, RECORD, type SETTING } from './forms.ts'
import { placeIn, seenDutyIn } from './read-actions.ts'
import type { Attendee, Done, DutyAt, OperationRecord } from './record.ts'
import * as refusals from './refusals.ts'
import * as store from './store.ts'

type Wish = z.output<typeof RECORD> & { correction?: string }

/**
 * Keeps that a duty was done, once however often the form is sent. Refuses a duty that is not theirs or a day for which nothing is
 * scheduled, a day to come, evidence that they do not see. What was found goes on as a task, where one is asked for.
 */
export async function recordDone(
  context: CatalogueContext,
  actor: Actor,
  typed: Typed<typeof RECORD>,
  sent?: SentForm,
): Promise<Outcome<RecordId>> {
  const forbidden = refuseUnlessMay(actor, 'record.write')
  if (forbidden) return forbidden
  const today = dayInJapan(context.now())
  const decided = decideForm(RECORD, typed, (standing) => againstDone(standing, today))
  if (!decided.ok) return decided
  const people = decideAttendance(decided.value.attendance)
  if (!people.ok) return people
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const { of } = decided.value
    if (!of || !(await placeIn(tx, context, actor, of))) return refusals.noDuty()
    return keep(context, tx, actor, { of, wish: decided.value, people: people.value, corrected: undefined, sent })
  })
}

/** Adds the record that takes the place of another one. Refuses where one did already. Nothing where they do not see it. */
export async function correctRecord(
  context: CatalogueContext,
  actor: Actor,
  id: RecordId,
  typed: Typed<typeof CORRECTION>,
  sent?: SentForm,
): Promise<Outcome<RecordId> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'record.write')
  if (forbidden) return forbidden
  const today = dayInJapan(context.now())
  const decided = decideForm(CORRECTION, typed, (standing) => againstDone(standing, today))
  if (!decided.ok) return decided
  const people = decideAttendance(decided.value.attendance)
  if (!people.ok) return people
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const before = await store.findRecord(tx, actor.tenant, id)
    if (!before || !(await placeIn(tx, context, actor, before))) return undefined
    const attendance = people.value ?? before.attendance
    const { edition, duty, scheduled } = before
    const of = { edition, duty, scheduled }
    return keep(context, tx, actor, { of, wish: decided.value, people: attendance, corrected: before, sent })
  })
}

/** Signs a record as a second person. Refuses whoever wrote it down, and where no signature is asked for or one is there. */
export async function signRecord(context: CatalogueContext, actor: Actor, id: RecordId): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'record.sign')
  if (forbidden) return forbidden
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const record = await store.findRecord(tx, actor.tenant, id)
    if (!record || !(await placeIn(tx, context, actor, record))) return undefined
    if (!record.asksSignature) return refusals.noSignature()
    if (record.recordedBy === actor.person) return refusals.ownSignature()
    if ((await store.findCorrection(tx, actor.tenant, id)) !== undefined) return refusals.corrected()
    const signature = { by: actor.person, at: context.now() }
    if (!(await store.insertSignature(tx, actor.tenant, id, signature))) return refusals.signed()
    await publishDoubts(tx, context, actor.tenant)
    await logEvent(context, tx, actor, events.signed(record))
    return accept(true)
  })
}

/** Says whether records of a duty need a second person from now on. Those that are there stay as they are. */
export async function changeRecordSetting(
  context: CatalogueContext,
  actor: Actor,
  { of, asksSignature }: z.output<typeof SETTING>,
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'duties.change')
  if (forbidden) return forbidden
  if (!of) return undefined
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    if (!(await seenDutyIn(tx, context, actor, of))) return undefined
    await store.writeSetting(tx, actor.tenant, of, asksSignature)
    await logEvent(context, tx, actor, events.settingChanged(actor.tenant, of.duty, asksSignature))
    return accept(true)
  })
}

/** What a feature that did something itself says of it. `source` is what did it: it makes one record of a duty, however often it is told. */
type Told = DutyAt &
  Done & { via: 'acknowledgement' | 'event' | 'register'; source: string; attendance: Attendee[] | null; asksSignature?: boolean }

/**
 * Keeps what was done elsewhere in the product as a record, in the transaction in which that was done. Its caller has asked whether the
 * actor may, and tells the log. False where it was kept before.
 */
export async function recordTold(
  context: CatalogueContext,
  tx: Tx,
  actor: Pick<Actor, 'tenant'> & { person: Actor['person'] | null },
  { source, ...told }: Told,
): Promise<OperationRecord | undefined> {
  const record: OperationRecord = {
    ...{ asksSignature: false, ...told, id: context.newId<RecordId>(), task: null, signature: null, request: null },
    ...{ corrects: null, correction: '', recordedBy: actor.person, recordedAt: context.now() },
  }
  if (!(await store.insertRecord(tx, actor.tenant, record, { source }))) return undefined
  await publishDoubts(tx, context, actor.tenant)
  return record
}

/** Whether records of a duty need a second person. */
export async function asksSignature(tx: Tx, tenant: TenantId, { edition, duty }: DutyAt): Promise<boolean> {
  return (await store.listSigned(tx, tenant)).some((one) => one.edition === edition && one.duty === duty)
}

type Kept = {
  of: DutyAt
  wish: Wish
  people: Attendee[] | null
  corrected: OperationRecord | undefined
  sent: SentForm | undefined
}

async function keep(
  context: CatalogueContext,
  tx: Tx,
  actor: Actor,
  { of, wish, people, corrected, sent }: Kept,
): Promise<Outcome<RecordId>> {
  const { tenant, person } = actor
  const pieces = await piecesIn(tx, actor, wish.evidence)
  if (pieces.length < new Set(wish.evidence).size) return refusals.noEvidence()
  const asks = corrected?.asksSignature ?? (await asksSignature(tx, tenant, of))
  const begins = wish.task !== undefined && wish.result === 'found'
  const gaps = begins && may(actor, 'tasks.change') ? await gapsIn(context, tx, actor, wish.task as never) : undefined
  if (begins && !gaps) return refusals.noTask()
  const id = context.newId<RecordId>()
  const first = await firstMade(tx, tenant, sent, id)
  if (first !== id) return accept(first)
  const title = wish.found.split('\n')[0]?.slice(0, 200) ?? ''
  const note = `${of.duty}${of.scheduled === null ? '' : ` ${of.scheduled}`}\n${wish.found}`
  const begun = { issue: null, measure: null, origin: 'own' as const, title, note, priority: 1 as const }
  const [task] = gaps ? await beginTasks(context, tx, actor, gaps.head.id, [begun]) : []
  const record: OperationRecord = {
    ...{ ...of, id, doneOn: wish.doneOn, doneBy: wish.doneBy, periodFrom: wish.periodFrom, periodTo: wish.periodTo },
    ...{ lookedAt: wish.lookedAt, result: wish.result, found: wish.result === 'found' ? wish.found : '' },
    task: task && gaps ? { assessment: gaps.head.id, task: task.id } : (corrected?.task ?? null),
    ...{ attendance: people, asksSignature: asks, signature: null, via: 'person', request: null },
    ...{ corrects: corrected?.id ?? null, correction: wish.correction ?? '' },
    ...{ recordedBy: person, recordedAt: context.now() },
  }
  const shown = pieces.map(({ id: evidence, version }) => ({ evidence, version }))
  if (!(await store.insertRecord(tx, tenant, record, { shown }))) return refusals.corrected()
  await publishDoubts(tx, context, tenant)
  const titles = pieces.map((piece) => piece.title)
  const event = corrected ? events.corrected(corrected, record, titles) : events.added(record, task?.title ?? '', titles)
  await logEvent(context, tx, actor, event)
  return accept(id)
}
