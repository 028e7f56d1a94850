import type { Context } from '../context.ts'
import { BlobGone } from '../kernel/blobs.ts'
import { DAY } from '../kernel/calendar.ts'
import type { UploadId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import { scan } from './clamd.ts'
import { takeIn } from './content-actions.ts'
import { newKey, openKey, partKey } from './keys.ts'
import { EMPTY, infected, NO_NAME, noRoom, OTHER_PLACE, tooLarge, UNSCANNED } from './refusals.ts'
import { sealed, unsealed } from './sealing.ts'
import type { Upload } from './store.ts'
import * as store from './store.ts'

/** An upload that nobody touched for so long is forgotten. */
export const UPLOAD_KEPT_FOR = DAY
/** How much of an upload is put on the disk, and acknowledged, at a time. */
const PART_BYTES = 8 * 1024 * 1024
const LONGEST_NAME = 1000

/** What somebody says of a file before they send it. `sha256` in lower-case hex, where they computed it. */
type Announced = { name: string; mediaType: string; bytes: number; sha256: string | null }

/**
 * Begins an upload. Refuses what is too large, before any of it is sent. Where they told the hash of what they are sending already, under
 * the same name, it is that upload as it stands: after a reload a browser knows no more than the file that is chosen again.
 */
export async function beginUpload(context: Context, actor: Actor, announced: Announced): Promise<Outcome<Upload>> {
  const forbidden = refuseUnlessMay(actor, 'evidence.write')
  if (forbidden) return forbidden
  const { fileLimits } = context.settings
  const { bytes } = announced
  const name = announced.name.toWellFormed().slice(0, LONGEST_NAME)
  if (name.trim() === '') return refuse('file.name', NO_NAME, 'file')
  if (bytes === 0) return refuse('file.empty', EMPTY, 'file')
  if (bytes > fileLimits.file) return tooLarge(fileLimits.file)
  const id = context.newId<UploadId>()
  const { sealedKey } = newKey(context.secrets, id)
  const mediaType = announced.mediaType.toWellFormed().slice(0, 200)
  const upload = {
    id,
    person: actor.person,
    name,
    mediaType,
    bytes,
    received: 0,
    toldSha256: announced.sha256,
    sealedKey,
    stored: null,
  }
  const begun = await context.db.transact({ tenant: actor.tenant }, async (tx): Promise<Outcome<Upload>> => {
    const same = announced.sha256 !== null && (await store.touchSameUpload(tx, actor.tenant, upload, context.now()))
    if (same) return accept(same)
    if ((await store.bytesKept(tx, actor.tenant)) + bytes > fileLimits.organisation) return noRoom(fileLimits.organisation)
    await store.insertUpload(tx, actor.tenant, upload, context.now())
    return accept(upload)
  })
  return begun.ok ? finished(context, actor, begun.value) : begun
}

/** An upload of their own; nothing where there is none, or no longer. */
export function readUpload(context: Context, actor: Actor, id: UploadId): Promise<Upload | undefined> {
  return context.db.read({ tenant: actor.tenant }, (tx) => store.findUpload(tx, actor.tenant, actor.person, id))
}

/** Those of these uploads of their own that are whole. */
export function readUploads(context: Context, actor: Actor, ids: readonly UploadId[]): Promise<Upload[]> {
  return context.db.read({ tenant: actor.tenant }, (tx) => store.findWholeUploads(tx, actor.tenant, actor.person, ids))
}

/**
 * An upload of their own, as `readUpload` gives it. Where all of it has arrived and a crash came before it was put together, that is done
 * now: whoever asks would have nothing left to send.
 */
export async function findOrFinishUpload(context: Context, actor: Actor, id: UploadId): Promise<Outcome<Upload> | undefined> {
  const upload = await readUpload(context, actor, id)
  return upload && finished(context, actor, upload)
}

/**
 * Takes the next bytes of an upload, from `from` on. What was acknowledged is on the disk: where the source breaks off, all that came
 * until then is kept, and it goes on from there. With the last byte the content is put together, compared with the hash that was told,
 * and kept; where that fails the upload is gone.
 */
export async function appendToUpload(
  context: Context,
  actor: Actor,
  id: UploadId,
  from: number,
  source: AsyncIterable<Uint8Array>,
): Promise<Outcome<Upload> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'evidence.write')
  if (forbidden) return forbidden
  const upload = await readUpload(context, actor, id)
  if (!upload) return undefined
  if (from !== upload.received || upload.stored !== null) return refuse('upload.place', OTHER_PLACE)
  const key = openKey(context.secrets, id, upload.sealedKey)
  const pieces = inParts(source, upload.bytes - from)
  let received = from
  for await (const part of pieces) {
    const partId = context.newId<string>()
    const name = `${actor.tenant}/${partId}` as const
    await context.blobs.write(name, sealed(partKey(key, partId), part.bytes()))
    if (part.size() === 0) {
      await context.blobs.remove(name)
      break
    }
    const kept = await context.db.transact({ tenant: actor.tenant }, (tx) =>
      store.keepPart(tx, actor.tenant, id, { id: partId, first: received, bytes: part.size() }, context.now()),
    )
    if (!kept) {
      await context.blobs.remove(name)
      return refuse('upload.place', OTHER_PLACE)
    }
    received += part.size()
  }
  return finished(context, actor, { ...upload, received })
}

