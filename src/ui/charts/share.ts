import { toPercent } from '../../kernel/percent.ts'

/** A share from 0 to 1 in words, as every screen and file says it. */
export function percentOf(value: number): string {
  return toPercent(clamp(value))
}

/** A share can be neither negative nor more than the whole. */
export function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}
