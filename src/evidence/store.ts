import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { EvidenceTables } from '../db/evidence-tables.ts'
import type { Tables } from '../db/tables.ts'
import type { EvidenceId, TenantId } from '../kernel/ids.ts'
import type { Day } from '../kernel/instant.ts'
import { endsWithin, type Filter } from './filter.ts'
import type { Confidentiality, Content, Kind, Piece, Version } from './piece.ts'
import type { Sight } from './sight.ts'
import { NO_END } from './state.ts'

/** A piece as the library lists it, with how many targets it is linked to. */
export type ListedPiece = Piece & { links: number }

/**
 * The pieces that somebody sees and a filter shows, at most `limit`, from where the page before ended. One statement, in the order of an
 * index: it takes as long with 10,000 pieces as with 100.
 */
export async function listPieces(
  tx: Tx,
  tenant: TenantId,
  { sight, filter, today, limit }: { sight: Sight; filter: Filter; today: Day; limit: number },
): Promise<ListedPiece[]> {
  const end = sql<string>`coalesce(evidence.valid_until, ${sql.lit(NO_END)})`
  const { after, words, kind, criterion, shown } = filter
  const ends = endsWithin(shown, today)
  let query = piecesOf(tx, tenant, sight)
    .select((has) => linksOf(has).as('links'))
    .where('withdrawn_at', shown === 'withdrawn' ? 'is not' : 'is', null)
    .limit(limit)
  if (kind !== '') query = query.where('kind', '=', kind)
  if (criterion !== '') {
    query = query.where((has) => has.exists(linkOf(has).where('l.kind', '=', 'criterion').where('l.target', '=', criterion)))
  }
  if (ends) query = query.where(sql<boolean>`${end} between ${ends.from} and ${ends.to}`)
  if (shown === 'unlinked') query = query.where((has) => has.not(has.exists(linkOf(has))))
  for (const word of words.split(/\s+/).filter((one) => one !== '')) {
    query = query.where(sql<boolean>`evidence.title || ' ' || source || ' ' || custodian ilike ${`%${escaped(word)}%`}`)
  }
  if (filter.sort === 'title') {
    if (after) query = query.where(sql<boolean>`(evidence.title, evidence.id) > (${after.value}, ${after.id}::uuid)`)
    return (await query.orderBy('evidence.title').orderBy('evidence.id').execute()).map(toListed)
  }
  if (filter.sort === 'end') {
    if (after) query = query.where(sql<boolean>`(${end}, evidence.id) > (${after.value}, ${after.id}::uuid)`)
    return (await query.orderBy(end).orderBy('evidence.id').execute()).map(toListed)
  }
  if (after) query = query.where('evidence.id', '<', after.id as EvidenceId)
  return (await query.orderBy('evidence.id', 'desc').execute()).map(toListed)
}

/** One piece that somebody sees; nothing for another one. `locked` until the transaction ends. */
export async function findPiece(
  tx: Tx,
  tenant: TenantId,
  sight: Sight,
  id: EvidenceId,
  { locked }: { locked: boolean } = { locked: false },
): Promise<Piece | undefined> {
  const query = piecesOf(tx, tenant, sight).where('evidence.id', '=', id)
  const row = await (locked ? query.forUpdate('evidence') : query).executeTakeFirst()
  return row && toPiece(row)
}

/** Those of the pieces that somebody sees, in no order of their own. */
export async function findPieces(
  tx: Tx,
  tenant: TenantId,
  sight: Sight,
  ids: readonly EvidenceId[],
  { locked }: { locked: boolean } = { locked: false },
): Promise<Piece[]> {
  if (ids.length === 0) return []
  const query = piecesOf(tx, tenant, sight).where(sql<boolean>`evidence.id = any(${[...ids]}::uuid[])`)
  return (await (locked ? query.orderBy('evidence.id').forUpdate('evidence') : query).execute()).map(toPiece)
}

