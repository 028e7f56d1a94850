import { describe, expect, test } from 'vitest'
import { type Ring, readRing, type Secrets, toSecrets, versionOf, withNewSecret, withoutOldSecrets } from './secrets.ts'

const MASTER = Buffer.alloc(32, 7)
const BASE64 = MASTER.toString('base64')
const OTHER = Buffer.alloc(32, 8).toString('base64')

function changed(): { secrets: Secrets; before: { sealed: string; mark: string } } {
  const secrets = toSecrets(MASTER)
  const before = { sealed: secrets.seal('十', 'totp a'), mark: secrets.mark('code', 'recovery a') }
  secrets.replace?.(withNewSecret(secrets.ring))
  return { secrets, before }
}

describe('a secret that was changed', () => {
  test('makes everything with the new version, whose number it carries', () => {
    const { secrets } = changed()
    expect([secrets.version, versionOf(secrets.seal('x', 'p')), versionOf(secrets.mark('x', 'p'))]).toEqual([2, 2, 2])
    expect(secrets.seal('x', 'p')).toMatch(/^s1\.2\.[\w-]+$/)
    expect(secrets.mark('x', 'p')).toMatch(/^m1\.2\.[\w-]{43}$/)
  })

  test('reads what the former one made', () => {
    const { secrets, before } = changed()
    expect(secrets.unseal(before.sealed, 'totp a')).toBe('十')
    expect(secrets.isMark(before.mark, 'code', 'recovery a')).toBe(true)
    expect(secrets.marks('code', 'recovery a')).toContain(before.mark)
    expect(secrets.publicKeys).toHaveLength(2)
  })

  test('that was forgotten reads nothing any more, and its signatures can still be verified', () => {
    const { secrets, before } = changed()
    const keys = secrets.publicKeys.map((key) => key.export({ format: 'jwk' }))
    secrets.replace?.(withoutOldSecrets(secrets.ring))
    expect(() => secrets.unseal(before.sealed, 'totp a')).toThrow('version 1')
    expect(secrets.isMark(before.mark, 'code', 'recovery a')).toBe(false)
    expect(secrets.publicKeys.map((key) => key.export({ format: 'jwk' }))).toEqual(keys)
  })

  test('is found where a command beside the program changed it', () => {
    const { secrets } = changed()
    const sealed = secrets.seal('x', 'p')
    const ring = secrets.ring
    secrets.replace?.([{ version: 1, master: MASTER }])
    expect(() => secrets.unseal(sealed, 'p')).toThrow()
    secrets.replace?.(ring)
    expect(secrets.unseal(sealed, 'p')).toBe('x')
  })
})

describe('what version 1 made before there were several', () => {
  test('carries no number and is read all the same', () => {
    const secrets = toSecrets(MASTER)
    const bare = secrets.seal('x', 'p').slice('s1.1.'.length)
    expect(versionOf(bare)).toBe(1)
    expect(secrets.unseal(bare, 'p')).toBe('x')
    const mark = secrets.mark('x', 'p').slice('m1.1.'.length)
    expect(secrets.isMark(mark, 'x', 'p')).toBe(true)
    expect(secrets.isMark(mark, 'x', 'q')).toBe(false)
  })
})

test.each([
  ['another purpose', (sealed: string) => [sealed, 'q']],
  ['another version', (sealed: string) => [sealed.replace('s1.1.', 's1.2.'), 'p']],
  ['an algorithm that is not known', (sealed: string) => [sealed.replace('s1.', 's2.'), 'p']],
  ['a mark', (sealed: string) => [sealed.replace('s1.', 'm1.'), 'p']],
  ['a byte less', (sealed: string) => [sealed.slice(0, -2), 'p']],
  ['nothing', () => ['', 'p']],
])('a seal with %s is not read', (_, alter) => {
  const secrets = toSecrets(MASTER)
  const [sealed = '', purpose = ''] = alter(secrets.seal('x', 'p'))
  expect(() => secrets.unseal(sealed, purpose)).toThrow()
})

test.each<[string, Ring | undefined]>([
  [BASE64, [{ version: 1, master: MASTER }]],
  [
    `2:${OTHER} 1:${BASE64}\n`,
    [
      { version: 2, master: Buffer.from(OTHER, 'base64') },
      { version: 1, master: MASTER },
    ],
  ],
  [
    `1:${BASE64}\n2:${OTHER}`,
    [
      { version: 1, master: MASTER },
      { version: 2, master: Buffer.from(OTHER, 'base64') },
    ],
  ],
  [
    `3:${BASE64} 1:public:${OTHER}`,
    [
      { version: 3, master: MASTER },
      { version: 1, publicKey: OTHER },
    ],
  ],
  [`1:public:${OTHER}`, undefined],
  [`1:${BASE64} 1:${OTHER}`, undefined],
  [`${BASE64} ${OTHER}`, undefined],
  [`0:${BASE64}`, undefined],
  [`2:${BASE64},1:${OTHER}`, undefined],
  [BASE64.slice(0, -1), undefined],
  ['', undefined],
])('%j is read as a ring', (text, ring) => {
  expect(readRing(text)).toEqual(ring)
})
