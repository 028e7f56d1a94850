import type { Selectable } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { IncidentId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Entry, EntryKind, Incident } from './incident.ts'
import type { SettingName, Settings } from './settings.ts'

/** How many a list shows. */
const PAGE = 100

export async function insertIncident(tx: Tx, tenant: TenantId, incident: Omit<Incident, 'entries'>): Promise<void> {
  const { id, drill, reportedBy, reportedAt } = incident
  await tx
    .insertInto('incident')
    .values({ tenant_id: tenant, id, drill, reported_by: reportedBy, reported_at: reportedAt })
    .execute()
}

/** Adds an entry; false where it corrects one that somebody corrected first. */
export async function insertEntry(tx: Tx, tenant: TenantId, incident: IncidentId, entry: Entry): Promise<boolean> {
  const { id, kind, body, concerns, level, corrects, correction } = entry
  const result = await tx
    .insertInto('incident_entry')
    .values({
      ...{ tenant_id: tenant, id, incident_id: incident, kind, body, concerns, corrects, correction },
      ...{ happened_at: entry.happenedAt, done_by: entry.doneBy },
      ...{ level: level?.level ?? null, level_name: level?.name ?? '' },
      ...{ written_by: entry.writtenBy, written_at: entry.writtenAt },
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'corrects']).where('corrects', 'is not', null).doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** An incident or drill with its entries. */
export async function findIncident(tx: Tx, tenant: TenantId, id: IncidentId): Promise<Incident | undefined> {
  const head = await tx.selectFrom('incident').selectAll().where('tenant_id', '=', tenant).where('id', '=', id).executeTakeFirst()
  if (!head) return undefined
  const [incident] = await withEntries(tx, tenant, [head])
  return incident
}

/** The newest incidents, or the newest drills. */
export async function listIncidents(tx: Tx, tenant: TenantId, drill: boolean): Promise<Incident[]> {
  const heads = await tx
    .selectFrom('incident')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('drill', '=', drill)
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE)
    .execute()
  return withEntries(tx, tenant, heads)
}

/** How many incidents were reported from a moment until another; drills are none. */
export async function countIncidents(tx: Tx, tenant: TenantId, from: Instant, until: Instant): Promise<number> {
  const row = await tx
    .selectFrom('incident')
    .select((expression) => expression.fn.countAll().as('count'))
    .where('tenant_id', '=', tenant)
    .where('drill', '=', false)
    .where('reported_at', '>=', from)
    .where('reported_at', '<=', until)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** What the organisation decided last of each setting. */
export async function readSettings(tx: Tx, tenant: TenantId): Promise<Map<string, { content: unknown; number: number }>> {
  const rows = await tx
    .selectFrom('incident_setting')
    .select(['setting', 'number', 'content'])
    .where('tenant_id', '=', tenant)
    .orderBy('setting')
    .orderBy('number')
    .execute()
  return new Map(rows.map(({ setting, number, content }) => [setting, { content, number }]))
}

/** Adds the `number`-th version of a setting; false where somebody was first. */
export async function insertSetting<Name extends SettingName>(
  tx: Tx,
  tenant: TenantId,
  { setting, number, content }: { setting: Name; number: number; content: Settings[Name] },
  { by, at }: { by: PersonId; at: Instant },
): Promise<boolean> {
  const result = await tx
    .insertInto('incident_setting')
    .values({ tenant_id: tenant, setting, number, content: JSON.stringify(content), set_by: by, set_at: at })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'setting', 'number']).doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

async function withEntries(tx: Tx, tenant: TenantId, heads: readonly Selectable<Tables['incident']>[]): Promise<Incident[]> {
  if (heads.length === 0) return []
  const ids = heads.map(({ id }) => id)
  const rows = await tx
    .selectFrom('incident_entry')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('incident_id', 'in', ids)
    .orderBy('happened_at')
    .orderBy('id')
    .execute()
  return heads.map(({ id, drill, reported_by: reportedBy, reported_at: reportedAt }) => ({
    ...{ id, drill, reportedBy, reportedAt },
    entries: rows.filter((row) => row.incident_id === id).map(toEntry),
  }))
}

function toEntry(row: Selectable<Tables['incident_entry']>): Entry {
  const { id, kind, body, concerns, level, corrects, correction } = row
  return {
    ...{ id, kind: kind as EntryKind, body, concerns, corrects, correction },
    ...{ happenedAt: row.happened_at, doneBy: row.done_by, writtenBy: row.written_by, writtenAt: row.written_at },
    level: level === null ? null : { level, name: row.level_name },
  }
}
