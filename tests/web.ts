import type { Hono } from 'hono'
import { startSession } from '../src/account/sign-in/session-actions.ts'
import type { Tx } from '../src/db/db.ts'
import type { AccountId, PersonId, TenantId } from '../src/kernel/ids.ts'
import { toAddress } from '../src/kernel/organisation-address.ts'
import { buildApp } from '../src/main/app.ts'
import type { LibraryContext } from '../src/main/library.ts'
import type { Routes, Web } from '../src/web/app.tsx'

/** What came back. `location` is where a redirect leads; addresses within the visitor's organisation are without `/o/<organisation>`. */
export type Reply = { status: number; page: string; bytes: Uint8Array; location: string | null; headers: Headers }
/** Fields of a form; several values under one name are sent one after the other. */
export type Fields = Record<string, string | string[]>

/** A browser without a script in which somebody is signed in, or nobody: asks for pages, sends forms and files. */
export type Visitor = {
  get(path: string, headers?: Record<string, string>): Promise<Reply>
  post(path: string, fields?: Fields, headers?: Record<string, string>): Promise<Reply>
  upload(path: string, file: Uint8Array, name: string): Promise<Reply>
  /** Sends a body as it stands, under the name that it gives itself. */
  send(path: string, body: string | Uint8Array, type: string, headers?: Record<string, string>): Promise<Reply>
}

const contexts = new WeakMap<object, LibraryContext>()

/** The application over a context, whose visitors can be signed in. */
export function testApp(
  context: LibraryContext,
  features: readonly Routes<LibraryContext>[],
  log: (line: object) => void = () => {},
): Hono<Web> {
  const app = buildApp(context, features, log)
  contexts.set(app, context)
  return app
}

/** Whoever a visitor is: somebody in an organisation, or an account that has chosen none. */
type Who = { tenant: TenantId; person: PersonId } | { account: AccountId }

/** A visitor; with a seat or an account, signed in as somebody who has just proved who they are. */
export function visitor(app: Hono<Web>, seat?: Who, addresses: 'within' | 'whole addresses' = 'within'): Visitor {
  let session: { at: string; token: Promise<string> } | undefined
  const cookie = async () => {
    if (!seat) return ''
    const at = contextOf(app).now()
    if (session?.at !== at) session = { at, token: signIn(app, seat) }
    return `session=${await session.token}`
  }
  if (addresses === 'whole addresses') return browser(app, cookie, '')
  return browser(app, cookie, seat && 'tenant' in seat ? toAddress(seat.tenant, '/') : undefined)
}

/** The browser that got a reply, with the cookies that it was given. */
export function visitorAfter(app: Hono<Web>, { headers }: Reply): Visitor {
  const cookies = headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  return browser(app, async () => cookies.join('; '))
}

/**
 * With a `home`, paths are those within that organisation; without one, a page leads to where the session sat last. With an empty
 * one, addresses are asked as they stand.
 */
function browser(app: Hono<Web>, cookie: () => Promise<string>, home?: string): Visitor {
  const ask = async (path: string, init: RequestInit, headers: Record<string, string> = {}): Promise<Reply> => {
    if (home === '' || path.startsWith('/o/')) return askAt(path, init, headers)
    if (home !== undefined) return within(await askAt(`${home}${path === '/' ? '' : path}`, init, headers), home)
    const reply = await askAt(path, init, headers)
    const place = leadsTo(reply.location, path)
    return place ? within(await askAt(place.address, init, headers), place.home) : reply
  }
  const askAt = async (path: string, init: RequestInit, headers: Record<string, string>): Promise<Reply> => {
    const own = { Cookie: await cookie(), ...(init.method === 'POST' ? { Origin: originFor(headers) } : {}) }
    const response = await app.request(`http://localhost${path}`, { ...init, headers: { ...own, ...headers } })
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
    send: (path, body, type, headers = {}) =>
      ask(
        path,
        { method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body) },
        { 'Content-Type': type, ...headers },
      ),
  }
}

const PLACED = /^(\/o\/[0-9A-Za-z]{22})(\/.*)?$/

/** Where a page without an organisation leads: to itself within the organisation in which the session sat last. */
export function leadsTo(location: string | null, path: string): { address: string; home: string } | undefined {
  const [address, home, same = '/'] = PLACED.exec(location ?? '') ?? []
  return address !== undefined && home !== undefined && same === path ? { address, home } : undefined
}

/** What came back, as it is read within an organisation. */
export function within<T extends { page: string; location: string | null }>(reply: T, home: string): T {
  const inside = (text: string) =>
    text.replaceAll(`"${home}"`, '"/"').replaceAll(home, '').replaceAll(encodeURIComponent(home), '')
  return { ...reply, page: inside(reply.page), location: reply.location && (inside(reply.location) || '/') }
}

function contextOf(app: Hono<Web>): LibraryContext {
  const context = contexts.get(app)
  if (!context) throw new Error('a visitor can sign in to an application made by testApp alone')
  return context
}

/** A session of whoever it is, begun and proved at this moment of the test's clock. A person in a seat gets an account if they have none. */
async function signIn(app: Hono<Web>, who: Who): Promise<string> {
  const context = contextOf(app)
  return context.db.transact('admin', async (tx) => {
    const account = 'account' in who ? who.account : await accountIn(context, tx, who)
    const tenant = 'account' in who ? null : who.tenant
    const from = { address: '127.0.0.1', agent: 'test', request: '' }
    const { session, token } = await startSession(context, tx, { account, factors: ['password'], from, tenant })
    await tx.updateTable('session').set({ proved_at: context.now() }).where('id', '=', session).execute()
    return token
  })
}

async function accountIn(context: LibraryContext, tx: Tx, seat: { tenant: TenantId; person: PersonId }): Promise<AccountId> {
  const { tenant, person } = seat
  const row = await tx
    .selectFrom('person')
    .select(['account_id', 'name'])
    .where('tenant_id', '=', tenant)
    .where('id', '=', person)
    // Visitors who are one person may sign in at the same moment.
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (row.account_id !== null) return row.account_id
  const account = context.newId<AccountId>()
  const email = `${account}@test.example`
  await tx
    .insertInto('account')
    .values({ id: account, email, email_key: email, name: row.name, created_at: context.now() } as never)
    .execute()
  await tx.updateTable('person').set({ account_id: account }).where('tenant_id', '=', tenant).where('id', '=', person).execute()
  return account
}

/** A browser's word for where a form comes from: the host that it asked. */
function originFor(headers: Record<string, string>): string {
  return `http://${headers.Host ?? 'localhost'}`
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
