import type { CatalogueContext } from '../catalogue/index.ts'
import { dayInJapan } from '../kernel/instant.ts'
import { accept, type Lang, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import { toCsvFile } from '../sheets/csv.ts'
import { writeWorkbook } from '../sheets/write-workbook.ts'
import * as events from './events.ts'
import type { EXPORTS } from './export-table.ts'
import { toRecords, toTable } from './export-table.ts'
import type { Filter } from './filter.ts'
import * as links from './link-store.ts'
import { sightOf } from './sight.ts'
import * as store from './store.ts'

/** More pieces than anybody keeps; what is beyond is not in a list, which says so. */
const MOST_LISTED = 50_000

/** The list of evidence that a filter shows, all pages of it, as a file. The log is told. */
export async function exportList(
  context: CatalogueContext,
  actor: Actor,
  filter: Filter,
  form: (typeof EXPORTS)[number],
  lang: Lang,
): Promise<Outcome<Uint8Array>> {
  const forbidden = refuseUnlessMay(actor, 'evidence.export')
  if (forbidden) return forbidden
  const today = dayInJapan(context.now())
  const { tenant } = actor
  const listed = await context.db.transact({ tenant }, async (tx) => {
    const wanted = { sight: sightOf(actor), filter: { ...filter, after: undefined }, today, limit: MOST_LISTED }
    const pieces = await store.listPieces(tx, tenant, wanted)
    const linked = await links.listTargets(
      tx,
      tenant,
      pieces.map(({ id }) => id),
    )
    await logEvent(context, tx, actor, events.exported(tenant, form, pieces.length))
    return pieces.map((piece) => ({ piece, targets: linked.get(piece.id) ?? [] }))
  })
  if (form === 'json') return accept(new TextEncoder().encode(`${JSON.stringify(toRecords(listed), undefined, 2)}\n`))
  const table = toTable(listed, lang)
  if (form === 'csv') return accept(new TextEncoder().encode(toCsvFile(table)))
  return accept(await writeWorkbook([{ name: lang === 'ja' ? '証跡' : 'Evidence', ...SHEET, rows: table }], context.now()))
}

const SHEET = { widths: [36, 16, 14, 14, 14, 24, 20, 16, 14, 20, 40, 50, 68, 12], headerRows: 1, filter: true }
