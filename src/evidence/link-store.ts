import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { AssessmentId, EvidenceId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Link, Piece, Target } from './piece.ts'
import type { Sight } from './sight.ts'
import { findPieces, isOwn } from './store.ts'
import { sumUp } from './sum-store.ts'

/** What a piece is linked to, as far as somebody sees it. */
export async function listLinks(tx: Tx, tenant: TenantId, sight: Sight, piece: EvidenceId): Promise<Link[]> {
  const rows = await tx
    .selectFrom('evidence_link as l')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('evidence_id', '=', piece)
    .where(sight.sees === 'own' ? isOwn(sight.person) : sql<boolean>`true`)
    .orderBy('assessment_id')
    .orderBy('kind')
    .orderBy('target')
    .execute()
  return rows.map(toLink)
}

/** The pieces that are linked to a target and that somebody sees, the newest first, each with its link; withdrawn ones are not among them. */
export async function listAt(tx: Tx, tenant: TenantId, sight: Sight, target: Target) {
  const rows = await tx
    .selectFrom('evidence_link')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('assessment_id', '=', target.assessment)
    .where('kind', '=', target.kind)
    .where('target', '=', target.target)
    .orderBy('evidence_id', 'desc')
    .limit(MOST_AT_A_TARGET)
    .execute()
  const pieces = new Map(
    (
      await findPieces(
        tx,
        tenant,
        sight,
        rows.map((row) => row.evidence_id),
      )
    ).map((piece) => [piece.id, piece]),
  )
  return rows.flatMap((row) => {
    const piece = pieces.get(row.evidence_id)
    return piece && !piece.withdrawn ? [{ piece, link: toLink(row) }] : []
  })
}

/** More pieces of one answer are in the library. */
const MOST_AT_A_TARGET = 200

/** Links pieces to targets; what is linked already stays as it is. The number of new links. */
export async function insertLinks(
  tx: Tx,
  tenant: TenantId,
  pieces: readonly EvidenceId[],
  targets: readonly Target[],
  who: { by: PersonId; at: Instant },
): Promise<number> {
  const unchecked = { checked_version: null, checked_by: null, checked_at: null }
  const values = pieces.flatMap((piece) =>
    targets.map(({ kind, assessment, target }) => ({
      ...{ tenant_id: tenant, evidence_id: piece, assessment_id: assessment, kind, target },
      ...{ linked_by: who.by, linked_at: who.at, ...unchecked },
    })),
  )
  if (values.length === 0) return 0
  const made = await tx
    .insertInto('evidence_link')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .returning('target')
    .execute()
  if (made.length > 0) await sumUp(tx, tenant, targets)
  return made.length
}

/** Whether there was such a link. */
export async function removeLink(tx: Tx, tenant: TenantId, piece: EvidenceId, target: Target): Promise<boolean> {
  const result = await tx
    .deleteFrom('evidence_link')
    .where(isLink(tenant, piece, target))
    .executeTakeFirst()
  await sumUp(tx, tenant, [target])
  return result.numDeletedRows > 0n
}

/** Says which version was checked for a target; null takes that back. Whether there is such a link. */
export async function checkLink(
  tx: Tx,
  tenant: TenantId,
  piece: EvidenceId,
  target: Target,
  checked: Link['checked'],
): Promise<boolean> {
  const set = {
    checked_version: checked?.version ?? null,
    checked_by: checked?.by ?? null,
    checked_at: checked?.at ?? null,
  }
  const result = await tx
    .updateTable('evidence_link')
    .set(set)
    .where(isLink(tenant, piece, target))
    .executeTakeFirst()
  await sumUp(tx, tenant, [target])
  return result.numUpdatedRows > 0n
}

function isLink(tenant: TenantId, piece: EvidenceId, { kind, assessment, target }: Target) {
  return sql<boolean>`tenant_id = ${tenant} and evidence_id = ${piece} and assessment_id = ${assessment}
    and kind = ${kind} and target = ${target}`
}

type Row = {
  assessment_id: AssessmentId
  kind: string
  target: string
  linked_by: PersonId
  linked_at: Instant
  checked_version: number | null
  checked_by: PersonId | null
  checked_at: Instant | null
}

