import type { RowId } from '../kernel/ids.ts'
import type { Row } from './row.ts'

/** Where a row stands in the network diagram, in steps from 1. */
export type Spot = { x: number; y: number }
export type DiagramLink = { one: RowId; other: RowId; label: string }

/** How far the diagram reaches, in steps. */
export const WIDEST = 20
export const HIGHEST = 40

/** From outside inwards: what stands above what where nobody said otherwise. */
const LAYERS = [['outside'], ['firewall', 'router', 'vpn'], ['switch', 'other', ''], ['access-point'], ['network']]

/** Where each row stands: where somebody put it, or else in the layer of its kind, in order, at the next free spot. */
export function placeRows(rows: readonly Row[], placed: ReadonlyMap<RowId, Spot>): Map<RowId, Spot> {
  const spots = new Map([...placed].filter(([id]) => rows.some((row) => row.id === id)))
  const taken = new Set([...spots.values()].map(({ x, y }) => `${x} ${y}`))
  let top = 1
  for (const kinds of LAYERS) {
    let [x, y] = [1, top]
    for (const { id, cells } of rows) {
      const sort = cells.sort ?? ''
      const own = kinds.includes(sort) || (kinds.includes('other') && !LAYERS.some((layer) => layer.includes(sort)))
      if (!own || spots.has(id)) continue
      while (taken.has(`${x} ${y}`)) [x, y] = x === PER_LAYER ? [1, y + 1] : [x + 1, y]
      spots.set(id, { x, y })
      taken.add(`${x} ${y}`)
    }
    // A layer in which nothing stands takes no room.
    if (taken.has(`1 ${top}`)) top = Math.min(HIGHEST, y + 1)
  }
  return spots
}

const PER_LAYER = 6
