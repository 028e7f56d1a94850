import { describe, expect, test } from 'vitest'
import { decideRemoval, hasSecondFactor } from './factor-need.ts'

test.each([
  [{ totp: false, passkeys: 0 }, false],
  [{ totp: true, passkeys: 0 }, true],
  [{ totp: false, passkeys: 1 }, true],
  [{ totp: true, passkeys: 2 }, true],
])('%o: a second factor %s', (has, expected) => {
  expect(hasSecondFactor(has)).toBe(expected)
})

describe('taking a factor away', () => {
  test.each([
    ['the app, with a passkey left', { totp: true, passkeys: 1 }, 'totp', { totp: false, passkeys: 1 }],
    ['a passkey, with the app left', { totp: true, passkeys: 1 }, 'passkey', { totp: true, passkeys: 0 }],
    ['one of two passkeys', { totp: false, passkeys: 2 }, 'passkey', { totp: false, passkeys: 1 }],
  ] as const)('%s, is taken even where one is required', (_, has, gone, left) => {
    expect(decideRemoval(has, gone, ['青山精機'])).toEqual({ ok: true, value: left })
  })

  test.each([
    ['the app', { totp: true, passkeys: 0 }, 'totp'],
    ['the passkey', { totp: false, passkeys: 1 }, 'passkey'],
  ] as const)('the last one, %s, is taken only where none is required', (_, has, gone) => {
    expect(decideRemoval(has, gone, [])).toEqual({ ok: true, value: { totp: false, passkeys: 0 } })
    const refused = decideRemoval(has, gone, ['青山精機', 'みなも製作所'])
    expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'factor.required' }] })
    expect(JSON.stringify(refused)).toContain('青山精機')
  })
})
