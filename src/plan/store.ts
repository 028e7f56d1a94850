import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { AssessmentId, TenantId } from '../kernel/ids.ts'
import type { Days } from '../measures/index.ts'
import type { KeptPlan, PlanResult } from './kept-plan.ts'
import type { PlanSettings } from './settings.ts'

export async function findPlan(tx: Tx, tenant: TenantId, assessment: AssessmentId): Promise<KeptPlan | undefined> {
  const row = await tx
    .selectFrom('plan')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', assessment)
    .executeTakeFirst()
  if (!row) return undefined
  const { settings, result, planned_by: by, planned_at: at, revision } = row
  return { assessment, settings: settings as PlanSettings, result: result as PlanResult, by, at, revision }
}

/** What the plan says of tasks, without all else that it holds, and what measures take by the organisation's own estimates. */
export async function findPlannedTasks(tx: Tx, tenant: TenantId, assessment: AssessmentId): Promise<PlannedRow> {
  const { rows } = await sql<PlannedRow>`
    select
      (select jsonb_build_object('critical', result -> 'critical', 'pieces', result -> 'pieces', 'size', settings -> 'size')
        from plan where tenant_id = ${tenant} and assessment_id = ${assessment}) as plan,
      (select jsonb_object_agg(measure, days) from measure_effort where tenant_id = ${tenant} and days is not null) as own
  `.execute(tx)
  return rows[0] ?? { plan: null, own: null }
}
type PlannedRow = {
  plan: (Pick<PlanResult, 'critical' | 'pieces'> & Pick<PlanSettings, 'size'>) | null
  own: Record<string, Days> | null
}

/** Writes the plan of an assessment, the first one or anew. */
export async function keepPlan(tx: Tx, tenant: TenantId, { assessment, ...plan }: KeptPlan): Promise<void> {
  const { by, at, revision } = plan
  const row = {
    ...{ settings: JSON.stringify(plan.settings), result: JSON.stringify(plan.result) },
    ...{ planned_by: by, planned_at: at, revision },
  }
  await tx
    .insertInto('plan')
    .values({ tenant_id: tenant, assessment_id: assessment, ...row })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'assessment_id']).doUpdateSet(row))
    .execute()
}
