import { type Selectable, sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { PersonId, RecordId, TenantId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import type { Attendee, DutyAt, OperationRecord, Result, Shown, Way } from './record.ts'

/** Which records: those of one duty, those for days of a span, those done before a place in the list. */
export type Wanted = {
  edition?: string
  duty?: string
  /** Of these duties alone. */
  among?: readonly string[]
  /** The days, both included, for which they are scheduled. */
  scheduled?: { from: Day; to: Day }
  /** Where the page before ended, the newest first. */
  before?: { doneOn: Day; id: RecordId } | undefined
  limit?: number
}

/** Records with their signatures, the last done first; those that were corrected included. */
export async function listRecords(tx: Tx, tenant: TenantId, wanted: Wanted): Promise<OperationRecord[]> {
  const { edition, duty, among, scheduled, before, limit } = wanted
  const rows = await withSignature(tx, tenant)
    .$if(edition !== undefined, (query) => query.where('operation_record.edition', '=', edition ?? ''))
    .$if(duty !== undefined, (query) => query.where('operation_record.duty', '=', duty ?? ''))
    .$if(among !== undefined, (query) => query.where(sql<boolean>`operation_record.duty = any(${[...(among ?? [])]}::text[])`))
    .$if(scheduled !== undefined, (query) =>
      query
        .where('operation_record.scheduled_on', '>=', scheduled?.from ?? '')
        .where('operation_record.scheduled_on', '<=', scheduled?.to ?? ''),
    )
    .$if(before !== undefined, (query) =>
      query.where(sql<boolean>`(operation_record.done_on, operation_record.id) < (${before?.doneOn}, ${before?.id})`),
    )
    .orderBy('operation_record.done_on', 'desc')
    .orderBy('operation_record.id', 'desc')
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
    .execute()
  return rows.map(toRecord)
}

/** Records since a day that say who attended, and those that correct them, the last done first. */
export async function listTrainings(tx: Tx, tenant: TenantId, since: Day): Promise<OperationRecord[]> {
  const rows = await withSignature(tx, tenant)
    .where('operation_record.people_asked', '>', 0)
    .where('operation_record.done_on', '>=', since)
    .orderBy('operation_record.done_on', 'desc')
    .orderBy('operation_record.id', 'desc')
    .execute()
  return rows.map(toRecord)
}

export async function findRecord(tx: Tx, tenant: TenantId, id: RecordId): Promise<OperationRecord | undefined> {
  const row = await withSignature(tx, tenant).where('operation_record.id', '=', id).executeTakeFirst()
  return row && toRecord(row)
}

/** The record that corrects another one; nothing where it still holds. */
export async function findCorrection(tx: Tx, tenant: TenantId, id: RecordId): Promise<RecordId | undefined> {
  const row = await tx
    .selectFrom('operation_record')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('corrects', '=', id)
    .executeTakeFirst()
  return row?.id
}

/** Keeps a record; false where its source made one before, or another one corrected the same. */
export async function insertRecord(
  tx: Tx,
  tenant: TenantId,
  record: OperationRecord,
  { source = null, shown = [] }: { source?: string | null; shown?: readonly Shown[] } = {},
): Promise<boolean> {
  const { attendance } = record
  const result = await tx
    .insertInto('operation_record')
    .values({
      ...{ tenant_id: tenant, id: record.id, edition: record.edition, duty: record.duty, scheduled_on: record.scheduled },
      ...{ period_from: record.periodFrom, period_to: record.periodTo, done_on: record.doneOn, done_by: record.doneBy },
      ...{ looked_at: record.lookedAt, result: record.result, found: record.found },
      ...{ assessment_id: record.task?.assessment ?? null, task_id: record.task?.task ?? null },
      attendance: attendance && JSON.stringify(attendance),
      people_asked: attendance?.length ?? null,
      people_attended: attendance?.filter(({ attended }) => attended).length ?? null,
      ...{ asks_signature: record.asksSignature, via: record.via, request_id: record.request, source_id: source },
      ...{ corrects: record.corrects, correction: record.correction },
      ...{ recorded_by: record.recordedBy, recorded_at: record.recordedAt },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if ((result.numInsertedOrUpdatedRows ?? 0n) === 0n) return false
  if (shown.length === 0) return true
  const pieces = shown.map(({ evidence, version }) => ({
    tenant_id: tenant,
    record_id: record.id,
    evidence_id: evidence,
    version,
  }))
  await tx.insertInto('record_evidence').values(pieces).execute()
  return true
}

/** Signs a record; false where somebody did before. */
export async function insertSignature(
  tx: Tx,
  tenant: TenantId,
  record: RecordId,
  { by, at }: { by: PersonId; at: Instant },
): Promise<boolean> {
  const result = await tx
    .insertInto('record_signature')
    .values({ tenant_id: tenant, record_id: record, signed_by: by, signed_at: at })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'record_id']).doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function listShown(tx: Tx, tenant: TenantId, record: RecordId): Promise<Shown[]> {
  return tx
    .selectFrom('record_evidence')
    .select(['evidence_id as evidence', 'version'])
    .where('tenant_id', '=', tenant)
    .where('record_id', '=', record)
    .orderBy('evidence_id')
    .execute()
}

/** In the admin scope: every organisation that has an assessment. */
export async function listTenants(tx: Tx): Promise<TenantId[]> {
  const rows = await tx.selectFrom('assessment').select('tenant_id').distinct().orderBy('tenant_id').execute()
  return rows.map(({ tenant_id: tenant }) => tenant)
}

/** The duties of whose records a second person is asked for. */
export async function listSigned(tx: Tx, tenant: TenantId): Promise<Pick<DutyAt, 'edition' | 'duty'>[]> {
  return tx
    .selectFrom('record_setting')
    .select(['edition', 'duty'])
    .where('tenant_id', '=', tenant)
    .where('asks_signature', '=', true)
    .execute()
}

export async function writeSetting(
  tx: Tx,
  tenant: TenantId,
  { edition, duty }: Pick<DutyAt, 'edition' | 'duty'>,
  asksSignature: boolean,
): Promise<void> {
  await tx
    .insertInto('record_setting')
    .values({ tenant_id: tenant, edition, duty, asks_signature: asksSignature })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'edition', 'duty']).doUpdateSet({ asks_signature: asksSignature }))
    .execute()
}

