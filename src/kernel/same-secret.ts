import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether two secret texts are the same; takes the same time wherever they differ, also in length. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
