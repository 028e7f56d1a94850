import { type Selectable, sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { Tables } from '../db/tables.ts'
import type { EventId, PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { EventKind, Happening, Item } from './event.ts'

/** An event in the list, with how many of its items are open. */
export type ListedEvent = Happening & { items: number; open: number }

/** Events, those that are open first and then the newest; at most so many. */
export async function listEvents(tx: Tx, tenant: TenantId, most: number): Promise<ListedEvent[]> {
  const rows = await tx
    .selectFrom('event')
    .selectAll()
    .select((eb) => [
      eb
        .selectFrom('event_item')
        .select(sql<string>`count(*)`.as('items'))
        .whereRef('event_item.tenant_id', '=', 'event.tenant_id')
        .whereRef('event_item.event_id', '=', 'event.id')
        .as('items'),
      eb
        .selectFrom('event_item')
        .select(sql<string>`count(*)`.as('open'))
        .whereRef('event_item.tenant_id', '=', 'event.tenant_id')
        .whereRef('event_item.event_id', '=', 'event.id')
        .where('event_item.outcome', 'is', null)
        .as('open'),
    ])
    .where('tenant_id', '=', tenant)
    .orderBy(sql`(closed_at is null)`, 'desc')
    .orderBy('happens_on', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => ({ ...toHappening(row), items: Number(row.items), open: Number(row.open) }))
}

export async function findEvent(
  tx: Tx,
  tenant: TenantId,
  id: EventId,
  { locked } = { locked: false },
): Promise<Happening | undefined> {
  const query = tx.selectFrom('event').selectAll().where('tenant_id', '=', tenant).where('id', '=', id)
  const row = await (locked ? query.forUpdate() : query).executeTakeFirst()
  return row && toHappening(row)
}

export async function listItems(tx: Tx, tenant: TenantId, event: EventId): Promise<Item[]> {
  const rows = await tx
    .selectFrom('event_item')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('event_id', '=', event)
    .orderBy('number')
    .execute()
  return rows.map(toItem)
}

/** Keeps an event with its checklist; false where its source began one of the kind before. */
export async function insertEvent(
  tx: Tx,
  tenant: TenantId,
  event: Happening,
  items: readonly Omit<Item, 'decided'>[],
  source: string | null,
): Promise<boolean> {
  const result = await tx
    .insertInto('event')
    .values({
      ...{ tenant_id: tenant, id: event.id, kind: event.kind, about: event.about, happens_on: event.day, note: event.note },
      ...{ source_id: source, begun_by: event.begunBy, begun_at: event.begunAt, closed_by: null, closed_at: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if ((result.numInsertedOrUpdatedRows ?? 0n) === 0n) return false
  const rows = items.map(({ number, edition, duty, due, assignee }) => ({
    ...{ tenant_id: tenant, event_id: event.id, number, edition, duty, due_on: due, assignee },
    ...{ outcome: null, reason: '', decided_by: null, decided_at: null },
  }))
  await tx.insertInto('event_item').values(rows).execute()
  return true
}

/** Says what became of an item that is open. */
export async function decideItem(
  tx: Tx,
  tenant: TenantId,
  { event, number }: { event: EventId; number: number },
  { outcome, reason, by, at }: NonNullable<Item['decided']>,
): Promise<void> {
  await tx
    .updateTable('event_item')
    .set({ outcome, reason, decided_by: by, decided_at: at })
    .where('tenant_id', '=', tenant)
    .where('event_id', '=', event)
    .where('number', '=', number)
    .where('outcome', 'is', null)
    .execute()
}

export async function closeEvent(
  tx: Tx,
  tenant: TenantId,
  id: EventId,
  { by, at }: { by: PersonId; at: Instant },
): Promise<void> {
  await tx
    .updateTable('event')
    .set({ closed_by: by, closed_at: at })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .execute()
}

function toHappening(row: Selectable<Tables['event']>): Happening {
  const { id, kind, about, happens_on: day, note, closed_by: by, closed_at: at } = row
  return {
    ...{ id, kind: kind as EventKind, about, day, note, begunBy: row.begun_by, begunAt: row.begun_at },
    closed: by && at ? { by, at } : null,
  }
}

function toItem(row: Selectable<Tables['event_item']>): Item {
  const { number, edition, duty, due_on: due, assignee, outcome, reason, decided_by: by, decided_at: at } = row
  const decided = outcome && by && at ? { outcome: outcome as 'done' | 'aside', reason, by, at } : null
  return { number, edition, duty, due, assignee, decided }
}
