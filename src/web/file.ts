/** A file to show or to keep; its name is sent in the form that carries Japanese. */
export function file(bytes: Uint8Array, type: string, name: string, disposition: 'inline' | 'attachment'): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': type,
      'Content-Length': String(bytes.length),
      'Content-Disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)}`,
      'Cache-Control': 'no-store',
    },
  })
}
