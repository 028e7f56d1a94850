import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { URI } from 'otpauth'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { root } from '../../root.ts'
import { findStep, inFours, readTotpCode, toQrCode, toTotpKey, totpAddress } from './totp.ts'

const vectors = z
  .object({
    key: z.string(),
    cases: z.array(z.object({ seconds: z.number(), step: z.number(), eight: z.string(), six: z.string() })).length(6),
  })
  .parse(JSON.parse(readFileSync(join(root, 'conformance/totp.json'), 'utf8')))
const KEY = vectors.key
const at = (seconds: number) => new Date(seconds * 1000).toISOString()

describe('the codes of RFC 6238', () => {
  test('the key of the vectors is the secret of the RFC', () => {
    expect(toTotpKey(Buffer.from('12345678901234567890 and more'))).toBe(KEY)
  })

  test.each(vectors.cases)('at $seconds the code is $six, of step $step', ({ seconds, step, eight, six }) => {
    expect(eight.slice(2)).toBe(six)
    expect(Math.floor(seconds / 30)).toBe(step)
    expect(findStep(KEY, six, at(seconds), null)).toBe(step)
  })
})

describe('when a code counts', () => {
  const { six, step } = { six: '050471', step: 37037037 }
  test.each<[string, number, number | undefined]>([
    ['two steps early', (step - 2) * 30, undefined],
    ['at the last moment before one step early', (step - 1) * 30 - 1, undefined],
    ['one step early, for a phone that is ahead', (step - 1) * 30, step],
    ['in its own step', step * 30, step],
    ['one step late, for somebody slow', (step + 1) * 30 + 29, step],
    ['two steps late', (step + 2) * 30, undefined],
  ])('%s', (_, seconds, expected) => {
    expect(findStep(KEY, six, at(seconds), null)).toBe(expected)
  })

  test('once: neither it nor an earlier one counts after its step was used', () => {
    expect(findStep(KEY, six, at(step * 30), step - 1)).toBe(step)
    expect(findStep(KEY, six, at(step * 30), step)).toBeUndefined()
    expect(findStep(KEY, '081804', at(step * 30), step)).toBeUndefined()
    expect(findStep(KEY, '081804', at(step * 30), null)).toBe(step - 1)
  })

  test.each(['000000', '50471', '0504711', '', 'abcdef'])('%o is wrong', (code) => {
    expect(findStep(KEY, code, at(step * 30), null)).toBeUndefined()
  })
})

test.each<[string, string | undefined]>([
  ['050471', '050471'],
  [' 050 471 ', '050471'],
  ['０５０　４７１', '050471'],
  ['050-471', '050471'],
  ['050−471', '050471'],
  ['05047', undefined],
  ['0504710', undefined],
  ['05O471', undefined],
  ['', undefined],
])('a code typed as %o is read as %o', (typed, code) => {
  expect(readTotpCode(typed)).toBe(code)
})

test('the address of the QR code is understood as it was meant', () => {
  const address = totpAddress(KEY, { issuer: '星取', label: 'taro+ism@example.co.jp' })
  expect(address).toMatch(/^otpauth:\/\/totp\//)
  expect(URI.parse(address)).toMatchObject({
    issuer: '星取',
    label: 'taro+ism@example.co.jp',
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    secret: { base32: KEY },
  })
})

test('the key is shown in groups of four', () => {
  expect(inFours(KEY)).toBe('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ')
  expect(inFours('ABCDE')).toBe('ABCD E')
})

test('the QR code is drawn with attributes alone, with the quiet zone that readers need', async () => {
  const svg = await toQrCode('otpauth://totp/%E6%98%9F%E5%8F%96:taro@example.co.jp?secret=GEZDGNBVGY3TQOJQ')
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 \d+ \d+" shape-rendering="crispEdges">/)
  expect(svg).not.toMatch(/style|script|href|\bon\w+=/)
  expect(svg).toMatch(/ d="M4 4\.5h7/)
})