function withSignature(tx: Tx, tenant: TenantId) {
  return tx
    .selectFrom('operation_record')
    .leftJoin('record_signature', (join) =>
      join
        .onRef('record_signature.tenant_id', '=', 'operation_record.tenant_id')
        .onRef('record_signature.record_id', '=', 'operation_record.id'),
    )
    .selectAll('operation_record')
    .select(['record_signature.signed_by', 'record_signature.signed_at'])
    .where('operation_record.tenant_id', '=', tenant)
}

type Row = Selectable<Tables['operation_record']> & { signed_by: PersonId | null; signed_at: Instant | null }

function toRecord(row: Row): OperationRecord {
  const { signed_by: by, signed_at: at, assessment_id: assessment, task_id: task } = row
  return {
    ...{ id: row.id, edition: row.edition, duty: row.duty, scheduled: row.scheduled_on },
    ...{ periodFrom: row.period_from, periodTo: row.period_to, doneOn: row.done_on, doneBy: row.done_by },
    ...{ lookedAt: row.looked_at, result: row.result as Result, found: row.found },
    task: assessment && task ? { assessment, task } : null,
    attendance: row.attendance as Attendee[] | null,
    ...{ asksSignature: row.asks_signature, signature: by && at ? { by, at } : null },
    ...{ via: row.via as Way, request: row.request_id, corrects: row.corrects, correction: row.correction },
    ...{ recordedBy: row.recorded_by, recordedAt: row.recorded_at },
  }
}
