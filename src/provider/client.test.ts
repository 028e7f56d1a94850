import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authorizationAddress, type Checks, discover, issuerOf, redeem } from './client.ts'
import { type FetchLimits, toBoundedFetch } from './fetch.ts'
import { CLIENT, type RealProvider, signInAt, startProvider } from './provider.fixture.ts'
import { type Misdeeds, type Rogue, startRogue } from './rogue.fixture.ts'

const LIMITS: FetchLimits = { local: true, timeoutMs: 5000, largest: 100_000 }
const CHECKS: Checks = { state: 's'.repeat(43), nonce: 'n'.repeat(43), verifier: 'v'.repeat(43) }
const REDIRECT = 'http://localhost/sign-in/organisation/callback/1'
const DESCRIPTION = '/.well-known/openid-configuration'
const fetch = toBoundedFetch(LIMITS)

const clientOf = (issuer: string) => ({ issuer, ...CLIENT })

describe('a real provider', () => {
  let provider: RealProvider
  const users = [{ key: 'taro', email: 'taro@aoyama.example', verified: true, name: '青山 太郎' }]

  afterEach(() => provider.close())

  async function visit(again = false, jar = new Map<string, string>()) {
    const known = await discover(clientOf(provider.issuer), fetch)
    if (!known.ok) throw new Error(known.failure)
    expect(issuerOf(known.value)).toBe(provider.issuer)
    const address = await authorizationAddress(known.value, REDIRECT, CHECKS, { again: again, classes: [] })
    if (!address.ok) throw new Error(address.failure)
    return redeem(known.value, new URL(await signInAt(address.value, 'taro', jar)), CHECKS)
  }

  test.each([
    ['by its userinfo endpoint', {}],
    ['in the token', { claimsInToken: true }],
    [
      'to a client that shows its secret in the header',
      { client: { token_endpoint_auth_method: 'client_secret_basic' as const } },
    ],
  ])('tells who it is %s', async (_, options) => {
    provider = await startProvider([REDIRECT], users, options)
    expect(await visit()).toMatchObject({
      ok: true,
      value: { sub: 'taro', email: 'taro@aoyama.example', email_verified: true, name: '青山 太郎' },
    })
  })

  test('asks again whoever is signed in there, and says when it asked', async () => {
    provider = await startProvider([REDIRECT], users)
    const jar = new Map<string, string>()
    await visit(false, jar)
    const outcome = await visit(true, jar)
    expect(outcome).toMatchObject({ ok: true, value: { sub: 'taro' } })
    const { iat, auth_time: asked } = outcome.ok ? outcome.value : {}
    expect(Number(iat) - Number(asked)).toBeLessThan(60)
  })

  test('refuses a client whose secret is another', async () => {
    provider = await startProvider([REDIRECT], users, { client: { client_secret: 'another' } })
    expect(await visit()).toMatchObject({ ok: false, failure: 'client' })
  })
})

