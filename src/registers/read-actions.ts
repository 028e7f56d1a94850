import type { Tx } from '../db/db.ts'
import { parseId, type RowId, type TenantId } from '../kernel/ids.ts'
import type { MeasuresContext } from '../measures/index.ts'
import { namesIn } from '../organisation/actions.ts'
import { may } from '../roles/permissions.ts'
import type { Actor } from '../roles/sight.ts'
import type { Filter } from './filter.ts'
import { type AnyColumn, columnsOf, type HasRegisters, type Register } from './register.ts'
import * as registers from './register-store.ts'
import * as rows from './row-store.ts'

export type RegistersContext = MeasuresContext & HasRegisters

/** A register as an organisation keeps it: `columns` those that it sees, `every` with those that it put away, for writing. */
export type Opened = { register: Register; kept: registers.Kept; columns: AnyColumn[]; every: AnyColumn[] }

/** How many rows a page of a register shows. */
const PER_PAGE = 50

/** Every register with what it counts, and when stock was last taken of it. */
export async function readRegisters(context: RegistersContext, { tenant }: Actor) {
  return context.db.read({ tenant }, async (tx) => {
    const kept = await registers.listKept(tx, tenant)
    const taken = await registers.listLastTaken(tx, tenant)
    return context.registers().map((register) => ({ register, kept: kept.get(register.id), taken: taken.get(register.id) }))
  })
}

/** For routes: the register that an address names. */
export function loadRegister(context: RegistersContext) {
  return ({ register }: { register: string }, actor: Actor): Promise<Opened | undefined> | undefined => {
    const found = findRegister(context, register)
    return found && context.db.read({ tenant: actor.tenant }, (tx) => openIn(tx, actor.tenant, found))
  }
}

/** A page of a register's rows, and where the next one begins. */
export async function readRows(context: RegistersContext, { tenant }: Actor, { register, columns }: Opened, filter: Filter) {
  return context.db.read({ tenant }, (tx) =>
    rows.listRows(tx, tenant, { register: register.id, columns, filter, limit: PER_PAGE }),
  )
}

/** For routes: the row that an address names, with its versions and everybody's names. */
export function loadRow(context: RegistersContext) {
  return async ({ register, row }: { register: string; row: string }, actor: Actor) => {
    const [found, id] = [findRegister(context, register), parseId<RowId>(row)]
    if (!found || !id || !may(actor, 'register.read')) return undefined
    const { tenant } = actor
    return context.db.read({ tenant }, async (tx) => {
      const one = await rows.findRow(tx, tenant, id)
      if (!one || one.register !== found.id) return undefined
      const opened = await openIn(tx, tenant, found)
      return { ...opened, row: one, versions: await rows.listVersions(tx, tenant, id), people: await namesIn(tx, tenant) }
    })
  }
}

export function findRegister(context: HasRegisters, id: string): Register | undefined {
  return context.registers().find((register) => register.id === id)
}

export async function openIn(tx: Tx, tenant: TenantId, register: Register): Promise<Opened> {
  return opened(register, await registers.findKept(tx, tenant, register.id))
}

/** The same, locked until the transaction ends. */
export async function lockIn(tx: Tx, tenant: TenantId, register: Register): Promise<Opened> {
  return opened(register, await registers.lockKept(tx, tenant, register.id))
}

function opened(register: Register, kept: registers.Kept): Opened {
  const every = columnsOf(
    register,
    kept.own.map((column) => ({ ...column, away: false })),
  )
  return { register, kept, columns: columnsOf(register, kept.own), every }
}
