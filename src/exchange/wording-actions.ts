import { createHash } from 'node:crypto'
import * as store from '../catalogue/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import { EditionId } from '../catalogue/index.ts'
import type { TenantId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import { tooLarge } from '../sheets/file-kind.ts'
import { MAX_FILE_BYTES } from '../sheets/limits.ts'
import { cleanText } from '../sheets/text.ts'
import { readWorkbook, type Workbook } from '../sheets/workbook.ts'
import { wordingImported, wordingRemoved } from './events.ts'
import { officialWording } from './official-wording.ts'
import { numbersOf } from './understood.ts'

/** What an organisation has of the official wording of an edition: where from, how many, and which criteria have none. */
export type WordingImport = store.WordingOrigin & { criteria: number; requirements: number; missing: string[] }

/**
 * Takes the official wording of an edition out of the official workbook, in place of what was imported before. Refuses a file
 * that is too large or no such workbook, and one that fits another edition better.
 */
export async function importOfficialWording(
  context: CatalogueContext,
  viewer: Actor,
  id: EditionId,
  file: { name: string; bytes: Uint8Array },
): Promise<Outcome<WordingImport>> {
  const forbidden = refuseUnlessMay(viewer, 'wording.import')
  if (forbidden) return forbidden
  if (file.bytes.length > MAX_FILE_BYTES) return tooLarge(file.bytes.length)
  const workbook = context.workers
    ? await context.workers.run<Workbook>({ name: 'sheets.workbook', input: file.bytes, owner: viewer.tenant })
    : await readWorkbook(file.bytes)
  if (!workbook.ok) return workbook
  const { sheets } = workbook.value
  const read = officialWording(sheets, editionsFor(context, id))
  if (!read.ok) return read
  const better = others(id).find((other) => {
    const fit = officialWording(sheets, editionsFor(context, other))
    return fit.ok && fit.value.missing.length < read.value.missing.length
  })
  if (better) return otherEdition(id, better)
  const { criteria, requirements } = read.value
  const origin = {
    source: cleanText(file.name).slice(0, 200),
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    importedBy: viewer.person,
    importedAt: context.now(),
  }
  const found = await context.db.transact({ tenant: viewer.tenant }, async (tx) => {
    await store.replaceWording(tx, viewer.tenant, id, { ...requirements, ...criteria }, origin)
    await logEvent(context, tx, viewer, wordingImported(id, origin))
    return store.findImport(tx, viewer.tenant, id)
  })
  if (!found) throw new Error('the wording just imported is not there')
  return accept(toImport(context, id, found))
}

/** Takes the imported wording of an edition away. */
export async function removeOfficialWording(context: CatalogueContext, seat: Actor, id: EditionId): Promise<Outcome<true>> {
  const forbidden = refuseUnlessMay(seat, 'wording.import')
  if (forbidden) return forbidden
  const { tenant } = seat
  return context.db.transact({ tenant }, async (tx) => {
    if (!(await store.findImport(tx, tenant, id))) return accept(true)
    await store.deleteWording(tx, tenant, id)
    await logEvent(context, tx, seat, wordingRemoved(id))
    return accept(true)
  })
}

/** What the organisation imported for an edition; nothing where it imported nothing. */
export async function readWordingImport(
  context: CatalogueContext,
  tenant: TenantId,
  id: EditionId,
): Promise<WordingImport | undefined> {
  const found = await context.db.read({ tenant }, (tx) => store.findImport(tx, tenant, id))
  return found && toImport(context, id, found)
}

function toImport(
  context: CatalogueContext,
  id: EditionId,
  { numbers, ...origin }: store.WordingOrigin & { numbers: string[] },
): WordingImport {
  const edition = context.edition(id)
  const have = new Set(numbers)
  const missing = edition.criteria.filter((criterion) => !have.has(criterion.id)).map((criterion) => criterion.id)
  return {
    ...origin,
    criteria: edition.criteria.length - missing.length,
    requirements: edition.requirements.filter((requirement) => have.has(requirement.id)).length,
    missing,
  }
}

function editionsFor(context: CatalogueContext, id: EditionId): Parameters<typeof officialWording>[1] {
  return { chosen: numbersOf(context.edition(id)), others: others(id).map((other) => numbersOf(context.edition(other))) }
}

function others(id: EditionId): EditionId[] {
  return EditionId.options.filter((one) => one !== id)
}

function otherEdition(id: EditionId, better: EditionId): ReturnType<typeof refuse> {
  return refuse(
    'wording.other-edition',
    {
      ja: `このブックは ${id} 版ではなく ${better} 版のもののようです。${better} 版のページから取り込んでください。何も取り込んでいません。`,
      en: `This workbook seems to be of edition ${better}, not ${id}. Import it on the page of edition ${better}. Nothing was imported.`,
    },
    'file',
  )
}
