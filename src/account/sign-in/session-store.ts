import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { latestStored } from '../../kernel/calendar.ts'
import type { AccountId, SessionId, TenantId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'

/** Where somebody is signed in, as its owner sees it. */
export type OwnSession = {
  id: SessionId
  factors: string[]
  startedAt: Instant
  seenAt: Instant
  address: string
  agent: string
}

export async function insertSession(
  tx: Tx,
  session: {
    id: SessionId
    tokenHash: string
    account: AccountId
    tenant: TenantId | null
    onlyTenant: TenantId | null
    factors: readonly string[]
    at: Instant
    expiresAt: Instant
    address: string
    agent: string
  },
): Promise<void> {
  await tx
    .insertInto('session')
    .values({
      id: session.id,
      token_hash: session.tokenHash,
      account_id: session.account,
      tenant_id: session.tenant,
      only_tenant_id: session.onlyTenant,
      factors: JSON.stringify(session.factors),
      started_at: session.at,
      seen_at: session.at,
      verified_at: session.at,
      proved_at: null,
      expires_at: session.expiresAt,
      address: session.address,
      agent: session.agent,
    })
    .execute()
}

/** The sessions of an account that were used since `usedSince` and are not over, the one used last first. */
export async function listSessions(tx: Tx, account: AccountId, now: Instant, usedSince: Instant): Promise<OwnSession[]> {
  const rows = await tx
    .selectFrom('session')
    .select(['id', 'factors', 'started_at', 'seen_at', 'address', 'agent'])
    .where('account_id', '=', account)
    .where('expires_at', '>', now)
    .where('seen_at', '>=', usedSince)
    .where('started_at', '<=', latestStored(now))
    .where('seen_at', '<=', latestStored(now))
    .orderBy('seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    factors: row.factors,
    startedAt: row.started_at,
    seenAt: row.seen_at,
    address: row.address,
    agent: row.agent,
  }))
}

export async function deleteSessionByToken(tx: Tx, tokenHash: string): Promise<{ account: AccountId; name: string } | undefined> {
  const row = await tx.deleteFrom('session').where('token_hash', '=', tokenHash).returning('account_id').executeTakeFirst()
  if (!row) return undefined
  const { name } = await tx.selectFrom('account').select('name').where('id', '=', row.account_id).executeTakeFirstOrThrow()
  return { account: row.account_id, name }
}

/** Ends one session of an account. Nothing when it is none of theirs. */
export async function deleteSession(
  tx: Tx,
  account: AccountId,
  id: SessionId,
): Promise<{ address: string; agent: string } | undefined> {
  return tx
    .deleteFrom('session')
    .where('account_id', '=', account)
    .where('id', '=', id)
    .returning(['address', 'agent'])
    .executeTakeFirst()
}

/** Ends all sessions of an account, but the one to keep; says how many. */
export async function deleteSessions(tx: Tx, account: AccountId, keep: SessionId | undefined): Promise<number> {
  const all = tx.deleteFrom('session').where('account_id', '=', account)
  const result = await (keep === undefined ? all : all.where('id', '!=', keep)).executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Notes when sessions were last used; one that ended meanwhile stays ended. */
export async function updateSeen(tx: Tx, seen: readonly (readonly [SessionId, Instant])[]): Promise<void> {
  await sql`
    update session set seen_at = greatest(session.seen_at, seen.at)
    from unnest(${seen.map(([id]) => id)}::uuid[], ${seen.map(([, at]) => at)}::timestamptz[]) as seen (id, at)
    where session.id = seen.id`.execute(tx)
}

/** Notes that whoever sits at this session has proved who they are once more, and gives it another token. Nothing when it is over. */
export async function updateVerified(
  tx: Tx,
  id: SessionId,
  { at, tokenHash }: { at: Instant; tokenHash: string },
): Promise<{ expiresAt: Instant } | undefined> {
  const row = await tx
    .updateTable('session')
    .set({ verified_at: at, proved_at: at, seen_at: at, token_hash: tokenHash })
    .where('id', '=', id)
    .returning('expires_at')
    .executeTakeFirst()
  return row && { expiresAt: row.expires_at }
}

/** Uses a proof up. False where there is none any more: of two acts that come with it at once, one gets it. */
export async function useProof(tx: Tx, id: SessionId): Promise<boolean> {
  const used = tx.updateTable('session').set({ proved_at: null }).where('id', '=', id).where('proved_at', 'is not', null)
  return (await used.executeTakeFirst()).numUpdatedRows === 1n
}

/** Removes the sessions that were over by `now`, or not used since `usedSince`, or begun or used by a clock that went back since. */
export async function deleteOldSessions(tx: Tx, now: Instant, usedSince: Instant): Promise<void> {
  await tx
    .deleteFrom('session')
    .where((eb) =>
      eb.or([
        eb('expires_at', '<=', now),
        eb('seen_at', '<', usedSince),
        eb('started_at', '>', latestStored(now)),
        eb('seen_at', '>', latestStored(now)),
      ]),
    )
    .execute()
}
