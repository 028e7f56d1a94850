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

/** What is done with a file, and under which name (RFC 6266): one that no file system and no reader is misled by. */
export function contentDisposition(disposition: 'inline' | 'attachment', name: string): string {
  const encoded = encodeURIComponent(toFileName(name)).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
  return `${disposition}; filename*=UTF-8''${encoded}`
}
