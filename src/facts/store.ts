import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { FactFileId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import type { Note } from './fact.ts'
import type { Finding } from './judge.ts'
import type { AddedFile, Handled, KeptFinding } from './kept.ts'
import type { Suggestion } from './suggest.ts'

export async function insertFile(tx: Tx, tenant: TenantId, file: AddedFile): Promise<void> {
  await tx
    .insertInto('fact_file')
    .values({
      tenant_id: tenant,
      id: file.id,
      name: file.name,
      sha256: file.sha256,
      format: file.format,
      seen_on: file.seenOn,
      devices: file.devices,
      findings: file.findings,
      suggestions: JSON.stringify(file.suggestions),
      not_understood: JSON.stringify(file.notUnderstood),
      added_by: file.addedBy,
      added_at: file.addedAt,
    })
    .execute()
}

/** How many findings one statement writes. */
const AT_A_TIME = 2000

/** Writes findings; one that is known already is told by the new file from now on, and what was done about it stays. */
export async function upsertFindings(tx: Tx, tenant: TenantId, file: FactFileId, findings: readonly Finding[]): Promise<void> {
  for (let at = 0; at < findings.length; at += AT_A_TIME) {
    const rows = findings.slice(at, at + AT_A_TIME).map((one) => ({
      id: one.id,
      place: one.source.at,
      device: one.device,
      port: one.port,
      kind: one.kind,
      title: one.title.slice(0, 500),
      cve: one.cve,
      score: one.cvss,
      severity: one.severity,
      criteria: one.criteria,
      released: one.released,
      detected: one.detected,
      due: one.clock.due,
      due_from: one.clock.from,
    }))
    await sql`
      insert into device_finding (tenant_id, id, file_id, place, device, port, kind, title, cve, score, severity, criteria, released,
        detected, due, due_from)
      select ${tenant}, id, ${file}, place, device, port, kind, title, cve, score, severity, criteria, released, detected, due, due_from
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (id text, place text, device text, port text, kind text, title text,
        cve jsonb, score jsonb, severity text, criteria jsonb, released text, detected text, due text, due_from text)
      on conflict (tenant_id, id) do update set file_id = excluded.file_id, place = excluded.place, score = excluded.score,
        severity = excluded.severity, criteria = excluded.criteria, released = coalesce(excluded.released, device_finding.released),
        due = coalesce(excluded.due, device_finding.due), due_from = coalesce(excluded.due_from, device_finding.due_from),
        detected = coalesce(device_finding.detected, excluded.detected)
    `.execute(tx)
  }
}

/** The newest files first. */
export async function listFiles(tx: Tx, tenant: TenantId, limit: number): Promise<AddedFile[]> {
  const rows = await tx
    .selectFrom('fact_file')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .orderBy('added_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    sha256: row.sha256,
    format: row.format,
    seenOn: row.seen_on,
    devices: row.devices,
    findings: row.findings,
    suggestions: row.suggestions as Suggestion[],
    notUnderstood: row.not_understood as Note[],
    addedBy: row.added_by,
    addedAt: row.added_at,
  }))
}

/** Findings that nothing was done about, what is due first; or those that are handled, the newest first. */
export async function listFindings(tx: Tx, tenant: TenantId, shown: 'open' | 'handled', limit: number): Promise<KeptFinding[]> {
  const all = tx.selectFrom('device_finding as one').where('one.tenant_id', '=', tenant)
  const chosen =
    shown === 'open'
      ? all.where('one.handled', 'is', null).orderBy(sql`coalesce(one.due, '9999-99-99')`)
      : all.where('one.handled', 'is not', null).orderBy('one.handled_on', 'desc')
  const rows = await chosen
    .innerJoin('fact_file as file', (join) =>
      join.onRef('file.tenant_id', '=', 'one.tenant_id').onRef('file.id', '=', 'one.file_id'),
    )
    .orderBy('one.id')
    .selectAll('one')
    .select(['file.name as file_name', 'file.sha256 as file_sha256'])
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    port: row.port,
    title: row.title,
    criteria: row.criteria,
    released: row.released,
    detected: row.detected,
    due: row.due,
    dueFrom: row.due_from,
    handled: row.handled as Handled | null,
    handledOn: row.handled_on,
    revision: row.revision,
    place: row.place,
    file: row.file_name,
    sha256: row.file_sha256,
  }))
}

/** How many findings wait, and how many of them are past their day. */
export async function countOpen(tx: Tx, tenant: TenantId, today: Day): Promise<{ open: number; late: number }> {
  const row = await tx
    .selectFrom('device_finding')
    .select((has) => [has.fn.countAll<string>().as('open'), sql<string>`count(*) filter (where due < ${today})`.as('late')])
    .where('tenant_id', '=', tenant)
    .where('handled', 'is', null)
    .executeTakeFirstOrThrow()
  return { open: Number(row.open), late: Number(row.late) }
}

type Doing = { handled: Handled | null; on: Day | null; revision: number; by: PersonId; at: Instant }

/** Writes what was done; gives the title of the finding, nothing where there is none or somebody was first. */
export async function updateHandled(
  tx: Tx,
  tenant: TenantId,
  id: string,
  { handled, on, revision, by, at }: Doing,
): Promise<{ title: string; device: string } | undefined> {
  return tx
    .updateTable('device_finding')
    .set({
      handled,
      handled_on: handled && on,
      handled_by: handled && by,
      handled_at: handled && at,
      revision: revision + 1,
    })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning(['title', 'device'])
    .executeTakeFirst()
}

export async function hasFinding(tx: Tx, tenant: TenantId, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('device_finding')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}
