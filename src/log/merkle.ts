/** A hash of the tree: 32 bytes. What has another length is none, and proves nothing. */
export type Hash = Uint8Array
const LENGTH = 32

/** The hashes of RFC 6962 §2.1, handed in so that the arithmetic of the tree stays pure: a leaf begins with 0x00, a node with 0x01. */
export type TreeHash = { empty: Hash; leaf(entry: Uint8Array): Hash; node(left: Hash, right: Hash): Hash }

/**
 * Adds a leaf to a tree of `size` leaves, in O(log size). The tree is known by its frontier: the roots of its perfect subtrees,
 * largest first, one for each 1 in the binary form of `size`.
 */
export function appendLeaf(hash: TreeHash, frontier: readonly Hash[], size: number, leaf: Hash): Hash[] {
  const grown = [...frontier]
  let last = leaf
  for (let rest = size; rest % 2 === 1; rest = half(rest)) last = hash.node(required(grown.pop()), last)
  return [...grown, last]
}

/** The root of the tree with this frontier. */
export function rootOf(hash: TreeHash, frontier: readonly Hash[]): Hash {
  const [last = hash.empty, ...before] = frontier.toReversed()
  return before.reduce((right, left) => hash.node(left, right), last)
}

/** The frontier of a tree with these leaves. */
export function frontierOf(hash: TreeHash, leaves: readonly Hash[]): Hash[] {
  return leaves.reduce<Hash[]>((frontier, leaf, index) => appendLeaf(hash, frontier, index, leaf), [])
}

/** What proves that the leaf at `index` is in the tree: the roots beside its way up, lowest first (RFC 6962 §2.1.1). */
export function inclusionProof(hash: TreeHash, leaves: readonly Hash[], index: number): Hash[] {
  if (leaves.length <= 1) return []
  const split = largestPowerBelow(leaves.length)
  const left = leaves.slice(0, split)
  const right = leaves.slice(split)
  return index < split
    ? [...inclusionProof(hash, left, index), rootOf(hash, frontierOf(hash, right))]
    : [...inclusionProof(hash, right, index - split), rootOf(hash, frontierOf(hash, left))]
}

/** What proves that the tree began with its first `size` leaves as they were (RFC 6962 §2.1.2). Nothing to prove for 0 and for all. */
export function consistencyProof(hash: TreeHash, leaves: readonly Hash[], size: number): Hash[] {
  return size === 0 ? [] : subproof(hash, leaves, size, true)
}

/** The root that a leaf and its inclusion proof lead to (RFC 9162 §2.1.3.2). Nothing where the proof cannot be one for that place. */
export function rootByInclusion(
  hash: TreeHash,
  place: { index: number; size: number },
  leaf: Hash,
  proof: readonly Hash[],
): Hash | undefined {
  if (place.index < 0 || place.index >= place.size || !areHashes([leaf, ...proof])) return undefined
  let [index, last, root] = [place.index, place.size - 1, leaf]
  for (const step of proof) {
    if (last === 0) return undefined
    if (index % 2 === 1 || index === last) {
      root = hash.node(step, root)
      while (index % 2 === 0 && index !== 0) [index, last] = [half(index), half(last)]
    } else root = hash.node(root, step)
    ;[index, last] = [half(index), half(last)]
  }
  return last === 0 ? root : undefined
}

/**
 * Whether the proof shows that the tree with `root` began as the tree with `first.root` (RFC 9162 §2.1.4.2). Of an empty tree it is not
 * defined: every tree began as that, and nothing can be shown.
 */
export function isConsistent(
  hash: TreeHash,
  first: { size: number; root: Hash },
  second: { size: number; root: Hash },
  proof: readonly Hash[],
): boolean {
  if (first.size > second.size || first.size <= 0) return false
  if (first.size === second.size) return proof.length === 0 && sameHash(first.root, second.root)
  if (!areHashes([first.root, second.root, ...proof])) return false
  let [index, last] = [first.size - 1, second.size - 1]
  while (index % 2 === 1) [index, last] = [half(index), half(last)]
  const [start, ...steps] = index === 0 ? [first.root, ...proof] : proof
  if (!start) return false
  let [old, now] = [start, start]
  for (const step of steps) {
    if (last === 0) return false
    if (index % 2 === 1 || index === last) {
      old = hash.node(step, old)
      now = hash.node(step, now)
      while (index % 2 === 0 && index !== 0) [index, last] = [half(index), half(last)]
    } else now = hash.node(now, step)
    ;[index, last] = [half(index), half(last)]
  }
  return last === 0 && sameHash(old, first.root) && sameHash(now, second.root)
}

export function sameHash(one: Hash, other: Hash): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}

/** SUBPROOF of RFC 6962: `whole` says that these leaves are those of the smaller tree itself, whose root the verifier has. */
function subproof(hash: TreeHash, leaves: readonly Hash[], size: number, whole: boolean): Hash[] {
  if (size === leaves.length) return whole ? [] : [rootOf(hash, frontierOf(hash, leaves))]
  const split = largestPowerBelow(leaves.length)
  const left = leaves.slice(0, split)
  const right = leaves.slice(split)
  return size <= split
    ? [...subproof(hash, left, size, whole), rootOf(hash, frontierOf(hash, right))]
    : [...subproof(hash, right, size - split, false), rootOf(hash, frontierOf(hash, left))]
}

function areHashes(hashes: readonly Hash[]): boolean {
  return hashes.every(({ length }) => length === LENGTH)
}

function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

function half(number: number): number {
  return Math.floor(number / 2)
}

function required(hash: Hash | undefined): Hash {
  if (!hash) throw new Error('the frontier does not fit the size of the tree')
  return hash
}
