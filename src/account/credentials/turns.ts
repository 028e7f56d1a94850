/** What costs much is done by a few at a time; the others wait their turn, and nobody waits behind too many. */
type Turns = {
  /** Does `work` in its turn; nothing when too many wait already. */
  take<T>(work: () => Promise<T>): Promise<{ done: T } | undefined>
}

/** `atOnce` at the same time, and at most `waiting` behind them. */
export function createTurns({ atOnce, waiting }: { atOnce: number; waiting: number }): Turns {
  const queue: (() => void)[] = []
  let busy = 0
  return {
    take: async (work) => {
      if (busy >= atOnce) {
        if (queue.length >= waiting) return undefined
        await new Promise<void>((resolve) => queue.push(resolve))
      } else busy += 1
      try {
        return { done: await work() }
      } finally {
        const next = queue.shift()
        if (next) next()
        else busy -= 1
      }
    },
  }
}
