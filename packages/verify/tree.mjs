import { sha256, utf8 } from './bytes.mjs'

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)
const AT_ONCE = 2000

/** The hash of an entry as a leaf (RFC 6962 §2.1). */
export const leafOf = (body) => sha256(LEAF, utf8(body))

/** All hashes of a tree, level by level: what stands over every complete pair, until there is no pair left. */
export async function levelsOf(leaves) {
  const levels = [leaves]
  for (let below = leaves; below.length > 1; below = levels.at(-1)) {
    const level = []
    for (let from = 0; from + 1 < below.length; from += 2 * AT_ONCE) {
      const pairs = []
      for (let at = from; at + 1 < below.length && at < from + 2 * AT_ONCE; at += 2)
        pairs.push(sha256(NODE, below[at], below[at + 1]))
      level.push(...(await Promise.all(pairs)))
    }
    levels.push(level)
  }
  return levels
}

/** The root over the first `size` leaves: the perfect trees of which they consist, joined from the right. */
export async function rootAt(levels, size) {
  const parts = []
  let begin = 0
  for (let height = levels.length - 1; height >= 0; height -= 1) {
    const width = 2 ** height
    if (size - begin < width) continue
    parts.push(levels[height][begin / width])
    begin += width
  }
  let root = parts.pop() ?? (await sha256())
  while (parts.length > 0) root = await sha256(NODE, parts.pop(), root)
  return root
}
