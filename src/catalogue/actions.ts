import type { TenantId } from '../kernel/ids.ts'
import type { CatalogueContext } from './catalogue.ts'
import type { EditionId } from './edition.ts'
import * as store from './store.ts'

export type { WordingOrigin } from './store.ts'
export { deleteWording, findImport, findWording, replaceWording } from './store.ts'

/** The official text of one criterion or requirement, as the organisation imported it. */
export function readOfficialWording(
  context: CatalogueContext,
  tenant: TenantId,
  id: EditionId,
  number: string,
): Promise<store.ImportedWording | undefined> {
  return context.db.read({ tenant }, (tx) => store.findWording(tx, tenant, id, number))
}
