import { toInstant } from '../db/instant-text.ts'
import type { BlobName } from '../kernel/blobs.ts'
import { parseId, type TenantId } from '../kernel/ids.ts'
import type { Words } from '../kernel/refusal.ts'
import { fromKeyText, type StoredEntry, startVerification, toolsOf, toWords, type Verification } from '../log/index.ts'
import { blobPath } from './file-actions.ts'
import type { Contents, Part } from './format.ts'
import { readBackup } from './read-backup.ts'

/** What became of the logs inside: how many, how many entries, how many things are wrong, and the first of those. */
export type LogCheck = { logs: number; entries: number; wrong: number; damages: { tenant: TenantId; words: Words }[] }

/**
 * Reads a whole backup and verifies the logs inside by the public keys given, any of which will do, or else by its own; nothing of the
 * logs where there is no key. `gone` are the files that rows name and that are not inside. Throws UnreadableBackup.
 */
export async function checkBackup(
  path: string,
  keys: readonly string[] = [],
): Promise<{ contents: Contents; logs: LogCheck | undefined; gone: readonly BlobName[] }> {
  const named: BlobName[] = []
  const heads = new Map<TenantId, { size: number; checkpoint: string; frontier: string[] }>()
  const kept: { tenant: TenantId; size: number; checkpoint: string }[] = []
  const contents = await readBackup(
    path,
    eachRow(['log_head', 'log_checkpoint', 'stored_file'], (table, row) => {
      if (table === 'stored_file') return void named.push(`${tenantOf(row)}/${columnText(row, 'id')}`)
      const tenant = tenantOf(row)
      const checkpoint = columnText(row, 'checkpoint')
      const size = Number(columnText(row, 'size'))
      if (table === 'log_checkpoint') kept.push({ tenant, size, checkpoint })
      else heads.set(tenant, { size, checkpoint, frontier: JSON.parse(columnText(row, 'frontier')) as string[] })
    }),
  )
  const gone = named.filter((name) => !contents.files.has(blobPath(name)))
  const trusted = keys.length > 0 ? keys : [contents.header.key ?? '']
  const publicKeys = trusted.map(fromKeyText).filter((key) => key !== undefined)
  if (publicKeys.length === 0) return { contents, logs: undefined, gone }
  const tools = toolsOf(publicKeys)
  const running = new Map<TenantId, Verification>()
  const verificationOf = (tenant: TenantId) => {
    const own = kept.filter((one) => one.tenant === tenant)
    const verification = running.get(tenant) ?? startVerification(tools, { tenant, head: heads.get(tenant), kept: own })
    running.set(tenant, verification)
    return verification
  }
  for (const tenant of [...heads.keys(), ...kept.map((one) => one.tenant)]) verificationOf(tenant)
  await readBackup(
    path,
    eachRow(['log_entry'], (_, row) => verificationOf(tenantOf(row)).take([toStored(row)])),
  )
  return { contents, logs: toCheck(running), gone }
}

type Row = (column: string) => string | null

/** Calls for every row of these tables, in the order of their keys. */
function eachRow(wanted: readonly string[], take: (table: string, row: Row) => void): (part: Part) => Promise<void> {
  let current: { table: string; columns: string[] } | undefined
  return async (part) => {
    if (part.kind === 'table') current = wanted.includes(part.table) ? part : undefined
    if (part.kind !== 'rows' || !current) return
    const { table, columns } = current
    for (const line of part.text.split('\n').slice(0, -1)) {
      const values = JSON.parse(line) as (string | null)[]
      take(table, (column) => values[columns.indexOf(column)] ?? null)
    }
  }
}

function tenantOf(row: Row): TenantId {
  const tenant = parseId<TenantId>(columnText(row, 'tenant_id'))
  if (!tenant) throw new Error('a row belongs to nobody')
  return tenant
}

function columnText(row: Row, column: string): string {
  return row(column) ?? ''
}

function toStored(row: Row): StoredEntry {
  const columns = { at: toInstant(columnText(row, 'at')), act: columnText(row, 'act'), about: columnText(row, 'about') }
  return { position: Number(columnText(row, 'position')), body: row('body'), leaf: columnText(row, 'leaf'), columns }
}

function toCheck(running: ReadonlyMap<TenantId, Verification>): LogCheck {
  const verdicts = [...running].map(([tenant, verification]) => ({ tenant, ...verification.finish() }))
  return {
    logs: verdicts.length,
    entries: verdicts.reduce((sum, { entries }) => sum + entries, 0),
    wrong: verdicts.reduce((sum, { count }) => sum + count, 0),
    damages: verdicts.flatMap(({ tenant, damages }) => damages.slice(0, 5).map((damage) => ({ tenant, words: toWords(damage) }))),
  }
}
