import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge } from './judge.ts'
import { readFactFile } from './read-file.ts'
import { readText, SAMPLES } from './samples.fixture.ts'
import { suggestionsOf } from './suggest.ts'

const PIECES = [
  '<',
  '>',
  '"',
  ',',
  '\n',
  '\0',
  '{',
  ']',
  '&lol;',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '\u{20bb7}',
  '9'.repeat(400),
  '<a>'.repeat(300),
  '['.repeat(3000),
]

/** What becomes of a file that breaks off, is copied in part, or is written by somebody who means ill. */
const harm = fc.record({
  kind: fc.constantFrom('cut', 'doubled', 'turned', 'put in'),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  piece: fc.constantFrom(...PIECES),
  byte: fc.nat(255),
})

function harmed(whole: Buffer, { kind, from, to, piece, byte }: typeof harm extends fc.Arbitrary<infer T> ? T : never): Buffer {
  const [start, end] = [from, to].map((part) => Math.floor(part * whole.length)).toSorted((one, other) => one - other)
  const [before, after] = [whole.subarray(0, start), whole.subarray(end)]
  if (kind === 'cut') return Buffer.concat([before, after])
  if (kind === 'doubled') return Buffer.concat([whole.subarray(0, end), whole.subarray(start)])
  if (kind === 'put in') return Buffer.concat([before, Buffer.from(piece), whole.subarray(start)])
  const turned = Buffer.from(whole)
  turned[start ?? 0] = byte
  return turned
}

test.each(SAMPLES)('harmed files of $file give an answer or a clear refusal', ({ file, text }) => {
  const whole = Buffer.from(text)
  fc.assert(
    fc.property(fc.array(harm, { minLength: 1, maxLength: 4 }), (harms) => {
      const outcome = readFactFile({ name: file, bytes: harms.reduce(harmed, whole) })
      if (!outcome.ok) return outcome.refusals.every(({ words }) => words.ja !== '' && words.en !== '')
      const result = judge([outcome.value], '2026-03-27')
      suggestionsOf(result, [outcome.value])
      return new Set(result.findings.map(({ id }) => id)).size === result.findings.length
    }),
  )
})

test('a file of many devices loses none', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 20 }), (devices, items) => {
      const hosts = Array.from({ length: devices }, (_, host) => {
        const found = Array.from(
          { length: items },
          (_, item) => `<ReportItem port="0" severity="1" pluginID="${item}" pluginName="n"/>`,
        )
        return `<ReportHost name="pc${host}">${found.join('')}</ReportHost>`
      })
      const read = readText(`<NessusClientData_v2><Report>${hosts.join('')}</Report></NessusClientData_v2>`)
      expect([read.devices.length, read.findings.length]).toEqual([devices, devices * items])
    }),
    { numRuns: 30 },
  )
})
