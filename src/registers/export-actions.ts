import { accept, type Lang, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { REGISTER_WORDS } from '../measures/index.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import { toCsvFile } from '../sheets/csv.ts'
import { writeWorkbook } from '../sheets/write-workbook.ts'
import * as events from './events.ts'
import { toTable } from './export-table.ts'
import { findRegister, openIn, type RegistersContext } from './read-actions.ts'
import { listAll } from './row-store.ts'

/** A whole register as a file, rows that are gone included. The log is told. An import knows the file again. */
export async function exportRegister(
  context: RegistersContext,
  actor: Actor,
  id: string,
  form: 'xlsx' | 'csv',
  lang: Lang,
): Promise<Outcome<Uint8Array> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.export')
  if (forbidden) return forbidden
  const register = findRegister(context, id)
  if (!register) return undefined
  const { tenant } = actor
  const { rows, columns } = await context.db.transact({ tenant }, async (tx) => {
    const opened = await openIn(tx, tenant, register)
    const all = await listAll(tx, tenant, register.id)
    await logEvent(context, tx, actor, events.exported(tenant, register.id, form, all.length))
    return { rows: all, columns: opened.columns }
  })
  const table = toTable(rows, columns, lang)
  if (form === 'csv') return accept(new TextEncoder().encode(toCsvFile(table)))
  const widths = [12, ...columns.map(({ kind }) => (kind === 'long' ? 40 : 18)), 14, 24]
  const sheet = { name: REGISTER_WORDS[register.id][lang].slice(0, 31), widths, headerRows: 1, frozenColumns: 2, filter: true }
  return accept(await writeWorkbook([{ ...sheet, rows: table }], context.now()))
}
