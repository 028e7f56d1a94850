import type { Tx } from '../db/db.ts'
import type { PersonId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { EditionId } from './edition.ts'

/** Where imported wording comes from: the file, its hash, and who took it in and when. */
export type WordingOrigin = { source: string; sha256: string; importedBy: string; importedAt: Instant }
/** The official text of one criterion or requirement, as an organisation imported it. */
export type ImportedWording = WordingOrigin & { wording: string }

/** Puts the wording of an edition in the place of whatever was there. `texts` goes by number, criteria and requirements alike. */
export async function replaceWording(
  tx: Tx,
  tenant: TenantId,
  edition: EditionId,
  texts: Readonly<Record<string, string>>,
  origin: { source: string; sha256: string; importedBy: PersonId; importedAt: Instant },
): Promise<void> {
  const { source, sha256, importedBy, importedAt } = origin
  const common = { tenant_id: tenant, edition, source, sha256, imported_by: importedBy, imported_at: importedAt }
  await deleteWording(tx, tenant, edition)
  await tx
    .insertInto('official_wording')
    .values(Object.entries(texts).map(([criterion, wording]) => ({ ...common, criterion, wording })))
    .execute()
}

export async function deleteWording(tx: Tx, tenant: TenantId, edition: EditionId): Promise<void> {
  await tx.deleteFrom('official_wording').where('tenant_id', '=', tenant).where('edition', '=', edition).execute()
}

/** The official text of one number; nothing where the organisation has not imported it. */
export async function findWording(
  tx: Tx,
  tenant: TenantId,
  edition: EditionId,
  number: string,
): Promise<ImportedWording | undefined> {
  const row = await wording(tx, tenant, edition)
    .select('official_wording.wording')
    .where('official_wording.criterion', '=', number)
    .executeTakeFirst()
  return row && { ...toOrigin(row), wording: row.wording }
}

/** What the organisation has imported for an edition: where from, and the numbers that have a text. */
export async function findImport(
  tx: Tx,
  tenant: TenantId,
  edition: EditionId,
): Promise<(WordingOrigin & { numbers: string[] }) | undefined> {
  const rows = await wording(tx, tenant, edition).select('official_wording.criterion').execute()
  const [first] = rows
  return first && { ...toOrigin(first), numbers: rows.map(({ criterion }) => criterion) }
}

function wording(tx: Tx, tenant: TenantId, edition: EditionId) {
  return tx
    .selectFrom('official_wording')
    .leftJoin('person', (join) =>
      join.onRef('person.tenant_id', '=', 'official_wording.tenant_id').onRef('person.id', '=', 'official_wording.imported_by'),
    )
    .select(['official_wording.source', 'official_wording.sha256', 'official_wording.imported_at', 'person.name'])
    .where('official_wording.tenant_id', '=', tenant)
    .where('official_wording.edition', '=', edition)
}

function toOrigin(row: { source: string; sha256: string; imported_at: Instant; name: string | null }): WordingOrigin {
  return { source: row.source, sha256: row.sha256, importedBy: row.name ?? '', importedAt: row.imported_at }
}
