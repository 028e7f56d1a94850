import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type ClientMetadata } from 'oidc-provider'

/** Somebody whom the provider knows by `key`, which is also what is typed into its page. */
type ProviderUser = { key: string; email?: string; verified?: boolean; name?: string }
export type RealProvider = { issuer: string; users: Map<string, ProviderUser>; close(): Promise<void> }

export const CLIENT = { clientId: 'hoshitori', clientSecret: 'client-secret-of-the-tests' }

/**
 * A real provider (oidc-provider) on the loopback address, with a page that lets in whoever types a user's key. Claims are told by
 * its userinfo endpoint, as the standard has it, or in the ID token too.
 */
export async function startProvider(
  redirects: readonly string[],
  users: readonly ProviderUser[],
  options: { claimsInToken?: boolean; port?: number; client?: Partial<ClientMetadata> } = {},
): Promise<RealProvider> {
  const known = new Map(users.map((user) => [user.key, user]))
  let handle: (request: IncomingMessage, answer: ServerResponse) => void = (_, answer) => answer.end()
  const server = createServer((request, answer) => handle(request, answer))
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [...redirects],
        token_endpoint_auth_method: 'client_secret_post',
        ...options.client,
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: { keys: ['cookies of the tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: !options.claimsInToken,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    ttl: { Session: 3600, Interaction: 3600, Grant: 3600, AccessToken: 600, AuthorizationCode: 60, IdToken: 600 },
    findAccount: (_, key) => {
      const user = known.get(key)
      return user && { accountId: key, claims: () => claimsOf(user) }
    },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: CLIENT.clientId, accountId: oidc.session?.accountId ?? '' })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const speak = provider.callback()
  handle = (request, answer) => {
    if (!request.url?.startsWith('/interaction/')) return void speak(request, answer)
    if (request.method === 'GET') return void answer.setHeader('content-type', 'text/html; charset=utf-8').end(LOGIN)
    void readForm(request).then((form) =>
      provider.interactionFinished(
        request,
        answer,
        form.get('stop') ? { error: 'access_denied' } : { login: { accountId: form.get('user') ?? '' } },
      ),
    )
  }
  return {
    issuer,
    users: known,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Signs in at the provider without a browser; says the address that it sends the browser back to. `jar` keeps its cookies. */
export async function signInAt(address: string, user: string | undefined, jar = new Map<string, string>()): Promise<string> {
  const { origin } = new URL(address)
  let next = address
  for (let hops = 0; hops < 10; hops += 1) {
    const typed = new URL(next).pathname.startsWith('/interaction/')
    const body = new URLSearchParams(user === undefined ? { stop: '1' } : { user })
    const answer = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(typed && { method: 'POST', body }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      jar.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`)
    next = new URL(location, next).href
    if (new URL(next).origin !== origin) return next
  }
  throw new Error('the provider sends the browser in circles')
}

function claimsOf(user: ProviderUser) {
  return {
    sub: user.key,
    ...(user.email && { email: user.email }),
    ...(user.verified !== undefined && { email_verified: user.verified }),
    ...(user.name && { name: user.name }),
  }
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'of-the-tests' }
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) text += chunk
  return new URLSearchParams(text)
}

const LOGIN = `<!doctype html><html lang="ja"><title>青山精機 認証基盤</title><h1>青山精機 認証基盤</h1>
<form method="post"><label>利用者 <input name="user"></label> <button>入る</button> <button name="stop" value="1">やめる</button></form>`
