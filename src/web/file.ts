import { toFileName } from '../kernel/file-name.ts'

/** A file to show or to keep; its name is sent in the form that carries Japanese. */
export function file(bytes: Uint8Array, type: string, name: string, disposition: 'inline' | 'attachment'): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': type,
      'Content-Length': String(bytes.length),
      'Content-Disposition': contentDisposition(disposition, name),
      'Cache-Control': 'no-store',
    },
  })
}

/** A file to keep, however large it is: piece by piece as it is read, and never shown. */
export function streamed(source: AsyncIterable<Uint8Array>, type: string, name: string, bytes: number): Response {
  return new Response(toStream(source), {
    headers: {
      'Content-Type': type,
      'Content-Length': String(bytes),
      'Content-Disposition': contentDisposition('attachment', name),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'no-store',
    },
  })
}

/** What is done with a file, and under which name (RFC 6266): one that no file system and no reader is misled by. */
function contentDisposition(disposition: 'inline' | 'attachment', name: string): string {
  const encoded = encodeURIComponent(toFileName(name)).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
  return `${disposition}; filename*=UTF-8''${encoded}`
}

function toStream(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await pieces.return?.()
    },
  })
}
