import type { Selectable } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { RegisterTables } from '../db/register-tables.ts'
import type { TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { RegisterId } from '../measures/index.ts'
import type { OwnColumn } from './register.ts'
import type { Counts } from './row.ts'

/** What an organisation made of a register: its own columns, what headers of files mean to it, how many rows there are. */
export type Kept = Counts & {
  id: RegisterId
  own: readonly OwnColumn[]
  /** A folded header to the id of a column; to '' where it is left out. */
  headers: Readonly<Record<string, string>>
}

const NOTHING: Omit<Kept, 'id'> = { own: [], headers: {}, here: 0, gapped: 0, vanished: 0, gone: 0 }

/** Every register that an organisation has begun. */
export async function listKept(tx: Tx, tenant: TenantId): Promise<Map<RegisterId, Kept>> {
  const rows = await tx.selectFrom('register').selectAll().where('tenant_id', '=', tenant).execute()
  return new Map(rows.map((row) => [row.register as RegisterId, toKept(row)]))
}

export async function findKept(tx: Tx, tenant: TenantId, id: RegisterId): Promise<Kept> {
  const row = await tx
    .selectFrom('register')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('register', '=', id)
    .executeTakeFirst()
  return row ? toKept(row) : { id, ...NOTHING }
}

/** The same, locked until the transaction ends: whoever writes rows holds it. */
export async function lockKept(tx: Tx, tenant: TenantId, id: RegisterId): Promise<Kept> {
  const row = await tx
    .insertInto('register')
    .values({ tenant_id: tenant, register: id })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'register']).doUpdateSet({ here: (has) => has.ref('register.here') }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  return toKept(row)
}

export async function updateKept(
  tx: Tx,
  tenant: TenantId,
  { id, own, headers }: Pick<Kept, 'id' | 'own' | 'headers'>,
): Promise<void> {
  await tx
    .updateTable('register')
    .set({ own: JSON.stringify(own), headers: JSON.stringify(headers) })
    .where('tenant_id', '=', tenant)
    .where('register', '=', id)
    .execute()
}

/** When stock was last taken of each register, to its end. */
export async function listLastTaken(tx: Tx, tenant: TenantId): Promise<Map<string, Instant>> {
  const rows = await tx
    .selectFrom('stocktake')
    .select((has) => ['register', has.fn.max('ended_at').as('at')])
    .where('tenant_id', '=', tenant)
    .where('ended_at', 'is not', null)
    .groupBy('register')
    .execute()
  return new Map(rows.flatMap(({ register, at }) => (at === null ? [] : [[register, at] as const])))
}

function toKept(row: Selectable<RegisterTables['register']>): Kept {
  const { register, own, headers, here, gapped, vanished, gone } = row
  return {
    id: RegisterId.parse(register),
    own: own as OwnColumn[],
    headers: headers as Record<string, string>,
    ...{ here, gapped, vanished, gone },
  }
}
