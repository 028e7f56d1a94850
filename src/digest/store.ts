import type { Tx } from '../db/db.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import { isRole, type Role } from '../roles/permissions.ts'
import type { Sight, Viewer } from '../roles/viewer.ts'
import type { Rhythm } from './rhythm.ts'

/** Whoever is written to, and the day of their last letter. */
export type Reader = { id: AccountId; name: string; email: string; lang: 'ja' | 'en'; toldOn: Day | null }

/** In the sign-in scope: accounts that are written to at that rhythm and had no letter of that day, at most `most`. */
export async function listDue(
  tx: Tx,
  { rhythm, day, at, most }: { rhythm: Rhythm; day: Day; at: Instant; most: number },
): Promise<Reader[]> {
  const rows = await tx
    .selectFrom('account')
    .select(['id', 'name', 'email', 'lang', 'digest_day as toldOn'])
    .where('digest', '=', rhythm)
    .where('demo', '=', false)
    .where('closed_at', 'is', null)
    .where('created_at', '<', at)
    .where((eb) => eb.or([eb('digest_day', 'is', null), eb('digest_day', '<', day)]))
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(({ lang, ...row }) => ({ ...row, lang: lang === 'en' ? 'en' : 'ja' }))
}

/** Takes the letter of a day for an account, in the transaction that writes it; false where another server did, or it is not wanted. */
export async function claimDay(tx: Tx, account: AccountId, { rhythm, day }: { rhythm: Rhythm; day: Day }): Promise<boolean> {
  const result = await tx
    .updateTable('account')
    .set({ digest_day: day })
    .where('id', '=', account)
    .where('digest', '=', rhythm)
    .where('closed_at', 'is', null)
    .where((eb) => eb.or([eb('digest_day', 'is', null), eb('digest_day', '<', day)]))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** In the sign-in scope: where an account sits today, in every organisation. */
export async function listSeats(tx: Tx, account: AccountId, today: Day): Promise<Viewer[]> {
  const rows = await tx
    .selectFrom('person')
    .innerJoin('organisation', 'organisation.id', 'person.tenant_id')
    .leftJoin('engagement', (join) =>
      join.onRef('engagement.tenant_id', '=', 'person.tenant_id').onRef('engagement.id', '=', 'person.engagement_id'),
    )
    .select(['person.tenant_id', 'person.id', 'person.name', 'person.roles', 'person.engagement_id', 'organisation.name as firm'])
    .select(['organisation.demo', 'engagement.assessments', 'engagement.sight', 'engagement.may_answer'])
    .where('person.account_id', '=', account)
    .where('person.ended_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('person.engagement_id', 'is', null),
        eb.and([eb('engagement.ended_at', 'is', null), eb('engagement.begins', '<=', today), eb('engagement.ends', '>=', today)]),
      ]),
    )
    .orderBy('organisation.name')
    .execute()
  return rows.map((row) => ({
    ...{ tenant: row.tenant_id, person: row.id, personName: row.name, organisationName: row.firm, demo: row.demo },
    roles: row.engagement_id ? ['engaged'] : row.roles.filter((role): role is Role => isRole(role) && role !== 'engaged'),
    engagement: row.engagement_id
      ? {
          ...{ id: row.engagement_id, assessments: row.assessments },
          ...{ sight: row.sight as Sight, mayAnswer: row.may_answer ?? false },
        }
      : undefined,
  }))
}

/** In the sign-in scope: how often an account is written to. */
export async function findRhythm(tx: Tx, account: AccountId): Promise<Rhythm> {
  const row = await tx.selectFrom('account').select('digest').where('id', '=', account).executeTakeFirstOrThrow()
  return row.digest as Rhythm
}

/** The same from now on; the letter of `day` is none that is still to be written. */
export async function setRhythm(tx: Tx, account: AccountId, rhythm: Rhythm, day: Day | undefined): Promise<void> {
  await tx
    .updateTable('account')
    .set({ digest: rhythm, ...(day === undefined ? {} : { digest_day: day }) })
    .where('id', '=', account)
    .execute()
}
