import { describe, expect, test } from 'vitest'
import type { AccountId } from '../kernel/ids.ts'
import { type Candidate, decideAdmission, type Identity, type Known, toIdentity } from './admission.ts'

const ISSUER = 'https://login.example.jp/aoyama'
const TARO = { address: 'Taro@aoyama.example', key: 'taro@aoyama.example' }

describe('the address that a provider vouches for', () => {
  const cases: [string, string, Record<string, unknown>, boolean][] = [
    ['verified', ISSUER, { email_verified: true }, true],
    ['verified, as a word', ISSUER, { email_verified: 'true' }, true],
    ['not verified', ISSUER, { email_verified: false }, false],
    ['not verified, as a word', ISSUER, { email_verified: 'false' }, false],
    ['nothing said', ISSUER, {}, false],
    ['null said', ISSUER, { email_verified: null }, false],
    ['the domain is its owner’s', ISSUER, { xms_edov: true }, true],
    ['the domain is its owner’s, as a number', ISSUER, { xms_edov: '1' }, true],
    ['the domain is nobody’s', ISSUER, { xms_edov: false }, false],
    ['not verified, whatever the domain', ISSUER, { email_verified: false, xms_edov: true }, false],
    ['Google, a hosted domain', 'https://accounts.google.com', { email_verified: true, hd: 'aoyama.example' }, true],
    ['Google, somebody’s own address', 'https://accounts.google.com', { email_verified: true }, false],
    ['Google, its own', 'https://accounts.google.com', { email_verified: true, email: 'taro@gmail.com' }, true],
  ]
  test.each(cases)('%s', (_, issuer, claims, vouched) => {
    const identity = toIdentity(issuer, { sub: 's1', email: TARO.address, name: '青山 太郎', ...claims })
    expect(identity).toMatchObject({ subject: 's1', emailGiven: true, name: '青山 太郎' })
    expect(identity.email !== undefined).toBe(vouched)
  })

  test('what is no address is none, and what is no text is nothing', () => {
    expect(toIdentity(ISSUER, { sub: 's1', email: 'taro', email_verified: true })).toMatchObject({ emailGiven: false })
    expect(toIdentity(ISSUER, { sub: 1, email: ['a@b.example'], email_verified: true, name: {} })).toEqual({
      subject: '',
      email: undefined,
      emailGiven: false,
      name: '',
    })
  })
})

describe('who is let in', () => {
  const account = 'a1' as AccountId
  const invitation = { tokenHash: 'h1', name: '青山 太郎' }
  const vouched: Identity = { subject: 's1', email: TARO, emailGiven: true, name: '' }
  const member: Candidate = { account, closed: false, member: true, linkedElsewhere: false }
  const nobody: Known = { linked: undefined, namesake: undefined, invitation: undefined }

  const cases: [string, Identity, Known, object | string][] = [
    ['linked', vouched, { ...nobody, linked: member }, { how: 'linked', account }],
    ['linked, without an address', { ...vouched, email: undefined }, { ...nobody, linked: member }, { how: 'linked', account }],
    ['linked, and ended here', vouched, { ...nobody, linked: { ...member, member: false } }, 'oidc.ended'],
    [
      'linked, ended, invited anew',
      vouched,
      { linked: { ...member, member: false }, namesake: member, invitation },
      'oidc.ended',
    ],
    ['linked, and closed', vouched, { ...nobody, linked: { ...member, closed: true } }, 'oidc.ended'],
    ['a member of that address', vouched, { ...nobody, namesake: member }, { how: 'link', account }],
    ['the same, unverified', { ...vouched, email: undefined }, { ...nobody, namesake: member }, 'oidc.unverified'],
    ['no address', { ...vouched, email: undefined, emailGiven: false }, { ...nobody, namesake: member }, 'oidc.no-address'],
    [
      'a member linked to another subject',
      vouched,
      { ...nobody, namesake: { ...member, linkedElsewhere: true } },
      'oidc.other-subject',
    ],
    ['a member elsewhere', vouched, { ...nobody, namesake: { ...member, member: false } }, 'oidc.not-invited'],
    [
      'a member elsewhere, invited',
      vouched,
      { ...nobody, namesake: { ...member, member: false }, invitation },
      'oidc.accept-first',
    ],
    ['a closed account', vouched, { ...nobody, namesake: { ...member, closed: true } }, 'oidc.not-invited'],
    ['a closed account, invited', vouched, { ...nobody, namesake: { ...member, closed: true }, invitation }, 'oidc.not-invited'],
    ['invited', vouched, { ...nobody, invitation }, { how: 'invitation', invitation }],
    ['invited, unverified', { ...vouched, email: undefined }, { ...nobody, invitation }, 'oidc.unverified'],
    ['unknown', vouched, nobody, 'oidc.not-invited'],
  ]
  test.each(cases)('%s', (_, identity, known, expected) => {
    const outcome = decideAdmission(identity, known)
    if (typeof expected === 'string') expect(outcome).toMatchObject({ ok: false, refusals: [{ code: expected }] })
    else expect(outcome).toEqual({ ok: true, value: expected })
  })
})
