/** Rounded down, so that only what is complete reads 100%. */
export function wholePercent(value: number): string {
  return `${Math.floor(clamp(value) * 100 + 1e-6)}%`
}

/** A share can be neither negative nor more than the whole. */
export function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}
