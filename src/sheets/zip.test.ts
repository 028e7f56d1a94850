import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { zipOf } from '../exchange/exchange.fixture.ts'
import { MAX_ENTRIES, MAX_INFLATED_BYTES, MAX_XML_BYTES } from './limits.ts'
import { packStored, unpack } from './zip.ts'

const MIB = 1024 * 1024
const all = () => true
const entry = (name: string, content: Uint8Array, size = content.length) => ({ name, packed: deflateRawSync(content), size })

function codeOf(bytes: Uint8Array): string {
  const outcome = unpack(bytes, all)
  return outcome.ok ? 'ok' : outcome.refusals[0].code
}

describe('unpack', () => {
  it('gives back what was packed', () => {
    const outcome = unpack(
      zipOf([entry('a.xml', Buffer.from('<a/>')), { name: 'b.xml', packed: Buffer.from('b'), size: 1, method: 0 }]),
      (name) => name === 'a.xml',
    )
    expect(outcome.ok && outcome.value.names).toEqual(['a.xml', 'b.xml'])
    expect(outcome.ok && [...outcome.value.parts].map(([name, part]) => [name, Buffer.from(part).toString()])).toEqual([
      ['a.xml', '<a/>'],
    ])
  })

  it('reads the long form of sizes and places, and is not fooled by it', () => {
    const outcome = unpack(zipOf([entry('a.xml', Buffer.from('<a/>')), entry('b.xml', Buffer.from('<b/>'))], true), all)
    expect(outcome.ok && [...outcome.value.parts].map(([name, part]) => [name, Buffer.from(part).toString()])).toEqual([
      ['a.xml', '<a/>'],
      ['b.xml', '<b/>'],
    ])
    expect(codeOf(zipOf([entry('a.xml', Buffer.alloc(MIB), 2 ** 40)], true))).toBe('inflates-too-far')
    expect(codeOf(zipOf([entry('a.xml', Buffer.alloc(MIB), 10)], true))).toBe('inflates-too-far')
  })

  it('refuses a bomb that says what it is, before inflating', () => {
    const bomb = zipOf([entry('xl/worksheets/sheet1.xml', Buffer.alloc(MAX_INFLATED_BYTES + 1))])
    expect(bomb.length).toBeLessThan(MIB)
    expect(codeOf(bomb)).toBe('inflates-too-far')
  })

  it('refuses a bomb of many entries', () => {
    const { packed } = entry('', Buffer.alloc(3 * MIB))
    expect(codeOf(zipOf(Array.from({ length: 40 }, (_, index) => ({ name: `${index}.xml`, packed, size: 3 * MIB }))))).toBe(
      'inflates-too-far',
    )
    expect(codeOf(zipOf(Array.from({ length: MAX_ENTRIES + 1 }, (_, index) => entry(`${index}`, Buffer.from('')))))).toBe(
      'inflates-too-far',
    )
  })

  it('refuses a bomb whose headers claim to be small, while inflating', () => {
    expect(codeOf(zipOf([entry('sheet1.xml', Buffer.alloc(MAX_XML_BYTES * 2), 100)]))).toBe('inflates-too-far')
    expect(codeOf(zipOf([entry('sheet1.xml', Buffer.alloc(MIB), 0)]))).toBe('inflates-too-far')
  })

  it('refuses more than is parsed in all, though each entry is honest', () => {
    const part = { packed: Buffer.alloc(9 * MIB), size: 9 * MIB, method: 0 }
    expect(codeOf(zipOf(Array.from({ length: 4 }, (_, index) => ({ ...part, name: `${index}.xml` }))))).toBe('inflates-too-far')
  })

  it.each([
    ['a file that breaks off', zipOf([entry('a', Buffer.from('abc'))]).slice(0, -30)],
    ['a directory that breaks off', zipOf([entry('a', Buffer.from('abc'))]).slice(0, 40)],
    ['an entry that is larger on paper', zipOf([entry('a', Buffer.from('abc'), 99)])],
    ['broken data', zipOf([{ name: 'a', packed: Buffer.from([255, 254, 253]), size: 3 }])],
    ['an unknown method', zipOf([{ name: 'a', packed: Buffer.from('abc'), size: 3, method: 99 }])],
    ['the same name twice', zipOf([entry('a', Buffer.from('1')), entry('a', Buffer.from('2'))])],
    ['nothing but the beginning', Uint8Array.from([0x50, 0x4b, 3, 4])],
  ])('refuses %s', (_, bytes) => {
    expect(codeOf(bytes)).toBe('damaged-file')
  })

  it('refuses encrypted entries', () => {
    expect(codeOf(zipOf([{ ...entry('a', Buffer.from('abc')), flags: 1 }]))).toBe('encrypted-file')
  })

  it('reads what packStored packs', () => {
    const parts = new Map([
      ['あ.xml', Buffer.from('<あ/>')],
      ['b', Buffer.from('')],
    ])
    const outcome = unpack(packStored(parts), all)
    expect(outcome.ok && [...outcome.value.parts].map(([name, part]) => [name, Buffer.from(part).toString()])).toEqual([
      ['あ.xml', '<あ/>'],
      ['b', ''],
    ])
  })
})
