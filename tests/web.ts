import type { Hono } from 'hono'
import type { Web } from '../src/http/app.tsx'
import type { PersonId, TenantId } from '../src/kernel/ids.ts'

/** What came back. `location` is where a redirect leads. */
export type Reply = { status: number; page: string; bytes: Uint8Array; location: string | null; headers: Headers }
/** Fields of a form; several values under one name are sent one after the other. */
export type Fields = Record<string, string | string[]>

/** A browser without a script in which somebody sits, or nobody: asks for pages, sends forms and files. */
export type Visitor = {
  get(path: string, headers?: Record<string, string>): Promise<Reply>
  post(path: string, fields?: Fields, headers?: Record<string, string>): Promise<Reply>
  upload(path: string, file: Uint8Array, name: string): Promise<Reply>
}

export function visitor(app: Hono<Web>, seat?: { tenant: TenantId; person: PersonId }): Visitor {
  const cookie = seat ? `organisation=${seat.tenant}; person=${seat.person}` : ''
  const ask = async (path: string, init: RequestInit, headers: Record<string, string> = {}): Promise<Reply> => {
    const response = await app.request(`http://localhost${path}`, { ...init, headers: { Cookie: cookie, ...headers } })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const page = new TextDecoder().decode(bytes)
    return { status: response.status, page, bytes, location: response.headers.get('Location'), headers: response.headers }
  }
  return {
    get: (path, headers) => ask(path, {}, headers),
    post: (path, fields = {}, headers = {}) => ask(path, { method: 'POST', body: toBody(fields) }, headers),
    upload: (path, file, name) => {
      const body = new FormData()
      body.set('file', new File([new Uint8Array(file)], name))
      return ask(path, { method: 'POST', body })
    },
  }
}

/** The values that a page's form fields hold under a name: of inputs that are chosen or typed, text areas, and chosen options. */
export function typedIn(page: string, name: string): string[] {
  const own = `name="${name}"`
  const inputs = [...page.matchAll(/<input\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes(own) && (!/type="(?:radio|checkbox)"/.test(tag) || /\schecked\b/.test(tag)))
    .map((tag) => /\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '')
  const areas = [...page.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)].flatMap(([, tag, text]) =>
    tag?.includes(own) ? [text ?? ''] : [],
  )
  const selects = [...page.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)].flatMap(([, tag, options]) =>
    tag?.includes(own)
      ? [...(options ?? '').matchAll(/<option value="([^"]*)"[^>]*\sselected/g)].map(([, value]) => value ?? '')
      : [],
  )
  return [...inputs, ...areas, ...selects].map(unescaped)
}

function toBody(fields: Fields): URLSearchParams {
  const body = new URLSearchParams()
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) body.append(name, value)
  return body
}

function unescaped(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
