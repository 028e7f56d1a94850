import { expect, test } from 'vitest'
import { isTooDeep } from './json-depth.ts'

test('JSON that stands deep in itself is known before it is parsed; brackets in texts do not count', () => {
  expect(isTooDeep('['.repeat(200) + ']'.repeat(200))).toBe(false)
  expect(isTooDeep('['.repeat(201))).toBe(true)
  expect(isTooDeep('{"a":'.repeat(201))).toBe(true)
  expect(isTooDeep(JSON.stringify({ a: '['.repeat(500), b: `"\\"${'{'.repeat(500)}` }))).toBe(false)
  expect(isTooDeep('[[]],'.repeat(1000))).toBe(false)
})
