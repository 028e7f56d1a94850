import type { Context } from '../context.ts'
import type { BlobName } from '../kernel/blobs.ts'
import { earlier, HOUR } from '../kernel/calendar.ts'
import type { TenantId } from '../kernel/ids.ts'
import * as store from './store.ts'
import { UPLOAD_KEPT_FOR } from './upload-actions.ts'

/** What is under way has a row, or will have one soon; a blob that has none after so long belongs to nothing. */
const ORPHAN_AFTER = HOUR
const AT_ONCE = 200

/**
 * Forgets uploads that nobody went on with, removes contents of which nothing came within a day of their upload, and removes blobs that no row names: what a crash, a refusal or a removal left behind.
 * Gives how many were removed. To be called at the start and once an hour.
 */
export async function removeOrphans(context: Context, naming: readonly store.NamingColumn[]): Promise<number> {
  const now = context.now()
  const before = earlier(now, UPLOAD_KEPT_FOR)
  await context.db.transact('admin', async (tx) => {
    await store.deleteUploadsBefore(tx, before)
    await store.deleteUnnamedContents(tx, naming, before)
  })
  let removed = 0
  let batch: BlobName[] = []
  const flush = async () => {
    const names = batch.map((name) => ({ name, tenant: tenantOf(name), id: name.slice(name.indexOf('/') + 1) }))
    batch = []
    const named = await context.db.read('admin', (tx) => store.namedBlobs(tx, names))
    for (const { name } of names.filter((one) => !named.has(one.name))) {
      await context.blobs.remove(name)
      removed += 1
    }
  }
  for await (const { name, at } of context.blobs.list()) {
    if (at > earlier(now, ORPHAN_AFTER)) continue
    batch.push(name)
    if (batch.length === AT_ONCE) await flush()
  }
  if (batch.length > 0) await flush()
  return removed
}

function tenantOf(name: BlobName): TenantId {
  return name.slice(0, name.indexOf('/')) as TenantId
}