/** An upload as it stands; put together where all of it has arrived and that is still to be done. */
async function finished(context: Context, actor: Actor, upload: Upload): Promise<Outcome<Upload>> {
  return upload.received < upload.bytes || upload.stored !== null ? accept(upload) : putTogether(context, actor, upload)
}

/** Keeps the whole; where another request did the same meanwhile, what it kept. */
async function putTogether(context: Context, actor: Actor, upload: Upload): Promise<Outcome<Upload>> {
  try {
    return await keepWhole(context, actor, upload)
  } catch (fault) {
    const kept = fault instanceof BlobGone ? await readUpload(context, actor, upload.id) : undefined
    if (kept && kept.stored !== null) return accept(kept)
    throw fault
  }
}

/** Reads the pieces in their order, and keeps the whole. */
async function keepWhole(context: Context, actor: Actor, upload: Upload): Promise<Outcome<Upload>> {
  const { tenant } = actor
  const parts = await context.db.read({ tenant }, (tx) => store.listParts(tx, tenant, upload.id))
  const key = openKey(context.secrets, upload.id, upload.sealedKey)
  async function* whole(): AsyncGenerator<Uint8Array> {
    for (const { id } of parts) yield* unsealed(partKey(key, id), context.blobs.read(`${tenant}/${id}`))
  }
  const found = await scanned(context, whole)
  // All of it has arrived, and is looked at again when somebody asks how far it is.
  if (!found.ok && found.refusals[0].code === 'file.unscanned') return found
  const taken = found.ok ? await takeIn(context, tenant, whole(), { most: upload.bytes, told: upload.toldSha256 }) : found
  const stored = await context.db.transact({ tenant }, async (tx) => {
    if (!taken.ok) return void (await store.deleteUpload(tx, tenant, upload.id))
    const kept = await store.keepFile(tx, tenant, taken.value)
    await store.finishUpload(tx, tenant, upload.id, kept, context.now())
    return kept
  })
  for (const { id } of parts) await context.blobs.remove(`${tenant}/${id}`)
  if (!taken.ok) return taken
  if (stored !== taken.value.id) await context.blobs.remove(`${tenant}/${taken.value.id}`)
  return accept({ ...upload, stored: stored ?? null })
}

/** Has content looked at for malware, where there is a scanner. Refuses what it finds, and what it did not look at to the end. */
async function scanned({ settings }: Context, content: () => AsyncIterable<Uint8Array>): Promise<Outcome<void>> {
  const { scanner, destinations } = settings
  if (!scanner) return accept(undefined)
  try {
    const found = await scan(scanner, content(), { destinations })
    return found === undefined ? accept(undefined) : infected(found)
  } catch (fault) {
    if (fault instanceof BlobGone) throw fault
    return refuse('file.unscanned', UNSCANNED, 'file')
  }
}

/** Gives an upload up, with what was sent of it. */
export async function giveUpUpload(context: Context, actor: Actor, id: UploadId): Promise<Outcome<UploadId> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'evidence.write')
  if (forbidden) return forbidden
  const { tenant, person } = actor
  const parts = await context.db.transact({ tenant }, async (tx) => {
    if (!(await store.findUpload(tx, tenant, person, id, true))) return undefined
    const parts = await store.listParts(tx, tenant, id)
    await store.deleteUpload(tx, tenant, id)
    return parts
  })
  if (!parts) return undefined
  for (const part of parts) await context.blobs.remove(`${tenant}/${part.id}`)
  return accept(id)
}

type Part = { bytes(): AsyncGenerator<Uint8Array>; size(): number }

/** Cuts what comes into parts. Where the source breaks off, the part under way ends there, as one that is merely shorter. */
async function* inParts(source: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Part> {
  const pieces = source[Symbol.asyncIterator]()
  let left = most
  let rest: Uint8Array | undefined
  let ended = false
  const next = async () => {
    if (rest) return rest
    const { value, done } = await pieces.next().catch(() => ({ value: undefined, done: true }))
    if (done) ended = true
    return done ? undefined : value
  }
  while (!ended && left > 0) {
    let size = 0
    yield {
      size: () => size,
      async *bytes() {
        while (size < PART_BYTES && left > 0) {
          const piece = await next()
          if (!piece) return
          const taken = piece.subarray(0, Math.min(piece.length, PART_BYTES - size, left))
          rest = taken.length < piece.length ? piece.subarray(taken.length) : undefined
          size += taken.length
          left -= taken.length
          if (taken.length > 0) yield taken
        }
      },
    }
  }
}