describe('a provider that does not keep to the rules', () => {
  let rogue: Rogue

  beforeAll(async () => {
    rogue = await startRogue({ sub: 'taro', email: 'taro@aoyama.example', email_verified: true })
  })
  beforeEach(() => {
    rogue.misdeeds = {}
    rogue.nonce = CHECKS.nonce
  })
  afterAll(() => rogue.close())

  async function visit(misdeeds: Misdeeds = {}) {
    rogue.misdeeds = misdeeds
    const known = await discover(clientOf(rogue.issuer), fetch)
    if (!known.ok) return known
    return redeem(known.value, new URL(`${REDIRECT}?code=c&state=${CHECKS.state}`), CHECKS)
  }

  test('is believed as long as it does', async () => {
    expect(await visit()).toMatchObject({ ok: true, value: { sub: 'taro' } })
    expect(rogue.sent?.get('code_verifier')).toBe(CHECKS.verifier)
    expect(rogue.sent?.get('redirect_uri')).toBe(REDIRECT)
  })

  const now = Math.floor(Date.now() / 1000)
  test.each<[string, Misdeeds]>([
    ['a token signed with a key that it does not publish', { otherKey: true }],
    ['a token that is not signed', { algNone: true }],
    ['a token signed with the client’s secret', { hmac: true }],
    ['another nonce', { claims: { nonce: 'x' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['a token for another client', { claims: { aud: 'another' } }],
    ['a token for several clients, another the first', { claims: { aud: ['another', CLIENT.clientId], azp: 'another' } }],
    ['a token of another issuer', { claims: { iss: 'https://login.example.jp' } }],
    ['a token that is over', { claims: { exp: now - 3600, iat: now - 7200 } }],
    ['a token without an end', { claims: { exp: undefined } }],
    ['a token without a subject', { claims: { sub: undefined } }],
    ['no token', { answers: { '/token': (answer) => answer.setHeader('content-type', 'application/json').end('{}') } }],
    ['what is no token', { answers: { '/token': (answer) => answer.end('<html>') } }],
    ['a redirect instead of a token', { answers: { '/token': (answer) => answer.writeHead(302, { location: '/x' }).end() } }],
    ['userinfo about somebody else', { claims: { email: undefined }, userinfo: { sub: 'jiro' } }],
    ['a fault', { answers: { '/token': (answer) => answer.writeHead(500).end('secret words') } }],
  ])('%s is not believed', async (_, misdeeds) => {
    const outcome = await visit(misdeeds)
    expect(outcome).toMatchObject({ ok: false, failure: 'answer' })
    expect(JSON.stringify(outcome)).not.toContain('secret words')
  })

  test.each<[string, Misdeeds, string]>([
    ['that calls itself otherwise', { metadata: { issuer: 'https://login.example.jp' } }, 'issuer'],
    ['without an address for signing in', { metadata: { authorization_endpoint: undefined } }, 'metadata'],
    ['without keys', { metadata: { jwks_uri: undefined } }, 'metadata'],
    ['without a description', { answers: { [DESCRIPTION]: (answer) => answer.writeHead(404).end() } }, 'metadata'],
    ['with a page instead of one', { answers: { [DESCRIPTION]: (answer) => answer.end('<html>') } }, 'metadata'],
    [
      'that sends elsewhere',
      { answers: { [DESCRIPTION]: (answer) => answer.writeHead(302, { location: '/x' }).end() } },
      'metadata',
    ],
    ['that never ends', { answers: { [DESCRIPTION]: (answer) => answer.end('x'.repeat(100_001)) } }, 'large'],
  ])('a provider %s is none', async (_, misdeeds, failure) => {
    expect(await visit(misdeeds)).toMatchObject({ ok: false, failure })
  })

  test('a provider that does not answer in time is left', async () => {
    rogue.misdeeds = { answers: { [DESCRIPTION]: () => {} } }
    const hasty = toBoundedFetch({ ...LIMITS, timeoutMs: 100 })
    expect(await discover(clientOf(rogue.issuer), hasty)).toMatchObject({ ok: false, failure: 'slow' })
  })

  test('its other addresses are held to the same rules as its first', async () => {
    rogue.misdeeds = { metadata: { token_endpoint: 'http://169.254.169.254/latest/meta-data/' } }
    const known = await discover(clientOf(rogue.issuer), fetch)
    if (!known.ok) throw new Error(known.failure)
    const outcome = await redeem(known.value, new URL(`${REDIRECT}?code=c&state=${CHECKS.state}`), CHECKS)
    expect(outcome).toMatchObject({ ok: false, failure: 'address' })
  })

  test.each(['javascript:alert(1)', 'data:text/html,x'])('nobody is sent to %s', async (address) => {
    rogue.misdeeds = { metadata: { authorization_endpoint: address } }
    const known = await discover(clientOf(rogue.issuer), fetch)
    const sent = known.ok ? await authorizationAddress(known.value, REDIRECT, CHECKS, { again: false, classes: [] }) : known
    expect(sent).toMatchObject({ ok: false, failure: 'metadata' })
  })

  test('on the internet its address is not asked at all', async () => {
    const before = rogue.asked.length
    const remote = toBoundedFetch({ ...LIMITS, local: false })
    for (const issuer of [
      rogue.issuer,
      rogue.issuer.replace('http:', 'https:'),
      rogue.issuer.replace('127.0.0.1', 'localhost'),
    ]) {
      expect(await discover(clientOf(issuer), remote)).toMatchObject({ ok: false, failure: 'address' })
    }
    expect(rogue.asked.length).toBe(before)
  })
})

test('nobody there', async () => {
  const rogue = await startRogue({})
  await rogue.close()
  expect(await discover(clientOf(rogue.issuer), fetch)).toMatchObject({ ok: false, failure: 'unreachable' })
})
