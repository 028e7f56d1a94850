import type { EditionId } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import type { PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Move } from './occurrence.ts'
import type { Period } from './recurrence.ts'
import type { Schedule, YearStart } from './schedule.ts'

/** Who does a duty. `revision` rises with every change. */
type Assignment = { assignee: PersonId | null; substitute: PersonId | null; revision: number }
/** A duty of an edition. */
type Key = { edition: EditionId; duty: string }
/** Who wrote a row, and when. */
type By = { by: PersonId; at: Instant }

/** The months in which the company's year starts, in the order in which they were chosen. */
export async function listYears(tx: Tx, tenant: TenantId): Promise<YearStart[]> {
  const rows = await tx
    .selectFrom('company_year')
    .select(['since', 'start_month'])
    .where('tenant_id', '=', tenant)
    .orderBy('number')
    .execute()
  return rows.map(({ since, start_month: month }) => ({ since, month }))
}

/** Who does which duty of an edition, by the duty's id. */
export async function listAssignments(tx: Tx, tenant: TenantId, edition: EditionId): Promise<Map<string, Assignment>> {
  const rows = await tx
    .selectFrom('duty_assignment')
    .select(['duty', 'assignee', 'substitute', 'revision'])
    .where('tenant_id', '=', tenant)
    .where('edition', '=', edition)
    .execute()
  return new Map(rows.map(({ duty, ...assignment }) => [duty, assignment]))
}

/** Whether somebody does a duty of any edition, or stands in for who does. */
export async function hasDuties(tx: Tx, tenant: TenantId, person: PersonId): Promise<boolean> {
  const row = await tx
    .selectFrom('duty_assignment')
    .select('duty')
    .where('tenant_id', '=', tenant)
    .where((eb) => eb.or([eb('assignee', '=', person), eb('substitute', '=', person)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** What was chosen of the duties of an edition, by the duty's id, in the order in which it was. */
export async function listSchedules(tx: Tx, tenant: TenantId, edition: EditionId): Promise<Map<string, Schedule[]>> {
  const rows = await tx
    .selectFrom('duty_schedule')
    .select(['duty', 'since', 'every', 'first_on', 'next_workday'])
    .where('tenant_id', '=', tenant)
    .where('edition', '=', edition)
    .orderBy('duty')
    .orderBy('number')
    .execute()
  return grouped(rows, ({ since, every, first_on: first, next_workday: nextWorkday }) => ({
    ...{ since, every: every as Period, first, nextWorkday },
  }))
}

/** The due days that were moved, by the duty's id, in the order in which they were. */
export async function listMoves(tx: Tx, tenant: TenantId, edition: EditionId): Promise<Map<string, Move[]>> {
  const rows = await tx
    .selectFrom('duty_move')
    .select(['duty', 'scheduled_on', 'due_on', 'reason', 'moved_by', 'moved_at'])
    .where('tenant_id', '=', tenant)
    .where('edition', '=', edition)
    .orderBy('duty')
    .orderBy('scheduled_on')
    .orderBy('number')
    .execute()
  return grouped(rows, ({ scheduled_on: scheduled, due_on: due, reason, moved_by: by, moved_at: at }) => ({
    ...{ scheduled, due, reason, by, at },
  }))
}

function grouped<R extends { duty: string }, T>(rows: readonly R[], read: (row: R) => T): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows) found.set(row.duty, [...(found.get(row.duty) ?? []), read(row)])
  return found
}

/** Writes who does a duty, where that still stands at the revision that was seen; false where somebody was first. */
export async function writeAssignment(
  tx: Tx,
  tenant: TenantId,
  { edition, duty }: Key,
  { assignee, substitute, revision }: Assignment,
  { by, at }: By,
): Promise<boolean> {
  const result = await tx
    .insertInto('duty_assignment')
    .values({ tenant_id: tenant, edition, duty, assignee, substitute, changed_by: by, changed_at: at, revision: revision + 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'edition', 'duty'])
        .doUpdateSet({ assignee, substitute, changed_by: by, changed_at: at, revision: revision + 1 })
        .where('duty_assignment.revision', '=', revision),
    )
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Adds the `number`-th schedule of a duty, from 1. */
export async function insertSchedule(
  tx: Tx,
  tenant: TenantId,
  { edition, duty, number }: Key & { number: number },
  { since, every, first, nextWorkday }: Schedule,
  { by, at }: By,
): Promise<void> {
  await tx
    .insertInto('duty_schedule')
    .values({
      ...{ tenant_id: tenant, edition, duty, number, since, every, first_on: first, next_workday: nextWorkday },
      ...{ set_by: by, set_at: at },
    })
    .execute()
}

/** Adds the `number`-th move of what is scheduled on a day, from 1; false where somebody was first. */
export async function insertMove(
  tx: Tx,
  tenant: TenantId,
  { edition, duty, number }: Key & { number: number },
  { scheduled, due, reason }: Move,
  { by, at }: By,
): Promise<boolean> {
  const result = await tx
    .insertInto('duty_move')
    .values({
      ...{ tenant_id: tenant, edition, duty, scheduled_on: scheduled, number, due_on: due, reason },
      ...{ moved_by: by, moved_at: at },
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'edition', 'duty', 'scheduled_on', 'number']).doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Adds the `number`-th start of the company's year, from 1; false where somebody was first. */
export async function insertYear(
  tx: Tx,
  tenant: TenantId,
  { number, since, month }: YearStart & { number: number },
  { by, at }: By,
): Promise<boolean> {
  const result = await tx
    .insertInto('company_year')
    .values({ tenant_id: tenant, number, since, start_month: month, set_by: by, set_at: at })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'number']).doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}
