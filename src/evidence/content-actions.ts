import type { CatalogueContext } from '../catalogue/index.ts'
import { appendToUpload, beginUpload, contentOf, findFile, readUpload } from '../files/actions.ts'
import type { SentFile } from '../kernel/form.ts'
import type { EvidenceId, UploadId } from '../kernel/ids.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import type { Actor } from '../roles/sight.ts'
import * as events from './events.ts'
import { mediaTypeOf } from './media.ts'
import type { Content } from './piece.ts'
import { previewPage, refusedPage, type Shown } from './preview.ts'
import { noFile } from './refusals.ts'
import { sightOf } from './sight.ts'
import * as store from './store.ts'

type FileContent = Extract<Content, { type: 'file' }>

/** So many bytes tell what a file is. */
const HEAD_BYTES = 4096

/** Keeps a file that came with a form: the way without a script. Refuses what an upload refuses. */
export async function keepSent(context: CatalogueContext, actor: Actor, file: SentFile): Promise<Outcome<FileContent>> {
  const announced = { name: file.name, mediaType: file.type, bytes: file.size, sha256: null }
  const begun = await beginUpload(context, actor, announced)
  if (!begun.ok) return begun
  const kept = await appendToUpload(context, actor, begun.value.id, 0, file.stream() as unknown as AsyncIterable<Uint8Array>)
  if (kept && !kept.ok) return kept
  return (await uploaded(context, actor, begun.value.id)) ?? noFile()
}

/** What became of an upload of somebody: a file by its name. Refuses one that is not there, or not whole. */
export async function uploaded(context: CatalogueContext, actor: Actor, id: UploadId): Promise<Outcome<FileContent>> {
  const upload = await readUpload(context, actor, id)
  const { tenant } = actor
  const stored = upload?.stored
  const file = stored && (await context.db.read({ tenant }, (tx) => findFile(tx, tenant, stored)))
  if (!upload || !file) return noFile()
  const head = await bytesOf(contentOf(context, tenant, file, { from: 0, to: Math.min(HEAD_BYTES, file.bytes) }))
  const { sha256, bytes } = file
  return accept({ type: 'file', file: file.id, name: upload.name, mediaType: mediaTypeOf(head, upload.name), bytes, sha256 })
}

/** The content of a version that somebody sees, as a stream, and what it is. The log is told that it was handed out, and in which way. */
export async function openVersion(
  context: CatalogueContext,
  actor: Actor,
  { evidence, number, way }: { evidence: EvidenceId; number: number; way: 'download' | 'preview' },
) {
  const { tenant } = actor
  const found = await context.db.transact({ tenant }, async (tx) => {
    const piece = await store.findPiece(tx, tenant, sightOf(actor), evidence)
    const version = piece && (await store.listVersions(tx, tenant, evidence)).find((one) => one.number === number)
    if (!piece || version?.content.type !== 'file') return undefined
    const file = await findFile(tx, tenant, version.content.file)
    if (!file) return undefined
    await logEvent(context, tx, actor, events.opened(piece, number, way))
    return { content: version.content, file }
  })
  return found && { content: found.content, stream: contentOf(context, tenant, found.file) }
}

/** All of a stream, which the caller knows to be small. */
export async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** A file as a page that shows it: made in a thread, with its bounds. Where that refuses, the page says so. */
export async function previewOf(context: CatalogueContext, { tenant }: Actor, shown: Shown): Promise<string> {
  if (!context.workers) return previewPage(shown)
  const page = await context.workers.run<string>({ name: 'evidence.preview', input: shown, owner: tenant })
  return page.ok ? page.value : refusedPage(page.refusals, shown.lang)
}
