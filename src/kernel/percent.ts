/** `0.308642` → `30.9%`: the one way in which every screen, file and command says a coverage. Only the whole reads `100.0%`. */
export function toPercent(coverage: number): string {
  return `${(coverage < 1 ? Math.min(coverage * 100, 99.9) : 100).toFixed(1)}%`
}
