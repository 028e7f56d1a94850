import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { root as folder } from '../root.ts'
import {
  appendLeaf,
  consistencyProof,
  frontierOf,
  type Hash,
  inclusionProof,
  isConsistent,
  rootByInclusion,
  rootOf,
  sameHash,
} from './merkle.ts'
import { treeHash } from './node-crypto.ts'

const Hex = z.string().transform((text): Hash => Buffer.from(text, 'hex'))
const vectors = z
  .object({
    entries: z.array(Hex),
    leaves: z.array(Hex),
    roots: z.array(Hex),
    inclusion: z.array(z.object({ index: z.number(), size: z.number(), proof: z.array(Hex) })),
    consistency: z.array(z.object({ first: z.number(), second: z.number(), proof: z.array(Hex) })),
  })
  .parse(JSON.parse(readFileSync(join(folder, 'conformance/merkle.json'), 'utf8')))
const leaves = vectors.entries.map((entry) => treeHash.leaf(entry))
const rootAt = (size: number) => must(vectors.roots[size])
const hex = (hashes: readonly Hash[]) => hashes.map((hash) => Buffer.from(hash).toString('hex'))

describe('the published vectors', () => {
  test('are all there', () => {
    expect([vectors.entries.length, vectors.roots.length, vectors.inclusion.length, vectors.consistency.length]).toEqual([
      8, 9, 5, 5,
    ])
  })

  test('leaves', () => expect(hex(leaves)).toEqual(hex(vectors.leaves)))

  test.each(vectors.roots.map((root, size) => [size, root] as const))('the root over %i entries', (size, root) => {
    expect(hex([rootOf(treeHash, frontierOf(treeHash, leaves.slice(0, size)))])).toEqual(hex([root]))
  })

  test.each(vectors.inclusion)('entry $index of $size is proved, and shown to be in', ({ index, size, proof }) => {
    expect(hex(inclusionProof(treeHash, leaves.slice(0, size), index))).toEqual(hex(proof))
    expect(hex([must(rootByInclusion(treeHash, { index, size }, must(leaves[index]), proof))])).toEqual(hex([rootAt(size)]))
  })

  test.each(vectors.consistency)('$second entries began as $first did', ({ first, second, proof }) => {
    expect(hex(consistencyProof(treeHash, leaves.slice(0, second), first))).toEqual(hex(proof))
    const sizes = [
      { size: first, root: rootAt(first) },
      { size: second, root: rootAt(second) },
    ] as const
    expect(isConsistent(treeHash, ...sizes, proof)).toBe(true)
  })
})

/** 196 proofs, most of them spoilt: wrong roots, hashes of no length, trees that began as nothing. */
const Base64 = z.string().transform((text): Hash => Buffer.from(text, 'base64'))
const Side = z.tuple([z.number(), Base64]).transform(([size, root]) => ({ size, root }))
const proofs = z
  .object({
    inclusion: z.array(
      z.object({
        name: z.string(),
        index: z.number(),
        size: z.number(),
        root: Base64,
        leaf: Base64,
        proof: z.array(Base64),
        sound: z.boolean(),
      }),
    ),
    consistency: z.array(z.object({ name: z.string(), first: Side, second: Side, proof: z.array(Base64), sound: z.boolean() })),
  })
  .parse(JSON.parse(readFileSync(join(folder, 'conformance/merkle-proofs.json'), 'utf8')))

describe('the proofs of the Certificate Transparency project', () => {
  test('are all there, sound and spoilt', () => {
    const all = [...proofs.inclusion, ...proofs.consistency]
    expect([all.length, all.filter(({ sound }) => sound).length]).toEqual([196, 12])
  })

  test('each shows that an entry is in, or does not', () => {
    const judged = proofs.inclusion.map(({ name, index, size, root, leaf, proof }) => {
      const led = rootByInclusion(treeHash, { index, size }, leaf, proof)
      return [name, led !== undefined && sameHash(led, root)]
    })
    expect(judged).toEqual(proofs.inclusion.map(({ name, sound }) => [name, sound]))
  })

  test('each shows that a tree grew, or does not', () => {
    const judged = proofs.consistency.map(({ name, first, second, proof }) => [
      name,
      isConsistent(treeHash, first, second, proof),
    ])
    expect(judged).toEqual(proofs.consistency.map(({ name, sound }) => [name, sound]))
  })
})

