import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import type { FileId, TenantId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { newKey, openKey } from './keys.ts'
import { CHANGED_ON_THE_WAY, tooLarge } from './refusals.ts'
import { sealed, sealedRange, unsealed, unsealedRange } from './sealing.ts'
import type { StoredFile } from './store.ts'

type Stored = { id: FileId; bytes: number; sealedKey: string }
type Held = Pick<Context, 'blobs' | 'secrets'>

/**
 * Takes content in as it comes, seals and hashes it on the way, and puts it on the disk. Nobody finds it before a transaction calls
 * `keepFile` with what this gives. Refuses more than so many bytes, and content whose hash is not the one that was told.
 */
export async function takeIn(
  context: Context,
  tenant: TenantId,
  source: AsyncIterable<Uint8Array>,
  { most, told }: { most: number; told?: string | null },
): Promise<Outcome<StoredFile>> {
  const id = context.newId<FileId>()
  const { key, sealedKey } = newKey(context.secrets, id)
  const hash = createHash('sha256')
  let bytes = 0
  async function* passing(): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      bytes += piece.length
      if (bytes > most) throw new TooMuch()
      hash.update(piece)
      yield piece
    }
  }
  try {
    await context.blobs.write(`${tenant}/${id}`, sealed(key, passing()))
  } catch (fault) {
    if (fault instanceof TooMuch) return tooLarge(most)
    throw fault
  }
  const sha256 = hash.digest('hex')
  if (told && told !== sha256) {
    await context.blobs.remove(`${tenant}/${id}`)
    return refuse('file.changed', CHANGED_ON_THE_WAY, 'file')
  }
  return accept({ id, sha256, bytes, sealedKey, at: context.now() })
}

class TooMuch extends Error {}

/** The content of a file, or the bytes `from` to before `to` of it. Throws where it was altered on the disk, or is gone. */
export function contentOf(
  { blobs, secrets }: Held,
  tenant: TenantId,
  file: Stored,
  range?: { from: number; to: number },
): AsyncIterable<Uint8Array> {
  const key = openKey(secrets, file.id, file.sealedKey)
  const name = `${tenant}/${file.id}` as const
  if (!range) return unsealed(key, blobs.read(name))
  return unsealedRange(key, { ...range, bytes: file.bytes }, blobs.read(name, sealedRange(range.from, range.to, file.bytes)))
}
