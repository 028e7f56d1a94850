import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CLIENT } from './provider.fixture.ts'

/** What a provider that does not keep to the rules may do; each field is one misdeed. */
export type Misdeeds = {
  /** Claims of the ID token that are other than they should be; undefined takes one away. */
  claims?: Record<string, unknown>
  /** Signs with a key that it does not publish. */
  otherKey?: boolean
  /** Says that nothing is signed. */
  algNone?: boolean
  /** Signs with the client's secret, as if it were a key of both. */
  hmac?: boolean
  metadata?: Record<string, unknown>
  /** Answers like this instead, by path. */
  answers?: Record<string, (answer: ServerResponse) => void>
  /** Claims of the userinfo endpoint. */
  userinfo?: Record<string, unknown>
}

export type Rogue = {
  issuer: string
  misdeeds: Misdeeds
  /** The nonce that the ID token will carry: what the browser was sent with. */
  nonce: string
  /** What was asked of it, path by path. */
  asked: string[]
  /** What the token endpoint was sent. */
  sent: URLSearchParams | undefined
  close(): Promise<void>
}

/** A provider of our own making on the loopback address, correct but for its misdeeds. */
export async function startRogue(subject: Record<string, unknown>): Promise<Rogue> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const server = createServer((request, answer) => void serve(request, answer))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const rogue: Rogue = {
    issuer,
    misdeeds: {},
    nonce: '',
    asked: [],
    sent: undefined,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }

  async function serve(request: IncomingMessage, answer: ServerResponse) {
    const path = new URL(request.url ?? '/', issuer).pathname
    rogue.asked.push(path)
    let text = ''
    for await (const chunk of request) text += chunk
    const instead = rogue.misdeeds.answers?.[path]
    if (instead) return instead(answer)
    const json = (value: unknown) => answer.setHeader('content-type', 'application/json').end(JSON.stringify(value))
    if (path === '/.well-known/openid-configuration') return json({ ...metadataOf(issuer), ...rogue.misdeeds.metadata })
    if (path === '/keys') return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'k1' }] })
    if (path === '/userinfo') return json({ ...subject, ...rogue.misdeeds.userinfo })
    rogue.sent = new URLSearchParams(text)
    return json({ access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: tokenOf(rogue, subject, privateKey, other) })
  }
  return rogue
}

function metadataOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    userinfo_endpoint: `${issuer}/userinfo`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'],
  }
}

function tokenOf(rogue: Rogue, subject: Record<string, unknown>, own: KeyObject, other: KeyObject): string {
  const { misdeeds, issuer, nonce } = rogue
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: issuer, aud: CLIENT.clientId, iat: now, exp: now + 60, nonce, ...subject, ...misdeeds.claims }
  const alg = misdeeds.algNone ? 'none' : misdeeds.hmac ? 'HS256' : 'RS256'
  const head = `${encode({ alg, ...(alg === 'RS256' && { kid: 'k1' }) })}.${encode(claims)}`
  if (alg === 'none') return `${head}.`
  if (alg === 'HS256') return `${head}.${createHmac('sha256', CLIENT.clientSecret).update(head).digest('base64url')}`
  const key = misdeeds.otherKey ? other : own
  return `${head}.${sign('sha256', Buffer.from(head), key).toString('base64url')}`
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
