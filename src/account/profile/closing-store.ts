import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { AccountId, EngagementId, PersonId, TenantId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'

/** An organisation that somebody leaves. `orphaned`: other people have access there, and none of them would answer for it. */
export type Leaving = {
  tenant: TenantId
  name: string
  person: PersonId
  personName: string
  roles: string[]
  engagement: EngagementId | null
  orphaned: boolean
  /** Nobody else has access there. */
  alone: boolean
}

export async function listLeaving(tx: Tx, account: AccountId): Promise<Leaving[]> {
  const rows = await tx
    .selectFrom('person')
    .innerJoin('organisation', 'organisation.id', 'person.tenant_id')
    .select(['person.tenant_id', 'organisation.name', 'person.id', 'person.name as personName', 'person.roles'])
    .select('person.engagement_id')
    .select((eb) => [
      eb
        .selectFrom('person as other')
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('other.tenant_id', '=', 'person.tenant_id')
        .whereRef('other.id', '!=', 'person.id')
        .where('other.account_id', 'is not', null)
        .where('other.engagement_id', 'is', null)
        .where('other.ended_at', 'is', null)
        .as('others'),
      eb
        .selectFrom('person as other')
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('other.tenant_id', '=', 'person.tenant_id')
        .whereRef('other.id', '!=', 'person.id')
        .where('other.account_id', 'is not', null)
        .where('other.ended_at', 'is', null)
        .where(sql<boolean>`other.roles ? 'responsible'`)
        .as('responsible'),
    ])
    .where('person.account_id', '=', account)
    .where('person.ended_at', 'is', null)
    .orderBy('person.tenant_id')
    .execute()
  return rows.map((row) => ({
    tenant: row.tenant_id,
    name: row.name,
    person: row.id,
    personName: row.personName,
    roles: row.roles,
    engagement: row.engagement_id,
    orphaned: row.roles.includes('responsible') && (row.others ?? 0) > 0 && (row.responsible ?? 0) === 0,
    alone: (row.others ?? 0) === 0 && row.engagement_id === null,
  }))
}

export async function endSeats(tx: Tx, account: AccountId, at: Instant): Promise<void> {
  await tx.updateTable('person').set({ ended_at: at }).where('account_id', '=', account).where('ended_at', 'is', null).execute()
}

/** Removes whatever proves who they are: sessions, passkeys, codes, links of letters, and links to their organisations' providers. */
export async function removeKeys(tx: Tx, account: AccountId): Promise<void> {
  for (const table of ['session', 'passkey', 'recovery_code', 'ticket', 'oidc_link'] as const) {
    await tx.deleteFrom(table).where('account_id', '=', account).execute()
  }
}

/** The address is let go, so that it can be registered anew. */
export async function markClosed(tx: Tx, account: AccountId, at: Instant): Promise<void> {
  await tx
    .updateTable('account')
    .set({
      closed_at: at,
      email: '',
      email_key: `closed:${account}`,
      password_hash: null,
      totp_secret: null,
      totp_confirmed_at: null,
      totp_last_step: null,
    })
    .where('id', '=', account)
    .execute()
}
