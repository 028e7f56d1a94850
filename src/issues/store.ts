import type { Selectable } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { AssessmentId, IssueId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Issue } from './issue.ts'

/** Every issue of an assessment, merged ones too, in the order in which they came to be. Two statements. */
export async function listIssues(tx: Tx, tenant: TenantId, assessment: AssessmentId): Promise<Issue[]> {
  const rows = await tx
    .selectFrom('issue')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const linked = await tx
    .selectFrom('issue_criterion')
    .innerJoin('issue', (join) =>
      join.onRef('issue.tenant_id', '=', 'issue_criterion.tenant_id').onRef('issue.id', '=', 'issue_criterion.issue_id'),
    )
    .select(['issue_criterion.issue_id', 'issue_criterion.criterion', 'issue_criterion.added_at'])
    .where('issue_criterion.tenant_id', '=', tenant)
    .where('issue.assessment_id', '=', assessment)
    .execute()
  const criteria = new Map<IssueId, Issue['criteria']>()
  for (const { issue_id: issue, criterion, added_at: addedAt } of linked)
    criteria.set(issue, [...(criteria.get(issue) ?? []), { criterion, addedAt }])
  return rows.map((row) => ({ ...toIssue(row), criteria: criteria.get(row.id) ?? [] }))
}

export async function insertIssues(tx: Tx, tenant: TenantId, assessment: AssessmentId, issues: readonly Issue[]): Promise<void> {
  if (issues.length === 0) return
  const values = issues.map(({ id, measure, title, note, mergedInto, aside, createdBy, createdAt, revision }) => ({
    ...{ tenant_id: tenant, id, assessment_id: assessment, measure, title, note, revision },
    ...{ merged_into: mergedInto, ...asideRow(aside), created_by: createdBy, created_at: createdAt },
  }))
  await tx.insertInto('issue').values(values).execute()
  await addCriteria(
    tx,
    tenant,
    issues.flatMap(({ id, createdBy, criteria }) => criteria.map((one) => ({ issue: id, by: createdBy, ...one }))),
  )
}

/** Puts criteria into issues; those that stand there already stay as they are. */
export async function addCriteria(
  tx: Tx,
  tenant: TenantId,
  links: readonly { issue: IssueId; criterion: string; by: PersonId; addedAt: Instant }[],
): Promise<void> {
  if (links.length === 0) return
  const values = links.map(({ issue, criterion, by, addedAt }) => ({
    ...{ tenant_id: tenant, issue_id: issue, criterion, added_by: by, added_at: addedAt },
  }))
  await tx
    .insertInto('issue_criterion')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Writes an issue as it is now. The caller has locked its assessment and compared the revision. */
export async function updateIssue(tx: Tx, tenant: TenantId, issue: Issue): Promise<void> {
  const { id, title, note, revision, mergedInto, aside } = issue
  await tx
    .updateTable('issue')
    .set({ title, note, revision, merged_into: mergedInto, ...asideRow(aside) })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute()
}

/** Merges issues into one, or takes them out again; each rises by one revision. */
export async function mergeIssues(tx: Tx, tenant: TenantId, ids: readonly IssueId[], into: IssueId | null): Promise<void> {
  await tx
    .updateTable('issue')
    .set(({ eb }) => ({ merged_into: into, revision: eb('revision', '+', 1) }))
    .where('tenant_id', '=', tenant)
    .where('id', 'in', ids)
    .execute()
}

/** Takes criteria out of issues. */
export async function removeCriteria(
  tx: Tx,
  tenant: TenantId,
  issues: readonly IssueId[],
  criteria: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom('issue_criterion')
    .where('tenant_id', '=', tenant)
    .where('issue_id', 'in', issues)
    .where('criterion', 'in', criteria)
    .execute()
}

function asideRow(aside: Issue['aside']) {
  return { aside_reason: aside?.reason ?? null, aside_by: aside?.by ?? null, aside_at: aside?.at ?? null }
}

function toIssue(row: Selectable<Tables['issue']>): Omit<Issue, 'criteria'> {
  const { id, measure, title, note, revision, aside_reason: reason, aside_by: by, aside_at: at } = row
  return {
    ...{ id, measure, title, note, revision },
    mergedInto: row.merged_into,
    aside: reason !== null && by !== null && at !== null ? { reason, by, at } : null,
    createdBy: row.created_by,
    createdAt: row.created_at,
  }
}