/** A new piece with its first version. */
export async function insertPiece(tx: Tx, tenant: TenantId, piece: Piece, note: string): Promise<void> {
  await tx
    .insertInto('evidence')
    .values({ tenant_id: tenant, ...toRow(piece) })
    .execute()
  const { content, createdBy: by, createdAt: at } = piece
  await insertVersion(tx, tenant, piece.id, { number: 1, content, note, by, at })
}

/** Writes a piece as it is now, where it still stands at the revision before; false where somebody was first. */
export async function updatePiece(tx: Tx, tenant: TenantId, piece: Piece): Promise<boolean> {
  const { id, created_by: _by, created_at: _at, ...row } = toRow(piece)
  const result = await tx
    .updateTable('evidence')
    .set(row)
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('revision', '=', piece.revision - 1)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function insertVersion(tx: Tx, tenant: TenantId, piece: EvidenceId, version: Version): Promise<void> {
  const { number, content, note, by, at } = version
  const own = { tenant_id: tenant, evidence_id: piece, number, note, added_by: by, added_at: at }
  await tx
    .insertInto('evidence_version')
    .values({ ...own, ...contentRow(content) })
    .execute()
}

/** Every version of a piece, the newest first. */
export async function listVersions(tx: Tx, tenant: TenantId, piece: EvidenceId): Promise<Version[]> {
  const rows = await tx
    .selectFrom('evidence_version as v')
    .leftJoin('stored_file as f', (join) => join.onRef('f.tenant_id', '=', 'v.tenant_id').onRef('f.id', '=', 'v.file_id'))
    .select(['number', 'note', 'added_by', 'added_at', ...CONTENT])
    .where('v.tenant_id', '=', tenant)
    .where('evidence_id', '=', piece)
    .orderBy('number', 'desc')
    .execute()
  return rows.map((row) => ({
    number: row.number,
    content: toContent(row),
    note: row.note,
    by: row.added_by,
    at: row.added_at,
  }))
}

/** The columns of the content of a version `v`, with its stored file `f`. */
const CONTENT = [
  'v.content',
  'v.file_id',
  'v.name',
  'v.media_type',
  'v.href',
  'v.place',
  'v.keeper',
  'v.sha256',
  'f.sha256 as file_sha256',
  'f.bytes',
] as const

type Builder = ExpressionBuilder<Tables, 'evidence'>

function piecesOf(tx: Tx, tenant: TenantId, sight: Sight) {
  return tx
    .selectFrom('evidence')
    .innerJoin('evidence_version as v', (join) =>
      join
        .onRef('v.tenant_id', '=', 'evidence.tenant_id')
        .onRef('v.evidence_id', '=', 'evidence.id')
        .onRef('v.number', '=', 'evidence.version'),
    )
    .leftJoin('stored_file as f', (join) => join.onRef('f.tenant_id', '=', 'v.tenant_id').onRef('f.id', '=', 'v.file_id'))
    .selectAll('evidence')
    .select(CONTENT)
    .where('evidence.tenant_id', '=', tenant)
    .where(seenBy(sight))
}

/** Whether somebody sees a row of `evidence`, as SQL: the same for a list, a page, a file and a matrix. */
function seenBy(sight: Sight) {
  if (sight.sees === 'all') return sql<boolean>`true`
  if (sight.sees === 'none') return sql<boolean>`false`
  const link = sql`select 1 from evidence_link l where l.tenant_id = evidence.tenant_id and l.evidence_id = evidence.id`
  if (sight.sees === 'engaged') {
    const covered = sight.assessments
      ? sql`exists (${link} and l.assessment_id = any(${[...sight.assessments]}::uuid[]))`
      : sql`true`
    return sql<boolean>`(not evidence.insiders_only and ${covered})`
  }
  return sql<boolean>`(evidence.created_by = ${sight.person} or exists (${link} and ${isOwn(sight.person)}))`
}

/** Whether the target of a link `l` is a criterion or a task that is somebody's. */
export function isOwn(person: string) {
  return sql<boolean>`case l.kind
    when 'criterion' then exists (select 1 from answer where answer.tenant_id = l.tenant_id
      and answer.assessment_id = l.assessment_id and answer.criterion = l.target and answer.assignee = ${person})
    else exists (select 1 from task where task.tenant_id = l.tenant_id
      and task.id::text = l.target and task.assignee = ${person}) end`
}

function linkOf(has: Builder) {
  return has
    .selectFrom('evidence_link as l')
    .whereRef('l.tenant_id', '=', 'evidence.tenant_id')
    .whereRef('l.evidence_id', '=', 'evidence.id')
    .select('l.target')
}

function linksOf(has: Builder) {
  return linkOf(has).clearSelect().select(sql<number>`count(*)::int`.as('count'))
}

function escaped(word: string): string {
  return word.replaceAll(/[\\%_]/g, '\\$&')
}

type ContentRow = Pick<
  Selectable<EvidenceTables['evidence_version']>,
  'content' | 'file_id' | 'name' | 'media_type' | 'sha256' | 'href' | 'place' | 'keeper'
> & { file_sha256: string | null; bytes: number | null }

function toContent(row: ContentRow): Content {
  if (row.content === 'link') return { type: 'link', href: row.href }
  if (row.file_id === null) return { type: 'kept', place: row.place, keeper: row.keeper, sha256: row.sha256 }
  const { file_id: file, name, media_type: mediaType, file_sha256: sha256, bytes } = row
  return { type: 'file', file, name, mediaType, bytes: bytes ?? 0, sha256: sha256 ?? '' }
}

function contentRow(content: Content) {
  const none = { content: content.type, file_id: null, name: '', media_type: '', sha256: null, href: '', place: '', keeper: '' }
  if (content.type === 'link') return { ...none, href: content.href }
  if (content.type === 'kept') return { ...none, place: content.place, keeper: content.keeper, sha256: content.sha256 }
  return { ...none, file_id: content.file, name: content.name, media_type: content.mediaType }
}

type PieceRow = Selectable<EvidenceTables['evidence']> & ContentRow

function toListed(row: PieceRow & { links: number | null }): ListedPiece {
  return { ...toPiece(row), links: row.links ?? 0 }
}

function toPiece(row: PieceRow): Piece {
  const { withdrawn_reason: reason, withdrawn_by: by, withdrawn_at: at } = row
  return {
    id: row.id,
    title: row.title,
    kind: row.kind as Kind,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    issuedOn: row.issued_on,
    source: row.source,
    custodian: row.custodian,
    confidentiality: row.confidentiality as Confidentiality,
    validUntil: row.valid_until,
    insidersOnly: row.insiders_only,
    version: row.version,
    content: toContent(row),
    withdrawn: reason !== null && by !== null && at !== null ? { reason, by, at } : null,
    createdBy: row.created_by,
    createdAt: row.created_at,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
    revision: row.revision,
  }
}

function toRow(piece: Piece) {
  return {
    id: piece.id,
    title: piece.title,
    kind: piece.kind,
    period_from: piece.periodFrom,
    period_to: piece.periodTo,
    issued_on: piece.issuedOn,
    source: piece.source,
    custodian: piece.custodian,
    confidentiality: piece.confidentiality,
    valid_until: piece.validUntil,
    insiders_only: piece.insidersOnly,
    version: piece.version,
    withdrawn_reason: piece.withdrawn?.reason ?? null,
    withdrawn_by: piece.withdrawn?.by ?? null,
    withdrawn_at: piece.withdrawn?.at ?? null,
    created_by: piece.createdBy,
    created_at: piece.createdAt,
    changed_by: piece.changedBy,
    changed_at: piece.changedAt,
    revision: piece.revision,
  }
}
