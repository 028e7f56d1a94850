import { MIMEType } from 'node:util'
import type { WebContext } from './app.tsx'

/**
 * What a request brought in its body, read once, before any route: the fields of a form, data of a script, or nothing that we read. No
 * null character is left in it: none can be stored, and whoever pasted one did not see it.
 */
export type Brought = { kind: 'form'; form: FormData } | { kind: 'data'; data: unknown } | { kind: 'nothing' }

/** What a body says that it is: with what lies between two fields of a form. */
type BodyKind =
  | { kind: 'form'; type: string; separator: string; files: boolean }
  | { kind: 'data'; type: string }
  | { kind: 'nothing' }

/** The kind of a request's body by its media type, in whatever letters it is written (RFC 9110, 8.3.1). */
export function bodyKindOf(c: WebContext): BodyKind {
  const type = c.req.header('Content-Type')
  if (type === undefined) return { kind: 'nothing' }
  const { essence, boundary } = mediaTypeOf(type)
  if (essence === 'application/x-www-form-urlencoded') return { kind: 'form', type, separator: '&', files: false }
  if (essence === 'multipart/form-data') return { kind: 'form', type, separator: `--${boundary}`, files: true }
  return essence === 'application/json' ? { kind: 'data', type } : { kind: 'nothing' }
}

/** Reads a body as what it says it is; nothing where it is a form that cannot be taken apart. */
export async function readBody(kind: BodyKind, bytes: ArrayBuffer): Promise<Brought | undefined> {
  if (kind.kind === 'nothing') return { kind: 'nothing' }
  if (kind.kind === 'data') return { kind: 'data', data: readJson(new TextDecoder().decode(bytes)) }
  // Its reader says no more than that it cannot.
  const form = await new Response(bytes, { headers: { 'Content-Type': kind.type } }).formData().catch(() => undefined)
  return form && { kind: 'form', form: cleaned(form) }
}

/** Whether a body says that it is a piece of an upload. It is read by the route of that upload alone, as it comes and within its bounds. */
export function isPiece(c: WebContext): boolean {
  return c.req.header('Content-Type') === 'application/offset+octet-stream'
}

/** The bytes of such a body. Throws where the connection breaks off. */
export async function* pieceOf(c: WebContext): AsyncGenerator<Uint8Array> {
  if (c.req.raw.body) yield* c.req.raw.body as unknown as AsyncIterable<Uint8Array>
}

function mediaTypeOf(type: string): { essence: string; boundary: string } {
  try {
    const { essence, params } = new MIMEType(type)
    return { essence, boundary: params.get('boundary') ?? '' }
  } catch {
    return { essence: '', boundary: '' }
  }
}

/** Data as it was sent; nothing where it breaks off or is none. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? withoutNull(value) : value))
  } catch {
    return undefined
  }
}

function cleaned(form: FormData): FormData {
  const clean = new FormData()
  for (const [name, value] of form) {
    if (typeof value === 'string') clean.append(withoutNull(name), withoutNull(value))
    else clean.append(withoutNull(name), value, withoutNull(value.name))
  }
  return clean
}

function withoutNull(text: string): string {
  return text.replaceAll('\u0000', '')
}
