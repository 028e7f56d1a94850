import { expect, test } from 'vitest'
import { sameSecret } from './same-secret.ts'

test.each([
  ['abc', 'abc', true],
  ['', '', true],
  ['abc', 'abd', false],
  ['abc', 'abcd', false],
  ['', 'a', false],
])('%j and %j: %j', (one, other, same) => {
  expect(sameSecret(one, other)).toBe(same)
})
