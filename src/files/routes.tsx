import { later } from '../kernel/calendar.ts'
import { parseId, type UploadId } from '../kernel/ids.ts'
import { type Outcome, refuse } from '../kernel/refusal.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { isPiece, pieceOf } from '../web/body.ts'
import { asData } from '../web/status.ts'
import { NOT_TUS } from './refusals.ts'
import type { Upload } from './store.ts'
import { readCount, readMetadata, TUS } from './tus.ts'
import * as actions from './upload-actions.ts'

/**
 * Uploads by the tus protocol: begun by POST, asked about by HEAD, gone on with by PATCH, given up by DELETE. The latter two come as POST
 * with X-HTTP-Method-Override, as the protocol allows: a route of ours asks or does. Refusals are data.
 */
export const fileRoutes: Routes = (router, context) => {
  router.post('/uploads', 'evidence.write', async (c, viewer) => {
    speak(c)
    const bytes = readCount(c.req.header('Upload-Length'))
    const told = readMetadata(c.req.header('Upload-Metadata') ?? '')
    if (!speaksTus(c)) return c.body(null, 412)
    if (bytes === undefined || !told) return notTus(c)
    const begun = await actions.beginUpload(context, viewer, { ...told, bytes })
    if (!begun.ok) return asData(c, begun.refusals)
    expires(c)
    c.header('Location', c.get('view').to(`/uploads/${begun.value.id}`))
    return answered(c, begun, 201)
  })

  // A browser asks by HEAD, which is a GET without its body.
  router.get('/uploads/:upload', 'evidence.write', uploadId, async (c, viewer, id) => {
    speak(c)
    const upload = await actions.findOrFinishUpload(context, viewer, id)
    if (!upload) return c.body(null, 404)
    if (upload.ok) c.header('Upload-Length', String(upload.value.bytes))
    return answered(c, upload, 200)
  })

  router.post('/uploads/:upload', 'evidence.write', uploadId, async (c, viewer, id) => {
    speak(c)
    if (!speaksTus(c)) return c.body(null, 412)
    const asked = c.req.header('X-HTTP-Method-Override')
    if (asked === 'DELETE') {
      const gone = await actions.giveUpUpload(context, viewer, id)
      if (!gone) return c.body(null, 404)
      return gone.ok ? c.body(null, 204) : asData(c, gone.refusals)
    }
    const from = readCount(c.req.header('Upload-Offset'))
    if (asked !== 'PATCH' || from === undefined) return notTus(c)
    if (!isPiece(c)) return c.body(null, 415)
    const upload = await actions.appendToUpload(context, viewer, id, from, pieceOf(c))
    if (!upload) return c.body(null, 404)
    expires(c)
    return answered(c, upload, 204)
  })

  /** An upload that was touched now. */
  function expires(c: WebContext): void {
    c.header('Upload-Expires', new Date(later(context.now(), actions.UPLOAD_KEPT_FOR)).toUTCString())
  }
}

function uploadId({ upload }: { upload: string }): UploadId | undefined {
  return parseId(upload)
}

function answered(c: WebContext, upload: Outcome<Upload>, status: 200 | 201 | 204): Response {
  if (!upload.ok) return asData(c, upload.refusals)
  c.header('Upload-Offset', String(upload.value.received))
  return c.body(null, status)
}

function speak(c: WebContext): void {
  for (const [name, value] of Object.entries(TUS)) c.header(name, value)
}

function speaksTus(c: WebContext): boolean {
  return c.req.header('Tus-Resumable') === TUS['Tus-Resumable']
}

function notTus(c: WebContext): Response {
  return asData(c, refuse('upload.request', NOT_TUS).refusals)
}
