/** A reference from one table to another: rows of `to` must be there before rows of `from`. */
export type Reference = { from: string; to: string }

/** Tables so that each comes after those it refers to, otherwise by name. Throws for tables that refer to each other in a circle. */
export function orderByReferences(tables: readonly string[], references: readonly Reference[]): string[] {
  const ordered: string[] = []
  const waiting = new Set([...tables].sort())
  while (waiting.size > 0) {
    const next = [...waiting].find((table) => !references.some(({ from, to }) => from === table && waiting.has(to)))
    if (next === undefined) throw new Error(`these tables refer to each other in a circle: ${[...waiting].join(', ')}`)
    ordered.push(next)
    waiting.delete(next)
  }
  return ordered
}
