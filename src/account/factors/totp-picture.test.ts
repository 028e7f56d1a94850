import { expect, test } from 'vitest'
import { toQrCode } from './totp-picture.ts'

test('the QR code is drawn with attributes alone, with the quiet zone that readers need', async () => {
  const svg = await toQrCode('otpauth://totp/%E6%98%9F%E5%8F%96:taro@example.co.jp?secret=GEZDGNBVGY3TQOJQ')
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 \d+ \d+" shape-rendering="crispEdges">/)
  expect(svg).not.toMatch(/style|script|href|\bon\w+=/)
  expect(svg).toMatch(/ d="M4 4\.5h7/)
})
