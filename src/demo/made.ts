import type { Outcome } from '../kernel/refusal.ts'

/** What an act of the made-up world came to: the world is our own data, and a refusal is a fault of it. */
export function done<T>(outcome: Outcome<T> | undefined): T {
  const settled = required(outcome, 'the demo world names something that is not there')
  if (settled.ok) return settled.value
  throw new Error(`the demo world is refused: ${settled.refusals.map(({ words }) => words.en).join(' ')}`)
}

export function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(what)
  return value
}
