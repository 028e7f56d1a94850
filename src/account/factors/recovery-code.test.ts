import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inGroups, readRecoveryCode, toRecoveryCode } from './recovery-code.ts'

const CODE = '7KQ2MWX0B1'

test.each([
  ['as it is written down', '7KQ2M-WX0B1'],
  ['without the hyphen', CODE],
  ['in small letters', '7kq2m-wx0b1'],
  ['in full width', '７ＫＱ２Ｍ－ＷＸ０Ｂ１'],
  ['with blanks', ' 7KQ2M　WX0B1 '],
  ['with a dash of another kind', '7KQ2M—WX0B1'],
  ['with the sign for a long vowel', '7KQ2MーWX0B1'],
  ['with that sign in half width', '7KQ2MｰWX0B1'],
  ['with a minus', '7KQ2M−WX0B1'],
  ['with O for 0 and I for 1', '7KQ2M-WXOBI'],
  ['with l for 1', '7kq2m-wx0bl'],
])('a code typed %s is read', (_, typed) => {
  expect(readRecoveryCode(typed)).toBe(CODE)
})

test.each(['', '7KQ2M-WX0B', '7KQ2M-WX0B12', '7KQ2M-WX0BU', '7KQ2M/WX0B1', '星取星取星取星取星取', '123456'])(
  '%o is no code',
  (typed) => {
    expect(readRecoveryCode(typed)).toBeUndefined()
  },
)

test('any ten bytes make a code that is read back from how it is written down', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 40 }), (random) => {
      const code = toRecoveryCode(random)
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/)
      expect(readRecoveryCode(inGroups(code))).toBe(code)
      expect(inGroups(code)).toMatch(/^.{5}-.{5}$/)
    }),
  )
})

test('each of the 32 letters is as likely as any other: 256 is a multiple of 32', () => {
  const counts = new Map<string, number>()
  for (let byte = 0; byte < 256; byte += 1) {
    const [letter = ''] = toRecoveryCode(new Uint8Array(10).fill(byte))
    counts.set(letter, (counts.get(letter) ?? 0) + 1)
  }
  expect(counts.size).toBe(32)
  expect([...counts.values()].every((count) => count === 8)).toBe(true)
})

test('too few random bytes make no code', () => {
  expect(() => toRecoveryCode(new Uint8Array(9))).toThrow(/10 random bytes/)
})