function toLink(row: Row): Link {
  const { checked_version: version, checked_by: by, checked_at: at } = row
  return {
    kind: row.kind as Link['kind'],
    assessment: row.assessment_id,
    target: row.target,
    by: row.linked_by,
    at: row.linked_at,
    checked: version !== null && by !== null && at !== null ? { version, by, at } : null,
  }
}

/** What the targets of links are called, by `<assessment> <target>`, and their assessments. One statement. */
export async function titlesOf(
  tx: Tx,
  tenant: TenantId,
  links: readonly Target[],
): Promise<Map<string, { assessmentTitle: string; title: string }>> {
  if (links.length === 0) return new Map()
  const { rows } = await sql<{ assessment: string; target: string; title: string; head: string }>`
    select w.assessment, w.target, coalesce(task.title, w.target) as title, assessment.title as head
    from unnest(${links.map((link) => link.assessment)}::uuid[], ${links.map((link) => link.target)}::text[]) as w (assessment, target)
    join assessment on assessment.tenant_id = ${tenant} and assessment.id = w.assessment
    left join task on task.tenant_id = ${tenant} and task.assessment_id = w.assessment and task.id::text = w.target`.execute(tx)
  return new Map(rows.map((row) => [`${row.assessment} ${row.target}`, { assessmentTitle: row.head, title: row.title }]))
}

/** The titles of those of the targets that are tasks of the assessment, by id; of one `assignee` alone where one is named. */
export async function tasksNamed(
  tx: Tx,
  tenant: TenantId,
  assessment: AssessmentId,
  targets: readonly Target[],
  assignee: PersonId | undefined,
): Promise<Map<string, string>> {
  const ids = targets.filter(({ kind }) => kind === 'task').map(({ target }) => target)
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; title: string }>`
    select id, title from task where tenant_id = ${tenant} and assessment_id = ${assessment} and id = any(${ids}::uuid[])
      and ${assignee ? sql`assignee = ${assignee}` : sql`true`}`.execute(tx)
  return new Map(rows.map(({ id, title }) => [id, title]))
}

/** What pieces are linked to, in words: the title of the assessment and the number of the criterion or the title of the task. */
export async function listTargets(tx: Tx, tenant: TenantId, pieces: readonly EvidenceId[]): Promise<Map<EvidenceId, string[]>> {
  const { rows } = await sql<{ id: EvidenceId; targets: string[] }>`
    select l.evidence_id as id, array_agg(assessment.title || ' ' || coalesce(task.title, l.target) order by l.target) as targets
    from evidence_link l
    join assessment on assessment.tenant_id = l.tenant_id and assessment.id = l.assessment_id
    left join task on l.kind = 'task' and task.tenant_id = l.tenant_id and task.id::text = l.target
    where l.tenant_id = ${tenant} and l.evidence_id = any(${[...pieces]}::uuid[])
    group by l.evidence_id`.execute(tx)
  return new Map(rows.map(({ id, targets }) => [id, targets]))
}

/** Every piece that proves an answer of an assessment and that somebody sees, the oldest first, with the criteria that it proves and when that last changed. */
export async function listProof(
  tx: Tx,
  tenant: TenantId,
  sight: Sight,
  assessment: AssessmentId,
): Promise<{ piece: Piece; criteria: string[]; changedAt: Instant }[]> {
  const { rows } = await sql<{ id: EvidenceId; criteria: string[]; linked_at: Instant }>`
    select evidence_id as id, array_agg(target) as criteria, max(linked_at) as linked_at from evidence_link
    where tenant_id = ${tenant} and assessment_id = ${assessment} and kind = 'criterion'
    group by evidence_id`.execute(tx)
  const linked = new Map(rows.map((row) => [row.id, row]))
  const pieces = await findPieces(tx, tenant, sight, [...linked.keys()])
  return pieces
    .filter(({ withdrawn }) => withdrawn === null)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map((piece) => {
      const { criteria = [], linked_at: at = piece.changedAt } = linked.get(piece.id) ?? {}
      const inOrder = criteria.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))
      return { piece, criteria: inOrder, changedAt: at > piece.changedAt ? at : piece.changedAt }
    })
}
