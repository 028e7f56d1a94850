import { describe, expect, test } from 'vitest'
import { decideForm } from '../kernel/form.ts'
import type { TenantId } from '../kernel/ids.ts'
import { providerForm, redirectAddress, type TypedProvider } from './provider.ts'

const decideProvider = (typed: TypedProvider, given: Parameters<typeof providerForm>[0]) => decideForm(providerForm(given), typed)

const GOOD = { slug: 'aoyama', issuer: 'https://login.example.jp/aoyama', clientId: 'client-1', clientSecret: 'words' }
const REMOTE = { local: false, kept: false }

const issuerOf = (issuer: string, local = false) => {
  const outcome = decideProvider({ ...GOOD, issuer }, { local, kept: false })
  return outcome.ok ? outcome.value.issuer : outcome.refusals[0].code
}

describe('the issuer', () => {
  test.each([
    ['https://login.example.jp/aoyama', 'https://login.example.jp/aoyama'],
    [' https://login.example.jp/ ', 'https://login.example.jp/'],
    ['ｈｔｔｐｓ://login.example.jp', 'https://login.example.jp'],
    ['https://login.example.jp/v2.0/.well-known/openid-configuration', 'https://login.example.jp/v2.0'],
    ['https://login.example.jp:8443/realms/a', 'https://login.example.jp:8443/realms/a'],
  ])('%j is read as %j', (typed, read) => expect(issuerOf(typed)).toBe(read))

  test.each([
    '',
    'login.example.jp',
    'http://login.example.jp',
    'ftp://login.example.jp',
    'javascript:alert(1)',
    'https://',
    'https://user:word@login.example.jp',
    'https://login.example.jp/?tenant=a',
    'https://login.example.jp/#a',
    'https://login.example.jp/.well-known/openid-configuration/more',
    `https://login.example.jp/${'a'.repeat(500)}`,
  ])('%j is refused', (typed) => expect(issuerOf(typed)).toBe('oidc.issuer'))

  test('http is taken on this machine alone', () => {
    expect(issuerOf('http://127.0.0.1:9000', true)).toBe('http://127.0.0.1:9000')
    expect(issuerOf('http://127.0.0.1:9000', false)).toBe('oidc.issuer')
  })
})

describe('the short name', () => {
  test.each([
    [' Aoyama-Seiki ', 'aoyama-seiki'],
    ['ａｏｙａｍａ', 'aoyama'],
    ['a1', 'a1'],
  ])('%j is %j', (typed, read) =>
    expect(decideProvider({ ...GOOD, slug: typed }, REMOTE)).toMatchObject({ ok: true, value: { slug: read } }),
  )

  test.each(['', 'a', '-a', 'a b', 'a/b', '青山', '../x', 'a'.repeat(42)])('%j is refused', (typed) =>
    expect(decideProvider({ ...GOOD, slug: typed }, REMOTE)).toMatchObject({
      ok: false,
      refusals: [{ code: 'oidc.slug', field: 'slug' }],
    }),
  )
})

describe('the client', () => {
  test('everything wrong is told at once', () => {
    const outcome = decideProvider({ slug: '', issuer: '', clientId: ' ', clientSecret: '' }, REMOTE)
    expect(outcome.ok || outcome.refusals.map(({ field }) => field)).toEqual(['slug', 'issuer', 'clientId', 'clientSecret'])
  })

  test('a secret that is kept stays when none is typed, and gives way when one is', () => {
    const kept = { local: false, kept: true }
    expect(decideProvider({ ...GOOD, clientSecret: ' ' }, kept)).toMatchObject({ ok: true, value: { clientSecret: undefined } })
    expect(decideProvider({ ...GOOD, clientSecret: ' new ' }, kept)).toMatchObject({ ok: true, value: { clientSecret: 'new' } })
  })

  test.each([
    { clientId: 'a\nb' },
    { clientId: 'a'.repeat(301) },
    { clientSecret: 'a\u0000' },
    { clientSecret: 'a'.repeat(1001) },
  ])('%j is refused', (typed) => expect(decideProvider({ ...GOOD, ...typed }, REMOTE).ok).toBe(false))

  test('each organisation has a redirect address of its own', () => {
    const tenant = '00000000-0000-7000-8000-000000000001' as TenantId
    expect(redirectAddress('https://hoshitori.example.jp', tenant)).toBe(
      'https://hoshitori.example.jp/sign-in/organisation/callback/00000000-0000-7000-8000-000000000001',
    )
  })
})
