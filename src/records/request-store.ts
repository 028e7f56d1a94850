import { type Selectable, sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { SealedColumn } from '../db/sealed-column.ts'
import type { Tables } from '../db/tables.ts'
import type { PersonId, RecordRequestId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { DutyAt } from './record.ts'

/** Somebody who was asked to do one check by a link of their own. */
export type RecordRequest = DutyAt & {
  id: RecordRequestId
  name: string
  email: string | null
  message: string
  expiresAt: Instant
  askedBy: PersonId
  askedAt: Instant
  revokedAt: Instant | null
}
export type RequestRow = RecordRequest & { tokenSealed: string }

export async function insertRequest(
  tx: Tx,
  tenant: TenantId,
  { id, edition, duty, scheduled, name, email, message, ...rest }: Omit<RequestRow, 'revokedAt'> & { tokenHash: string },
): Promise<void> {
  await tx
    .insertInto('record_request')
    .values({
      ...{ tenant_id: tenant, id, edition, duty, scheduled_on: scheduled, name, email, message },
      ...{ token_hash: rest.tokenHash, token_sealed: rest.tokenSealed, expires_at: rest.expiresAt },
      ...{ asked_by: rest.askedBy, asked_at: rest.askedAt, revoked_at: null },
    })
    .execute()
}

/** Everybody who was asked for one occurrence, the last first. */
export async function listRequests(tx: Tx, tenant: TenantId, { edition, duty, scheduled }: DutyAt): Promise<RequestRow[]> {
  const rows = await tx
    .selectFrom('record_request')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('edition', '=', edition)
    .where('duty', '=', duty)
    .where(sql<boolean>`scheduled_on is not distinct from ${scheduled}`)
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(toRequest)
}

export async function findRequest(tx: Tx, tenant: TenantId, id: RecordRequestId): Promise<RequestRow | undefined> {
  const row = await tx
    .selectFrom('record_request')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toRequest(row)
}

/** Shuts a link; false where there is none that is open. */
export async function revokeRequest(tx: Tx, tenant: TenantId, id: RecordRequestId, at: Instant): Promise<boolean> {
  const result = await tx
    .updateTable('record_request')
    .set({ revoked_at: at })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** In the sign-in scope: whose link it is, where it works. */
export async function findLink(
  tx: Tx,
  tokenHash: string,
  now: Instant,
): Promise<{ tenant: TenantId; request: RecordRequestId } | undefined> {
  return tx
    .selectFrom('record_request')
    .select(['tenant_id as tenant', 'id as request'])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
}

/** The links of those who were asked, to be sealed anew. In the admin scope. */
export const requestLinks: SealedColumn = {
  table: 'record_request',
  key: 'id',
  column: 'token_sealed',
  holds: sql`true`,
  purposeOf: linkPurpose,
}

export function linkPurpose(id: string): string {
  return `record link ${id}`
}

function toRequest(row: Selectable<Tables['record_request']>): RequestRow {
  return {
    ...{ id: row.id, edition: row.edition, duty: row.duty, scheduled: row.scheduled_on },
    ...{ name: row.name, email: row.email, message: row.message, tokenSealed: row.token_sealed },
    ...{ expiresAt: row.expires_at, askedBy: row.asked_by, askedAt: row.asked_at, revokedAt: row.revoked_at },
  }
}
