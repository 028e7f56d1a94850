import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { accept } from '../kernel/refusal.ts'
import { zipOf } from './exchange.fixture.ts'
import { MAX_ENTRIES, MAX_INFLATED_BYTES, MAX_XML_BYTES } from './limits.ts'
import { openZip } from './zip.ts'

const MIB = 1024 * 1024
const all = () => true
const entry = (name: string, content: Uint8Array, size = content.length) => ({ name, packed: deflateRawSync(content), size })

async function unpack(bytes: Uint8Array, wanted: (name: string) => boolean) {
  const zip = await openZip(bytes)
  if (!zip.ok) return zip
  const parts = new Map<string, Uint8Array>()
  for (const name of zip.value.names.filter(wanted)) {
    const part = await zip.value.read(name)
    if (!part.ok) return part
    if (part.value) parts.set(name, part.value)
  }
  return accept({ names: zip.value.names, parts })
}

async function codeOf(bytes: Uint8Array): Promise<string> {
  const outcome = await unpack(bytes, all)
  return outcome.ok ? 'ok' : outcome.refusals[0].code
}

describe('unpack', () => {
  it('gives back what was packed', async () => {
    const outcome = await unpack(
      zipOf([entry('a.xml', Buffer.from('<a/>')), { name: 'b.xml', packed: Buffer.from('b'), size: 1, method: 0 }]),
      (name) => name === 'a.xml',
    )
    expect(outcome.ok && outcome.value.names).toEqual(['a.xml', 'b.xml'])
    expect(outcome.ok && [...outcome.value.parts].map(([name, part]) => [name, Buffer.from(part).toString()])).toEqual([
      ['a.xml', '<a/>'],
    ])
  })

  it('reads the long form of sizes and places, and is not fooled by it', async () => {
    const outcome = await unpack(zipOf([entry('a.xml', Buffer.from('<a/>')), entry('b.xml', Buffer.from('<b/>'))], true), all)
    expect(outcome.ok && [...outcome.value.parts].map(([name, part]) => [name, Buffer.from(part).toString()])).toEqual([
      ['a.xml', '<a/>'],
      ['b.xml', '<b/>'],
    ])
    expect(await codeOf(zipOf([entry('a.xml', Buffer.alloc(MIB), 2 ** 40)], true))).toBe('inflates-too-far')
    expect(await codeOf(zipOf([entry('a.xml', Buffer.alloc(MIB), 10)], true))).toBe('inflates-too-far')
  })

  it('refuses a bomb that says what it is, before inflating', async () => {
    const bomb = zipOf([entry('xl/worksheets/sheet1.xml', Buffer.alloc(MAX_INFLATED_BYTES + 1))])
    expect(bomb.length).toBeLessThan(MIB)
    expect(await codeOf(bomb)).toBe('inflates-too-far')
  })

  it('refuses a bomb of many entries', async () => {
    const { packed } = entry('', Buffer.alloc(3 * MIB))
    expect(await codeOf(zipOf(Array.from({ length: 40 }, (_, index) => ({ name: `${index}.xml`, packed, size: 3 * MIB }))))).toBe(
      'inflates-too-far',
    )
    expect(await codeOf(zipOf(Array.from({ length: MAX_ENTRIES + 1 }, (_, index) => entry(`${index}`, Buffer.from('')))))).toBe(
      'inflates-too-far',
    )
  })

  it('refuses a bomb whose headers claim to be small, while inflating', async () => {
    expect(await codeOf(zipOf([entry('sheet1.xml', Buffer.alloc(MAX_XML_BYTES * 2), 100)]))).toBe('inflates-too-far')
    expect(await codeOf(zipOf([entry('sheet1.xml', Buffer.alloc(MIB), 0)]))).toBe('inflates-too-far')
  })

  it('refuses more than is parsed in all, though each entry is honest', async () => {
    const part = { packed: Buffer.alloc(9 * MIB), size: 9 * MIB, method: 0 }
    expect(await codeOf(zipOf(Array.from({ length: 4 }, (_, index) => ({ ...part, name: `${index}.xml` }))))).toBe(
      'inflates-too-far',
    )
  })

  it.each([
    ['a file that breaks off', zipOf([entry('a', Buffer.from('abc'))]).slice(0, -30)],
    ['a directory that breaks off', zipOf([entry('a', Buffer.from('abc'))]).slice(0, 40)],
    ['an entry that is larger on paper', zipOf([entry('a', Buffer.from('abc'), 99)])],
    ['broken data', zipOf([{ name: 'a', packed: Buffer.from([255, 254, 253]), size: 3 }])],
    ['an unknown method', zipOf([{ name: 'a', packed: Buffer.from('abc'), size: 3, method: 99 }])],
    ['the same name twice', zipOf([entry('a', Buffer.from('1')), entry('a', Buffer.from('2'))])],
    ['nothing but the beginning', Uint8Array.from([0x50, 0x4b, 3, 4])],
  ])('refuses %s', async (_, bytes) => {
    expect(await codeOf(bytes)).toBe('damaged-file')
  })

  it('refuses encrypted entries', async () => {
    expect(await codeOf(zipOf([{ ...entry('a', Buffer.from('abc')), flags: 1 }]))).toBe('encrypted-file')
  })

  it('finds an entry however its name is cased or separated', async () => {
    const zip = await openZip(zipOf([entry('XL\\SharedStrings.xml', Buffer.from('<sst/>'))]))
    const part = zip.ok ? await zip.value.read('xl/sharedStrings.xml') : zip
    expect(part.ok && Buffer.from(part.value ?? []).toString()).toBe('<sst/>')
  })

  it('refuses names that lead out of the file', async () => {
    expect(await codeOf(zipOf([entry('../a', Buffer.from('abc'))]))).toBe('damaged-file')
  })
})
