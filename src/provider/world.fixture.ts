import type { Hono } from 'hono'
import type { testContext } from '../../tests/context.ts'
import { leadsTo, within } from '../../tests/web.ts'
import { createAccount } from '../account/credentials/account-actions.ts'
import { admitAccount } from '../account/sign-in/admission-actions.ts'
import type { AccountId, PersonId, TenantId } from '../kernel/ids.ts'
import { buildApp } from '../main/app.ts'
import { beginOrganisation } from '../organisation/actions.ts'
import type { Routes, Web } from '../web/app.tsx'
import { CLIENT } from './provider.fixture.ts'
import { oidcRoutes } from './routes.tsx'
import { saveProvider } from './store.ts'

type Context = ReturnType<typeof testContext>

export const FROM = { address: '192.0.2.7', agent: 'Firefox', request: 'r1' }

/** A firm with one responsible person, who has an account. */
export type Firm = { tenant: TenantId; person: PersonId; account: AccountId }

export async function beginFirm(context: Context, organisation: string, person: string, address: string): Promise<Firm> {
  const account = await openAccount(context, person, address)
  const begun = await beginOrganisation(context, { organisation, person, account, from: FROM })
  if (!begun.ok) throw new Error(begun.refusals[0].words.en)
  return { ...begun.value, account }
}

export async function openAccount(context: Context, name: string, address: string): Promise<AccountId> {
  const email = { address, key: address.toLowerCase() }
  const account = await context.db.transact('signIn', (tx) =>
    createAccount(context, tx, { email, name, lang: 'ja', password: null, from: FROM }),
  )
  if (!account) throw new Error(`${address} has an account already`)
  return account
}

/** Sets a firm's provider without asking it. */
export async function setProvider(context: Context, firm: Firm, slug: string, issuer: string, required = false): Promise<void> {
  const sealedSecret = context.secrets.seal(CLIENT.clientSecret, `oidc ${firm.tenant}`)
  const provider = {
    tenant: firm.tenant,
    slug,
    issuer,
    clientId: CLIENT.clientId,
    sealedSecret,
    required,
    changedAt: context.now(),
  }
  await context.db.transact({ tenant: firm.tenant }, (tx) => saveProvider(tx, provider, firm.person))
}

/** Where somebody sits, asked of the application itself. */
const probe: Routes = (router) => {
  router.get('/probe', 'session', (c) => {
    const { viewer } = c.get('view')
    return viewer ? c.json({ tenant: viewer.tenant, person: viewer.person }) : c.notFound()
  })
  router.get('/probe/account', 'account', (c, signedIn) => c.json(signedIn))
  router.post('/organisations', 'account', (c, signedIn) => c.json(signedIn))
}

export function oidcApp(context: Context): Hono<Web> {
  return buildApp(context, [oidcRoutes, probe], () => {})
}

/** A browser without a script that keeps its cookies. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #app: Hono<Web>
  readonly #origin: string

  constructor(app: Hono<Web>, origin = 'http://localhost') {
    this.#app = app
    this.#origin = origin
  }

  /** Signs somebody in with a password, as far as the application can tell. */
  async signIn(context: Context, account: AccountId): Promise<this> {
    const { token } = await admitAccount(context, { account, factors: ['password'], from: FROM })
    this.cookies.set('session', token)
    return this
  }

  get(path: string) {
    return this.#ask(path, {})
  }

  post(path: string, fields: Record<string, string> = {}) {
    return this.#ask(path, { method: 'POST', body: new URLSearchParams(fields) })
  }

  /** Leaves for the provider of a firm; says where it is sent. */
  async leaveFor(slug: string, next = '/assessments'): Promise<URL> {
    const { refresh, page } = await this.post('/sign-in/organisation', { slug, next })
    if (refresh === null) throw new Error(`it did not leave: ${page}`)
    return new URL(refresh.replace('0; url=', ''))
  }

  /** Where the browser sits now; nothing without a seat. */
  async seat(): Promise<{ tenant: TenantId; person: PersonId } | undefined> {
    const { status, page } = await this.get('/probe')
    return status === 200 ? JSON.parse(page) : undefined
  }

  /** A page without an organisation leads to where the session sits. */
  async #ask(path: string, init: RequestInit) {
    const reply = await this.#askAt(path, init)
    const place = leadsTo(reply.location, path)
    return place ? within(await this.#askAt(place.address, init), place.home) : reply
  }

  async #askAt(path: string, init: RequestInit) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, ...(init.method === 'POST' && { origin: this.#origin }) }
    const answer = await this.#app.request(new URL(path, this.#origin).href, { ...init, headers })
    for (const one of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (one.split(';')[0] ?? '').split('=')
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return {
      status: answer.status,
      page: await answer.text(),
      location: answer.headers.get('location'),
      refresh: answer.headers.get('refresh'),
      headers: answer.headers,
    }
  }
}