describe('a proof that was tampered with', () => {
  const wrong = Buffer.alloc(32, 1)
  const ways: [string, (proof: readonly Hash[]) => readonly Hash[]][] = [
    ['a step more', (proof) => [...proof, wrong]],
    ['a step before', (proof) => [wrong, ...proof]],
    ['a step less', (proof) => proof.slice(0, -1)],
    ['a flipped bit', ([first = wrong, ...rest]) => [first.map((byte, index) => (index === 0 ? byte ^ 8 : byte)), ...rest]],
  ]
  const inclusions = vectors.inclusion.filter(({ proof }) => proof.length > 0)
  const consistencies = vectors.consistency.filter(({ proof }) => proof.length > 0)

  test.each(ways)('%s: nothing is proved', (_, spoil) => {
    for (const { index, size, proof } of inclusions) {
      const led = rootByInclusion(treeHash, { index, size }, must(leaves[index]), spoil(proof))
      expect(led !== undefined && sameHash(led, rootAt(size))).toBe(false)
    }
    for (const { first, second, proof } of consistencies) {
      const sizes = [
        { size: first, root: rootAt(first) },
        { size: second, root: rootAt(second) },
      ] as const
      expect(isConsistent(treeHash, ...sizes, spoil(proof))).toBe(false)
    }
  })

  test('another place, size, leaf or root: nothing is proved', () => {
    for (const { index, size, proof } of inclusions) {
      const leaf = must(leaves[index])
      const places = [
        [index - 1, size],
        [index + 1, size],
        [index ^ 2, size],
        [index, size * 2],
        [index, Math.floor(size / 2)],
      ] as const
      for (const [at, of] of places) {
        const led = rootByInclusion(treeHash, { index: at, size: of }, leaf, proof)
        expect(led !== undefined && sameHash(led, rootAt(size))).toBe(false)
      }
      expect(hex([must(rootByInclusion(treeHash, { index, size }, wrong, proof))])).not.toEqual(hex([rootAt(size)]))
    }
    for (const { first, second, proof } of consistencies) {
      const [one, other] = [rootAt(first), rootAt(second)]
      const claims = [
        [first - 1, second, one, other],
        [first + 1, second, one, other],
        [first ^ 2, second, one, other],
        [first, second * 2, one, other],
        [first, Math.floor(second / 2), one, other],
        [first, second, wrong, other],
        [first, second, one, wrong],
        [first, second, other, one],
      ] as const
      for (const [a, b, rootA, rootB] of claims) {
        expect(isConsistent(treeHash, { size: a, root: rootA }, { size: b, root: rootB }, proof)).toBe(false)
      }
    }
  })
})

describe('any tree', () => {
  const sizes = fc.integer({ min: 1, max: 200 })
  const leavesOf = (size: number) => Array.from({ length: size }, (_, index) => treeHash.leaf(Buffer.from(`entry ${index}`)))

  test('proves each of its entries, and that it grew from each of its earlier sizes', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, one, other) => {
        const all = leavesOf(size)
        const root = rootOf(treeHash, frontierOf(treeHash, all))
        const index = one % size
        const led = rootByInclusion(treeHash, { index, size }, must(all[index]), inclusionProof(treeHash, all, index))
        const first = 1 + (other % size)
        const before = { size: first, root: rootOf(treeHash, frontierOf(treeHash, all.slice(0, first))) }
        const grew = isConsistent(treeHash, before, { size, root }, consistencyProof(treeHash, all, first))
        return led !== undefined && sameHash(led, root) && grew
      }),
      { numRuns: 200 },
    )
  })

  test('has a frontier of one hash per 1 in its size, and hashes as often as it must', () => {
    let nodes = 0
    const node = (left: Hash, right: Hash) => {
      nodes += 1
      return treeHash.node(left, right)
    }
    const counting = { ...treeHash, node }
    let frontier: Hash[] = []
    for (let size = 0; size < 1000; size += 1) {
      nodes = 0
      frontier = appendLeaf(counting, frontier, size, treeHash.leaf(Buffer.from(String(size))))
      expect(nodes).toBeLessThanOrEqual(10)
      expect(frontier.length).toBe([...(size + 1).toString(2)].filter((digit) => digit === '1').length)
    }
    expect(nodes).toBe(3)
  })

  test('a frontier that does not fit its size is a fault', () => {
    expect(() => appendLeaf(treeHash, [], 1, must(leaves[0]))).toThrow('does not fit')
  })
})

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('nothing there')
  return value
}
