import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { CatalogueContext } from '../catalogue/index.ts'
import { readUploads } from '../files/actions.ts'
import { toSizeWords } from '../files/index.ts'
import { type EvidenceId, parseId, type UploadId } from '../kernel/ids.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import { streamed } from '../web/file.ts'
import type { Router } from '../web/router.ts'
import * as actions from './actions.ts'
import type { VERSION } from './forms.ts'
import { mediaKindOf } from './media.ts'
import type { FilesProps } from './pages/fields.tsx'
import type { Content } from './piece.ts'
import { PREVIEW_BYTES, PREVIEW_STYLE } from './preview.ts'
import { noFile } from './refusals.ts'

/** What a preview may do: show itself. It can run nothing, send nothing, fetch nothing, and is framed by our own pages alone. */
const PREVIEW_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(PREVIEW_STYLE).digest('base64')}'`,
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'sandbox',
].join('; ')

/** The content of evidence: to be kept, as an attachment whatever it is; to be looked at, in the page. */
export function contentRoutes(router: Router, context: CatalogueContext): void {
  router.get('/evidence/:evidence/versions/:number/file', 'evidence.read', placeOf, async (c, viewer, place) => {
    const opened = await actions.openVersion(context, viewer, { ...place, way: 'download' })
    if (!opened) return c.notFound()
    const { name, bytes } = opened.content
    return streamed(opened.stream, 'application/octet-stream', name, bytes)
  })

  router.get('/evidence/:evidence/versions/:number/preview', 'evidence.read', placeOf, async (c, viewer, place) => {
    const opened = await actions.openVersion(context, viewer, { ...place, way: 'preview' })
    if (!opened || opened.content.bytes > PREVIEW_BYTES) return c.notFound()
    const { mediaType } = opened.content
    const [kind, bytes] = [mediaKindOf(mediaType), await actions.bytesOf(opened.stream)]
    const headers = { 'Content-Security-Policy': PREVIEW_POLICY, 'Cache-Control': 'no-store' }
    if (kind === 'picture') return new Response(new Uint8Array(bytes), { headers: { ...headers, 'Content-Type': mediaType } })
    const page = await actions.previewOf(context, viewer, { kind, bytes, lang: c.get('view').lang })
    return new Response(page, { headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' } })
  })
}

/** The contents that a form brings: its files, each a content of its own; or the one that was typed. */
export async function contentsIn(
  context: CatalogueContext,
  viewer: Viewer,
  { content, href, place, keeper, sha256, uploads, file, photo }: z.output<typeof VERSION>,
): Promise<Outcome<Content[]>> {
  if (content === 'link') return accept([{ type: 'link', href }])
  if (content === 'kept') return accept([{ type: 'kept', place, keeper, sha256 }])
  const contents: Content[] = []
  const taking = [
    ...uploads.map((upload) => () => actions.uploaded(context, viewer, upload)),
    ...[...file, ...photo].map((sent) => () => actions.keepSent(context, viewer, sent)),
  ]
  for (const take of taking.slice(0, MOST_FILES)) {
    const kept = await take()
    if (!kept.ok) return kept
    contents.push(kept.value)
  }
  return contents.length > 0 ? accept(contents) : noFile()
}

const MOST_FILES = 500

/** What the field for files has to know; `uploads` are the ids that a refused form brought. */
export async function filesOf(context: CatalogueContext, viewer: Viewer, uploads: readonly string[]): Promise<FilesProps> {
  const { file } = context.settings.fileLimits
  const ids = uploads.map((one) => parseId<UploadId>(one)).filter((id) => id !== undefined)
  const before = ids.length > 0 ? await readUploads(context, viewer, ids.slice(0, MOST_FILES)) : []
  return {
    most: { bytes: file, words: toSizeWords(file) },
    before: before.map(({ id, name, bytes }) => ({ id, name, bytes, size: toSizeWords(bytes) })),
  }
}

function placeOf({
  evidence,
  number,
}: {
  evidence: string
  number: string
}): { evidence: EvidenceId; number: number } | undefined {
  const id = parseId<EvidenceId>(evidence)
  return id && /^[1-9][0-9]{0,5}$/.test(number) ? { evidence: id, number: Number(number) } : undefined
}
