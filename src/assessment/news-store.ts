import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { AssessmentId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Standing } from '../standing/status.ts'
import { isAmong } from './among-store.ts'
import type { Change } from './news.ts'
import type { Cause } from './version.ts'

/**
 * What others than `reader` changed in answers since a moment, the newest `most`: where `unseen`, since the reader last looked, if that
 * was later. In answers that are the reader's alone, where asked.
 */
export async function listChangesByOthers(
  tx: Tx,
  tenant: TenantId,
  assessments: readonly AssessmentId[],
  wanted: { reader: PersonId; since: Instant; unseen: boolean; most: number; assignedOnly: boolean },
): Promise<Change[]> {
  if (assessments.length === 0) return []
  const { reader, since, unseen, most, assignedOnly } = wanted
  let newest = tx
    .selectFrom('answer_version')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where(isAmong('assessment_id', assessments))
    .where('changed_at', '>', since)
    .where('changed_by', '<>', reader)
    .orderBy('changed_at', 'desc')
    .orderBy('criterion')
    .limit(most)
  if (unseen) {
    newest = newest.where((eb) =>
      eb(
        'changed_at',
        '>',
        eb.fn.coalesce(
          eb.selectFrom('person').select('looked_at').where('tenant_id', '=', tenant).where('id', '=', reader),
          eb.val(since),
        ),
      ),
    )
  }
  if (assignedOnly) {
    newest = newest.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('answer')
          .select(sql`1`.as('one'))
          .whereRef('answer.tenant_id', '=', 'answer_version.tenant_id')
          .whereRef('answer.assessment_id', '=', 'answer_version.assessment_id')
          .whereRef('answer.criterion', '=', 'answer_version.criterion')
          .where('answer.assignee', '=', reader),
      ),
    )
  }
  // What each was before is looked up of the newest alone, however many there are.
  const query = tx
    .selectFrom(newest.as('version'))
    .leftJoin('answer_version as earlier', (join) =>
      join
        .onRef('earlier.tenant_id', '=', 'version.tenant_id')
        .onRef('earlier.assessment_id', '=', 'version.assessment_id')
        .onRef('earlier.criterion', '=', 'version.criterion')
        .on(({ eb }) => eb('earlier.revision', '=', eb('version.revision', '-', 1))),
    )
    .select(['version.assessment_id', 'version.criterion', 'version.cause', 'version.changed_by', 'version.changed_at'])
    .select(['version.status', 'earlier.status as was', 'version.assignee', 'earlier.assignee as had'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('answer_version as own')
          .select(sql`1`.as('one'))
          .whereRef('own.tenant_id', '=', 'version.tenant_id')
          .whereRef('own.assessment_id', '=', 'version.assessment_id')
          .whereRef('own.criterion', '=', 'version.criterion')
          .whereRef('own.revision', '<', 'version.revision')
          .where('own.changed_by', '=', reader),
      ).as('own'),
    )
    .orderBy('version.changed_at', 'desc')
    .orderBy('version.criterion')
  return (await query.execute()).map((row) => ({
    assessment: row.assessment_id,
    criterion: row.criterion,
    cause: row.cause as Cause,
    by: row.changed_by,
    at: row.changed_at,
    was: (row.was ?? 'unanswered') as Standing,
    is: (row.status ?? 'unanswered') as Standing,
    assignee: row.assignee,
    had: row.had,
    own: Boolean(row.own),
  }))
}
